import type { Migration, SqlWords } from '../migration.ts';

/** What a person sets for themselves, asks of a collective, and takes away when they leave. */
export const accountMigration: Migration = {
  name: '010-account',
  statements: (sql) => [...people(sql), ...requests(sql), ...reminders(sql)],
};

const people = ({ text, integer, keyedTable }: SqlWords): readonly string[] => [
  `alter table person add column text_size ${text} not null default 'normal' check (text_size in ('normal', 'large', 'largest'))`,
  `alter table person add column contrast ${text} not null default 'normal' check (contrast in ('normal', 'more'))`,
  // Part of the address of their own calendar; null until they ask for one.
  `alter table person add column calendar_secret ${text}`,
  `alter table person add column deleted_at ${text} check (length(deleted_at) = 24)`,
  `create unique index person_by_calendar on person (calendar_secret) where calendar_secret is not null`,
  // A new address, until it is proved (RULES P3).
  `create table email_change (
    id ${text} primary key,
    person_id ${text} not null references person (id),
    email ${text} not null check (email = lower(email)),
    code_hash ${text} not null check (length(code_hash) = 64),
    tries ${integer} not null default 0 check (tries between 0 and 5),
    created_at ${text} not null check (length(created_at) = 24),
    expires_at ${text} not null check (length(expires_at) = 24),
    used_at ${text}
  ) ${keyedTable}`,
  `create index email_change_by_person on email_change (person_id)`,
];

const requests = ({ text, keyedTable }: SqlWords): readonly string[] => [
  // RULES C6: a new Pass, until somebody hands it over.
  `create table card_request (
    id ${text} primary key,
    person_id ${text} not null references person (id),
    collective_id ${text} not null references collective (id),
    -- The lost Pass that it follows; null: a first one.
    lost_card_id ${text} references card (id),
    state ${text} not null check (state in ('asked', 'handed-over', 'withdrawn')),
    asked_at ${text} not null check (length(asked_at) = 24),
    closed_at ${text},
    card_id ${text} references card (id),
    check ((state = 'asked') = (closed_at is null))
  ) ${keyedTable}`,
  `create unique index card_request_once on card_request (person_id) where state = 'asked'`,
  `create index card_request_by_collective on card_request (collective_id, asked_at)`,
  // Somebody left: the collective takes them off its own lists. The name goes when that is done,
  // and after a month in any case.
  `create table erasure_request (
    id ${text} primary key,
    collective_id ${text} not null references collective (id),
    name ${text} not null,
    email ${text} not null,
    state ${text} not null check (state in ('asked', 'done')),
    asked_at ${text} not null check (length(asked_at) = 24),
    closed_at ${text},
    check ((state = 'asked') = (closed_at is null)),
    check (state = 'asked' or (name = '' and email = ''))
  ) ${keyedTable}`,
  `create index erasure_request_by_collective on erasure_request (collective_id, asked_at)`,
];

/** A mail that is sent once about a thing: before an event, before a membership ends. */
const reminders = ({ text, keyedTable }: SqlWords): readonly string[] => [
  `create table reminder (
    kind ${text} not null,
    subject_id ${text} not null,
    person_id ${text} not null references person (id),
    sent_at ${text} not null check (length(sent_at) = 24),
    primary key (kind, subject_id, person_id)
  ) ${keyedTable}`,
];
