import { z } from 'zod';
import { idField, instantField, textField } from '../fields.ts';
import { reasonField, staffField } from './sale-bodies.ts';

/** Schemas of the entries about presences. */

export const monthField = z.string().regex(/^\d{4}-\d{2}$/);

export const sealedHolderField = z.strictObject({
  keyId: monthField,
  sealed: z
    .string()
    .max(2_000)
    .regex(/^[A-Za-z0-9+/]+={0,2}$/),
});

/** What is sealed in it. */
export const tapHolderField = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('card'),
    cardId: idField<'Card'>(),
    cardNumber: z.string().max(8),
  }),
  z.strictObject({
    kind: z.literal('guest'),
    guestId: idField<'Guest'>(),
    name: z.string().max(60),
    hostCardId: idField<'Card'>().nullable(),
  }),
]);

export const BADGE_BODY_SCHEMAS = {
  'presence.tapped@1': z.strictObject({
    tapId: idField<'Tap'>(),
    direction: z.enum(['in', 'out']),
    tappedAt: instantField,
    spaceId: idField<'Space'>(),
    spaceName: textField,
    planId: idField<'Plan'>(),
    planVersion: z.int().min(1),
    holder: sealedHolderField,
    staff: staffField.nullable(),
  }),
  'presence.undone@1': z.strictObject({ tapId: idField<'Tap'>(), staff: staffField.nullable() }),
  'presence.corrected@1': z.strictObject({
    correctionId: textField,
    presenceId: idField<'Presence'>(),
    inAt: instantField.nullable(),
    outAt: instantField.nullable(),
    isRemoved: z.boolean(),
    staff: staffField,
    approvedBy: staffField.nullable(),
    reason: reasonField,
  }),
} as const;
