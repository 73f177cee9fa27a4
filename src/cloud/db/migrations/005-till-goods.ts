import type { Migration, SqlWords } from '../migration.ts';

/** What a till sells beyond pieces: stock, tickets, rooms, memberships, tables, holds on goods. */
export const tillGoodsMigration: Migration = {
  name: '005-till-goods',
  statements: (sql) => [
    ...settings(sql),
    ...offers(sql),
    ...products(sql),
    ...stock(sql),
    ...doors(sql),
    ...rooms(sql),
    ...holds(sql),
    ...tables(sql),
    ...mailOrders(sql),
  ],
};

const settings = ({ text, integer }: SqlWords): readonly string[] => [
  `alter table station_settings add column pays_out_global ${integer} not null default 0 check (pays_out_global in (0, 1))`,
  `alter table station_settings add column receipt_lines ${text} not null default '[]'`,
];

const offers = ({ text, integer, keyedTable }: SqlWords): readonly string[] => [
  `create table membership_offer (
    id ${text} primary key,
    collective_id ${text} not null references collective (id),
    name ${text} not null,
    description ${text} not null default '',
    duration ${text} not null check (duration in ('hour', 'day', 'week', 'month', 'year', 'calendar-month', 'civil-year', 'season', 'unlimited')),
    renews_by_itself ${integer} not null default 0 check (renews_by_itself in (0, 1)),
    needs_approval ${integer} not null default 0 check (needs_approval in (0, 1)),
    gift_asset_id ${text} references asset (id),
    gift_amount ${integer} check (gift_amount > 0),
    removed_at ${text},
    check ((gift_asset_id is null) = (gift_amount is null))
  ) ${keyedTable}`,
  `create index membership_offer_by_collective on membership_offer (collective_id)`,
  `create table membership_price (
    id ${text} primary key,
    offer_id ${text} not null references membership_offer (id),
    line ${integer} not null,
    name ${text} not null,
    kind ${text} not null check (kind in ('fixed', 'reduced', 'free')),
    price_cents ${integer} not null check (price_cents >= 0),
    price_min_cents ${integer} check (price_min_cents >= 0),
    unique (offer_id, line),
    check ((kind = 'free') = (price_min_cents is not null))
  ) ${keyedTable}`,
  // Empty on those taken before offers were kept.
  `alter table membership add column offer_id ${text} references membership_offer (id)`,
  `alter table membership add column price_id ${text} references membership_price (id)`,
  `alter table membership add column sale_id ${text} references sale (id)`,
  `alter table membership add column line_id ${text}`,
  `create index membership_by_sale on membership (sale_id) where sale_id is not null`,
  `create index membership_by_collective on membership (collective_id, person_id)`,
];

const products = ({ text, integer }: SqlWords): readonly string[] => [
  `alter table product add column price_min_cents ${integer} check (price_min_cents >= 0)`,
  `alter table product add column prepared_at ${text} check (prepared_at in ('kitchen', 'bar'))`,
  `alter table product add column asset_id ${text} references asset (id)`,
  `alter table product add column event_id ${text} references event (id)`,
  `alter table product add column event_price_id ${text} references event_price (id)`,
  `alter table product add column offer_id ${text} references membership_offer (id)`,
  `alter table product add column offer_price_id ${text} references membership_price (id)`,
];

/** Amounts are thousandths of the product's unit: 3 pieces are 3000, 350 g are 350. */
const stock = ({ text, integer, keyedTable, appendOnly }: SqlWords): readonly string[] => [
  `create table stock (
    product_id ${text} primary key references product (id),
    collective_id ${text} not null references collective (id),
    amount ${integer} not null,
    allows_below_zero ${integer} not null default 0 check (allows_below_zero in (0, 1)),
    alert_level ${integer} not null default 0 check (alert_level >= 0)
  ) ${keyedTable}`,
  // What was sold below zero stays: the goods are gone, and a person counts them again.
  `create table stock_movement (
    id ${text} primary key,
    product_id ${text} not null references stock (product_id),
    kind ${text} not null check (kind in ('sale', 'offered', 'correction', 'delivery', 'adjustment', 'loss')),
    delta ${integer} not null check (delta <> 0),
    amount_after ${integer} not null,
    station_id ${text} not null references station (id),
    seq ${integer} not null,
    sale_id ${text} references sale (id),
    reason ${text} not null default '',
    at ${text} not null check (length(at) = 24),
    foreign key (station_id, seq) references journal_entry (station_id, seq)
  ) ${keyedTable}`,
  `create index stock_movement_by_product on stock_movement (product_id, at)`,
  ...appendOnly('stock_movement'),
];

const doors = ({ text, integer, keyedTable }: SqlWords): readonly string[] => [
  `alter table event add column asks_names ${integer} not null default 0 check (asks_names in (0, 1))`,
  `alter table event_price add column quota ${integer} check (quota >= 0)`,
  `create table ticket (
    id ${text} primary key,
    event_id ${text} not null references event (id),
    price_id ${text} not null references event_price (id),
    holder_name ${text} not null default '',
    card_id ${text} references card (id),
    wallet_id ${text} references wallet (id),
    email ${text},
    state ${text} not null check (state in ('valid', 'cancelled')),
    sale_id ${text} references sale (id),
    line_id ${text},
    station_id ${text} references station (id),
    sold_at ${text} not null check (length(sold_at) = 24),
    cancelled_at ${text},
    check ((state = 'cancelled') = (cancelled_at is not null))
  ) ${keyedTable}`,
  `create index ticket_by_event on ticket (event_id, state)`,
  `create index ticket_by_sale on ticket (sale_id) where sale_id is not null`,
  `create index ticket_by_wallet on ticket (wallet_id) where wallet_id is not null`,
  `create index ticket_by_card on ticket (card_id) where card_id is not null`,
  // One for each ticket: the first tap by its time, whichever door told it first. The sale of the
  // ticket may still be on its way, so it is not referred to.
  `create table ticket_admission (
    ticket_id ${text} primary key,
    event_id ${text} not null references event (id),
    at ${text} not null check (length(at) = 24),
    by_what ${text} not null check (by_what in ('qr', 'pass', 'list')),
    station_id ${text} not null references station (id),
    seq ${integer}
  ) ${keyedTable}`,
];

const rooms = ({ text, keyedTable }: SqlWords): readonly string[] => [
  `create table room_booking (
    id ${text} primary key,
    product_id ${text} not null references product (id),
    collective_id ${text} not null references collective (id),
    starts_at ${text} not null check (length(starts_at) = 24),
    ends_at ${text} not null check (length(ends_at) = 24),
    sale_id ${text} references sale (id),
    line_id ${text},
    cancelled_at ${text},
    check (ends_at > starts_at)
  ) ${keyedTable}`,
  `create index room_booking_by_product on room_booking (product_id, ends_at)`,
  `create index room_booking_by_collective on room_booking (collective_id, ends_at)`,
  `create index room_booking_by_sale on room_booking (sale_id) where sale_id is not null`,
];

/** Kept for one sale of a station until `ends_at`; then it counts no more, whether or not it was closed. */
const holds = ({ text, integer, keyedTable }: SqlWords): readonly string[] => [
  `create table goods_hold (
    id ${text} primary key,
    content_hash ${text},
    state ${text} not null check (state in ('active', 'used', 'released')),
    station_id ${text} not null references station (id),
    collective_id ${text} not null references collective (id),
    ends_at ${text} check (length(ends_at) = 24),
    created_at ${text} not null,
    closed_at ${text},
    check (state = 'released' or (content_hash is not null and ends_at is not null)),
    check ((state = 'active') = (closed_at is null))
  ) ${keyedTable}`,
  `create index goods_hold_active on goods_hold (ends_at) where state = 'active'`,
  `create table goods_hold_item (
    hold_id ${text} not null references goods_hold (id),
    line ${integer} not null check (line >= 0),
    kind ${text} not null check (kind in ('stock', 'places', 'room')),
    product_id ${text} references product (id),
    event_id ${text} references event (id),
    price_id ${text} references event_price (id),
    amount ${integer} not null check (amount > 0),
    starts_at ${text},
    ends_at ${text},
    primary key (hold_id, line),
    check ((kind = 'places') = (event_id is not null)),
    check ((kind = 'places') = (price_id is not null)),
    check ((kind = 'places') = (product_id is null)),
    check ((kind = 'room') = (starts_at is not null)),
    check ((kind = 'room') = (ends_at is not null)),
    check (kind <> 'room' or ends_at > starts_at)
  ) ${keyedTable}`,
  `create index goods_hold_item_by_product on goods_hold_item (product_id) where product_id is not null`,
  `create index goods_hold_item_by_event on goods_hold_item (event_id) where event_id is not null`,
];

/** Places and sizes are tenths of a per cent of the room's plan. */
const tables = ({ text, integer, keyedTable }: SqlWords): readonly string[] => [
  `create table dining_table (
    id ${text} primary key,
    collective_id ${text} not null references collective (id),
    name ${text} not null check (length(name) between 1 and 20),
    room ${text} not null check (length(room) between 1 and 40),
    seats ${integer} not null check (seats between 1 and 99),
    shape ${text} not null check (shape in ('round', 'square')),
    x ${integer} not null check (x between 0 and 1000),
    y ${integer} not null check (y between 0 and 1000),
    width ${integer} not null check (width between 20 and 1000),
    height ${integer} not null check (height between 20 and 1000),
    removed_at ${text}
  ) ${keyedTable}`,
  `create index dining_table_by_collective on dining_table (collective_id)`,
];

/** Papers that somebody asked for by mail. A job writes each once, and puts it in the queue of mails. */
const mailOrders = ({ text, integer, keyedTable }: SqlWords): readonly string[] => [
  `create table mail_order (
    id ${text} primary key,
    kind ${text} not null check (kind in ('receipt', 'tickets')),
    collective_id ${text} not null references collective (id),
    station_id ${text} not null,
    seq ${integer} not null,
    line_id ${text},
    to_address ${text} not null check (length(to_address) between 1 and 254),
    asked_at ${text} not null,
    written_at ${text},
    check ((kind = 'tickets') = (line_id is not null)),
    foreign key (station_id, seq) references journal_entry (station_id, seq)
  ) ${keyedTable}`,
  // JSON: pictures that the mail shows. Emptied once sent, like its text.
  `alter table mail add column attachments ${text} not null default '[]'`,
  `create index mail_order_waiting on mail_order (asked_at) where written_at is null`,
];
