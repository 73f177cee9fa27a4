import type {
  AssetId,
  CardId,
  LineId,
  OperationId,
  PresenceId,
  ProductId,
  SaleId,
} from '../../src/shared/ids.ts';
import type { Cents } from '../../src/shared/money.ts';
import type { Day } from '../../src/shared/time.ts';

/**
 * All that may lie over the products, one line for each. To add one: say it here, draw it in
 * `sheet-views.tsx`, open it with `openSheet` (stores/view-store.ts).
 */
export type Sheet =
  | { readonly kind: 'none' }
  // The frame.
  | { readonly kind: 'menu' }
  | { readonly kind: 'preferences' }
  /** A manager closes the desktop window. */
  | { readonly kind: 'leave' }
  // Articles and basket.
  | { readonly kind: 'search' }
  /** What an article asks before it is added: options, weight, price, hours, names. */
  | { readonly kind: 'product'; readonly productId: ProductId }
  | { readonly kind: 'product-count'; readonly productId: ProductId }
  | { readonly kind: 'line'; readonly lineId: LineId }
  | { readonly kind: 'basket' }
  /** On one line, or on the whole basket. */
  | { readonly kind: 'discount'; readonly lineId: LineId | null }
  // Paying: all that is due when `partCents` is null.
  | { readonly kind: 'pay' }
  | { readonly kind: 'cash'; readonly partCents: Cents | null }
  | { readonly kind: 'bank-card'; readonly partCents: Cents | null }
  | { readonly kind: 'cheque'; readonly partCents: Cents | null }
  | { readonly kind: 'offered'; readonly partCents: Cents | null }
  // The Pass that lies open: amount and money from an article, or null.
  | { readonly kind: 'top-up'; readonly cents: Cents | null; readonly assetId: AssetId | null }
  | { readonly kind: 'gift'; readonly cents: Cents | null; readonly assetId: AssetId | null }
  | { readonly kind: 'empty-pass' }
  | { readonly kind: 'link-pass' }
  | { readonly kind: 'lost-pass'; readonly number: string }
  | { readonly kind: 'replace-pass' }
  // The day.
  | { readonly kind: 'day' }
  | { readonly kind: 'day-close' }
  | { readonly kind: 'cash-move' }
  | { readonly kind: 'open-drawer' }
  | { readonly kind: 'closings' }
  | {
      readonly kind: 'closing';
      readonly operationId: OperationId;
      readonly number: number;
      readonly day: Day;
    }
  | { readonly kind: 'printers' }
  | { readonly kind: 'printer'; readonly role: 'receipt' | 'kitchen' | 'bar' }
  | { readonly kind: 'training' }
  // Tables and tabs.
  | { readonly kind: 'tables'; readonly purpose: 'go' | 'move' | 'merge' }
  | { readonly kind: 'park' }
  | { readonly kind: 'orders'; readonly place: 'kitchen' | 'bar' }
  // Past sales and receipts.
  | { readonly kind: 'sales' }
  | { readonly kind: 'sale'; readonly saleId: SaleId }
  | { readonly kind: 'sale-cancel'; readonly saleId: SaleId }
  | { readonly kind: 'sale-means'; readonly saleId: SaleId; readonly payment: number }
  /** `saleId` null: it was opened from a result, and leads back to nothing. */
  | {
      readonly kind: 'receipt';
      readonly operationId: OperationId;
      readonly saleId: SaleId | null;
    }
  | {
      readonly kind: 'receipt-mail';
      readonly operationId: OperationId;
      readonly saleId: SaleId | null;
    }
  // Who is in. Null: now; otherwise the stays of a day.
  | { readonly kind: 'presences'; readonly day: Day | null }
  | { readonly kind: 'presence'; readonly presenceId: PresenceId; readonly day: Day | null }
  | { readonly kind: 'presence-correct'; readonly presenceId: PresenceId; readonly day: Day | null }
  /** Stays to pay: of one Pass, or of everybody. */
  | { readonly kind: 'dues'; readonly cardId: CardId | null }
  /** A till or a badge station. */
  | { readonly kind: 'mode' }
  // Door and stock.
  | { readonly kind: 'door-events' }
  | { readonly kind: 'sale-tickets'; readonly saleId: SaleId }
  | { readonly kind: 'stock' }
  | { readonly kind: 'stock-move'; readonly productId: ProductId };
