import { z } from 'zod';
import type { EntryBodies, EntryKind } from '../../domain/journal/entries.ts';
import {
  COUNT_MAX,
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

/** Schemas of the entry bodies, for whoever reads a journal that another process wrote. */

const staffField = z.strictObject({ id: idField<'Staff'>(), name: textField });
const countField = z.int().min(1).max(COUNT_MAX);
const vatField = z.int().min(0).max(10_000);
const assetPartField = z.strictObject({
  assetId: idField<'Asset'>(),
  kind: z.enum(['global', 'local', 'gift', 'time', 'points']),
  cents: positiveCentsField,
});

const backingField = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('reserve'),
    reserveId: idField<'Reserve'>(),
    final: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('unsecured'), reserveId: idField<'Reserve'>().nullable() }),
]);

const paymentField = z.discriminatedUnion('means', [
  z.strictObject({
    means: z.literal('pass'),
    cents: positiveCentsField,
    cardId: idField<'Card'>(),
    cardNumber: textField,
    backing: backingField,
    parts: listOf(assetPartField),
  }),
  z.strictObject({
    means: z.literal('cash'),
    cents: positiveCentsField,
    givenCents: centsFromZeroField,
    changeCents: centsFromZeroField,
  }),
  z.strictObject({ means: z.literal('bank-card'), cents: positiveCentsField }),
  z.strictObject({ means: z.literal('cheque'), cents: positiveCentsField }),
]);

const saleLineField = z.strictObject({
  lineId: idField<'Line'>(),
  productId: idField<'Product'>(),
  label: textField,
  optionLabels: listOf(textField),
  categoryId: textField,
  count: countField,
  unitPriceCents: centsField,
  totalCents: centsField,
  vatRateBp: vatField,
  paid: listOf(
    z.strictObject({
      payment: z.int().min(0),
      assetId: idField<'Asset'>().nullable(),
      cents: positiveCentsField,
    }),
  ),
});

export const ENTRY_BODY_SCHEMAS = {
  'station.paired@1': z.strictObject({
    stationId: idField<'Station'>(),
    stationName: textField,
    collectiveId: idField<'Collective'>(),
    collectiveName: textField,
    cloudPublicKey: hexField(32),
    protocol: z.int(),
  }),
  'station.started@1': z.strictObject({ version: textField }),
  'staff.signed-in@1': z.strictObject({
    staff: staffField,
    by: z.enum(['pass', 'pin']),
    isManager: z.boolean(),
  }),
  'staff.signed-out@1': z.strictObject({ staff: staffField }),
  'staff.pin-refused@1': z.strictObject({ triesInRow: z.int().min(1) }),
  'basket.line-set@1': z.strictObject({
    basketId: idField<'Basket'>(),
    staff: staffField,
    lineId: idField<'Line'>(),
    productId: idField<'Product'>(),
    choiceIds: listOf(textField),
    label: textField,
    optionLabels: listOf(textField),
    count: z.int().min(0).max(COUNT_MAX),
    unitPriceCents: centsField,
    vatRateBp: vatField,
    categoryId: textField,
  }),
  'basket.discarded@1': z.strictObject({ basketId: idField<'Basket'>(), staff: staffField }),
  'sale.recorded@1': z.strictObject({
    saleId: idField<'Sale'>(),
    number: z.int().min(1),
    day: dayField,
    basketId: idField<'Basket'>(),
    pointOfSaleId: textField,
    staff: staffField,
    lines: z.array(saleLineField).min(1).max(200),
    payments: z.array(paymentField).max(10),
    totalCents: centsFromZeroField,
  }),
  'clock.jumped@1': z.strictObject({ expectedAt: instantField, foundAt: instantField }),
  'journal.resealed@1': z.strictObject({ decidedBy: textField, faults: listOf(textField) }),
} as const satisfies { readonly [Kind in EntryKind]: z.ZodType<EntryBodies[Kind]> };
