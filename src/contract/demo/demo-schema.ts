import { z } from 'zod';
import { settingsSchema } from '../sync/messages.ts';
import { centsFromZeroField, idField, listOf } from '../fields.ts';
import { demoBadgeSchema } from './demo-badge.ts';
import {
  demoCategorySchema,
  demoPointOfSaleSchema,
  demoProductSchema,
  demoTableSchema,
} from './demo-catalogue.ts';
import {
  nameField,
  paragraphField,
  slugField,
  pictureField,
  emailField,
  addressSchema,
  DAYS_MAX,
} from './demo-fields.ts';
import { demoCardSchema, demoPersonSchema, demoStaffSchema } from './demo-people.ts';
import {
  demoEventSchema,
  demoMembershipsSchema,
  demoPlanSchema,
  demoRoomBookingSchema,
  demoTicketSchema,
} from './demo-programme.ts';
import { demoShiftSchema } from './demo-shifts.ts';

/**
 * The files of resources/demo, one schema each. What a collective writes (names, descriptions) is
 * in French. Amounts are euro cents with VAT in them; VAT rates are basis points (2000 is 20 %).
 * Nothing is dated: days are counted from the day the demo is made, so it is always fresh.
 */

const sharingSchema = z.strictObject({
  agenda: z.boolean(),
  memberships: z.boolean(),
  /** Its `local` asset. Spendable at B when A shares it and B accepts it (RULES M1). */
  localCurrency: z.boolean(),
});

/** village.json: one object. */
const demoVillageSchema = z.strictObject({
  id: idField<'Village'>(),
  slug: slugField,
  name: nameField,
  description: paragraphField,
  picture: pictureField,
  /** One line per collective. `accepts` is for what any other member shares. */
  members: listOf(
    z.strictObject({
      collectiveId: idField<'Collective'>(),
      shares: sharingSchema,
      accepts: sharingSchema,
    }),
  ),
});

/** collectives.json: a list. The `festival` is outside the village and exists for its one Pass. */
const demoCollectiveSchema = z.strictObject({
  id: idField<'Collective'>(),
  slug: slugField,
  name: nameField,
  kind: z.enum(['bar', 'coworking', 'restaurant', 'festival']),
  /** One sentence, for lists. */
  shortDescription: nameField,
  description: paragraphField,
  address: addressSchema,
  email: emailField,
  phone: z.string().regex(/^0\d( \d\d){4}$/),
  openingHours: nameField,
  timeZone: z.literal('Europe/Paris'),
  /** The hour at which a new day of sales begins (RULES B5). */
  cutOffHour: z.int().min(0).max(12),
  /** What may be spent without network (RULES M8): per station, and per card by its trust level 0 to 3. */
  offlineLimits: z.strictObject({
    stationCents: centsFromZeroField,
    cardCentsByTrustLevel: z.array(centsFromZeroField).length(4),
  }),
  /** What is reserved beyond a sale (DESIGN 4); 0 in the demo. */
  cushionCents: centsFromZeroField,
  /** Whether emptying a Pass also pays `global` out in cash (RULES T6). */
  paysOutGlobal: z.boolean(),
  /** Printed under each receipt. */
  receiptLines: z.array(z.string().max(60)).max(8),
  /** RULES T9, as stations are told; null when there is no rule. */
  loyalty: settingsSchema.shape.loyalty,
  picture: pictureField,
});

/** assets.json: a list, every asset of the demo. */
const demoAssetSchema = z.strictObject({
  id: idField<'Asset'>(),
  kind: z.enum(['global', 'local', 'gift', 'time', 'points']),
  /** The collective that owes it; null only for the one `global`, owed by the network. */
  issuerId: idField<'Collective'>().nullable(),
  name: nameField,
  description: paragraphField,
  /** Age: the debit order takes the oldest asset of a class first (RULES M3). */
  createdDaysAgo: z.int().min(0).max(DAYS_MAX),
});

/** All of it, as `loadDemoData` gives it. */
export const demoDataSchema = z.strictObject({
  village: demoVillageSchema,
  collectives: listOf(demoCollectiveSchema),
  assets: listOf(demoAssetSchema),
  categories: listOf(demoCategorySchema),
  pointsOfSale: listOf(demoPointOfSaleSchema),
  products: listOf(demoProductSchema),
  tables: listOf(demoTableSchema),
  people: listOf(demoPersonSchema),
  cards: listOf(demoCardSchema),
  staff: listOf(demoStaffSchema),
  events: listOf(demoEventSchema),
  shifts: listOf(demoShiftSchema),
  tickets: listOf(demoTicketSchema),
  roomBookings: listOf(demoRoomBookingSchema),
  memberships: demoMembershipsSchema,
  plan: demoPlanSchema,
  badge: demoBadgeSchema,
});
export type DemoData = z.infer<typeof demoDataSchema>;
