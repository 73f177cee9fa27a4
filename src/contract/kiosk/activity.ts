import { z } from 'zod';
import { assetKindField, resultSchema } from './results.ts';
import {
  centsField,
  centsFromZeroField,
  dayField,
  idField,
  instantField,
  listOf,
  textField,
} from '../fields.ts';

const holdingSchema = z.strictObject({
  assetId: idField<'Asset'>(),
  assetName: textField,
  kind: assetKindField,
  /** Euro cents; minutes for `time`, whole points for `points`. */
  amount: z.int(),
  spendableHere: z.boolean(),
});

/** The one thing that goes on beside the basket. */
export const activitySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** A Pass was put down; the answer comes. Shown only when it lasts. */
  z.strictObject({ kind: z.literal('pass-at-work') }),
  z.strictObject({
    kind: z.literal('pass-short'),
    cardNumber: textField,
    totalCents: centsField,
    availableCents: centsFromZeroField,
    missingCents: centsField,
    /** The Pass gives what it has and the rest is paid otherwise; false when it has nothing. */
    canKeep: z.boolean(),
    /** False when this is already the second Pass (RULES M4). */
    canUseSecondPass: z.boolean(),
  }),
  /** A Pass lies open on the counter, with all that can be done with it; no time limit. */
  z.strictObject({
    kind: z.literal('pass-desk'),
    cardId: idField<'Card'>(),
    cardNumber: textField,
    cardState: z.enum(['blank', 'anonymous', 'linked', 'lost', 'retired']),
    isOnReader: z.boolean(),
    /** False: a Pass from outside the village; it can be neither spent nor topped up here. */
    isOfVillage: z.boolean(),
    holdings: listOf(holdingSchema),
    spendableCents: centsFromZeroField,
    debtCents: centsFromZeroField,
    /** What emptying it would pay out; null without network. */
    refundableCents: centsFromZeroField.nullable(),
    memberships: listOf(z.strictObject({ name: textField, endsOn: dayField.nullable() })),
    tickets: listOf(
      z.strictObject({
        ticketId: idField<'Ticket'>(),
        eventName: textField,
        startsAt: instantField,
        isAdmitted: z.boolean(),
      }),
    ),
    loyalty: z
      .strictObject({
        kind: z.enum(['points', 'nth-free']),
        /** Reached, and needed, in cents or in products. */
        progress: z.int().min(0),
        goal: z.int().min(1),
        label: textField,
      })
      .nullable(),
    history: z
      .array(
        z.strictObject({
          at: instantField,
          kind: z.enum(['sale', 'top-up', 'gift', 'refund', 'correction', 'other']),
          cents: centsField,
        }),
      )
      .max(20),
    /** SVG of the QR that links it, as a data address; null when it is linked or unknown. */
    linkQr: z.string().max(20_000).nullable(),
    otherCards: z.int().min(0),
    /** When these figures were known: now with the network, earlier without. */
    knownAt: instantField,
    tapSeenAtMs: z.number().nullable(),
  }),
  /** This needs a manager: their Pass or PIN, for this once. */
  z.strictObject({
    kind: z.literal('approval'),
    action: z.enum([
      'set-discount',
      'pay-offered',
      'cancel-sale',
      'change-means',
      'give-gift',
      'replace-pass',
      'open-drawer',
      'move-cash',
      'close-day',
      'set-training',
      'set-printers',
      'discard-parked',
      'move-stock',
      'set-mode',
      'correct-presence',
    ]),
    /** What a sum is at stake, to be read aloud; null when none. */
    cents: centsField.nullable(),
    pinBlockedUntilAt: instantField.nullable(),
    pinTriesLeft: z.int().min(0).max(5),
  }),
  /** A second tap within a minute: take the first one back? (RULES B1) */
  z.strictObject({
    kind: z.literal('ask-undo'),
    tapId: idField<'Tap'>(),
    direction: z.enum(['in', 'out']),
    name: z.string().max(60),
    spaceName: textField,
    at: instantField,
    /** After this moment it can no longer be taken back; the question then leaves by itself. */
    undoUntilAt: instantField,
    tapSeenAtMs: z.number().nullable(),
  }),
  /** A Pass was put down before a space was chosen. */
  z.strictObject({
    kind: z.literal('ask-space'),
    cardId: idField<'Card'>(),
    name: z.string().max(60),
    cardNumber: textField,
    spaces: listOf(
      z.strictObject({
        spaceId: idField<'Space'>(),
        name: textField,
        isIn: z.boolean(),
        placesLeft: z.int().min(0),
      }),
    ),
    endsAt: instantField,
    tapSeenAtMs: z.number().nullable(),
  }),
  z.strictObject({
    kind: z.literal('result'),
    resultId: idField<'Result'>(),
    /** The result leaves the screen by itself then, or at the next tap or touch. */
    endsAt: instantField,
    /** Epoch milliseconds at which the reader reported the Pass; null without a Pass. */
    tapSeenAtMs: z.number().nullable(),
    result: resultSchema,
  }),
]);
export type Activity = z.infer<typeof activitySchema>;
