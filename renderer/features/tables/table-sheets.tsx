import type { ReactNode } from 'react';
import type { CatalogueShown } from '../../../src/contract/kiosk/catalogue-shown.ts';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { OrdersSheet } from '../kitchen/orders-sheet.tsx';
import type { Sheet } from '../sheets.ts';
import { ParkSheet } from './park-sheet.tsx';
import { TablesSheet } from './tables-sheet.tsx';

type TableSheet = Extract<Sheet, { kind: 'tables' | 'park' | 'orders' }>;

/** Sheets of tables, tabs and what is prepared. */
export function tableSheet(props: {
  readonly sheet: TableSheet;
  readonly screen: ScreenState;
  readonly catalogue: CatalogueShown;
}): ReactNode {
  const { sheet, screen, catalogue } = props;
  switch (sheet.kind) {
    case 'tables':
      return (
        <TablesSheet
          key={sheet.purpose}
          screen={screen}
          catalogue={catalogue}
          purpose={sheet.purpose}
        />
      );
    case 'park':
      return <ParkSheet screen={screen} />;
    case 'orders':
      return <OrdersSheet screen={screen} place={sheet.place} />;
  }
}
