import { z } from 'zod';
import { PRODUCT_KINDS } from '../product-kinds.ts';
import {
  centsField,
  centsFromZeroField,
  idField,
  instantField,
  listOf,
  textField,
} from '../fields.ts';

/** What a station sells, for the screen that shows it. */
export const catalogueShownSchema = z.strictObject({
  revision: z.int().min(0),
  pointsOfSale: listOf(
    z.strictObject({
      id: textField,
      name: textField,
      categoryIds: listOf(textField),
      means: listOf(z.enum(['pass', 'cash', 'bank-card', 'cheque'])),
    }),
  ),
  tables: listOf(
    z.strictObject({
      id: textField,
      name: z.string().max(20),
      room: z.string().max(40),
      seats: z.int(),
      shape: z.enum(['round', 'square']),
      x: z.int(),
      y: z.int(),
      width: z.int(),
      height: z.int(),
    }),
  ),
  /** Moneys that a Pass can be given here: `local` to top up, `gift` to offer. */
  assets: listOf(
    z.strictObject({ id: idField<'Asset'>(), name: textField, kind: z.enum(['local', 'gift']) }),
  ),
  events: listOf(
    z.strictObject({
      id: idField<'Event'>(),
      name: textField,
      startsAt: instantField,
      endsAt: instantField,
      asksNames: z.boolean(),
      /** Null: as many as come. */
      placesLeft: z.int().min(0).nullable(),
      prices: listOf(
        z.strictObject({
          id: textField,
          name: textField,
          kind: z.enum(['fixed', 'free', 'open', 'member']),
          priceCents: centsFromZeroField,
          priceMinCents: centsFromZeroField.nullable(),
          placesLeft: z.int().min(0).nullable(),
        }),
      ),
    }),
  ),
  offers: listOf(
    z.strictObject({
      id: textField,
      name: textField,
      description: z.string().max(2_000),
      prices: listOf(
        z.strictObject({
          id: textField,
          name: textField,
          kind: z.enum(['fixed', 'reduced', 'free']),
          priceCents: centsFromZeroField,
          priceMinCents: centsFromZeroField.nullable(),
        }),
      ),
    }),
  ),
  categories: listOf(
    z.strictObject({
      id: textField,
      name: textField,
      colour: textField.nullable(),
      picture: textField.nullable(),
    }),
  ),
  products: z
    .array(
      z.strictObject({
        id: idField<'Product'>(),
        categoryId: textField,
        kind: z.enum(PRODUCT_KINDS),
        name: textField,
        /** Of one piece, kilogram, litre or hour; proposed for `open-price`. */
        priceCents: centsField,
        priceMinCents: centsFromZeroField.nullable(),
        unit: z.enum(['piece', 'kilogram', 'litre', 'hour']),
        assetId: idField<'Asset'>().nullable(),
        eventId: idField<'Event'>().nullable(),
        eventPriceId: textField.nullable(),
        offerId: textField.nullable(),
        offerPriceId: textField.nullable(),
        colour: textField.nullable(),
        /** Address of the picture on the station, `/pictures/<file>`; null when there is none. */
        picture: textField.nullable(),
        options: listOf(
          z.strictObject({
            id: textField,
            name: textField,
            min: z.int(),
            max: z.int(),
            choices: listOf(
              z.strictObject({ id: textField, name: textField, priceDeltaCents: centsField }),
            ),
          }),
        ),
      }),
    )
    .max(5_000),
});
export type CatalogueShown = z.infer<typeof catalogueShownSchema>;
