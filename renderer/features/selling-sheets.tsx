import type { ReactNode } from 'react';
import type { CatalogueShown } from '../../src/contract/kiosk/catalogue-shown.ts';
import type { ScreenState } from '../../src/contract/kiosk/screen-state.ts';
import { BankCardSheet } from './paying/bank-card-sheet.tsx';
import { CashSheet } from './paying/cash-sheet.tsx';
import { ChequeSheet } from './paying/cheque-sheet.tsx';
import { DiscountSheet } from './paying/discount-sheet.tsx';
import { OfferedSheet } from './paying/offered-sheet.tsx';
import { PaySheet } from './paying/pay-sheet.tsx';
import { BasketSheet } from './products/basket-sheet.tsx';
import { CountSheet } from './products/count-sheet.tsx';
import { LineSheet } from './products/line-sheet.tsx';
import { productSheet } from './products/product-sheet.tsx';
import { SearchSheet } from './products/search-sheet.tsx';
import type { Sheet } from './sheets.ts';

type SellingSheet = Extract<
  Sheet,
  {
    readonly kind:
      | 'search'
      | 'product'
      | 'product-count'
      | 'line'
      | 'basket'
      | 'discount'
      | 'pay'
      | 'cash'
      | 'bank-card'
      | 'cheque'
      | 'offered';
  }
>;

/** The sheets of articles, basket and paying. */
export function sellingSheet(props: {
  readonly sheet: SellingSheet;
  readonly screen: ScreenState;
  readonly catalogue: CatalogueShown;
}): ReactNode {
  const { sheet, screen, catalogue } = props;
  switch (sheet.kind) {
    case 'search':
      return <SearchSheet screen={screen} catalogue={catalogue} />;
    case 'product': {
      const product = catalogue.products.find(({ id }) => id === sheet.productId);
      return productSheet({ product, screen, catalogue });
    }
    case 'product-count': {
      const product = catalogue.products.find(({ id }) => id === sheet.productId);
      return product === undefined ? null : <CountSheet key={product.id} product={product} />;
    }
    case 'line':
      return <LineSheet key={sheet.lineId} screen={screen} lineId={sheet.lineId} />;
    case 'basket':
      return <BasketSheet screen={screen} />;
    case 'discount':
      return <DiscountSheet key={sheet.lineId} screen={screen} lineId={sheet.lineId} />;
    case 'pay':
      return <PaySheet screen={screen} means={meansHere(screen, catalogue)} />;
    case 'cash':
      return <CashSheet screen={screen} partCents={sheet.partCents} />;
    case 'bank-card':
      return <BankCardSheet screen={screen} partCents={sheet.partCents} />;
    case 'cheque':
      return <ChequeSheet screen={screen} partCents={sheet.partCents} />;
    case 'offered':
      return <OfferedSheet screen={screen} partCents={sheet.partCents} />;
  }
}

const meansHere = (screen: ScreenState, catalogue: CatalogueShown): readonly string[] =>
  (
    catalogue.pointsOfSale.find(({ id }) => id === screen.pointOfSaleId) ??
    catalogue.pointsOfSale[0]
  )?.means ?? [];
