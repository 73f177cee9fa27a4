import { z } from 'zod';
import type { Means } from '../../domain/till/catalogue.ts';
import { centsField, idField, listOf, positiveCentsField } from '../fields.ts';
import { PRODUCT_KINDS } from '../product-kinds.ts';
import { nameField, pictureField, colourField, vatField } from './demo-fields.ts';

/** categories.json: a list. */
export const demoCategorySchema = z.strictObject({
  id: idField<'Category'>(),
  collectiveId: idField<'Collective'>(),
  name: nameField,
  colour: colourField,
  picture: pictureField,
  sortOrder: z.int(),
});

/** points-of-sale.json: a list. */
export const demoPointOfSaleSchema = z.strictObject({
  id: idField<'PointOfSale'>(),
  collectiveId: idField<'Collective'>(),
  name: nameField,
  /** In the order shown; all of the same collective. */
  categoryIds: listOf(idField<'Category'>()),
  means: listOf(
    z.enum(['pass', 'cash', 'bank-card', 'cheque'] as const satisfies readonly Means[]),
  ),
  sortOrder: z.int(),
});

/** tables.json: a list. Places and sizes are tenths of a per cent of the room's plan. */
export const demoTableSchema = z.strictObject({
  id: idField<'Table'>(),
  collectiveId: idField<'Collective'>(),
  name: z.string().min(1).max(20),
  room: z.string().min(1).max(40),
  seats: z.int().min(1).max(99),
  shape: z.enum(['round', 'square']),
  x: z.int().min(0).max(1_000),
  y: z.int().min(0).max(1_000),
  width: z.int().min(20).max(1_000),
  height: z.int().min(20).max(1_000),
});

/** products.json: a list. */
export const demoProductSchema = z.strictObject({
  id: idField<'Product'>(),
  collectiveId: idField<'Collective'>(),
  categoryId: idField<'Category'>(),
  kind: z.enum(PRODUCT_KINDS),
  name: nameField,
  /** Price of one `unit`. `open-price`: the amount proposed. `top-up` and `gift`: what is loaded. */
  priceCents: positiveCentsField,
  /** `kilogram` for `weight`, `litre` for `volume`, `hour` for `hour`, else `piece`. */
  unit: z.enum(['piece', 'kilogram', 'litre', 'hour']),
  /** Only for `open-price`: the least that is accepted; else null. */
  priceMinCents: positiveCentsField.nullable(),
  vatRateBp: vatField,
  /** Questions asked when it is sold: at least `min`, at most `max` choices each. */
  options: listOf(
    z.strictObject({
      id: idField<'OptionGroup'>(),
      name: nameField,
      min: z.int().min(0),
      max: z.int().min(1),
      choices: listOf(
        z.strictObject({
          id: idField<'OptionChoice'>(),
          name: nameField,
          /** Added to the price; below 0 when the choice is cheaper. */
          priceDeltaCents: centsField,
        }),
      ),
    }),
  ),
  /** Where it is prepared; null when it is handed over at once. */
  preparedAt: z.enum(['kitchen', 'bar']).nullable(),
  /** Thousandths of the unit: 3 pieces are 3000, 350 g are 350. Null: not counted. */
  stock: z
    .strictObject({
      amount: z.int().min(0),
      allowsBelowZero: z.boolean(),
      alertLevel: z.int().min(0),
    })
    .nullable(),
  /** Only for `top-up` (a `local`) and `gift` (a `gift`): what the Pass receives; else null. */
  assetId: idField<'Asset'>().nullable(),
  /** Only for `ticket`: the event and which of its prices; else null. */
  eventId: idField<'Event'>().nullable(),
  eventPriceId: idField<'EventPrice'>().nullable(),
  /** Only for `membership`: the offer and which of its prices; else null. */
  membershipOfferId: idField<'MembershipOffer'>().nullable(),
  membershipPriceId: idField<'MembershipPrice'>().nullable(),
  colour: colourField,
  picture: pictureField,
  /** Place in its category. */
  sortOrder: z.int(),
  /** False: withdrawn, not shown at the till. */
  active: z.boolean(),
});
