import type { ReactNode } from 'react';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import type { Sheet } from '../sheets.ts';
import { CancelSheet } from './cancel-sheet.tsx';
import { MailSheet } from './mail-sheet.tsx';
import { MeansSheet } from './means-sheet.tsx';
import { ReceiptSheet } from './receipt-sheet.tsx';
import { SaleSheet } from './sale-sheet.tsx';
import { SalesSheet } from './sales-sheet.tsx';

type PastSheet = Extract<
  Sheet,
  { kind: 'sales' | 'sale' | 'sale-cancel' | 'sale-means' | 'receipt' | 'receipt-mail' }
>;

/** Sheets of past sales and receipts. */
export function saleSheet(props: {
  readonly sheet: PastSheet;
  readonly screen: ScreenState;
}): ReactNode {
  const { sheet, screen } = props;
  switch (sheet.kind) {
    case 'sales':
      return <SalesSheet screen={screen} />;
    case 'sale':
      return <SaleSheet key={sheet.saleId} screen={screen} saleId={sheet.saleId} />;
    case 'sale-cancel':
      return <CancelSheet key={sheet.saleId} screen={screen} saleId={sheet.saleId} />;
    case 'sale-means':
      return <MeansSheet screen={screen} saleId={sheet.saleId} payment={sheet.payment} />;
    case 'receipt':
      return (
        <ReceiptSheet
          key={sheet.operationId}
          screen={screen}
          operationId={sheet.operationId}
          saleId={sheet.saleId}
        />
      );
    case 'receipt-mail':
      return <MailSheet operationId={sheet.operationId} saleId={sheet.saleId} />;
  }
}
