import type { ReactNode } from 'react';
import type { CatalogueShown, ScreenState } from '../../src/contract/kiosk/screen-state.ts';
import { DoorEventsSheet } from './door/door-events-sheet.tsx';
import { LeaveSheet } from './menu/leave-sheet.tsx';
import { MenuSheet } from './menu/menu-sheet.tsx';
import { PreferencesSheet } from './menu/preferences-sheet.tsx';
import { CashSheet } from './paying/cash-sheet.tsx';
import { OptionsSheet } from './products/options-sheet.tsx';
import type { Sheet } from './sheets.ts';
import { StockMoveSheet, StockSheet } from './stock/stock-sheet.tsx';

export type SheetProps = {
  readonly sheet: Sheet;
  readonly screen: ScreenState;
  readonly catalogue: CatalogueShown;
};

/** Draws what lies over the products; null when nothing does, or when its reason is gone. */
export function sheetView({ sheet, screen, catalogue }: SheetProps): ReactNode {
  switch (sheet.kind) {
    case 'menu':
      return <MenuSheet screen={screen} />;
    case 'preferences':
      return <PreferencesSheet screen={screen} />;
    case 'leave':
      return <LeaveSheet />;
    case 'product': {
      const product = catalogue.products.find(({ id }) => id === sheet.productId);
      return product === undefined ? null : <OptionsSheet key={product.id} product={product} />;
    }
    case 'cash':
      return <CashSheet screen={screen} partCents={sheet.partCents} />;
    case 'door-events':
      return <DoorEventsSheet catalogue={catalogue} />;
    case 'stock':
      return <StockSheet screen={screen} />;
    case 'stock-move':
      return <StockMoveSheet key={sheet.productId} screen={screen} productId={sheet.productId} />;
    default:
      return null;
  }
}
