import type { Migration, SqlWords } from '../migration.ts';

/** Stations and their pairing, the catalogue, journals as received, sales, limits and jobs. */
export const stationsMigration: Migration = {
  name: '002-stations',
  statements: (sql) => [...stations(sql), ...catalogue(sql), ...journals(sql), ...work(sql)],
};

const stations = ({ text, integer, table, keyedTable }: SqlWords): readonly string[] => [
  `create table cloud_identity (
    id ${integer} primary key check (id = 1),
    public_key ${text} not null check (length(public_key) = 64),
    created_at ${text} not null
  ) ${table}`,
  `create table collective_manager (
    collective_id ${text} not null references collective (id),
    person_id ${text} not null references person (id),
    since ${text} not null,
    primary key (person_id, collective_id)
  ) ${keyedTable}`,
  `create table station (
    id ${text} primary key,
    collective_id ${text} not null references collective (id),
    name ${text} not null,
    public_key ${text} not null unique check (length(public_key) = 64),
    protocol ${integer} not null,
    paired_at ${text} not null,
    revoked_at ${text}
  ) ${keyedTable}`,
  `create index station_by_collective on station (collective_id)`,
  `create table pairing_code (
    code_hash ${text} primary key,
    collective_id ${text} not null references collective (id),
    station_name ${text} not null,
    made_by ${text} references person (id),
    made_at ${text} not null,
    expires_at ${text} not null,
    used_at ${text},
    station_id ${text} references station (id),
    check ((used_at is null) = (station_id is null))
  ) ${keyedTable}`,
  `create table station_nonce (
    station_id ${text} not null references station (id),
    nonce ${text} not null check (length(nonce) = 32),
    at ${text} not null,
    primary key (station_id, nonce)
  ) ${keyedTable}`,
  `create index station_nonce_by_at on station_nonce (at)`,
  `create table station_settings (
    collective_id ${text} primary key references collective (id),
    offline_card_cents_0 ${integer} not null default 0 check (offline_card_cents_0 >= 0),
    offline_card_cents_1 ${integer} not null default 0 check (offline_card_cents_1 >= 0),
    offline_card_cents_2 ${integer} not null default 0 check (offline_card_cents_2 >= 0),
    offline_card_cents_3 ${integer} not null default 0 check (offline_card_cents_3 >= 0),
    offline_station_cents ${integer} not null default 0 check (offline_station_cents >= 0)
  ) ${keyedTable}`,
];

const catalogue = ({ text, integer, keyedTable }: SqlWords): readonly string[] => [
  `create table category (
    id ${text} primary key,
    collective_id ${text} not null references collective (id),
    name ${text} not null,
    colour ${text},
    picture ${text},
    sort_order ${integer} not null default 0,
    removed_at ${text}
  ) ${keyedTable}`,
  `create index category_by_collective on category (collective_id)`,
  `create table product (
    id ${text} primary key,
    collective_id ${text} not null references collective (id),
    category_id ${text} not null references category (id),
    kind ${text} not null,
    name ${text} not null,
    price_cents ${integer} not null,
    vat_rate_bp ${integer} not null check (vat_rate_bp between 0 and 10000),
    options ${text} not null default '[]',
    picture ${text},
    colour ${text},
    sort_order ${integer} not null default 0,
    active ${integer} not null default 1 check (active in (0, 1))
  ) ${keyedTable}`,
  `create index product_by_collective on product (collective_id)`,
  `create table point_of_sale (
    id ${text} primary key,
    collective_id ${text} not null references collective (id),
    name ${text} not null,
    category_ids ${text} not null,
    means ${text} not null,
    sort_order ${integer} not null default 0,
    removed_at ${text}
  ) ${keyedTable}`,
  `create index point_of_sale_by_collective on point_of_sale (collective_id)`,
  `create table staff (
    id ${text} primary key,
    collective_id ${text} not null references collective (id),
    name ${text} not null,
    is_manager ${integer} not null default 0 check (is_manager in (0, 1)),
    card_id ${text} references card (id),
    pin_hash ${text} check (pin_hash like 'scrypt$%'),
    removed_at ${text}
  ) ${keyedTable}`,
  `create index staff_by_collective on staff (collective_id)`,
];

const journals = ({ text, integer, keyedTable, appendOnly }: SqlWords): readonly string[] => [
  // `prev` and `hash` are unique per station: a chain cannot fork here either.
  `create table journal_entry (
    station_id ${text} not null references station (id),
    seq ${integer} not null check (seq >= 1),
    id ${text} not null,
    kind ${text} not null,
    at ${text} not null check (length(at) = 24),
    body ${text} not null,
    prev ${text} not null check (length(prev) = 64),
    hash ${text} not null check (length(hash) = 64),
    signature ${text} not null check (length(signature) = 128),
    received_at ${text} not null,
    primary key (station_id, seq),
    unique (station_id, prev)
  ) ${keyedTable}`,
  `create table journal_problem (
    station_id ${text} not null,
    seq ${integer} not null,
    code ${text} not null,
    message ${text} not null,
    found_at ${text} not null,
    settled_at ${text},
    primary key (station_id, seq),
    foreign key (station_id, seq) references journal_entry (station_id, seq)
  ) ${keyedTable}`,
  `create table station_head (
    station_id ${text} primary key references station (id),
    seq ${integer} not null check (seq >= 0),
    hash ${text} not null check (length(hash) = 64),
    station_seq ${integer} not null check (station_seq >= seq),
    spoke_at ${text}
  ) ${keyedTable}`,
  `create table sale (
    id ${text} primary key,
    station_id ${text} not null,
    seq ${integer} not null,
    collective_id ${text} not null references collective (id),
    number ${integer} not null check (number >= 1),
    day ${text} not null check (length(day) = 10),
    at ${text} not null,
    point_of_sale_id ${text} not null,
    staff_id ${text} not null,
    staff_name ${text} not null,
    total_cents ${integer} not null check (total_cents >= 0),
    unique (station_id, seq),
    foreign key (station_id, seq) references journal_entry (station_id, seq)
  ) ${keyedTable}`,
  `create index sale_by_collective on sale (collective_id, day)`,
  `create table sale_payment (
    sale_id ${text} not null references sale (id),
    line ${integer} not null check (line >= 0),
    means ${text} not null check (means in ('pass', 'cash', 'bank-card', 'cheque')),
    cents ${integer} not null check (cents > 0),
    card_id ${text},
    wallet_id ${text} references wallet (id),
    posting_id ${text} references posting (id),
    at ${text} not null,
    primary key (sale_id, line),
    check (means = 'pass' or (card_id is null and wallet_id is null and posting_id is null))
  ) ${keyedTable}`,
  `create index sale_payment_by_wallet on sale_payment (wallet_id, at) where wallet_id is not null`,
  ...appendOnly('journal_entry'),
  ...appendOnly('sale'),
  ...appendOnly('sale_payment'),
];

const work = ({ text, integer, keyedTable }: SqlWords): readonly string[] => [
  `create table rate_limit (
    key ${text} primary key,
    window_start ${text} not null,
    count ${integer} not null check (count >= 1)
  ) ${keyedTable}`,
  `create table job_lease (
    name ${text} primary key,
    holder ${text} not null,
    until ${text} not null,
    last_run_at ${text}
  ) ${keyedTable}`,
];
