import { z } from 'zod';
import {
  COUNT_MAX,
  centsField,
  centsFromZeroField,
  dayField,
  idField,
  instantField,
  listOf,
  positiveCentsField,
  textField,
} from '../fields.ts';

/** Schemas of the entries about baskets and sales. */

export const staffField = z.strictObject({ id: idField<'Staff'>(), name: textField });
export const countField = z.int().min(1).max(COUNT_MAX);
/** Two months: longer than any stay that is true. */
export const minutesField = z.int().min(0).max(90_000);
const vatField = z.int().min(0).max(10_000);
export const reasonField = z.string().max(200);
const lineIdField = idField<'Line'>();
const basketIdField = idField<'Basket'>();

export const assetPartField = z.strictObject({
  assetId: idField<'Asset'>(),
  kind: z.enum(['global', 'local', 'gift', 'time', 'points']),
  cents: positiveCentsField,
});

export const personRefField = z.strictObject({
  personId: idField<'Person'>().nullable(),
  name: z.string().max(120),
  email: z.string().max(254),
});

export const lineDetailField = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('piece') }),
  z.strictObject({ kind: z.literal('open-price') }),
  z.strictObject({
    kind: z.literal('measure'),
    unit: z.enum(['kilogram', 'litre']),
    amount: z.int().min(1).max(1_000_000),
    unitCents: centsFromZeroField,
  }),
  z.strictObject({
    kind: z.literal('room'),
    startsAt: instantField,
    endsAt: instantField,
    hourCents: centsFromZeroField,
  }),
  z.strictObject({
    kind: z.literal('ticket'),
    eventId: idField<'Event'>(),
    eventName: textField,
    eventStartsAt: instantField,
    priceId: textField,
    priceName: textField,
    tickets: z
      .array(z.strictObject({ ticketId: idField<'Ticket'>(), holderName: z.string().max(120) }))
      .max(COUNT_MAX),
    cardId: idField<'Card'>().nullable(),
    email: z.string().max(254).nullable(),
  }),
  z.strictObject({
    kind: z.literal('membership'),
    membershipId: idField<'Membership'>(),
    offerId: textField,
    priceId: textField,
    person: personRefField,
    cardId: idField<'Card'>().nullable(),
  }),
  z.strictObject({ kind: z.literal('deposit'), direction: z.enum(['taken', 'returned']) }),
  z.strictObject({
    kind: z.literal('presence'),
    presenceId: idField<'Presence'>(),
    planId: idField<'Plan'>(),
    day: dayField,
    stayedMinutes: minutesField,
    includedMinutes: minutesField,
  }),
]);

const discountField = z.strictObject({
  kind: z.enum(['percent', 'amount']),
  rateBp: z.int().min(0).max(10_000),
  cents: centsFromZeroField,
  reason: reasonField,
  approvedBy: staffField,
});

const backingField = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('reserve'),
    reserveId: idField<'Reserve'>(),
    final: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('unsecured'), reserveId: idField<'Reserve'>().nullable() }),
]);

const passPaymentField = z.strictObject({
  means: z.literal('pass'),
  cents: positiveCentsField,
  cardId: idField<'Card'>(),
  cardNumber: textField,
  backing: backingField,
  parts: listOf(assetPartField),
});
export const bankCardPaymentField = z.strictObject({
  means: z.literal('bank-card'),
  cents: positiveCentsField,
});
export const chequePaymentField = z.strictObject({
  means: z.literal('cheque'),
  cents: positiveCentsField,
});
export const cashPaymentField = z.strictObject({
  means: z.literal('cash'),
  cents: centsField,
  givenCents: centsFromZeroField,
  changeCents: centsFromZeroField,
});

const paymentV1Field = z.discriminatedUnion('means', [
  passPaymentField,
  cashPaymentField.extend({ cents: positiveCentsField }),
  bankCardPaymentField,
  chequePaymentField,
]);

const paymentField = z.discriminatedUnion('means', [
  passPaymentField,
  cashPaymentField,
  bankCardPaymentField,
  chequePaymentField,
  z.strictObject({
    means: z.literal('offered'),
    cents: positiveCentsField,
    reason: reasonField,
    approvedBy: staffField,
  }),
]);

const paidField = listOf(
  z.strictObject({
    payment: z.int().min(0),
    assetId: idField<'Asset'>().nullable(),
    cents: centsField,
  }),
);

const saleLineV1Shape = {
  lineId: lineIdField,
  productId: idField<'Product'>(),
  label: textField,
  optionLabels: listOf(textField),
  categoryId: textField,
  count: countField,
  unitPriceCents: centsField,
  totalCents: centsField,
  vatRateBp: vatField,
  paid: paidField,
} as const;

const saleShape = {
  saleId: idField<'Sale'>(),
  number: z.int().min(1),
  day: dayField,
  basketId: basketIdField,
  pointOfSaleId: textField,
  staff: staffField,
} as const;

const basketLineV1Shape = {
  basketId: basketIdField,
  staff: staffField,
  lineId: lineIdField,
  productId: idField<'Product'>(),
  choiceIds: listOf(textField),
  label: textField,
  optionLabels: listOf(textField),
  count: z.int().min(0).max(COUNT_MAX),
  unitPriceCents: centsField,
  vatRateBp: vatField,
  categoryId: textField,
} as const;

const correctionShape = {
  correctionId: idField<'Correction'>(),
  number: z.int().min(1),
  day: dayField,
  saleId: idField<'Sale'>(),
  saleNumber: z.int().min(1),
  staff: staffField,
  approvedBy: staffField.nullable(),
  reason: reasonField,
} as const;

const tillMeansField = z.enum(['cash', 'bank-card', 'cheque']);

export const SALE_BODY_SCHEMAS = {
  'basket.line-set@1': z.strictObject(basketLineV1Shape),
  'basket.line-set@2': z.strictObject({
    ...basketLineV1Shape,
    detail: lineDetailField,
    discount: discountField.nullable(),
    sentCount: z.int().min(0).max(COUNT_MAX).exactOptional(),
  }),
  'basket.discarded@1': z.strictObject({
    basketId: basketIdField,
    staff: staffField,
    approvedBy: staffField.exactOptional(),
  }),
  'basket.parked@1': z.strictObject({
    basketId: basketIdField,
    staff: staffField,
    name: z.string().max(60),
    tableId: textField.nullable(),
  }),
  'basket.opened@1': z.strictObject({ basketId: basketIdField, staff: staffField }),
  'basket.sent@1': z.strictObject({
    orderId: idField<'Order'>(),
    number: z.int().min(1),
    basketId: basketIdField,
    staff: staffField,
    name: z.string().max(60),
    lines: z
      .array(
        z.strictObject({
          lineId: lineIdField,
          label: textField,
          optionLabels: listOf(textField),
          count: countField,
          place: z.enum(['kitchen', 'bar']),
        }),
      )
      .min(1)
      .max(200),
  }),
  'basket.pledged@1': z.strictObject({
    basketId: basketIdField,
    staff: staffField,
    pledgeId: idField<'Pledge'>(),
    payment: paymentField,
  }),
  'basket.pledge-withdrawn@1': z.strictObject({
    basketId: basketIdField,
    staff: staffField,
    pledgeId: idField<'Pledge'>(),
  }),
  'order.done@1': z.strictObject({
    orderId: idField<'Order'>(),
    place: z.enum(['kitchen', 'bar']),
    staff: staffField.nullable(),
  }),
  'sale.recorded@1': z.strictObject({
    ...saleShape,
    lines: z.array(z.strictObject(saleLineV1Shape)).min(1).max(200),
    payments: z.array(paymentV1Field).max(10),
    totalCents: centsFromZeroField,
  }),
  'sale.recorded@2': z.strictObject({
    ...saleShape,
    basketName: z.string().max(60),
    lines: z
      .array(
        z.strictObject({
          ...saleLineV1Shape,
          detail: lineDetailField,
          discount: discountField.nullable(),
        }),
      )
      .min(1)
      .max(200),
    payments: z.array(paymentField).max(40),
    totalCents: centsField,
    goodsHoldId: z.string().max(36).nullable(),
  }),
  'sale.corrected@1': z.strictObject({
    ...correctionShape,
    lines: z
      .array(
        z.strictObject({
          lineId: lineIdField,
          productId: idField<'Product'>(),
          label: textField,
          categoryId: textField,
          count: countField,
          totalCents: centsField,
          vatRateBp: vatField,
          detail: lineDetailField,
          paid: paidField,
        }),
      )
      .min(1)
      .max(200),
    refunds: z
      .array(
        z.strictObject({
          payment: z.int().min(0),
          means: z.enum(['pass', 'cash', 'bank-card', 'cheque', 'offered']),
          cents: centsField,
        }),
      )
      .max(40),
    totalCents: centsField,
  }),
  'sale.means-changed@1': z.strictObject({
    ...correctionShape,
    payment: z.int().min(0),
    from: tillMeansField,
    to: tillMeansField,
    cents: positiveCentsField,
  }),
} as const;
