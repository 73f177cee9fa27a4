import { z } from 'zod';
import {
  centsField,
  centsFromZeroField,
  dayField,
  idField,
  listOf,
  positiveCentsField,
  textField,
} from '../fields.ts';
import {
  assetPartField,
  bankCardPaymentField,
  cashPaymentField,
  chequePaymentField,
  reasonField,
  staffField,
} from './sale-bodies.ts';

/** Schemas of the entries about Passes, the drawer, the day, training, stock and the door. */

const approvedField = staffField.nullable();
const countedSumField = z.strictObject({ count: z.int(), cents: centsField });
const means = <Means extends readonly [string, ...string[]]>(names: Means) =>
  listOf(z.strictObject({ means: z.enum(names), count: z.int(), cents: centsField }));

export const dayTotalsField = z.strictObject({
  turnover: countedSumField,
  byMeans: means(['pass', 'cash', 'bank-card', 'cheque', 'offered'] as const),
  byAssetKind: listOf(
    z.strictObject({
      kind: z.enum(['global', 'local', 'gift', 'time', 'points']),
      cents: centsField,
    }),
  ),
  byCategory: listOf(z.strictObject({ categoryId: textField, count: z.int(), cents: centsField })),
  byProduct: z
    .array(
      z.strictObject({
        productId: textField,
        label: textField,
        count: z.int(),
        cents: centsField,
      }),
    )
    .max(5_000),
  byVat: listOf(z.strictObject({ rateBp: z.int(), cents: centsField, vatCents: centsField })),
  byStaff: listOf(
    z.strictObject({ staffId: textField, name: textField, count: z.int(), cents: centsField }),
  ),
  byPointOfSale: listOf(
    z.strictObject({ pointOfSaleId: textField, count: z.int(), cents: centsField }),
  ),
  topUps: countedSumField,
  topUpsByMeans: means(['cash', 'bank-card', 'cheque'] as const),
  gifts: countedSumField,
  emptied: countedSumField,
  depositsTaken: countedSumField,
  depositsReturned: countedSumField,
  memberships: countedSumField,
  offered: countedSumField,
  discounts: countedSumField,
  corrections: countedSumField,
  meansChanged: countedSumField,
  cash: z.strictObject({
    openingCents: centsField,
    salesCents: centsField,
    topUpsCents: centsField,
    emptiedCents: centsField,
    correctionsCents: centsField,
    movedCents: centsField,
    expectedCents: centsField,
  }),
});

export const TILL_BODY_SCHEMAS = {
  'top-up.recorded@1': z.strictObject({
    topUpId: idField<'TopUp'>(),
    day: dayField,
    staff: staffField,
    cardId: idField<'Card'>(),
    cardNumber: textField,
    assetId: idField<'Asset'>(),
    cents: positiveCentsField,
    payment: z.discriminatedUnion('means', [
      cashPaymentField,
      bankCardPaymentField,
      chequePaymentField,
    ]),
    beforeCents: centsField,
    afterCents: centsField,
  }),
  'pass.emptied@1': z.strictObject({
    refundId: idField<'Refund'>(),
    day: dayField,
    staff: staffField,
    cardId: idField<'Card'>(),
    cardNumber: textField,
    paidOut: listOf(assetPartField),
    cancelled: listOf(assetPartField),
    cashCents: centsFromZeroField,
    isCardHandedBack: z.boolean(),
  }),
  'gift.given@1': z.strictObject({
    giftId: idField<'Gift'>(),
    day: dayField,
    staff: staffField,
    approvedBy: approvedField,
    cardId: idField<'Card'>(),
    cardNumber: textField,
    assetId: idField<'Asset'>(),
    cents: positiveCentsField,
    reason: reasonField,
  }),
  'card.declared-lost@1': z.strictObject({
    cardId: idField<'Card'>(),
    cardNumber: textField,
    staff: staffField,
  }),
  'card.replaced@1': z.strictObject({
    replacementId: idField<'Replacement'>(),
    fromCardId: idField<'Card'>(),
    fromNumber: textField,
    toCardId: idField<'Card'>(),
    toNumber: textField,
    staff: staffField,
    approvedBy: approvedField,
  }),
  'drawer.opened@1': z.strictObject({
    staff: staffField,
    approvedBy: approvedField,
    reason: reasonField,
  }),
  'cash.moved@1': z.strictObject({
    moveId: idField<'Move'>(),
    day: dayField,
    staff: staffField,
    approvedBy: approvedField,
    cents: centsField,
    reason: reasonField,
  }),
  'day.closed@1': z.strictObject({
    closingId: idField<'Closing'>(),
    number: z.int().min(1),
    day: dayField,
    fromSeq: z.int().min(1),
    toSeq: z.int().min(1),
    staff: staffField.nullable(),
    approvedBy: approvedField,
    totals: dayTotalsField,
    cashCountedCents: centsField.nullable(),
    differenceCents: centsField.nullable(),
    // Sums of years: larger than any one figure may be.
    perpetualCents: z.int() as unknown as typeof centsField,
    perpetualAbsoluteCents: z.int() as unknown as typeof centsField,
    unpaid: listOf(z.strictObject({ name: z.string().max(60), totalCents: centsField })),
  }),
  'training.started@1': z.strictObject({ staff: staffField, approvedBy: approvedField }),
  'training.ended@1': z.strictObject({ staff: staffField }),
  'training.recorded@1': z.strictObject({
    number: z.int().min(1),
    as: z.string().max(64),
    body: z.record(z.string().max(64), z.unknown()),
  }),
  'stock.moved@1': z.strictObject({
    moveId: idField<'Move'>(),
    productId: idField<'Product'>(),
    label: textField,
    kind: z.enum(['delivery', 'adjustment', 'loss']),
    delta: z.int().min(-1_000_000_000).max(1_000_000_000),
    reason: reasonField,
    staff: staffField,
  }),
  'ticket.admitted@1': z.strictObject({
    ticketId: idField<'Ticket'>(),
    eventId: idField<'Event'>(),
    by: z.enum(['qr', 'pass', 'list']),
    staff: staffField,
  }),
  'receipt.issued@1': z.strictObject({
    operationId: idField<'Operation'>(),
    how: z.enum(['print', 'mail', 'qr']),
    email: z.string().max(254).nullable(),
    copy: z.int().min(1).max(999),
    staff: staffField,
  }),
  'setting.changed@1': z.strictObject({
    staff: staffField,
    approvedBy: approvedField,
    name: z.string().max(60),
    value: z.string().max(300),
  }),
} as const;
