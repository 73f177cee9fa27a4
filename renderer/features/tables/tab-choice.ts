import type { CatalogueShown } from '../../../src/contract/kiosk/catalogue-shown.ts';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import type { BasketId } from '../../../src/shared/ids.ts';
import { useTexts } from '../../app/texts.ts';
import type { KioskKey } from '../../app/texts.ts';
import { ask } from '../../stores/station-store.ts';
import { closeSheet } from '../../stores/view-store.ts';

type Table = CatalogueShown['tables'][number];
type Tab = ScreenState['parked'][number];

/** Why somebody looks at the tables. `go`: to a tab, or to put down what has no place yet. */
export type TabPurpose = 'go' | 'move' | 'merge';

export type TabChoice = {
  readonly title: KioskKey;
  readonly hint: KioskKey;
  /** A name will do instead of a table. */
  readonly takesName: boolean;
  readonly takesTabs: boolean;
  /** Where several tabs lie on a table, one must be named. */
  readonly needsOneTab: boolean;
  /** Whether touching a table does something. */
  readonly isOpen: (table: Table, tabCount: number) => boolean;
  readonly chooseTable: (table: Table, tab: Tab | null) => void;
  readonly chooseTab: (tab: Tab) => void;
};

/** What a touch on a table or a tab does now. */
export function useTabChoice(screen: ScreenState, purpose: TabPurpose): TabChoice {
  const { say } = useTexts();
  const { basket } = screen;
  const hasLoose = basket.lines.length > 0 && basket.name === '';
  const act = (send: () => void) => {
    closeSheet();
    send();
  };
  const park = (table: Table) =>
    act(() =>
      ask(
        {
          kind: 'park-basket',
          name: say('tables.table-name', { name: table.name }),
          tableId: table.id,
        },
        `park:${basket.revision}`,
      ),
    );
  const merge = (into: BasketId) => {
    const from = basket.basketId;
    if (from === null) return;
    act(() =>
      ask(
        { kind: 'merge-baskets', fromBasketId: from, intoBasketId: into },
        `merge:${basket.revision}`,
      ),
    );
  };
  const open = ({ basketId }: Tab) =>
    act(() => ask({ kind: 'open-basket', basketId }, `open:${basketId}`));

  if (purpose === 'move') {
    return {
      title: 'tables.move-title',
      hint: 'tables.move-hint',
      takesName: true,
      takesTabs: false,
      needsOneTab: false,
      isOpen: () => true,
      chooseTable: park,
      chooseTab: () => undefined,
    };
  }
  const joins = purpose === 'merge' || hasLoose;
  return {
    title:
      purpose === 'merge' ? 'tables.merge-title' : hasLoose ? 'tables.park-title' : 'tables.title',
    hint: purpose === 'merge' ? 'tables.merge-hint' : hasLoose ? 'tables.park-hint' : 'tables.hint',
    takesName: purpose === 'go' && hasLoose,
    takesTabs: true,
    needsOneTab: true,
    isOpen: (_table, tabCount) => tabCount > 0 || (purpose === 'go' && hasLoose),
    chooseTable: (table, tab) => {
      if (tab === null) park(table);
      else if (joins) merge(tab.basketId);
      else open(tab);
    },
    chooseTab: (tab) => (joins ? merge(tab.basketId) : open(tab)),
  };
}
