import { useEffect } from 'react';
import type { CatalogueShown } from '../../src/contract/kiosk/catalogue-shown.ts';
import type { ScreenState } from '../../src/contract/kiosk/screen-state.ts';
import { TopBar } from '../components/top-bar.tsx';
import { deskOf } from '../features/pass/desk-of.ts';
import { PassCard } from '../features/pass/pass-card.tsx';
import { PassDesk } from '../features/pass/pass-desk.tsx';
import { ShortPanel } from '../features/paying/short-panel.tsx';
import { isStale } from '../features/stale-sheets.ts';
import { sheetView } from '../features/sheet-views.tsx';
import { BasketPanel } from '../features/products/basket-panel.tsx';
import { Shelf } from '../features/products/shelf.tsx';
import { ResultPanel } from '../features/results/result-panel.tsx';
import { closeSheet, useView } from '../stores/view-store.ts';

type Props = { readonly screen: ScreenState; readonly catalogue: CatalogueShown };

/** The till: articles on one side, what they cost and what came of it on the other. */
export function Selling({ screen, catalogue }: Props) {
  const point =
    catalogue.pointsOfSale.find(({ id }) => id === screen.pointOfSaleId) ??
    catalogue.pointsOfSale[0] ??
    null;
  const sheet = useView((view) => view.sheet);
  useSheetThatFits(screen);
  return (
    <div className="selling" data-hand={screen.preferences.hand}>
      <TopBar screen={screen} pointsOfSale={catalogue.pointsOfSale} chosenId={point?.id ?? null} />
      <main className="counter">
        {sheetView({ sheet, screen, catalogue }) ?? (
          <Counter screen={screen} catalogue={catalogue} point={point} />
        )}
      </main>
      <aside className="side">
        <Side screen={screen} means={point?.means ?? []} />
      </aside>
    </div>
  );
}

/** The articles, or the Pass that lies open. */
function Counter(props: Props & { readonly point: CatalogueShown['pointsOfSale'][number] | null }) {
  const desk = deskOf(props.screen);
  // With a Pass from elsewhere nothing can be done.
  return desk?.isOfVillage === true ? (
    <PassDesk desk={desk} screen={props.screen} catalogue={props.catalogue} />
  ) : (
    <Shelf {...props} />
  );
}

function Side(props: { readonly screen: ScreenState; readonly means: readonly string[] }) {
  const { screen, means } = props;
  const { activity } = screen;
  switch (activity.kind) {
    case 'result':
      return <ResultPanel key={activity.resultId} activity={activity} />;
    case 'pass-short':
      return <ShortPanel short={activity} basketRevision={screen.basket.revision} means={means} />;
    case 'pass-desk':
      return <PassCard desk={activity} screen={screen} />;
    case 'none':
    case 'pass-at-work':
    // At the badge station only.
    case 'ask-undo':
    case 'ask-space':
    // Drawn over the whole till.
    case 'approval':
      return <BasketPanel screen={screen} means={means} />;
  }
}

/** A sheet goes when its reason goes: paid, emptied, or no longer there. */
function useSheetThatFits(screen: ScreenState): void {
  const sheet = useView((view) => view.sheet);
  const hasEnded = isStale(sheet, screen);
  useEffect(() => {
    if (hasEnded) closeSheet();
  }, [hasEnded]);
}
