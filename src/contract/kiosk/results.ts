import { z } from 'zod';
import type { PriceStep } from '../../domain/badge/price-steps.ts';
import { minutesField } from '../sync/sale-bodies.ts';
import { refusalField } from './refusals.ts';
import {
  centsField,
  centsFromZeroField,
  dayField,
  idField,
  instantField,
  listOf,
  textField,
} from '../fields.ts';

/** What came of a tap or a touch, as the screen shows it. */

export const assetKindField = z.enum(['global', 'local', 'gift', 'time', 'points']);
export const meansShownField = z.enum(['pass', 'cash', 'bank-card', 'cheque', 'offered']);
const operationIdField = idField<'Operation'>();

export const paymentShownSchema = z.discriminatedUnion('means', [
  z.strictObject({
    means: z.literal('pass'),
    cents: centsField,
    cardNumber: textField,
    /** What is left to spend here on that Pass, after this payment. */
    leftCents: centsFromZeroField,
    parts: listOf(
      z.strictObject({ assetName: textField, kind: assetKindField, cents: centsField }),
    ),
    /** Accepted without network: it will be sent later. */
    unsecured: z.boolean(),
  }),
  z.strictObject({
    means: z.literal('cash'),
    cents: centsField,
    givenCents: centsField,
    changeCents: centsField,
  }),
  z.strictObject({ means: z.literal('bank-card'), cents: centsField }),
  z.strictObject({ means: z.literal('cheque'), cents: centsField }),
  z.strictObject({ means: z.literal('offered'), cents: centsField, reason: textField }),
]);

export type PaymentShown = z.infer<typeof paymentShownSchema>;

/** How a price was found; the words are the screen's (src/domain/badge/price-steps.ts). */
export const priceStepField = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('stayed'), minutes: minutesField }),
  z.strictObject({ kind: z.literal('day'), day: dayField, minutes: minutesField }),
  z.strictObject({ kind: z.literal('overlap'), minutes: minutesField }),
  z.strictObject({ kind: z.literal('free'), minutes: minutesField }),
  z.strictObject({ kind: z.literal('included'), label: textField, minutes: minutesField }),
  z.strictObject({
    kind: z.literal('earlier'),
    minutes: minutesField,
    cents: centsFromZeroField,
  }),
  z.strictObject({
    kind: z.literal('rounded'),
    fromMinutes: minutesField,
    toMinutes: minutesField,
    stepMinutes: minutesField,
  }),
  z.strictObject({
    kind: z.literal('tariff'),
    choice: z.enum(['hours', 'half-days', 'day', 'cap-day']),
    isMember: z.boolean(),
    minutes: minutesField,
    halfDays: z.int().min(0),
    hourMinutes: minutesField,
    cents: centsFromZeroField,
  }),
  z.strictObject({ kind: z.literal('minimum'), cents: centsFromZeroField }),
  z.strictObject({
    kind: z.literal('cap-month'),
    capCents: centsFromZeroField,
    offCents: centsFromZeroField,
  }),
  z.strictObject({ kind: z.literal('volunteer'), minutes: minutesField }),
]) satisfies z.ZodType<PriceStep>;

/** What coming in and going out both say. */
const badgedFields = {
  tapId: idField<'Tap'>(),
  presenceId: idField<'Presence'>(),
  /** Empty when nobody has linked the Pass. */
  name: z.string().max(60),
  cardNumber: textField,
  /** Null: a guest. */
  cardId: idField<'Card'>().nullable(),
  spaceName: textField,
  at: instantField,
  planName: textField,
  isVolunteer: z.boolean(),
  isMember: z.boolean(),
  /** What is left of included hours, soonest to end first. */
  left: listOf(
    z.strictObject({
      label: textField,
      leftMinutes: z.int().min(0),
      endsOn: dayField.nullable(),
    }),
  ),
  undoUntilAt: instantField,
  /** The network is away, and another door may know better: offer to turn it round. */
  canTurn: z.boolean(),
} as const;

export const resultSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('sale-done'),
    /** The sale, to show, print or cancel it from here. */
    operationId: operationIdField,
    number: z.int().min(1),
    totalCents: centsField,
    payments: listOf(paymentShownSchema),
    /** Tickets to hand over, each as the text of its QR. */
    ticketCount: z.int().min(0),
    /** What the sale brought on the Pass by the loyalty rule; empty when nothing. */
    loyaltyText: z.string().max(120),
  }),
  z.strictObject({
    kind: z.literal('top-up-done'),
    operationId: operationIdField,
    cardNumber: textField,
    cents: centsField,
    beforeCents: centsField,
    afterCents: centsField,
    /** For cash; otherwise 0. */
    changeCents: centsFromZeroField,
  }),
  /** The drawer pays this out now. */
  z.strictObject({
    kind: z.literal('pass-emptied'),
    operationId: operationIdField,
    cardNumber: textField,
    cashCents: centsFromZeroField,
    cancelled: listOf(
      z.strictObject({ assetName: textField, kind: assetKindField, cents: centsField }),
    ),
  }),
  z.strictObject({
    kind: z.literal('gift-given'),
    cardNumber: textField,
    assetName: textField,
    cents: centsField,
    afterCents: centsField,
  }),
  z.strictObject({ kind: z.literal('card-declared-lost'), cardNumber: textField }),
  z.strictObject({
    kind: z.literal('card-replaced'),
    fromNumber: textField,
    toNumber: textField,
    movedCents: centsFromZeroField,
  }),
  /** What the person gets back, and how. */
  z.strictObject({
    kind: z.literal('sale-cancelled'),
    operationId: operationIdField,
    saleNumber: z.int().min(1),
    totalCents: centsField,
    refunds: listOf(z.strictObject({ means: meansShownField, cents: centsField })),
  }),
  z.strictObject({
    kind: z.literal('means-changed'),
    saleNumber: z.int().min(1),
    from: meansShownField,
    to: meansShownField,
    cents: centsField,
  }),
  z.strictObject({ kind: z.literal('basket-parked'), name: z.string().max(60) }),
  z.strictObject({ kind: z.literal('order-sent'), number: z.int().min(1), count: z.int().min(1) }),
  z.strictObject({
    kind: z.literal('day-closed'),
    operationId: operationIdField,
    number: z.int().min(1),
    day: dayField,
    turnoverCents: centsField,
    differenceCents: centsField.nullable(),
    /** The day before had been left open and was closed by itself. */
    isAutomatic: z.boolean(),
  }),
  /** A short word that something small was done: `done.<what>` in the catalogue. */
  z.strictObject({
    kind: z.literal('done'),
    what: z.enum([
      'drawer-opened',
      'cash-moved',
      'stock-moved',
      'receipt-printing',
      'receipt-mailed',
      'report-printing',
      'training-on',
      'training-off',
      'printers-set',
      'staff-changed',
      'mode-till',
      'mode-badge',
      'presence-corrected',
      'presence-list-printing',
    ]),
  }),
  /** A file was written on this machine. */
  z.strictObject({ kind: z.literal('day-exported'), day: dayField, path: textField }),
  z.strictObject({
    kind: z.literal('admitted'),
    holderName: z.string().max(120),
    priceName: textField,
    eventName: textField,
    insideCount: z.int().min(0),
    /** Checked without the network: another door may have let the same ticket in. */
    isOffline: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('admitted-before'),
    holderName: z.string().max(120),
    at: instantField,
    stationName: textField,
  }),
  /** RULES B3. */
  z.strictObject({
    kind: z.literal('badged-in'),
    ...badgedFields,
    /** In here now, this one too. */
    insideCount: z.int().min(0),
    /** Stays before this one that nobody has paid. */
    dueCents: centsFromZeroField,
  }),
  z.strictObject({
    kind: z.literal('badged-out'),
    ...badgedFields,
    inAt: instantField.nullable(),
    stayedMinutes: z.int().min(0),
    /** What this stay costs, and how that was found. */
    cents: centsFromZeroField,
    why: listOf(priceStepField),
    timeMinutes: z.int().min(0),
    payment: z.discriminatedUnion('kind', [
      /** Nothing to pay: free, included, or hours given. */
      z.strictObject({ kind: z.literal('nothing') }),
      z.strictObject({
        kind: z.literal('paid'),
        operationId: operationIdField,
        parts: listOf(
          z.strictObject({ assetName: textField, kind: assetKindField, cents: centsField }),
        ),
        leftCents: centsFromZeroField,
        unsecured: z.boolean(),
      }),
      /** Nobody is locked in (RULES B7): it is paid at the till or on the site. */
      z.strictObject({
        kind: z.literal('to-pay'),
        dueCents: centsFromZeroField,
        reason: z.enum(['short', 'no-pass', 'offline', 'forgotten-in']),
      }),
    ]),
  }),
  z.strictObject({
    kind: z.literal('tap-undone'),
    direction: z.enum(['in', 'out']),
    name: z.string().max(60),
    at: instantField,
    /** Money that went back to the Pass. */
    givenBackCents: centsFromZeroField,
  }),
  z.strictObject({
    kind: z.literal('dues-added'),
    cents: centsFromZeroField,
    count: z.int().min(1),
  }),
  z.strictObject({ kind: z.literal('refused'), reason: refusalField }),
]);
export type ResultShown = z.infer<typeof resultSchema>;
