import { z } from 'zod';
import { centsField, centsFromZeroField, idField, listOf, textField } from '../fields.ts';

/**
 * What the person in front of the till sees on a second screen: their basket and what became of
 * it. Made by the station from the screen's state, so that nothing of the staff, of other tables or
 * of the kitchen ever reaches it.
 */

/** `/?view=customer` shows it; its WebSocket names it in the same way and is never listened to. */
export const CUSTOMER_VIEW = 'customer';

const momentSchema = z.discriminatedUnion('kind', [
  /** Nobody is being served. */
  z.strictObject({ kind: z.literal('idle') }),
  z.strictObject({
    kind: z.literal('basket'),
    /** Whether a Pass can be put down now; `work`: it is being read. */
    pass: z.enum(['put', 'work', 'none']),
  }),
  z.strictObject({
    kind: z.literal('short'),
    missingCents: centsField,
    availableCents: centsFromZeroField,
  }),
  z.strictObject({
    kind: z.literal('thanks'),
    paidCents: centsField,
    /** On the last Pass that paid; null without a Pass. */
    leftCents: centsFromZeroField.nullable(),
    changeCents: centsFromZeroField,
    loyaltyText: z.string().max(120),
  }),
  /** The Pass was topped up or given something: what it holds now. */
  z.strictObject({
    kind: z.literal('loaded'),
    cents: centsField,
    afterCents: centsField,
    changeCents: centsFromZeroField,
  }),
  /** Money goes back: a Pass was emptied, a sale cancelled. */
  z.strictObject({ kind: z.literal('back'), cents: centsField }),
  /** Why is said to the staff alone: a lost Pass is nobody else's business. */
  z.strictObject({ kind: z.literal('refused') }),
]);

export const customerStateSchema = z.strictObject({
  revision: z.int().min(0),
  collectiveName: textField,
  language: z.enum(['fr', 'en']),
  theme: z.enum(['auto', 'dark', 'light']),
  /** FACTICE: nothing that is shown is sold (RULES T13). */
  training: z.boolean(),
  lines: listOf(
    z.strictObject({
      lineId: idField<'Line'>(),
      label: textField,
      optionLabels: listOf(textField),
      count: z.int().min(1),
      totalCents: centsField,
      /** What was taken off it; 0 when nothing. */
      discountCents: centsFromZeroField,
    }),
  ),
  totalCents: centsField,
  dueCents: centsField,
  pledges: listOf(
    z.strictObject({
      means: z.enum(['pass', 'cash', 'bank-card', 'cheque', 'offered']),
      cents: centsField,
    }),
  ),
  moment: momentSchema,
});
export type CustomerState = z.infer<typeof customerStateSchema>;
