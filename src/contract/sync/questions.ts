import { z } from 'zod';
import {
  COUNT_MAX,
  centsField,
  centsFromZeroField,
  dayField,
  idField,
  instantField,
  listOf,
  textField,
} from '../fields.ts';
import { LIMITS } from './protocol.ts';
import { assetPartField } from './sale-bodies.ts';

/** What a station asks of the cloud beside reserves and the journal: signed POST requests. */

const assetKindField = z.enum(['global', 'local', 'gift', 'time', 'points']);

/**
 * POST /api/goods-holds — keeps stock, places or a room for one sale, so that two stations never
 * sell the same. Sent again with the same id it is answered again. All of it, or `sold-out`.
 */
export const goodsHoldRequestSchema = z.strictObject({
  /** Made and stored by the station before it is sent (RULES M7). */
  id: idField<'GoodsHold'>(),
  items: z
    .array(
      z.discriminatedUnion('kind', [
        /** Thousandths of the product's unit. */
        z.strictObject({
          kind: z.literal('stock'),
          productId: idField<'Product'>(),
          amount: z.int().min(1),
        }),
        z.strictObject({
          kind: z.literal('places'),
          eventId: idField<'Event'>(),
          priceId: textField,
          count: z.int().min(1).max(COUNT_MAX),
        }),
        z.strictObject({
          kind: z.literal('room'),
          productId: idField<'Product'>(),
          startsAt: instantField,
          endsAt: instantField,
        }),
      ]),
    )
    .min(1)
    .max(LIMITS.goodsHoldItemsMax),
  endsAt: instantField,
});
export type GoodsHoldRequest = z.infer<typeof goodsHoldRequestSchema>;

/** `soldOut`: index of the first item that cannot be had, with what is left of it. */
export const goodsHoldAnswerSchema = z.discriminatedUnion('held', [
  z.strictObject({ held: z.literal(true), id: idField<'GoodsHold'>() }),
  z.strictObject({
    held: z.literal(false),
    soldOut: z.strictObject({ item: z.int().min(0), left: z.int().min(0) }),
  }),
]);
export type GoodsHoldAnswer = z.infer<typeof goodsHoldAnswerSchema>;

const cardQuestionShape = {
  cardId: idField<'Card'>().optional(),
  uid: z.string().max(20).optional(),
  /** Printed on the card. */
  number: z.string().max(8).optional(),
} as const;

/** POST /api/cards/look — all that a till may know of a Pass (RULES T7). One of the three is given. */
export const cardLookRequestSchema = z.strictObject(cardQuestionShape);
export type CardLookRequest = z.infer<typeof cardLookRequestSchema>;

export const cardLookAnswerSchema = z.strictObject({
  cardId: idField<'Card'>(),
  cardNumber: textField,
  state: z.enum(['blank', 'anonymous', 'linked', 'lost', 'retired']),
  /** False: a card of a collective outside the village; nothing else is told of it. */
  isOfVillage: z.boolean(),
  /** For the QR that links it; null when it is linked. */
  qr: z.string().max(36).nullable(),
  holdings: listOf(
    z.strictObject({
      assetId: idField<'Asset'>(),
      assetName: textField,
      kind: assetKindField,
      /** Less what is reserved, as in the feed. Euro cents; minutes for `time`, whole points for `points`. */
      amount: z.int(),
      spendableHere: z.boolean(),
    }),
  ),
  debtCents: centsFromZeroField,
  /** What emptying it here would pay out in cash. */
  refundableCents: centsFromZeroField,
  memberships: listOf(z.strictObject({ name: textField, endsOn: dayField.nullable() })),
  tickets: listOf(
    z.strictObject({
      ticketId: idField<'Ticket'>(),
      eventName: textField,
      startsAt: instantField,
      isAdmitted: z.boolean(),
    }),
  ),
  loyaltyProgress: z.int().min(0),
  /** Newest first; only movements at this collective. */
  history: z
    .array(
      z.strictObject({
        at: instantField,
        kind: z.enum(['sale', 'top-up', 'gift', 'refund', 'correction', 'other']),
        /** Added to the Pass, or taken from it when below 0. */
        cents: centsField,
      }),
    )
    .max(20),
  /** How many other cards are on the same money. */
  otherCards: z.int().min(0),
});
export type CardLookAnswer = z.infer<typeof cardLookAnswerSchema>;

/** POST /api/cards/empty — takes the money off a card so that the drawer can pay it out (RULES T6). */
export const cardEmptyRequestSchema = z.strictObject({
  id: idField<'Refund'>(),
  cardId: idField<'Card'>(),
  /** The card is handed back: gifts, hours and points are cancelled. */
  isHandedBack: z.boolean(),
});
export type CardEmptyRequest = z.infer<typeof cardEmptyRequestSchema>;

export const cardEmptyAnswerSchema = z.strictObject({
  cardNumber: textField,
  cashCents: centsFromZeroField,
  paidOut: listOf(assetPartField),
  cancelled: listOf(assetPartField),
});
export type CardEmptyAnswer = z.infer<typeof cardEmptyAnswerSchema>;

/**
 * POST /api/cards/replace — an anonymous card that was lost gives its money to another, once
 * (RULES C7); a person's lost card gets a new one on the same wallet (RULES C6).
 */
export const cardReplaceRequestSchema = z.strictObject({
  id: idField<'Replacement'>(),
  fromNumber: z.string().max(8),
  toUid: z.string().max(20),
});
export type CardReplaceRequest = z.infer<typeof cardReplaceRequestSchema>;

export const cardReplaceAnswerSchema = z.strictObject({
  fromCardId: idField<'Card'>(),
  fromNumber: textField,
  toCardId: idField<'Card'>(),
  toNumber: textField,
  isLinked: z.boolean(),
  movedCents: centsFromZeroField,
});
export type CardReplaceAnswer = z.infer<typeof cardReplaceAnswerSchema>;

/**
 * POST /api/people/find — people who take part in this collective, by their Pass, e-mail or a
 * part of their name. Anybody else stays unknown, whatever is typed (RULES C5).
 */
export const peopleFindRequestSchema = z.strictObject({
  cardId: idField<'Card'>().optional(),
  text: z.string().max(254).optional(),
});
export type PeopleFindRequest = z.infer<typeof peopleFindRequestSchema>;

export const peopleFindAnswerSchema = z.strictObject({
  people: z
    .array(
      z.strictObject({
        personId: idField<'Person'>(),
        name: z.string().max(120),
        /** Hidden but for its first letter and its host, unless it was typed whole. */
        email: z.string().max(254),
        memberships: listOf(z.strictObject({ name: textField, endsOn: dayField.nullable() })),
      }),
    )
    .max(LIMITS.peopleMax),
});
export type PeopleFindAnswer = z.infer<typeof peopleFindAnswerSchema>;

/**
 * POST /api/tickets/admit — the first door to ask lets in; nobody comes in twice by two doors that
 * are online (RULES T8). The same station asking again about the same ticket is answered as before.
 */
export const ticketAdmitRequestSchema = z.strictObject({
  ticketId: idField<'Ticket'>(),
  eventId: idField<'Event'>(),
  by: z.enum(['qr', 'pass', 'list']),
  at: instantField,
});
export type TicketAdmitRequest = z.infer<typeof ticketAdmitRequestSchema>;

export const ticketAdmitAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('admitted') }),
  z.strictObject({
    kind: z.literal('admitted-before'),
    at: instantField,
    stationName: textField,
  }),
  z.strictObject({ kind: z.literal('cancelled') }),
  /** The cloud has not heard of it yet: the door decides by the signature. */
  z.strictObject({ kind: z.literal('unknown') }),
]);
export type TicketAdmitAnswer = z.infer<typeof ticketAdmitAnswerSchema>;
