import categories from '../../resources/demo/categories.json' with { type: 'json' };
import pointsOfSale from '../../resources/demo/points-of-sale.json' with { type: 'json' };
import products from '../../resources/demo/products.json' with { type: 'json' };
import type { CatalogueShown } from '../../src/contract/kiosk/screen-state.ts';
import { toId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';

const [firstProduct] = products;
const barPoints = pointsOfSale.filter(
  ({ collectiveId }) => collectiveId === firstProduct!.collectiveId,
);
const barCategoryIds = new Set(barPoints.flatMap(({ categoryIds }) => categoryIds));

/** The bar of the demo, as its station would show it. */
export const CATALOGUE: CatalogueShown = {
  revision: 1,
  pointsOfSale: barPoints.map(({ id, name, categoryIds, means }) => ({
    id,
    name,
    categoryIds,
    means: means as CatalogueShown['pointsOfSale'][number]['means'],
  })),
  categories: categories
    .filter(({ id }) => barCategoryIds.has(id))
    .map(({ id, name, colour }) => ({ id, name, colour })),
  products: products
    .filter(({ categoryId, kind }) => barCategoryIds.has(categoryId) && kind === 'piece')
    .map((product) => ({
      id: toId<'Product'>(product.id),
      categoryId: product.categoryId,
      name: product.name,
      priceCents: cents(product.priceCents ?? 0),
      colour: product.colour,
      picture: product.picture === null ? null : `/pictures/${product.picture}`,
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
