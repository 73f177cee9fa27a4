import type { Migration, SqlWords } from '../migration.ts';

/** Pages of collectives, events, memberships, sign-ins, sessions, mails on their way. */
export const siteMigration: Migration = {
  name: '003-site',
  statements: (sql) => [...agenda(sql), ...takingPart(sql), ...signIns(sql), ...mails(sql)],
};

const place = ({ text, integer }: SqlWords): string => `
    street ${text} not null default '',
    postal_code ${text} not null default '',
    town ${text} not null default '',
    country ${text} not null default 'FR',
    latitude_e6 ${integer} check (latitude_e6 between -90000000 and 90000000),
    longitude_e6 ${integer} check (longitude_e6 between -180000000 and 180000000),
    check ((latitude_e6 is null) = (longitude_e6 is null))`;

const agenda = (sql: SqlWords): readonly string[] => [
  `create table collective_page (
    collective_id ${sql.text} primary key references collective (id),
    summary ${sql.text} not null default '',
    description ${sql.text} not null default '',
    opening_hours ${sql.text} not null default '',
    email ${sql.text},
    phone ${sql.text},
    picture ${sql.text},${place(sql)}
  ) ${sql.keyedTable}`,
  `create table event (
    id ${sql.text} primary key,
    collective_id ${sql.text} not null references collective (id),
    slug ${sql.text} not null,
    name ${sql.text} not null check (length(name) between 1 and 200),
    summary ${sql.text} not null default '',
    description ${sql.text} not null default '',
    starts_at ${sql.text} not null check (length(starts_at) = 24),
    doors_at ${sql.text} check (length(doors_at) = 24 and doors_at <= starts_at),
    ends_at ${sql.text} not null check (length(ends_at) = 24),
    place_name ${sql.text} not null default '',
    capacity ${sql.integer} check (capacity > 0),
    tags ${sql.text} not null default '[]',
    wheelchair ${sql.text} not null default 'unknown' check (wheelchair in ('full', 'partial', 'none', 'unknown')),
    access_note ${sql.text} not null default '',
    children_welcome ${sql.integer} not null default 1 check (children_welcome in (0, 1)),
    children_note ${sql.text} not null default '',
    organiser ${sql.text} not null default '',
    picture ${sql.text},
    published ${sql.integer} not null default 1 check (published in (0, 1)),${place(sql)},
    unique (collective_id, slug),
    check (ends_at > starts_at)
  ) ${sql.keyedTable}`,
  `create index event_by_end on event (ends_at)`,
  `create table event_price (
    id ${sql.text} primary key,
    event_id ${sql.text} not null references event (id),
    line ${sql.integer} not null,
    name ${sql.text} not null,
    kind ${sql.text} not null check (kind in ('fixed', 'free', 'open', 'member')),
    price_cents ${sql.integer} not null check (price_cents >= 0),
    price_min_cents ${sql.integer} check (price_min_cents >= 0),
    unique (event_id, line),
    check (kind <> 'free' or price_cents = 0),
    check ((kind = 'open') = (price_min_cents is not null))
  ) ${sql.keyedTable}`,
];

const takingPart = ({ text, keyedTable }: SqlWords): readonly string[] => [
  `create table membership (
    id ${text} primary key,
    person_id ${text} not null references person (id),
    collective_id ${text} not null references collective (id),
    name ${text} not null,
    state ${text} not null check (state in ('active', 'ended', 'cancelled')),
    starts_on ${text} not null check (length(starts_on) = 10),
    ends_on ${text} check (length(ends_on) = 10 and ends_on >= starts_on)
  ) ${keyedTable}`,
  `create index membership_by_person on membership (person_id)`,
];

const signIns = ({ text, integer, keyedTable }: SqlWords): readonly string[] => [
  `create table session (
    id ${text} primary key,
    secret_hash ${text} not null unique check (length(secret_hash) = 64),
    person_id ${text} not null references person (id),
    device ${text} not null,
    created_at ${text} not null,
    last_seen_at ${text} not null,
    expires_at ${text} not null,
    ended_at ${text}
  ) ${keyedTable}`,
  `create index session_by_person on session (person_id)`,
  // RULES P1: five tries, one use.
  `create table sign_in (
    id ${text} primary key,
    email ${text} not null check (email = lower(email)),
    code_hash ${text} not null check (length(code_hash) = 64),
    link_hash ${text} not null unique check (length(link_hash) = 64),
    tries ${integer} not null default 0 check (tries between 0 and 5),
    language ${text} not null,
    next_path ${text} not null,
    card_qr ${text} check (length(card_qr) = 36),
    created_at ${text} not null,
    expires_at ${text} not null,
    used_at ${text}
  ) ${keyedTable}`,
  `create index sign_in_by_expiry on sign_in (expires_at)`,
];

const mails = ({ text, integer, keyedTable }: SqlWords): readonly string[] => [
  `create table mail (
    id ${text} primary key,
    to_address ${text} not null,
    subject ${text} not null,
    text ${text} not null,
    html ${text} not null,
    created_at ${text} not null,
    next_try_at ${text} not null,
    tries ${integer} not null default 0 check (tries >= 0),
    sent_at ${text},
    gave_up_at ${text},
    last_error ${text},
    check (sent_at is null or gave_up_at is null)
  ) ${keyedTable}`,
  `create index mail_waiting on mail (next_try_at) where sent_at is null and gave_up_at is null`,
];
