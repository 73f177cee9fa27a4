import { v7, validate } from 'uuid';
import { assert } from './assert.ts';
import type { Brand } from './brand.ts';

/** A UUIDv7, made by the device that decides a command and stored before it is sent (RULES M7). */
export type Id<Name extends string> = Brand<string, Name>;

export type CollectiveId = Id<'Collective'>;
export type StationId = Id<'Station'>;
export type CardId = Id<'Card'>;
export type WalletId = Id<'Wallet'>;
export type PersonId = Id<'Person'>;
export type AssetId = Id<'Asset'>;
export type ProductId = Id<'Product'>;
export type ReserveId = Id<'Reserve'>;
export type SaleId = Id<'Sale'>;
export type StaffId = Id<'Staff'>;
export type BasketId = Id<'Basket'>;
export type LineId = Id<'Line'>;
export type EntryId = Id<'Entry'>;
export type PledgeId = Id<'Pledge'>;
export type OrderId = Id<'Order'>;
export type CorrectionId = Id<'Correction'>;
export type TopUpId = Id<'TopUp'>;
export type RefundId = Id<'Refund'>;
export type GiftId = Id<'Gift'>;
export type ReplacementId = Id<'Replacement'>;
export type ClosingId = Id<'Closing'>;
export type MoveId = Id<'Move'>;
export type EventId = Id<'Event'>;
export type TicketId = Id<'Ticket'>;
export type MembershipId = Id<'Membership'>;
export type BookingId = Id<'Booking'>;
/** Somebody's place in a waiting list. */
export type WaitingId = Id<'Waiting'>;
/** A payment by bank card on the site. */
export type PaymentId = Id<'Payment'>;
export type OfferId = Id<'MembershipOffer'>;
/** A volunteer's time slot. */
export type ShiftId = Id<'Shift'>;
export type PlanId = Id<'Plan'>;
export type SpaceId = Id<'Space'>;
/** One tap at a badge station, in or out. */
export type TapId = Id<'Tap'>;
/** A stay: it has the id of the tap that began it; when that is missing, of the one that ended it. */
export type PresenceId = Id<'Presence'>;
/** Somebody without a Pass, for one visit. */
export type GuestId = Id<'Guest'>;
/** A sale, a correction, a top-up, an emptied Pass or a closing: whatever a receipt is made of. */
export type OperationId = Id<'Operation'>;

/** Makes ids. Passed in, so that tests give the same ids at each run. */
export type MakeId = () => string;

export const makeUuid: MakeId = () => v7();

export const isUuid = (text: string): boolean => validate(text);

/** Gives a text its id type, after checking that it is a UUID in lower case. */
export function toId<Name extends string>(text: string): Id<Name> {
  assert(isUuid(text) && text === text.toLowerCase(), `not an id: ${JSON.stringify(text)}`);
  return text as Id<Name>;
}
