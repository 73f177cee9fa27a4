import type { CatalogueShown } from '../../../src/contract/kiosk/catalogue-shown.ts';
import { openSheet } from '../../stores/view-store.ts';

type Product = CatalogueShown['products'][number];

/** An article that loads a Pass opens the sheet of a top-up or of a gift, with its amount. */
export const opensPassSheet = ({ kind }: Pick<Product, 'kind'>): boolean =>
  kind === 'top-up' || kind === 'gift';

export function openTopUp(product: Pick<Product, 'kind' | 'priceCents' | 'assetId'>): void {
  openSheet({
    kind: product.kind === 'gift' ? 'gift' : 'top-up',
    cents: product.priceCents > 0 ? product.priceCents : null,
    assetId: product.assetId,
  });
}
