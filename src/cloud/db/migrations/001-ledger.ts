import type { Migration, SqlWords } from '../migration.ts';

/** Villages, people, cards, and the ledger: accounts, postings, transfers, holds, feed. */
export const ledgerMigration: Migration = {
  name: '001-ledger',
  statements: (sql) => [...places(sql), ...people(sql), ...money(sql), ...holds(sql), ...feed(sql)],
};

const places = ({ text, integer, keyedTable }: SqlWords): readonly string[] => [
  `create table village (
    id ${text} primary key,
    slug ${text} not null unique,
    name ${text} not null,
    created_at ${text} not null
  ) ${keyedTable}`,
  `create table collective (
    id ${text} primary key,
    slug ${text} not null unique,
    name ${text} not null,
    time_zone ${text} not null default 'Europe/Paris',
    cut_off_hour ${integer} not null default 4 check (cut_off_hour between 0 and 23),
    cushion_cents ${integer} not null default 0 check (cushion_cents >= 0),
    created_at ${text} not null
  ) ${keyedTable}`,
  `create table village_member (
    village_id ${text} not null references village (id),
    collective_id ${text} not null references collective (id),
    shares_agenda ${integer} not null default 0 check (shares_agenda in (0, 1)),
    shares_memberships ${integer} not null default 0 check (shares_memberships in (0, 1)),
    shares_local_currency ${integer} not null default 0 check (shares_local_currency in (0, 1)),
    joined_at ${text} not null,
    primary key (village_id, collective_id)
  ) ${keyedTable}`,
  `create index village_member_by_collective on village_member (collective_id)`,
  `create table asset (
    id ${text} primary key,
    kind ${text} not null check (kind in ('global', 'local', 'gift', 'time', 'points')),
    issuer_id ${text} references collective (id),
    name ${text} not null,
    created_at ${text} not null,
    check ((kind = 'global') = (issuer_id is null))
  ) ${keyedTable}`,
  `create unique index asset_global_only_one on asset (kind) where kind = 'global'`,
  `create index asset_by_issuer on asset (issuer_id)`,
  `create table asset_acceptance (
    collective_id ${text} not null references collective (id),
    asset_id ${text} not null references asset (id),
    accepted_at ${text} not null,
    primary key (collective_id, asset_id)
  ) ${keyedTable}`,
];

const people = ({ text, integer, keyedTable }: SqlWords): readonly string[] => [
  `create table person (
    id ${text} primary key,
    email ${text} unique check (email = lower(email)),
    name ${text} not null default '',
    language ${text} not null default 'fr',
    created_at ${text} not null
  ) ${keyedTable}`,
  `create table wallet (
    id ${text} primary key,
    person_id ${text} unique references person (id),
    merged_into ${text} references wallet (id),
    created_at ${text} not null,
    check (merged_into is null or merged_into <> id)
  ) ${keyedTable}`,
  `create index wallet_by_merged_into on wallet (merged_into)`,
  `create table card (
    id ${text} primary key,
    uid ${text} unique check (length(uid) in (8, 14, 20) and uid = upper(uid)),
    tag4 ${text} check (length(tag4) = 8 and tag4 = upper(tag4)),
    number ${text} not null unique check (length(number) = 8),
    qr ${text} not null unique check (length(qr) = 36),
    state ${text} not null check (state in ('blank', 'anonymous', 'linked', 'lost', 'retired')),
    wallet_id ${text} references wallet (id),
    person_id ${text} references person (id),
    collective_id ${text} not null references collective (id),
    trust_level ${integer} not null default 0 check (trust_level between 0 and 3),
    created_at ${text} not null,
    check (uid is not null or tag4 is not null),
    check (state <> 'blank' or (wallet_id is null and person_id is null)),
    check (state <> 'anonymous' or (wallet_id is not null and person_id is null)),
    check (state <> 'linked' or (wallet_id is not null and person_id is not null))
  ) ${keyedTable}`,
  `create index card_by_tag4 on card (tag4)`,
  `create index card_by_wallet on card (wallet_id)`,
  `create index card_by_person on card (person_id)`,
];

const money = ({
  text,
  integer,
  keyedTable,
  appendOnly,
  guardUpdate,
}: SqlWords): readonly string[] => [
  `create table posting (
    id ${text} primary key,
    kind ${text} not null check (kind in ('top-up', 'gift', 'sale', 'unsecured-sale', 'refund', 'link', 'replacement', 'settlement', 'correction')),
    content_hash ${text} not null,
    at ${text} not null check (length(at) = 24),
    collective_id ${text} references collective (id),
    station_id ${text},
    wallet_id ${text} references wallet (id),
    card_id ${text} references card (id),
    cause ${text},
    corrects ${text} references posting (id),
    debt ${integer} not null default 0 check (debt >= 0),
    note ${text},
    check (debt = 0 or kind = 'unsecured-sale'),
    check ((kind = 'correction') = (corrects is not null))
  ) ${keyedTable}`,
  `create index posting_by_wallet on posting (wallet_id, at)`,
  `create index posting_by_corrects on posting (corrects) where corrects is not null`,
  // RULES M8: below zero only by a debt, and the debt grows only through an unsecured sale.
  `create table account (
    id ${text} primary key,
    asset_id ${text} not null references asset (id),
    kind ${text} not null check (kind in ('issuing', 'wallet', 'takings', 'cash-out')),
    owner_id ${text} not null,
    balance ${integer} not null default 0,
    held ${integer} not null default 0 check (held >= 0),
    debt ${integer} not null default 0 check (debt >= 0),
    debt_posting_id ${text} references posting (id),
    unique (owner_id, kind, asset_id),
    check (kind = 'wallet' or (held = 0 and debt = 0)),
    check (kind <> 'issuing' or balance <= 0),
    check (kind = 'issuing' or balance >= held - debt),
    check (debt = 0 or debt = held - balance),
    check (debt = 0 or debt_posting_id is not null)
  ) ${keyedTable}`,
  ...guardUpdate({
    name: 'account_debt_grows_by_unsecured_sale',
    table: 'account',
    column: 'debt',
    refusedWhen: `new.debt > old.debt and (new.debt_posting_id = old.debt_posting_id or not exists (select 1 from posting where id = new.debt_posting_id and kind = 'unsecured-sale'))`,
    message: 'a debt grows only by an unsecured sale',
  }),
  `create table transfer (
    posting_id ${text} not null references posting (id),
    line ${integer} not null check (line >= 0),
    asset_id ${text} not null references asset (id),
    from_account_id ${text} not null references account (id),
    to_account_id ${text} not null references account (id),
    amount ${integer} not null check (amount > 0),
    primary key (posting_id, line),
    check (from_account_id <> to_account_id)
  ) ${keyedTable}`,
  ...appendOnly('posting'),
  ...appendOnly('transfer'),
];

const holds = ({ text, integer, keyedTable, appendOnly }: SqlWords): readonly string[] => [
  `create table hold (
    id ${text} primary key,
    content_hash ${text},
    state ${text} not null check (state in ('active', 'settled', 'released')),
    station_id ${text},
    collective_id ${text} references collective (id),
    card_id ${text} references card (id),
    wallet_id ${text} references wallet (id),
    ends_at ${text},
    created_at ${text} not null,
    closed_at ${text},
    check (state = 'released' or content_hash is not null),
    check (content_hash is null or (wallet_id is not null and collective_id is not null)),
    check ((state = 'active') = (closed_at is null))
  ) ${keyedTable}`,
  `create index hold_active_by_wallet on hold (wallet_id) where state = 'active'`,
  `create index hold_active_by_station on hold (station_id) where state = 'active'`,
  `create table hold_part (
    hold_id ${text} not null references hold (id),
    line ${integer} not null,
    asset_id ${text} not null references asset (id),
    account_id ${text} not null references account (id),
    reserved ${integer} not null check (reserved > 0),
    remaining ${integer} not null check (remaining between 0 and reserved),
    primary key (hold_id, line),
    unique (hold_id, asset_id)
  ) ${keyedTable}`,
  `create table command (
    id ${text} primary key,
    content_hash ${text} not null,
    result ${text} not null,
    at ${text} not null
  ) ${keyedTable}`,
  ...appendOnly('command'),
];

const feed = ({ text, integer, table }: SqlWords): readonly string[] => [
  `create table feed_counter (
    id ${integer} primary key check (id = 1),
    seq ${integer} not null check (seq >= 0)
  ) ${table}`,
  `insert into feed_counter (id, seq) values (1, 0)`,
  `create table feed_change (
    seq ${integer} primary key,
    topic ${text} not null,
    entity_id ${text} not null,
    collective_id ${text} references collective (id),
    at ${text} not null
  ) ${table}`,
];
