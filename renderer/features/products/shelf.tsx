import type { CatalogueShown } from '../../../src/contract/kiosk/catalogue-shown.ts';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { useView } from '../../stores/view-store.ts';
import { CategoryRail, FAVOURITES } from './category-rail.tsx';
import { useFavourites } from './favourites.ts';
import { ProductGrid } from './product-grid.tsx';
import type { ProductShown } from './product-grid.tsx';

/** With fewer articles, looking is quicker than typing. */
const SEARCH_FROM = 16;

/** The articles of a point of sale, one category at a time. */
export function Shelf(props: {
  readonly screen: ScreenState;
  readonly catalogue: CatalogueShown;
  readonly point: CatalogueShown['pointsOfSale'][number] | null;
}) {
  const { screen, catalogue, point } = props;
  const touched = useView((view) => view.categoryByPointOfSale[point?.id ?? '']);
  const onSale = productsOf(catalogue, point);
  const favourites = useFavourites().flatMap((id) => onSale.filter((one) => one.id === id));
  // A category without anything to sell would only be in the way.
  const filled = new Set(onSale.map(({ categoryId }) => categoryId));
  const categories = (point?.categoryIds ?? []).flatMap((id) =>
    catalogue.categories.filter((category) => category.id === id && filled.has(id)),
  );
  const isFavourites = touched === FAVOURITES && favourites.length > 0;
  const category = categories.find(({ id }) => id === touched) ?? categories[0] ?? null;
  const chosenId = isFavourites ? FAVOURITES : (category?.id ?? null);
  return (
    <>
      <CategoryRail
        pointOfSaleId={point?.id ?? ''}
        categories={categories}
        chosenId={chosenId}
        hasFavourites={favourites.length > 0}
        hasSearch={onSale.length >= SEARCH_FROM}
      />
      <ProductGrid
        key={chosenId ?? 'none'}
        products={
          isFavourites ? favourites : onSale.filter(({ categoryId }) => categoryId === category?.id)
        }
        catalogue={catalogue}
        screen={screen}
      />
    </>
  );
}

/** All that this point of sale sells. */
export function productsOf(
  catalogue: CatalogueShown,
  point: CatalogueShown['pointsOfSale'][number] | null,
): readonly ProductShown[] {
  const categoryIds = new Set(point?.categoryIds ?? []);
  return catalogue.products.filter(({ categoryId }) => categoryIds.has(categoryId));
}
