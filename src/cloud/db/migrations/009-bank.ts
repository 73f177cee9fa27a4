import type { Migration, SqlWords } from '../migration.ts';

/** Bank cards on the site: payments, refunds, what the bank told us, cards kept for renewals. */
export const bankMigration: Migration = {
  name: '009-bank',
  statements: (sql) => [...accounts(sql), ...payments(sql), ...demoBank(sql)],
};

const accounts = ({ text, keyedTable }: SqlWords): readonly string[] => [
  // A collective without a row takes no bank card on the site.
  `create table collective_bank (
    collective_id ${text} primary key references collective (id),
    account ${text} not null check (length(account) between 3 and 100),
    added_at ${text} not null check (length(added_at) = 24)
  ) ${keyedTable}`,
  // What the bank keeps of a person's card, to renew without asking again. Never the number.
  `create table bank_card (
    id ${text} primary key,
    person_id ${text} not null references person (id),
    collective_id ${text} not null references collective (id),
    -- Where it was left: it stays there when the collective is paid elsewhere.
    account ${text} not null,
    customer ${text} not null,
    method ${text} not null,
    -- For the person to know it by: brand and last digits.
    label ${text} not null,
    added_at ${text} not null check (length(added_at) = 24),
    removed_at ${text} check (length(removed_at) = 24),
    -- When the bank has forgotten it too; a job tells it until then.
    forgotten_at ${text} check (length(forgotten_at) = 24),
    check (forgotten_at is null or removed_at is not null)
  ) ${keyedTable}`,
  `create unique index bank_card_in_use on bank_card (person_id, collective_id) where removed_at is null`,
  `create index bank_card_to_forget on bank_card (removed_at) where removed_at is not null and forgotten_at is null`,
];

const payments = ({ text, integer, keyedTable }: SqlWords): readonly string[] => [
  `create table bank_payment (
    id ${text} primary key,
    content_hash ${text} not null,
    purpose ${text} not null check (purpose in ('top-up', 'booking', 'membership', 'renewal', 'card')),
    -- The booking or the membership that is paid, or that a card is left for; null for a top-up.
    subject_id ${text},
    person_id ${text} not null references person (id),
    -- Null: the network, for the global currency.
    collective_id ${text} references collective (id),
    -- Whose account at the bank was paid; null is the network's own. What goes back leaves it.
    account ${text},
    -- 0 when a card is only left for later.
    cents ${integer} not null check ((cents > 0) = (purpose <> 'card') and cents >= 0),
    state ${text} not null check (state in ('started', 'paid', 'failed', 'given-up')),
    -- The kept card that pays a renewal.
    card_id ${text} references bank_card (id),
    -- The card is kept at the bank for the renewals.
    keeps_card ${integer} not null default 0 check (keeps_card in (0, 1)),
    -- The bank's own ids: of its page, and of the money that moved.
    checkout ${text} unique,
    checkout_url ${text},
    bank_reference ${text} unique,
    -- What the bank keeps for itself: a cost of whoever is paid (RULES M2).
    fee_cents ${integer} check (fee_cents >= 0),
    refunded_cents ${integer} not null default 0 check (refunded_cents between 0 and cents),
    started_at ${text} not null check (length(started_at) = 24),
    -- When a job asks the bank next: nothing was heard, or its fee is not known yet.
    ask_at ${text} check (length(ask_at) = 24),
    closed_at ${text} check (length(closed_at) = 24),
    -- A code, for the page and the log.
    problem ${text},
    posting_id ${text} references posting (id),
    check ((purpose = 'top-up') = (collective_id is null)),
    check ((purpose = 'top-up') = (subject_id is null)),
    check ((purpose = 'top-up') = (account is null)),
    check ((state = 'started') = (closed_at is null)),
    check ((purpose = 'renewal') = (card_id is not null)),
    check (state <> 'paid' or purpose = 'card' or bank_reference is not null)
  ) ${keyedTable}`,
  `create index bank_payment_to_ask on bank_payment (ask_at) where ask_at is not null`,
  `create index bank_payment_by_person on bank_payment (person_id, started_at)`,
  `create index bank_payment_by_subject on bank_payment (subject_id) where subject_id is not null`,
  `create table bank_refund (
    id ${text} primary key,
    payment_id ${text} not null references bank_payment (id),
    cents ${integer} not null check (cents > 0),
    reason ${text} not null check (reason in ('asked', 'cancelled', 'too-late', 'not-wanted')),
    state ${text} not null check (state in ('waiting', 'sent', 'failed')),
    bank_reference ${text} unique,
    tries ${integer} not null default 0 check (tries >= 0),
    try_at ${text} not null check (length(try_at) = 24),
    asked_at ${text} not null check (length(asked_at) = 24),
    closed_at ${text} check (length(closed_at) = 24),
    problem ${text},
    posting_id ${text} references posting (id),
    check ((state = 'waiting') = (closed_at is null))
  ) ${keyedTable}`,
  `create index bank_refund_by_payment on bank_refund (payment_id)`,
  `create index bank_refund_waiting on bank_refund (try_at) where state = 'waiting'`,
  // What the bank told us, once each: told again, it changes nothing.
  `create table bank_notice (
    id ${text} primary key,
    kind ${text} not null,
    received_at ${text} not null check (length(received_at) = 24)
  ) ${keyedTable}`,
];

/** What the demo's bank knows. Only the demo writes here. */
const demoBank = ({ text, keyedTable }: SqlWords): readonly string[] => [
  `create table demo_bank (
    id ${text} primary key,
    kind ${text} not null check (kind in ('checkout', 'payment', 'card', 'refund')),
    -- JSON: as src/cloud/payments/demo-bank.ts writes it.
    data ${text} not null,
    at ${text} not null check (length(at) = 24)
  ) ${keyedTable}`,
];
