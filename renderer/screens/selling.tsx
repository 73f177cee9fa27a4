import { useEffect } from 'react';
import type { CatalogueShown, ScreenState } from '../../src/contract/kiosk/screen-state.ts';
import { BasketPanel } from '../components/basket-panel.tsx';
import { CashSheet } from '../components/cash-sheet.tsx';
import { CategoryRail } from '../components/category-rail.tsx';
import { LeaveSheet } from '../components/leave-sheet.tsx';
import { MenuSheet } from '../components/menu-sheet.tsx';
import { OptionsSheet } from '../components/options-sheet.tsx';
import { ProductGrid } from '../components/product-grid.tsx';
import { ResultPanel } from '../components/result-panel.tsx';
import { ShortPanel } from '../components/short-panel.tsx';
import { TopBar } from '../components/top-bar.tsx';
import { closeSheet, useView } from '../stores/view-store.ts';

type Props = { readonly screen: ScreenState; readonly catalogue: CatalogueShown };
type PointOfSale = CatalogueShown['pointsOfSale'][number];

/** The till: articles on one side, what they cost and what came of it on the other. */
export function Selling({ screen, catalogue }: Props) {
  const point =
    catalogue.pointsOfSale.find(({ id }) => id === screen.pointOfSaleId) ??
    catalogue.pointsOfSale[0] ??
    null;
  useSheetThatFits(screen);
  return (
    <div className="selling">
      <TopBar screen={screen} pointsOfSale={catalogue.pointsOfSale} chosenId={point?.id ?? null} />
      <main className="counter">
        <Counter screen={screen} catalogue={catalogue} point={point} />
      </main>
      <aside className="side">
        <Side screen={screen} means={point?.means ?? []} />
      </aside>
    </div>
  );
}

function Counter({ screen, catalogue, point }: Props & { readonly point: PointOfSale | null }) {
  const sheet = useView((view) => view.sheet);
  const touched = useView((view) => view.categoryByPointOfSale[point?.id ?? '']);
  // A category without anything to sell would only be in the way.
  const filled = new Set(catalogue.products.map(({ categoryId }) => categoryId));
  const categories = (point?.categoryIds ?? []).flatMap((id) =>
    catalogue.categories.filter((category) => category.id === id && filled.has(id)),
  );
  const category = categories.find(({ id }) => id === touched) ?? categories[0] ?? null;

  switch (sheet.kind) {
    case 'menu':
      return <MenuSheet screen={screen} />;
    case 'leave':
      return <LeaveSheet />;
    case 'cash':
      return <Cash screen={screen} pays={sheet.pays} />;
    case 'options': {
      const product = catalogue.products.find(({ id }) => id === sheet.productId);
      if (product !== undefined) return <OptionsSheet key={product.id} product={product} />;
      break;
    }
    case 'none':
      break;
  }
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

function Cash({ screen, pays }: { readonly screen: ScreenState; readonly pays: 'all' | 'rest' }) {
  const { basket, activity } = screen;
  const dueCents =
    pays === 'rest' && activity.kind === 'pass-short' ? activity.missingCents : basket.totalCents;
  // A basket that changed is another sum: what was typed for the first one is forgotten.
  return (
    <CashSheet
      key={`${pays}:${basket.revision}`}
      dueCents={dueCents}
      basketRevision={basket.revision}
      pays={pays}
    />
  );
}

function Side({
  screen,
  means,
}: {
  readonly screen: ScreenState;
  readonly means: readonly string[];
}) {
  const { activity, basket } = screen;
  switch (activity.kind) {
    case 'result':
      return <ResultPanel key={activity.resultId} activity={activity} />;
    case 'pass-short':
      return (
        <ShortPanel
          short={activity}
          basketRevision={basket.revision}
          takesCash={means.includes('cash')}
        />
      );
    case 'none':
    case 'pass-at-work':
      return <BasketPanel screen={screen} means={means} />;
  }
}

/** A cash sheet goes when its reason goes: paid, emptied, or no longer a short Pass. */
function useSheetThatFits({ activity, basket }: ScreenState): void {
  const sheet = useView((view) => view.sheet);
  const isStale =
    sheet.kind === 'cash' &&
    (activity.kind === 'result' ||
      basket.lines.length === 0 ||
      (sheet.pays === 'rest' && activity.kind !== 'pass-short'));
  useEffect(() => {
    if (isStale) closeSheet();
  }, [isStale]);
}
