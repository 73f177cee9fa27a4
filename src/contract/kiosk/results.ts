import { z } from 'zod';
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
  z.strictObject({ kind: z.literal('refused'), reason: refusalField }),
]);
export type ResultShown = z.infer<typeof resultSchema>;
