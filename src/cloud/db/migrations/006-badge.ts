import type { Migration, SqlWords } from '../migration.ts';

/** Plans, spaces, comings and goings, what they cost and how that was paid; invoices of a month. */
export const badgeMigration: Migration = {
  name: '006-badge',
  statements: (sql) => [
    ...settings(sql),
    ...plans(sql),
    ...taps(sql),
    ...presences(sql),
    ...people(sql),
    ...invoices(sql),
  ],
};

const settings = ({ text, integer, keyedTable }: SqlWords): readonly string[] => [
  `create table badge_settings (
    collective_id ${text} primary key references collective (id),
    welcome ${text} not null default '',
    allows_guests ${integer} not null default 1 check (allows_guests in (0, 1)),
    allows_site ${integer} not null default 0 check (allows_site in (0, 1)),
    -- Part of the address that the QR at the door opens.
    door_secret ${text} not null unique check (length(door_secret) >= 16),
    keep_months ${integer} not null default 3 check (keep_months between 1 and 60),
    -- What an invoice must say of who sells: numbers, account, tax notice. One line each.
    invoice_text ${text} not null default ''
  ) ${keyedTable}`,
  // Each month's own; deleted when the month is forgotten, and with it what it sealed.
  `create table presence_key (
    collective_id ${text} not null references collective (id),
    month ${text} not null check (length(month) = 7),
    key ${text} not null check (length(key) = 64),
    primary key (collective_id, month)
  ) ${keyedTable}`,
];

const plans = ({ text, integer, keyedTable, appendOnly }: SqlWords): readonly string[] => [
  `create table badge_plan (
    id ${text} primary key,
    collective_id ${text} not null references collective (id),
    name ${text} not null,
    current_version ${integer} not null check (current_version >= 1),
    removed_at ${text}
  ) ${keyedTable}`,
  `create index badge_plan_by_collective on badge_plan (collective_id)`,
  `create table badge_plan_version (
    plan_id ${text} not null references badge_plan (id),
    version ${integer} not null check (version >= 1),
    -- JSON: BadgePlan of src/domain/badge/plan.ts.
    data ${text} not null,
    made_at ${text} not null check (length(made_at) = 24),
    made_by ${text} not null default '',
    primary key (plan_id, version)
  ) ${keyedTable}`,
  ...appendOnly('badge_plan_version'),
  `create table badge_space (
    id ${text} primary key,
    collective_id ${text} not null references collective (id),
    plan_id ${text} not null references badge_plan (id),
    name ${text} not null,
    places ${integer} not null check (places >= 1),
    picture ${text},
    sort_order ${integer} not null default 0,
    removed_at ${text}
  ) ${keyedTable}`,
  `create index badge_space_by_collective on badge_space (collective_id)`,
];

/** What was said of comings and goings (RULES B2): only added, until the months are over (B9). */
const taps = ({ text, integer, keyedTable }: SqlWords): readonly string[] => [
  `create table presence_event (
    id ${text} primary key,
    collective_id ${text} not null references collective (id),
    kind ${text} not null check (kind in ('tap', 'undo', 'correction')),
    -- When it was tapped; when a correction was made.
    at ${text} not null check (length(at) = 24),
    -- The tap that is undone, the presence that is corrected.
    target_id ${text},
    direction ${text} check (direction in ('in', 'out')),
    space_id ${text} references badge_space (id),
    plan_id ${text} references badge_plan (id),
    plan_version ${integer},
    wallet_id ${text} references wallet (id),
    card_id ${text} references card (id),
    guest_id ${text},
    guest_name ${text},
    host_wallet_id ${text} references wallet (id),
    in_at ${text} check (length(in_at) = 24),
    out_at ${text} check (length(out_at) = 24),
    is_removed ${integer} not null default 0 check (is_removed in (0, 1)),
    source ${text} not null check (source in ('station', 'site', 'office')),
    station_id ${text} references station (id),
    seq ${integer},
    made_by ${text} not null default '',
    reason ${text} not null default '',
    check ((kind = 'tap') = (direction is not null)),
    check ((kind = 'tap') = (target_id is null))
  ) ${keyedTable}`,
  `create index presence_event_by_wallet on presence_event (collective_id, wallet_id, at)`,
  `create index presence_event_by_guest on presence_event (guest_id) where guest_id is not null`,
  `create index presence_event_by_target on presence_event (target_id) where target_id is not null`,
  `create index presence_event_by_time on presence_event (collective_id, at)`,
];

/** What follows from the events, reckoned anew whenever one arrives; and the line that is billed. */
const presences = ({ text, integer, keyedTable }: SqlWords): readonly string[] => [
  `create table presence (
    id ${text} primary key,
    collective_id ${text} not null references collective (id),
    space_id ${text} not null references badge_space (id),
    plan_id ${text} not null references badge_plan (id),
    plan_version ${integer} not null,
    wallet_id ${text} references wallet (id),
    guest_id ${text},
    guest_name ${text} not null default '',
    host_wallet_id ${text} references wallet (id),
    -- Null once forgotten (RULES B9): the day, the minutes and the money stay.
    in_at ${text} check (length(in_at) = 24),
    out_at ${text} check (length(out_at) = 24),
    state ${text} not null check (state in ('open', 'closed', 'automatic', 'no-in', 'removed')),
    is_corrected ${integer} not null default 0 check (is_corrected in (0, 1)),
    day ${text} not null check (length(day) = 10),
    stayed_minutes ${integer} not null default 0 check (stayed_minutes >= 0),
    -- JSON: VisitBill.included and .months and .why of src/domain/badge/price-steps.ts.
    included ${text} not null default '[]',
    months ${text} not null default '[]',
    why ${text} not null default '[]',
    billed_cents ${integer} not null default 0 check (billed_cents >= 0),
    time_minutes ${integer} not null default 0 check (time_minutes >= 0),
    -- Sum of presence_payment.
    paid_cents ${integer} not null default 0,
    -- When the person was told that the going out was forgotten.
    told_at ${text},
    erased_at ${text}
  ) ${keyedTable}`,
  `create index presence_by_collective on presence (collective_id, day)`,
  `create index presence_by_wallet on presence (wallet_id, day) where wallet_id is not null`,
  `create index presence_by_host on presence (host_wallet_id) where host_wallet_id is not null`,
  `create index presence_open on presence (collective_id, state) where state = 'open'`,
  // Below 0 when money went back.
  `create table presence_payment (
    id ${text} primary key,
    presence_id ${text} not null,
    kind ${text} not null check (kind in ('sale', 'sale-corrected', 'taken', 'given-back', 'time')),
    cents ${integer} not null,
    -- Minutes of the asset of hours, for 'time'.
    minutes ${integer} not null default 0,
    sale_id ${text} references sale (id),
    posting_id ${text},
    -- The payment that is taken back, of this table.
    source_id ${text},
    -- As in a sale: 'pass', 'cash', 'bank-card', 'cheque', 'offered'; empty for hours.
    means ${text} not null default '',
    -- JSON: which assets of the Pass, {assetId, cents}[]; never below 0.
    parts ${text} not null default '[]',
    at ${text} not null check (length(at) = 24)
  ) ${keyedTable}`,
  `create index presence_payment_by_presence on presence_payment (presence_id)`,
  `create index presence_payment_by_posting on presence_payment (posting_id) where posting_id is not null`,
];

const people = ({ text, keyedTable }: SqlWords): readonly string[] => [
  // When its holder or staff said so: what was tapped before it still counts.
  `alter table card add column lost_at ${text} check (length(lost_at) = 24)`,
  // Who uses the hours of a membership beside the person who took it.
  `create table membership_sharer (
    membership_id ${text} not null references membership (id),
    person_id ${text} not null references person (id),
    primary key (membership_id, person_id)
  ) ${keyedTable}`,
  `create index membership_sharer_by_person on membership_sharer (person_id)`,
  // RULES B8: named on the board that everybody sees.
  `create table presence_consent (
    person_id ${text} not null references person (id),
    collective_id ${text} not null references collective (id),
    agreed_at ${text} not null check (length(agreed_at) = 24),
    primary key (person_id, collective_id)
  ) ${keyedTable}`,
];

const invoices = ({ text, integer, keyedTable, appendOnly }: SqlWords): readonly string[] => [
  `create table billing_party (
    id ${text} primary key,
    collective_id ${text} not null references collective (id),
    name ${text} not null,
    address ${text} not null default '',
    siren ${text} not null default '',
    removed_at ${text}
  ) ${keyedTable}`,
  `create index billing_party_by_collective on billing_party (collective_id)`,
  `create table billing_party_person (
    party_id ${text} not null references billing_party (id),
    person_id ${text} not null references person (id),
    primary key (party_id, person_id)
  ) ${keyedTable}`,
  `create table invoice (
    id ${text} primary key,
    collective_id ${text} not null references collective (id),
    -- From 1, without a gap, for each collective.
    number ${integer} not null check (number >= 1),
    month ${text} not null check (length(month) = 7),
    party_id ${text} references billing_party (id),
    person_id ${text} references person (id),
    made_at ${text} not null check (length(made_at) = 24),
    made_by ${text} not null default '',
    -- JSON: the invoice as it was made; nothing of it changes afterwards.
    data ${text} not null,
    total_cents ${integer} not null,
    unique (collective_id, number)
  ) ${keyedTable}`,
  ...appendOnly('invoice'),
];
