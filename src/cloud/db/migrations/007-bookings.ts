import type { Migration, SqlWords } from '../migration.ts';

/** Places booked on the site, waiting lists, promo codes, questions, volunteers' shifts. */
export const bookingsMigration: Migration = {
  name: '007-bookings',
  statements: (sql) => [
    ...events(sql),
    ...bookings(sql),
    ...waiting(sql),
    ...questions(sql),
    ...shifts(sql),
  ],
};

const events = ({ text, integer, keyedTable }: SqlWords): readonly string[] => [
  `alter table event add column takes_bookings ${integer} not null default 1 check (takes_bookings in (0, 1))`,
  `alter table event add column members_only ${integer} not null default 0 check (members_only in (0, 1))`,
  `alter table event add column per_person_max ${integer} not null default 10 check (per_person_max between 1 and 50)`,
  // Null: until it starts.
  `alter table event add column cancel_until ${text} check (length(cancel_until) = 24)`,
  // What calendars and search engines are told of its age.
  `alter table event add column changed_at ${text} check (length(changed_at) = 24)`,
  `alter table collective_page add column changed_at ${text} check (length(changed_at) = 24)`,
  `alter table village add column description ${text} not null default ''`,
  `alter table village add column picture ${text}`,
  `alter table event_price add column opens_at ${text} check (length(opens_at) = 24)`,
  `alter table event_price add column closes_at ${text} check (length(closes_at) = 24)`,
  // The offer that opens a member price; null: any membership of the collective.
  `alter table event_price add column offer_id ${text} references membership_offer (id)`,
  `create table promo_code (
    id ${text} primary key,
    event_id ${text} not null references event (id),
    -- Null: every price of the event.
    price_id ${text} references event_price (id),
    code ${text} not null check (code = upper(code) and length(code) between 2 and 30),
    kind ${text} not null check (kind in ('percent', 'amount')),
    -- Basis points, or cents off each place.
    value ${integer} not null check (value > 0),
    -- Places it may be used for; null: as many as there are.
    places_max ${integer} check (places_max > 0),
    ends_at ${text} check (length(ends_at) = 24),
    removed_at ${text},
    unique (event_id, code)
  ) ${keyedTable}`,
];

const bookings = ({ text, integer, keyedTable }: SqlWords): readonly string[] => [
  `create table booking (
    id ${text} primary key,
    content_hash ${text} not null,
    event_id ${text} not null references event (id),
    collective_id ${text} not null references collective (id),
    person_id ${text} not null references person (id),
    state ${text} not null check (state in ('held', 'booked', 'ended', 'cancelled')),
    -- Until when its places are kept; null once they are booked.
    ends_at ${text} check (length(ends_at) = 24),
    extensions ${integer} not null default 0 check (extensions >= 0),
    total_cents ${integer} not null check (total_cents >= 0),
    promo_code_id ${text} references promo_code (id),
    means ${text} check (means in ('free', 'pass', 'bank-card')),
    payment_id ${text},
    posting_id ${text} references posting (id),
    -- The offer of the waiting list that it answers.
    waiting_id ${text},
    made_at ${text} not null check (length(made_at) = 24),
    booked_at ${text},
    closed_at ${text},
    check ((state = 'held') = (ends_at is not null)),
    check ((means is null) = (booked_at is null)),
    check ((state in ('ended', 'cancelled')) = (closed_at is not null))
  ) ${keyedTable}`,
  `create index booking_held on booking (ends_at) where state = 'held'`,
  `create index booking_by_event on booking (event_id, state)`,
  `create index booking_by_person on booking (person_id)`,
  // Its id becomes the id of the ticket.
  `create table booking_place (
    id ${text} primary key,
    booking_id ${text} not null references booking (id),
    line ${integer} not null check (line >= 0),
    price_id ${text} not null references event_price (id),
    holder_name ${text} not null default '',
    cents ${integer} not null check (cents >= 0),
    -- JSON: what each asset paid of it, when the wallet paid.
    parts ${text} not null default '[]',
    state ${text} not null check (state in ('kept', 'cancelled')),
    cancelled_at ${text},
    unique (booking_id, line),
    check ((state = 'cancelled') = (cancelled_at is not null))
  ) ${keyedTable}`,
  `alter table ticket add column booking_id ${text} references booking (id)`,
  `alter table ticket add column person_id ${text} references person (id)`,
  `create index ticket_by_booking on ticket (booking_id) where booking_id is not null`,
  `create index ticket_by_person on ticket (person_id) where person_id is not null`,
];

const waiting = ({ text, integer, keyedTable }: SqlWords): readonly string[] => [
  `create table waiting_entry (
    id ${text} primary key,
    event_id ${text} not null references event (id),
    person_id ${text} not null references person (id),
    places ${integer} not null check (places between 1 and 50),
    state ${text} not null check (state in ('waiting', 'offered', 'taken', 'passed', 'left')),
    joined_at ${text} not null check (length(joined_at) = 24),
    -- The booking that holds what is offered.
    booking_id ${text} references booking (id),
    offer_ends_at ${text} check (length(offer_ends_at) = 24),
    closed_at ${text},
    check ((state = 'offered') = (offer_ends_at is not null)),
    check ((state in ('taken', 'passed', 'left')) = (closed_at is not null))
  ) ${keyedTable}`,
  `create unique index waiting_entry_once on waiting_entry (event_id, person_id) where state in ('waiting', 'offered')`,
  `create index waiting_entry_in_line on waiting_entry (event_id, joined_at) where state = 'waiting'`,
];

const questions = ({ text, integer, keyedTable }: SqlWords): readonly string[] => [
  `create table question (
    id ${text} primary key,
    event_id ${text} references event (id),
    offer_id ${text} references membership_offer (id),
    line ${integer} not null,
    label ${text} not null check (length(label) between 1 and 200),
    kind ${text} not null check (kind in ('text', 'choice', 'yes-no')),
    -- JSON: a list of texts, for a choice.
    choices ${text} not null default '[]',
    is_required ${integer} not null default 0 check (is_required in (0, 1)),
    removed_at ${text},
    check ((event_id is null) <> (offer_id is null))
  ) ${keyedTable}`,
  `create index question_by_event on question (event_id) where event_id is not null`,
  `create index question_by_offer on question (offer_id) where offer_id is not null`,
  `create table answer (
    question_id ${text} not null references question (id),
    -- The booking or the membership that it came with.
    owner_id ${text} not null,
    answer ${text} not null,
    primary key (owner_id, question_id)
  ) ${keyedTable}`,
];

const shifts = ({ text, integer, keyedTable }: SqlWords): readonly string[] => [
  `create table shift (
    id ${text} primary key,
    collective_id ${text} not null references collective (id),
    event_id ${text} references event (id),
    name ${text} not null check (length(name) between 1 and 120),
    description ${text} not null default '',
    place ${text} not null default '',
    starts_at ${text} not null check (length(starts_at) = 24),
    ends_at ${text} not null check (length(ends_at) = 24),
    needed ${integer} not null check (needed between 1 and 500),
    -- Null: until it starts.
    drop_out_until ${text} check (length(drop_out_until) = 24),
    -- Its hours are credited as volunteer hours once somebody says that they were done.
    credits_time ${integer} not null default 0 check (credits_time in (0, 1)),
    removed_at ${text},
    check (ends_at > starts_at)
  ) ${keyedTable}`,
  `create index shift_by_collective on shift (collective_id, ends_at)`,
  `create index shift_by_event on shift (event_id) where event_id is not null`,
  `create table shift_sign_up (
    id ${text} primary key,
    shift_id ${text} not null references shift (id),
    person_id ${text} not null references person (id),
    state ${text} not null check (state in ('signed-up', 'dropped-out', 'done', 'absent')),
    signed_at ${text} not null check (length(signed_at) = 24),
    closed_at ${text},
    -- JSON: the hours that were credited and not taken back, each with its posting.
    credits ${text} not null default '[]',
    check ((state = 'signed-up') = (closed_at is null))
  ) ${keyedTable}`,
  `create unique index shift_sign_up_once on shift_sign_up (shift_id, person_id) where state <> 'dropped-out'`,
  `create index shift_sign_up_by_person on shift_sign_up (person_id)`,
];
