import type { CatalogueShown, ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { useView } from '../../stores/view-store.ts';
import { CategoryRail } from './category-rail.tsx';
import { ProductGrid } from './product-grid.tsx';

/** The articles of a point of sale, one category at a time. */
export function Shelf(props: {
  readonly screen: ScreenState;
  readonly catalogue: CatalogueShown;
  readonly point: CatalogueShown['pointsOfSale'][number] | null;
}) {
  const { screen, catalogue, point } = props;
  const touched = useView((view) => view.categoryByPointOfSale[point?.id ?? '']);
  // A category without anything to sell would only be in the way.
  const filled = new Set(catalogue.products.map(({ categoryId }) => categoryId));
  const categories = (point?.categoryIds ?? []).flatMap((id) =>
    catalogue.categories.filter((category) => category.id === id && filled.has(id)),
  );
  const category = categories.find(({ id }) => id === touched) ?? categories[0] ?? null;
  return (
    <>
      <CategoryRail
        pointOfSaleId={point?.id ?? ''}
        categories={categories}
        chosenId={category?.id ?? null}
      />
      <ProductGrid
        key={category?.id ?? 'none'}
        products={catalogue.products.filter(({ categoryId }) => categoryId === category?.id)}
        categoryColour={category?.colour ?? null}
        basket={screen.basket}
      />
    </>
  );
}
