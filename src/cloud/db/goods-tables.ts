import type { MembershipDuration } from '../../domain/membership/period.ts';
import type { Flag } from './ledger-tables.ts';

/** Rows of migration 005: stock, tickets, rooms, memberships on offer, tables, holds on goods. */
export type StockMovementKind =
  'sale' | 'offered' | 'correction' | 'delivery' | 'adjustment' | 'loss';
export type GoodsHoldState = 'active' | 'used' | 'released';
export type GoodsHoldItemKind = 'stock' | 'places' | 'room';

export type MembershipOfferTable = {
  readonly id: string;
  readonly collective_id: string;
  readonly name: string;
  readonly description: string;
  readonly duration: MembershipDuration;
  readonly renews_by_itself: Flag;
  /** Somebody says yes before it is paid (RULES A1). */
  readonly needs_approval: Flag;
  /** What a new member is given; null: nothing. */
  readonly gift_asset_id: string | null;
  readonly gift_amount: number | null;
  readonly removed_at: string | null;
};

export type MembershipPriceTable = {
  readonly id: string;
  readonly offer_id: string;
  readonly line: number;
  readonly name: string;
  readonly kind: 'fixed' | 'reduced' | 'free';
  readonly price_cents: number;
  /** `free`: the least that may be given. */
  readonly price_min_cents: number | null;
};

/** Amounts are thousandths of the product's unit. A product without a row is not counted. */
export type StockTable = {
  readonly product_id: string;
  readonly collective_id: string;
  readonly amount: number;
  readonly allows_below_zero: Flag;
  readonly alert_level: number;
};

/** Append-only. */
export type StockMovementTable = {
  readonly id: string;
  readonly product_id: string;
  readonly kind: StockMovementKind;
  readonly delta: number;
  readonly amount_after: number;
  readonly station_id: string;
  readonly seq: number;
  readonly sale_id: string | null;
  readonly reason: string;
  readonly at: string;
};

export type TicketTable = {
  readonly id: string;
  readonly event_id: string;
  readonly price_id: string;
  readonly holder_name: string;
  /** The Pass that carries it, and its wallet on the day it was sold. */
  readonly card_id: string | null;
  readonly wallet_id: string | null;
  readonly email: string | null;
  readonly state: 'valid' | 'cancelled';
  readonly sale_id: string | null;
  readonly line_id: string | null;
  /** Null when it was not sold at a till. */
  readonly station_id: string | null;
  readonly sold_at: string;
  readonly cancelled_at: string | null;
  /** Since migration 007: booked on the site, by this person. */
  readonly booking_id?: string | null;
  readonly person_id?: string | null;
};

/** Who came in. The sale of the ticket may still be on its way. */
export type TicketAdmissionTable = {
  readonly ticket_id: string;
  readonly event_id: string;
  readonly at: string;
  readonly by_what: 'qr' | 'pass' | 'list';
  readonly station_id: string;
  /** The entry that says it; null while the door has only asked. */
  readonly seq: number | null;
};

export type RoomBookingTable = {
  readonly id: string;
  readonly product_id: string;
  readonly collective_id: string;
  readonly starts_at: string;
  readonly ends_at: string;
  readonly sale_id: string | null;
  readonly line_id: string | null;
  readonly cancelled_at: string | null;
};

export type GoodsHoldTable = {
  readonly id: string;
  /** Null on the trace left by a release that came before its hold. */
  readonly content_hash: string | null;
  readonly state: GoodsHoldState;
  readonly station_id: string;
  readonly collective_id: string;
  readonly ends_at: string | null;
  readonly created_at: string;
  readonly closed_at: string | null;
};

export type GoodsHoldItemTable = {
  readonly hold_id: string;
  readonly line: number;
  readonly kind: GoodsHoldItemKind;
  readonly product_id: string | null;
  readonly event_id: string | null;
  readonly price_id: string | null;
  /** Thousandths of the unit, or places; 1 for a room. */
  readonly amount: number;
  readonly starts_at: string | null;
  readonly ends_at: string | null;
};

/** Places and sizes are tenths of a per cent of the room's plan. */
export type DiningTableTable = {
  readonly id: string;
  readonly collective_id: string;
  readonly name: string;
  readonly room: string;
  readonly seats: number;
  readonly shape: 'round' | 'square';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly removed_at: string | null;
};

/** A paper that somebody asked for by mail, until it is written. */
export type MailOrderTable = {
  readonly id: string;
  readonly kind: 'receipt' | 'tickets';
  readonly collective_id: string;
  /** The entry of what it tells: a sale, a correction, a top-up, an emptied Pass. */
  readonly station_id: string;
  readonly seq: number;
  /** `tickets`: the line of the sale. */
  readonly line_id: string | null;
  readonly to_address: string;
  readonly asked_at: string;
  readonly written_at: string | null;
};

export type GoodsTables = {
  membership_offer: MembershipOfferTable;
  membership_price: MembershipPriceTable;
  stock: StockTable;
  stock_movement: StockMovementTable;
  ticket: TicketTable;
  ticket_admission: TicketAdmissionTable;
  room_booking: RoomBookingTable;
  goods_hold: GoodsHoldTable;
  goods_hold_item: GoodsHoldItemTable;
  dining_table: DiningTableTable;
  mail_order: MailOrderTable;
};
