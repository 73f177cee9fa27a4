import type { ReactNode } from 'react';
import type { CatalogueShown } from '../../src/contract/kiosk/catalogue-shown.ts';
import type { ScreenState } from '../../src/contract/kiosk/screen-state.ts';
import { daySheet } from './day/day-sheets.tsx';
import { DoorEventsSheet } from './door/door-events-sheet.tsx';
import { TicketsSheet } from './door/tickets-sheet.tsx';
import { LeaveSheet } from './menu/leave-sheet.tsx';
import { MenuSheet } from './menu/menu-sheet.tsx';
import { PreferencesSheet } from './menu/preferences-sheet.tsx';
import { sellingSheet } from './selling-sheets.tsx';
import { EmptySheet } from './pass/empty-sheet.tsx';
import { GiftSheet } from './pass/gift-sheet.tsx';
import { LinkSheet } from './pass/link-sheet.tsx';
import { LostSheet } from './pass/lost-sheet.tsx';
import { ReplaceSheet } from './pass/replace-sheet.tsx';
import { TopUpSheet } from './pass/top-up-sheet.tsx';
import { presenceSheet } from './presence/presence-sheets.tsx';
import { saleSheet } from './sales/sale-sheets.tsx';
import type { Sheet } from './sheets.ts';
import { StockMoveSheet, StockSheet } from './stock/stock-sheet.tsx';
import { tableSheet } from './tables/table-sheets.tsx';

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
    case 'search':
    case 'product':
    case 'product-count':
    case 'line':
    case 'basket':
    case 'discount':
    case 'pay':
    case 'cash':
    case 'bank-card':
    case 'cheque':
    case 'offered':
      return sellingSheet({ sheet, screen, catalogue });
    case 'day':
    case 'day-close':
    case 'cash-move':
    case 'open-drawer':
    case 'closings':
    case 'closing':
    case 'printers':
    case 'printer':
    case 'training':
      return daySheet({ sheet, screen });
    case 'top-up':
      return <TopUpSheet screen={screen} catalogue={catalogue} {...sheet} />;
    case 'gift':
      return <GiftSheet screen={screen} catalogue={catalogue} {...sheet} />;
    case 'empty-pass':
      return <EmptySheet screen={screen} catalogue={catalogue} />;
    case 'link-pass':
      return <LinkSheet screen={screen} />;
    case 'lost-pass':
      return <LostSheet number={sheet.number} />;
    case 'replace-pass':
      return <ReplaceSheet screen={screen} />;
    case 'tables':
    case 'park':
    case 'orders':
      return tableSheet({ sheet, screen, catalogue });
    case 'sales':
    case 'sale':
    case 'sale-cancel':
    case 'sale-means':
    case 'receipt':
    case 'receipt-mail':
      return saleSheet({ sheet, screen });
    case 'presences':
    case 'presence':
    case 'presence-correct':
    case 'dues':
    case 'mode':
      return presenceSheet({ sheet, screen });
    case 'door-events':
      return <DoorEventsSheet catalogue={catalogue} />;
    case 'sale-tickets':
      return <TicketsSheet saleId={sheet.saleId} />;
    case 'stock':
    case 'stock-move':
      return stockSheet({ sheet, screen });
    case 'none':
      return null;
  }
}

function stockSheet(props: {
  readonly sheet: Extract<Sheet, { readonly kind: 'stock' | 'stock-move' }>;
  readonly screen: ScreenState;
}): ReactNode {
  const { sheet, screen } = props;
  return sheet.kind === 'stock' ? (
    <StockSheet screen={screen} />
  ) : (
    <StockMoveSheet key={sheet.productId} screen={screen} productId={sheet.productId} />
  );
}
