import { z } from 'zod';
import type { BadgePlan, HourPool, Rates } from '../../domain/badge/plan.ts';
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
import { monthField } from './badge-bodies.ts';
import { minutesField } from './sale-bodies.ts';

/** What the cloud tells stations about plans, spaces and presences. */

/** The same list as in the domain: a step that only one of them has does not compile. */
const STEP_MINUTES = [1, 5, 15, 30, 60] as const satisfies readonly BadgePlan['stepMinutes'][];

export const ratesField = z.strictObject({
  hourCents: centsFromZeroField,
  halfDay: z
    .strictObject({ priceCents: positiveCentsField, minutesMax: z.int().min(1).max(1_440) })
    .nullable(),
  dayCents: positiveCentsField.nullable(),
  capDayCents: positiveCentsField.nullable(),
  capMonthCents: positiveCentsField.nullable(),
}) satisfies z.ZodType<Rates>;

/** One version of a plan. What figures make sense together is checked by src/domain/badge/check-plan.ts. */
export const badgePlanField = z.strictObject({
  id: idField<'Plan'>(),
  version: z.int().min(1),
  name: z.string().trim().min(1).max(80),
  description: z.string().max(500),
  kind: z.enum(['paid', 'volunteer']),
  timeAssetId: idField<'Asset'>().nullable(),
  stepMinutes: z.literal(STEP_MINUTES),
  rounding: z.enum(['down', 'nearest', 'up']),
  freeMinutes: z.int().min(0).max(1_440),
  minimumCents: centsFromZeroField,
  rates: ratesField,
  member: z.strictObject({ offerIds: listOf(textField), rates: ratesField }).nullable(),
  included: listOf(
    z.strictObject({
      offerId: textField,
      minutesPerPeriod: z.int().min(1).max(600_000),
      isShared: z.boolean(),
    }),
  ),
  closesAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .nullable(),
  vatRateBp: z.int().min(0).max(10_000),
}) satisfies z.ZodType<BadgePlan>;

export const hourPoolField = z.strictObject({
  id: textField,
  label: textField,
  planId: idField<'Plan'>(),
  minutes: z.int().min(0).max(600_000),
  startsOn: dayField,
  endsOn: dayField.nullable(),
  /** Wallets. */
  holders: listOf(textField),
}) satisfies z.ZodType<HourPool>;

export const badgePlanTopic = z.strictObject({
  id: idField<'Plan'>(),
  name: textField,
  /** The newest last; older ones while somebody who came in under them may be in. */
  versions: z.array(badgePlanField).min(1).max(50),
});

export const spaceTopic = z.strictObject({
  id: idField<'Space'>(),
  name: textField,
  planId: idField<'Plan'>(),
  places: z.int().min(1).max(10_000),
  picture: textField.nullable(),
  sortOrder: z.int(),
});

/** A wallet that has hours, a member price, or was here lately. */
export const badgeAccountTopic = z.strictObject({
  id: idField<'Wallet'>(),
  /** As they are greeted at the door; empty when nobody has linked the Pass. */
  name: z.string().max(60),
  /** They agreed to be named on the board that everybody sees (RULES B8). */
  isNamePublic: z.boolean(),
  /** `leftMinutes`: all that the cloud knows is taken off. */
  pools: listOf(z.strictObject({ ...hourPoolField.shape, leftMinutes: z.int().min(0) })),
  /** Plans at which the member price counts, and to which day. */
  memberOf: listOf(
    z.strictObject({
      planId: idField<'Plan'>(),
      startsOn: dayField,
      endsOn: dayField.nullable(),
    }),
  ),
  /** Billed in the calendar month of now and the one before. */
  months: listOf(
    z.strictObject({ planId: idField<'Plan'>(), month: monthField, cents: centsFromZeroField }),
  ),
});

export const presenceHolderField = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('wallet'), walletId: idField<'Wallet'>() }),
  z.strictObject({
    kind: z.literal('guest'),
    guestId: idField<'Guest'>(),
    name: z.string().max(60),
    hostWalletId: idField<'Wallet'>().nullable(),
  }),
]);

/** A stay that runs, of today or the day before, or not paid yet. */
export const presenceTopic = z.strictObject({
  id: idField<'Presence'>(),
  spaceId: idField<'Space'>(),
  planId: idField<'Plan'>(),
  planVersion: z.int().min(1),
  holder: presenceHolderField,
  inAt: instantField.nullable(),
  outAt: instantField.nullable(),
  state: z.enum(['open', 'closed', 'automatic', 'no-in', 'removed']),
  day: dayField,
  stayedMinutes: minutesField,
  included: listOf(z.strictObject({ poolId: textField, minutes: minutesField })),
  billedCents: centsFromZeroField,
  paidCents: centsField,
});

/** The key that seals the holders of a month (docs/decisions/0016); gone when the month is forgotten. */
export const presenceKeyTopic = z.strictObject({ id: monthField, key: hexField(32) });

/** Part of the settings; null: the collective has no space to badge into. */
export const badgeSettingsField = z
  .strictObject({
    /** Greets people at the door; may be empty. */
    welcome: z.string().max(120),
    allowsGuests: z.boolean(),
    /** Presences are forgotten after so many months (RULES B9). */
    keepMonths: z.int().min(1).max(60),
    /** In and out from a phone (RULES B1): the page that the QR at the door opens; null: not here. */
    siteDoorUrl: z.string().max(300).nullable(),
  })
  .nullable();
