import { z } from 'zod';
import { badgePlanField } from '../sync/badge-topics.ts';
import { idField, listOf } from '../fields.ts';
import { demoMomentSchema, nameField, pictureField } from './demo-fields.ts';

export const demoSpaceSchema = z.strictObject({
  id: idField<'Space'>(),
  name: nameField,
  places: z.int().min(1).max(1_000),
  picture: pictureField,
});

/** badge.json: one object, what the coworking place has beside its first plan. */
export const demoBadgeSchema = z.strictObject({
  settings: z.strictObject({
    collectiveId: idField<'Collective'>(),
    welcome: nameField,
    allowsGuests: z.boolean(),
    allowsSite: z.boolean(),
    keepMonths: z.int().min(1).max(60),
  }),
  plans: listOf(z.strictObject({ plan: badgePlanField, spaces: listOf(demoSpaceSchema) })),
  /** Who uses the hours of a membership beside the person who took it. */
  sharers: listOf(
    z.strictObject({ membershipId: idField<'Membership'>(), personId: idField<'Person'>() }),
  ),
  /** Who agreed to be named on the board (RULES B8). */
  consents: listOf(
    z.strictObject({ personId: idField<'Person'>(), collectiveId: idField<'Collective'>() }),
  ),
  /** Stays of before the demo began, none of them paid in money. */
  stays: listOf(
    z.strictObject({
      id: idField<'Presence'>(),
      personId: idField<'Person'>(),
      spaceId: idField<'Space'>(),
      cameIn: demoMomentSchema,
      wentOut: demoMomentSchema,
    }),
  ),
});
