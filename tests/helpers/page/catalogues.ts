import assets from '../../../resources/demo/assets.json' with { type: 'json' };
import categories from '../../../resources/demo/categories.json' with { type: 'json' };
import events from '../../../resources/demo/events.json' with { type: 'json' };
import memberships from '../../../resources/demo/memberships.json' with { type: 'json' };
import pointsOfSale from '../../../resources/demo/points-of-sale.json' with { type: 'json' };
import products from '../../../resources/demo/products.json' with { type: 'json' };
import tables from '../../../resources/demo/tables.json' with { type: 'json' };
import type { CatalogueShown } from '../../../src/contract/kiosk/catalogue-shown.ts';
import { toId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { toInstant } from '../../../src/shared/time.ts';

const [{ collectiveId }] = products as [(typeof products)[number]];
const barPoints = pointsOfSale.filter((point) => point.collectiveId === collectiveId);
const barCategoryIds = new Set(barPoints.flatMap(({ categoryIds }) => categoryIds));
type Product = CatalogueShown['products'][number];
type Event = CatalogueShown['events'][number];
type Offer = CatalogueShown['offers'][number];

const pictureOf = (picture: string | null): string | null =>
  picture === null ? null : `/pictures/${picture}`;
const idOrNull = <Name extends string>(id: string | null) => (id === null ? null : toId<Name>(id));
const centsOrNull = (amount: number | null) => (amount === null ? null : cents(amount));

/** The evening of every picture. */
const EVENT_DAY = '2026-11-03';
/** Places left of the first events: plenty, few, none. */
const PLACES_LEFT = [74, 3, 0] as const;

/** The bar of the demo, as its station would show it. */
export const CATALOGUE: CatalogueShown = {
  revision: 1,
  pointsOfSale: barPoints.map(({ id, name, categoryIds, means }) => ({
    id,
    name,
    categoryIds,
    means: means as CatalogueShown['pointsOfSale'][number]['means'],
  })),
  tables: tables
    .filter((table) => table.collectiveId === collectiveId)
    .map(({ id, name, room, seats, shape, x, y, width, height }) => ({
      id,
      name,
      room,
      seats,
      shape: shape as 'round' | 'square',
      x,
      y,
      width,
      height,
    })),
  assets: assets
    .filter(({ issuerId, kind }) => issuerId === collectiveId && ['local', 'gift'].includes(kind))
    .map(({ id, name, kind }) => ({ id: toId(id), name, kind: kind as 'local' | 'gift' })),
  events: events
    .filter((event) => event.collectiveId === collectiveId)
    .map((event, index): Event => ({
      id: toId(event.id),
      name: event.name,
      startsAt: toInstant(`${EVENT_DAY}T${event.startsAt.at}:00.000Z`),
      endsAt: toInstant(`${EVENT_DAY}T23:30:00.000Z`),
      asksNames: event.asksNames,
      placesLeft: PLACES_LEFT[index] ?? null,
      prices: event.prices.map((price) => ({
        id: price.id,
        name: price.name,
        kind: price.kind as Event['prices'][number]['kind'],
        priceCents: cents(price.priceCents),
        priceMinCents: centsOrNull(price.priceMinCents),
        placesLeft: price.quota,
      })),
    })),
  offers: memberships.offers
    .filter((offer) => offer.collectiveId === collectiveId)
    .map((offer): Offer => ({
      id: offer.id,
      name: offer.name,
      description: offer.description,
      prices: offer.prices.map((price) => ({
        id: price.id,
        name: price.name,
        kind: price.kind as Offer['prices'][number]['kind'],
        priceCents: cents(price.priceCents),
        priceMinCents: centsOrNull(price.priceMinCents),
      })),
    })),
  categories: categories
    .filter(({ id }) => barCategoryIds.has(id))
    .map(({ id, name, colour, picture }) => ({ id, name, colour, picture: pictureOf(picture) })),
  products: products
    .filter(({ categoryId }) => barCategoryIds.has(categoryId))
    .map((product): Product => ({
      id: toId<'Product'>(product.id),
      categoryId: product.categoryId,
      kind: product.kind as Product['kind'],
      name: product.name,
      priceCents: cents(product.priceCents),
      priceMinCents: centsOrNull(product.priceMinCents),
      unit: product.unit as Product['unit'],
      assetId: idOrNull<'Asset'>(product.assetId),
      eventId: idOrNull<'Event'>(product.eventId),
      eventPriceId: product.eventPriceId,
      offerId: product.membershipOfferId,
      offerPriceId: product.membershipPriceId,
      colour: product.colour,
      picture: pictureOf(product.picture),
      options: product.options.map((group) => ({
        ...group,
        choices: group.choices.map((choice) => ({
          ...choice,
          priceDeltaCents: cents(choice.priceDeltaCents),
        })),
      })),
    })),
};

/** A collective that has just begun. */
const EMPTY_CATALOGUE: CatalogueShown = { ...CATALOGUE, products: [] };

/** Ids of things made up for a picture. */
export const exampleUuid = (number: number): string =>
  `019b76da-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;

const LONG_NAMES = [
  'Assiette de dégustation du marché du samedi matin, pour deux personnes',
  'Anticonstitutionnellement',
  'Eau',
] as const;

/** A market stall: more articles than the screen holds, under the longest names. */
const FULL_CATALOGUE: CatalogueShown = {
  ...CATALOGUE,
  products: Array.from({ length: 48 }, (_, index) => {
    const product = CATALOGUE.products[index % CATALOGUE.products.length]!;
    return {
      ...product,
      id: toId<'Product'>(exampleUuid(2_000 + index)),
      categoryId: CATALOGUE.products[0]!.categoryId,
      name: LONG_NAMES[index] ?? product.name,
      priceCents: index === 0 ? cents(1_234_560) : product.priceCents,
    };
  }),
};

/** What is on sale in a state; the demo's bar unless said here. */
const CATALOGUES: Readonly<Record<string, CatalogueShown>> = {
  'nothing-to-sell': EMPTY_CATALOGUE,
  'selling-many': FULL_CATALOGUE,
};
export const catalogueOf = (name: string): CatalogueShown => CATALOGUES[name] ?? CATALOGUE;

export const productNamed = (name: string): Product => {
  const product = CATALOGUE.products.find((one) => one.name === name);
  if (product === undefined) throw new Error(`the demo sells no ${name}`);
  return product;
};
