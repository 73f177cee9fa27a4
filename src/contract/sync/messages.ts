import { z } from 'zod';
import type { Means } from '../../domain/till/catalogue.ts';
import {
  centsField,
  centsFromZeroField,
  dayField,
  hexField,
  idField,
  instantField,
  listOf,
  positiveCentsField,
  textField,
} from '../fields.ts';
import { PRODUCT_KINDS } from '../product-kinds.ts';
import {
  badgeAccountTopic,
  badgePlanTopic,
  badgeSettingsField,
  presenceKeyTopic,
  presenceTopic,
  spaceTopic,
} from './badge-topics.ts';
import { LIMITS } from './protocol.ts';

/** The same list as in the domain: a means that only one of them has does not compile. */
const MEANS = ['pass', 'cash', 'bank-card', 'cheque'] as const satisfies readonly Means[];
const assetKindField = z.enum(['global', 'local', 'gift', 'time', 'points']);
const base64Field = z
  .string()
  .max(200_000)
  .regex(/^[A-Za-z0-9+/]*={0,2}$/);

/** POST /api/pair — unsigned; the code stands in for the signature. */
export const pairRequestSchema = z.strictObject({
  protocol: z.int(),
  code: z.string().regex(/^\d{8}$/),
  /** Made by the station: sent again with the same key it is answered again, once used otherwise refused. */
  stationId: idField<'Station'>(),
  publicKey: hexField(32),
});
export type PairRequest = z.infer<typeof pairRequestSchema>;

export const pairAnswerSchema = z.strictObject({
  protocol: z.int(),
  stationId: idField<'Station'>(),
  stationName: textField,
  collectiveId: idField<'Collective'>(),
  collectiveName: textField,
  cloudPublicKey: hexField(32),
  serverTime: instantField,
});
export type PairAnswer = z.infer<typeof pairAnswerSchema>;

/** POST /api/reserves — holds money for one sale of this station (DESIGN 4). */
export const reserveRequestSchema = z.strictObject({
  /** Made and stored by the station before it is sent (RULES M7). */
  id: idField<'Reserve'>(),
  cardId: idField<'Card'>().optional(),
  uid: z.string().max(20).optional(),
  /** What the sale needs. */
  amountCents: positiveCentsField,
  /** What the station would like, the cushion included; at least the amount. */
  wantedCents: positiveCentsField,
  endsAt: instantField,
});
export type ReserveRequest = z.infer<typeof reserveRequestSchema>;

export const reserveAnswerSchema = z.strictObject({
  id: idField<'Reserve'>(),
  cardId: idField<'Card'>(),
  cardNumber: textField,
  /** Split by the debit order (RULES M3); sums to `totalCents`. */
  parts: listOf(
    z.strictObject({
      assetId: idField<'Asset'>(),
      kind: assetKindField,
      cents: positiveCentsField,
    }),
  ),
  totalCents: positiveCentsField,
  /** What stays spendable at this collective beside this reserve. */
  leftCents: centsFromZeroField,
});
export type ReserveAnswer = z.infer<typeof reserveAnswerSchema>;

/** POST /api/reserves/:id/release — the sale did not happen. Unknown ids are remembered as released. */
export const releaseAnswerSchema = z.strictObject({ released: z.literal(true) });

/** One journal entry on the wire; `body` is base64 of the stored canonical bytes. */
export const wireEntrySchema = z.strictObject({
  seq: z.int().min(1),
  id: idField<'Entry'>(),
  kind: z.string().max(64),
  at: instantField,
  body: base64Field,
  prev: hexField(32),
  hash: hexField(32),
  signature: hexField(64),
});
export type WireEntry = z.infer<typeof wireEntrySchema>;

/** POST /api/sync/journal */
export const uploadRequestSchema = z.strictObject({
  protocol: z.int(),
  from: z.int().min(1),
  to: z.int().min(1),
  entries: z.array(wireEntrySchema).min(1).max(LIMITS.uploadEntriesMax),
  /** The station's head when it sent this, at or after `to`. */
  head: z.strictObject({ seq: z.int().min(1), hash: hexField(32) }),
});
export type UploadRequest = z.infer<typeof uploadRequestSchema>;

export const uploadAnswerSchema = z.strictObject({
  ackedSeq: z.int().min(0),
  /** Hash of the acked entry, countersigned: Ed25519 over `headTextToSign`. */
  ackedHash: hexField(32),
  countersignature: hexField(64),
  /** Entries kept but not applied; the office shows them as "à vérifier". */
  problems: listOf(z.strictObject({ seq: z.int(), code: textField })),
  serverTime: instantField,
});
export type UploadAnswer = z.infer<typeof uploadAnswerSchema>;

/** What a station needs to know, by topic. `value` null: it is gone. */
const feedItem = <Topic extends string, Value extends z.ZodType>(topic: Topic, value: Value) =>
  z.strictObject({ topic: z.literal(topic), id: textField, value: value.nullable() });

export const settingsSchema = z.strictObject({
  collectiveName: textField,
  timeZone: textField,
  cutOffHour: z.int().min(0).max(23),
  /** Largest sum one card may spend without network, by trust level 0 to 3 (RULES M8). */
  offlineCardCentsMax: z.array(centsFromZeroField).length(4),
  /** Largest sum of all spends without network on this station. */
  offlineStationCentsMax: centsFromZeroField,
  /** What is reserved beyond a sale so that the next tap needs no network; may be 0. */
  cushionCents: centsFromZeroField,
  /** Whether emptying a Pass also pays `global` out in cash (RULES T6). */
  paysOutGlobal: z.boolean(),
  /** Address of the site, for the QR of a receipt or of a Pass. */
  siteUrl: z.string().max(300),
  /** Printed under each receipt: address, SIREN, thanks. */
  receiptLines: z.array(z.string().max(60)).max(8),
  /** RULES T9; null when the collective has none. */
  loyalty: z
    .discriminatedUnion('kind', [
      /** Every `everyCents` paid by Pass give `points`. */
      z.strictObject({
        kind: z.literal('points'),
        everyCents: positiveCentsField,
        points: z.int().min(1),
      }),
      /** Every `everyCount`th product of these gives its price back as a gift on the Pass. */
      z.strictObject({
        kind: z.literal('nth-free'),
        productIds: listOf(idField<'Product'>()),
        everyCount: z.int().min(2).max(100),
        label: textField,
      }),
    ])
    .nullable(),
  badge: badgeSettingsField,
});
export type StationSettings = z.infer<typeof settingsSchema>;

export const feedItemSchema = z.discriminatedUnion('topic', [
  feedItem('settings', settingsSchema),
  feedItem(
    'category',
    z.strictObject({
      id: textField,
      name: textField,
      colour: textField.nullable(),
      picture: textField.nullable(),
      sortOrder: z.int(),
    }),
  ),
  feedItem(
    'product',
    z.strictObject({
      id: idField<'Product'>(),
      collectiveId: idField<'Collective'>(),
      categoryId: textField,
      kind: z.enum(PRODUCT_KINDS),
      name: textField,
      /** Of one piece, kilogram, litre or hour; proposed for `open-price`; loaded for `top-up` and `gift`. */
      priceCents: centsField,
      /** The least that is accepted for `open-price`; otherwise null. */
      priceMinCents: centsFromZeroField.nullable(),
      vatRateBp: z.int().min(0).max(10_000),
      /** Where it is prepared (send to kitchen or bar); null when it is handed over at once. */
      preparedAt: z.enum(['kitchen', 'bar']).nullable(),
      /** Null: its stock is not counted (RULES T14). Thousandths of its unit. */
      stockRule: z
        .strictObject({ allowsBelowZero: z.boolean(), alertLevel: z.int().min(0) })
        .nullable(),
      /** What a `top-up` or a `gift` loads. */
      assetId: idField<'Asset'>().nullable(),
      eventId: idField<'Event'>().nullable(),
      eventPriceId: textField.nullable(),
      offerId: textField.nullable(),
      offerPriceId: textField.nullable(),
      options: listOf(
        z.strictObject({
          id: textField,
          name: textField,
          min: z.int().min(0),
          max: z.int().min(1),
          choices: listOf(
            z.strictObject({ id: textField, name: textField, priceDeltaCents: centsField }),
          ),
        }),
      ),
      picture: textField.nullable(),
      colour: textField.nullable(),
      sortOrder: z.int(),
      active: z.boolean(),
    }),
  ),
  feedItem(
    'point-of-sale',
    z.strictObject({
      id: textField,
      name: textField,
      categoryIds: listOf(textField),
      means: listOf(z.enum(MEANS)),
      sortOrder: z.int(),
    }),
  ),
  feedItem(
    'staff',
    z.strictObject({
      id: idField<'Staff'>(),
      name: textField,
      isManager: z.boolean(),
      cardId: idField<'Card'>().nullable(),
      /** scrypt, `scrypt$N$r$p$saltHex$hashHex`; null: signs in by Pass only. */
      pinHash: textField.nullable(),
    }),
  ),
  feedItem(
    'asset',
    z.strictObject({
      id: idField<'Asset'>(),
      kind: assetKindField,
      issuerId: idField<'Collective'>().nullable(),
      name: textField,
      createdAt: instantField,
      /** Whether this station's collective takes it (RULES M1). */
      accepted: z.boolean(),
    }),
  ),
  feedItem(
    'card',
    z.strictObject({
      id: idField<'Card'>(),
      /** Upper-case hex; null until a full UID was learnt. */
      uid: z.string().max(20).nullable(),
      /** First 4 bytes of the UID, upper-case hex. */
      tag: z.string().regex(/^[0-9A-F]{8}$/),
      number: z.string().max(8),
      state: z.enum(['blank', 'anonymous', 'linked', 'lost', 'retired']),
      trustLevel: z.int().min(0).max(3),
      walletId: idField<'Wallet'>().nullable(),
    }),
  ),
  feedItem(
    'wallet',
    z.strictObject({
      id: idField<'Wallet'>(),
      /** What can still be spent: the balance less what is reserved. */
      holdings: listOf(z.strictObject({ assetId: idField<'Asset'>(), availableCents: z.int() })),
      debtCents: centsFromZeroField,
      /** Memberships that run at this station's collective; no name goes to a station. */
      memberships: listOf(z.strictObject({ name: textField, endsOn: dayField.nullable() })),
      /** What counts for the collective's loyalty rule: cents towards points, or products. */
      loyaltyProgress: z.int().min(0),
    }),
  ),
  /** How much is left, in thousandths of the product's unit; beside the product, which changes less. */
  feedItem('stock', z.strictObject({ id: idField<'Product'>(), amount: z.int() })),
  /** Events of the collective that have not ended. */
  feedItem(
    'event',
    z.strictObject({
      id: idField<'Event'>(),
      name: textField,
      startsAt: instantField,
      doorsAt: instantField.nullable(),
      endsAt: instantField,
      /** Null: as many as come. */
      capacity: z.int().min(1).nullable(),
      /** Sold or held, whoever sold them. */
      takenCount: z.int().min(0),
      asksNames: z.boolean(),
      prices: listOf(
        z.strictObject({
          id: textField,
          name: textField,
          kind: z.enum(['fixed', 'free', 'open', 'member']),
          priceCents: centsFromZeroField,
          priceMinCents: centsFromZeroField.nullable(),
          quota: z.int().min(0).nullable(),
          takenCount: z.int().min(0),
        }),
      ),
    }),
  ),
  /** Tickets of those events: the list of a door (RULES T8). */
  feedItem(
    'ticket',
    z.strictObject({
      id: idField<'Ticket'>(),
      eventId: idField<'Event'>(),
      priceName: textField,
      holderName: z.string().max(120),
      cardId: idField<'Card'>().nullable(),
      state: z.enum(['valid', 'cancelled']),
      admitted: z.strictObject({ at: instantField, stationName: textField }).nullable(),
    }),
  ),
  /** What memberships this collective sells. */
  feedItem(
    'offer',
    z.strictObject({
      id: textField,
      name: textField,
      description: z.string().max(2_000),
      duration: textField,
      prices: listOf(
        z.strictObject({
          id: textField,
          name: textField,
          kind: z.enum(['fixed', 'reduced', 'free']),
          priceCents: centsFromZeroField,
          priceMinCents: centsFromZeroField.nullable(),
        }),
      ),
    }),
  ),
  /** When a room that is sold by the hour is taken. */
  feedItem(
    'room-booking',
    z.strictObject({
      id: textField,
      productId: idField<'Product'>(),
      startsAt: instantField,
      endsAt: instantField,
    }),
  ),
  /** The plan of a room: tenths of a per cent of its width and height. */
  feedItem(
    'table',
    z.strictObject({
      id: textField,
      name: z.string().max(20),
      room: z.string().max(40),
      seats: z.int().min(1).max(99),
      shape: z.enum(['round', 'square']),
      x: z.int().min(0).max(1_000),
      y: z.int().min(0).max(1_000),
      width: z.int().min(20).max(1_000),
      height: z.int().min(20).max(1_000),
    }),
  ),
  /** The stations of this collective, to check what they signed: a ticket sold at the other door. */
  feedItem(
    'station',
    z.strictObject({ id: idField<'Station'>(), name: textField, publicKey: hexField(32) }),
  ),
  feedItem('badge-plan', badgePlanTopic),
  feedItem('space', spaceTopic),
  feedItem('badge-account', badgeAccountTopic),
  feedItem('presence', presenceTopic),
  feedItem('presence-key', presenceKeyTopic),
]);
export type FeedItem = z.infer<typeof feedItemSchema>;
export type FeedTopic = FeedItem['topic'];

/** GET /api/sync/feed?cursor= — without a cursor: everything (full resync). */
export const feedAnswerSchema = z.strictObject({
  protocol: z.int(),
  /** True on the first page of a full resync: forget what you knew. */
  isFull: z.boolean(),
  items: z.array(feedItemSchema).max(LIMITS.feedItemsMax),
  cursor: textField,
  more: z.boolean(),
  serverTime: instantField,
});
export type FeedAnswer = z.infer<typeof feedAnswerSchema>;

/**
 * GET /api/sync/events — an event stream. `event: changed` with `data: {"cursor":"…"}` when the
 * feed has news; `event: alive` every 10 s. A stream silent for 25 s is taken for dead.
 */
export const STREAM_ALIVE_MS = 10_000;
export const STREAM_SILENT_MS_MAX = 25_000;

export const timeAnswerSchema = z.strictObject({ serverTime: instantField });
