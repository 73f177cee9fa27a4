import type { Migration, SqlWords } from '../migration.ts';

/** Sales of every kind, corrections, closings, what happened to cards, loyalty. */
export const tillMoneyMigration: Migration = {
  name: '004-till-money',
  statements: (sql) => [
    ...widerSales(sql),
    ...corrections(sql),
    ...closings(sql),
    ...cards(sql),
    ...loyalty(sql),
  ],
};

/**
 * A sale may now come to nothing or to less (deposits given back), and be offered. SQLite cannot
 * loosen a CHECK, so both tables are made anew with the same rows.
 */
const widerSales = (sql: SqlWords): readonly string[] => [
  ...sql.liftAppendOnly('sale_payment'),
  ...sql.liftAppendOnly('sale'),
  `create table sale_next (
    id ${sql.text} primary key,
    station_id ${sql.text} not null,
    seq ${sql.integer} not null,
    collective_id ${sql.text} not null references collective (id),
    number ${sql.integer} not null check (number >= 1),
    day ${sql.text} not null check (length(day) = 10),
    at ${sql.text} not null,
    point_of_sale_id ${sql.text} not null,
    staff_id ${sql.text} not null,
    staff_name ${sql.text} not null,
    total_cents ${sql.integer} not null,
    unique (station_id, seq),
    foreign key (station_id, seq) references journal_entry (station_id, seq)
  ) ${sql.keyedTable}`,
  `insert into sale_next select * from sale`,
  `create table sale_payment_next (
    sale_id ${sql.text} not null references sale_next (id),
    line ${sql.integer} not null check (line >= 0),
    means ${sql.text} not null check (means in ('pass', 'cash', 'bank-card', 'cheque', 'offered')),
    cents ${sql.integer} not null,
    card_id ${sql.text},
    wallet_id ${sql.text} references wallet (id),
    posting_id ${sql.text} references posting (id),
    at ${sql.text} not null,
    primary key (sale_id, line),
    check (means = 'cash' or cents > 0),
    check (means = 'pass' or (card_id is null and wallet_id is null and posting_id is null))
  ) ${sql.keyedTable}`,
  `insert into sale_payment_next select * from sale_payment`,
  `drop table sale_payment`,
  `drop table sale`,
  `alter table sale_next rename to sale`,
  `alter table sale_payment_next rename to sale_payment`,
  `create index sale_by_collective on sale (collective_id, day)`,
  `create index sale_payment_by_wallet on sale_payment (wallet_id, at) where wallet_id is not null`,
  `create index sale_payment_by_posting on sale_payment (posting_id) where posting_id is not null`,
  ...sql.appendOnly('sale'),
  ...sql.appendOnly('sale_payment'),
];

const corrections = ({ text, integer, keyedTable, appendOnly }: SqlWords): readonly string[] => [
  `create table sale_correction (
    id ${text} primary key,
    kind ${text} not null check (kind in ('taken-back', 'means-changed')),
    sale_id ${text} not null references sale (id),
    station_id ${text} not null,
    seq ${integer} not null,
    collective_id ${text} not null references collective (id),
    number ${integer} not null check (number >= 1),
    day ${text} not null check (length(day) = 10),
    at ${text} not null check (length(at) = 24),
    staff_id ${text} not null,
    staff_name ${text} not null,
    approved_by_id ${text},
    approved_by_name ${text},
    reason ${text} not null,
    total_cents ${integer} not null,
    unique (station_id, seq),
    check ((approved_by_id is null) = (approved_by_name is null)),
    foreign key (station_id, seq) references journal_entry (station_id, seq)
  ) ${keyedTable}`,
  `create index sale_correction_by_sale on sale_correction (sale_id)`,
  `create index sale_correction_by_collective on sale_correction (collective_id, day)`,
  // What left a payment of the sale, by which means; a change of means has two rows, one below 0.
  `create table sale_correction_part (
    correction_id ${text} not null references sale_correction (id),
    line ${integer} not null check (line >= 0),
    payment ${integer} not null check (payment >= 0),
    means ${text} not null check (means in ('pass', 'cash', 'bank-card', 'cheque', 'offered')),
    cents ${integer} not null,
    posting_id ${text} references posting (id),
    primary key (correction_id, line),
    check (means = 'pass' or posting_id is null)
  ) ${keyedTable}`,
  ...appendOnly('sale_correction'),
  ...appendOnly('sale_correction_part'),
];

const closings = ({ text, integer, keyedTable, appendOnly }: SqlWords): readonly string[] => [
  `create table day_closing (
    id ${text} primary key,
    station_id ${text} not null,
    seq ${integer} not null,
    collective_id ${text} not null references collective (id),
    number ${integer} not null check (number >= 1),
    day ${text} not null check (length(day) = 10),
    at ${text} not null check (length(at) = 24),
    from_seq ${integer} not null check (from_seq >= 1),
    to_seq ${integer} not null,
    staff_id ${text},
    staff_name ${text},
    totals ${text} not null,
    cash_counted_cents ${integer},
    difference_cents ${integer},
    perpetual_cents ${integer} not null,
    perpetual_absolute_cents ${integer} not null,
    unpaid ${text} not null,
    unique (station_id, number),
    unique (station_id, day),
    check ((staff_id is null) = (staff_name is null)),
    foreign key (station_id, seq) references journal_entry (station_id, seq)
  ) ${keyedTable}`,
  `create index day_closing_by_collective on day_closing (collective_id, day)`,
  ...appendOnly('day_closing'),
];

/** What staff did to a card, with who and where (RULES C6, C7). */
const cards = ({ text, keyedTable, appendOnly }: SqlWords): readonly string[] => [
  `create table card_event (
    id ${text} primary key,
    card_id ${text} not null references card (id),
    kind ${text} not null check (kind in ('declared-lost', 'replaced', 'handed-back')),
    at ${text} not null check (length(at) = 24),
    collective_id ${text} not null references collective (id),
    station_id ${text} not null references station (id),
    staff_id ${text},
    staff_name ${text},
    other_card_id ${text} references card (id),
    posting_id ${text} references posting (id),
    check ((kind = 'replaced') = (other_card_id is not null)),
    check ((staff_id is null) = (staff_name is null))
  ) ${keyedTable}`,
  `create index card_event_by_card on card_event (card_id, at)`,
  ...appendOnly('card_event'),
];

const loyalty = ({ text, integer, keyedTable, appendOnly }: SqlWords): readonly string[] => [
  `create table loyalty_rule (
    collective_id ${text} primary key references collective (id),
    kind ${text} not null check (kind in ('points', 'nth-free')),
    every_amount ${integer} not null check (every_amount >= 1),
    points ${integer} check (points >= 1),
    asset_id ${text} not null references asset (id),
    product_ids ${text} not null default '[]',
    label ${text} not null default '',
    check ((kind = 'points') = (points is not null))
  ) ${keyedTable}`,
  `create table loyalty_progress (
    wallet_id ${text} not null references wallet (id),
    collective_id ${text} not null references collective (id),
    amount ${integer} not null check (amount >= 0),
    primary key (wallet_id, collective_id)
  ) ${keyedTable}`,
  // What each Pass payment counted, and what corrections took back again.
  `create table loyalty_count (
    cause_id ${text} not null,
    line ${integer} not null check (line >= 0),
    sale_id ${text} not null references sale (id),
    wallet_id ${text} not null references wallet (id),
    amount ${integer} not null check (amount <> 0),
    primary key (cause_id, line)
  ) ${keyedTable}`,
  `create index loyalty_count_by_sale on loyalty_count (sale_id)`,
  `create table loyalty_reward (
    posting_id ${text} primary key references posting (id),
    sale_id ${text} not null references sale (id),
    line ${integer} not null check (line >= 0),
    step ${integer} not null check (step >= 0),
    collective_id ${text} not null references collective (id),
    wallet_id ${text} not null references wallet (id),
    taken_back_by ${text} references posting (id),
    unique (sale_id, line, step)
  ) ${keyedTable}`,
  `create index loyalty_reward_by_wallet on loyalty_reward (wallet_id, collective_id)`,
  ...appendOnly('loyalty_count'),
];
