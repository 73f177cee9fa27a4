import { z } from 'zod';
import type { MembershipDuration } from '../../domain/membership/period.ts';
import type { Means } from '../../domain/till/catalogue.ts';
import { centsFromZeroField, idField, listOf, positiveCentsField } from '../fields.ts';
import { demoSpaceSchema } from './demo-badge.ts';
import {
  nameField,
  paragraphField,
  slugField,
  pictureField,
  daysField,
  vatField,
  hourField,
  demoMomentSchema,
  addressSchema,
  MINUTES_MAX,
  DAYS_MAX,
  emailField,
} from './demo-fields.ts';

/** How an event is booked on the site; what is left out is as the database has it by itself. */
const demoBookingSchema = z.strictObject({
  /** False: who comes, comes. */
  takesBookings: z.boolean().default(true),
  membersOnly: z.boolean().default(false),
  perPersonMax: z.int().min(1).max(50).default(10),
  /** Until how long before its start a place can be given back; null: until it starts. */
  cancelHoursBefore: z.int().min(1).max(720).nullable().default(null),
  questions: listOf(
    z.strictObject({
      id: idField<'Question'>(),
      label: nameField,
      kind: z.enum(['text', 'choice', 'yes-no']),
      choices: listOf(nameField),
      isRequired: z.boolean(),
    }),
  ).default([]),
  promoCodes: listOf(
    z.strictObject({
      id: idField<'PromoCode'>(),
      code: z.string().regex(/^[A-Z0-9]{2,30}$/),
      kind: z.enum(['percent', 'amount']),
      /** Basis points, or cents off each place. */
      value: z.int().min(1).max(100_000),
      placesMax: z.int().min(1).nullable(),
    }),
  ).default([]),
  /** Who waits for a place, in this order. */
  waiting: listOf(
    z.strictObject({
      id: idField<'Waiting'>(),
      personId: idField<'Person'>(),
      places: z.int().min(1).max(50),
    }),
  ).default([]),
});

/** events.json: a list, soonest first; then what is over. */
export const demoEventSchema = z.strictObject({
  id: idField<'Event'>(),
  slug: slugField,
  collectiveId: idField<'Collective'>(),
  name: nameField,
  /** One sentence, for the agenda. */
  shortDescription: nameField,
  description: paragraphField,
  doorsAt: demoMomentSchema,
  startsAt: demoMomentSchema,
  endsAt: demoMomentSchema,
  place: z.strictObject({ name: nameField, address: addressSchema }),
  /** Places in all. */
  capacity: z.int().min(1).max(10_000),
  /** A name is asked for each ticket. */
  asksNames: z.boolean(),
  prices: listOf(
    z.strictObject({
      id: idField<'EventPrice'>(),
      name: nameField,
      kind: z.enum(['fixed', 'free', 'open', 'member']),
      /** 0 for `free`; `open`: the amount proposed. */
      priceCents: centsFromZeroField,
      /** Only for `open`; else null. */
      priceMinCents: positiveCentsField.nullable(),
      /** Places at this price; null: as many as the event has. */
      quota: z.int().min(1).nullable(),
      /** Only for `member`: the offer that opens this price; else null. */
      membershipOfferId: idField<'MembershipOffer'>().nullable(),
    }),
  ),
  booking: demoBookingSchema.prefault({}),
  tags: listOf(nameField),
  /** For people with reduced mobility. */
  access: z.strictObject({
    wheelchair: z.enum(['full', 'partial', 'none', 'unknown']),
    note: paragraphField,
  }),
  children: z.strictObject({ welcome: z.boolean(), note: paragraphField }),
  /** As written on the page; the collective of the event is `collectiveId`. */
  organiser: nameField,
  picture: pictureField,
});

const DURATIONS = [
  'hour',
  'day',
  'week',
  'month',
  'year',
  'calendar-month',
  'civil-year',
  'season',
  'unlimited',
] as const satisfies readonly MembershipDuration[];

/** tickets.json: a list, those that were sold before the demo began. */
export const demoTicketSchema = z.strictObject({
  id: idField<'Ticket'>(),
  eventId: idField<'Event'>(),
  eventPriceId: idField<'EventPrice'>(),
  holderName: nameField,
  /** Null: somebody without an account. */
  personId: idField<'Person'>().nullable(),
  /** The Pass that carries it; null: a paper or a mail. */
  cardId: idField<'Card'>().nullable(),
  email: emailField.nullable(),
  state: z.enum(['valid', 'cancelled']),
  soldDaysAgo: z.int().min(0).max(DAYS_MAX),
});

/** room-bookings.json: a list. The product is a room sold by the hour. */
export const demoRoomBookingSchema = z.strictObject({
  id: idField<'RoomBooking'>(),
  productId: idField<'Product'>(),
  startsAt: demoMomentSchema,
  endsAt: demoMomentSchema,
});

const offerSchema = z.strictObject({
  id: idField<'MembershipOffer'>(),
  collectiveId: idField<'Collective'>(),
  name: nameField,
  description: paragraphField,
  /** RULES A1. `season` ends on 31 August, `civil-year` on 31 December, `calendar-month` on its last day. */
  duration: z.enum(DURATIONS),
  renewsByItself: z.boolean(),
  /** Somebody says yes before it is paid. */
  needsApproval: z.boolean(),
  prices: listOf(
    z.strictObject({
      id: idField<'MembershipPrice'>(),
      name: nameField,
      kind: z.enum(['fixed', 'free', 'reduced']),
      /** `free`: the amount proposed; the person chooses. */
      priceCents: positiveCentsField,
      /** Only for `free`: the least; else null. */
      priceMinCents: positiveCentsField.nullable(),
    }),
  ),
  /** Asked when it is taken. */
  questions: listOf(nameField),
  /** Coworking time in each period; null: none. */
  includedMinutesPerPeriod: z.int().min(1).max(MINUTES_MAX).nullable(),
  /** Given once it is paid; null: nothing. */
  gift: z.strictObject({ assetId: idField<'Asset'>(), amount: positiveCentsField }).nullable(),
  picture: pictureField,
});

const membershipSchema = z.strictObject({
  id: idField<'Membership'>(),
  personId: idField<'Person'>(),
  offerId: idField<'MembershipOffer'>(),
  priceId: idField<'MembershipPrice'>(),
  /** RULES A2. */
  state: z.enum([
    'requested',
    'approved',
    'waiting-for-payment',
    'active',
    'ended',
    'cancelled',
    'refused',
  ]),
  /** First and last day, counted from today; null in the states that have no period yet. */
  startsInDays: daysField.nullable(),
  endsInDays: daysField.nullable(),
  /** 0 and null when nothing was paid. */
  paidCents: centsFromZeroField,
  paidBy: z
    .enum(['pass', 'cash', 'bank-card', 'cheque'] as const satisfies readonly Means[])
    .nullable(),
  /** In the order of the offer's questions. */
  answers: listOf(nameField),
});

/** memberships.json: what can be taken, and what people have taken. */
export const demoMembershipsSchema = z.strictObject({
  offers: listOf(offerSchema),
  memberships: listOf(membershipSchema),
});

/** coworking-plan.json: one object, with the figures of RULES 10 cases 7 and 8. */
export const demoPlanSchema = z.strictObject({
  id: idField<'Plan'>(),
  collectiveId: idField<'Collective'>(),
  name: nameField,
  description: paragraphField,
  stepMinutes: z.union([1, 5, 15, 30, 60].map((minutes) => z.literal(minutes))),
  /** Of the time stayed, to whole steps. */
  rounding: z.enum(['down', 'nearest', 'up']),
  freeMinutesAtStart: z.int().min(0).max(MINUTES_MAX),
  minimumCents: centsFromZeroField,
  hourCents: positiveCentsField,
  /** One price for a stay of up to `minutesMax`. */
  halfDay: z.strictObject({ priceCents: positiveCentsField, minutesMax: z.int().min(1) }),
  day: z.strictObject({ priceCents: positiveCentsField }),
  capDayCents: positiveCentsField,
  capMonthCents: positiveCentsField,
  /** A forgotten going out is closed then (RULES B6). */
  closesAt: hourField,
  vatRateBp: vatField,
  /** Offers whose minutes are used before anything is billed. */
  includedBy: listOf(
    z.strictObject({
      membershipOfferId: idField<'MembershipOffer'>(),
      minutesPerPeriod: z.int().min(1).max(MINUTES_MAX),
      /** All of a team use the same minutes. */
      isShared: z.boolean(),
    }),
  ),
  spaces: listOf(demoSpaceSchema),
});
