import type { SaleId } from '../../../src/shared/ids.ts';
import { openSheet } from '../../stores/view-store.ts';

/** Shows one past sale, with what can be done with it. */
export const openSale = (saleId: SaleId): void => openSheet({ kind: 'sale', saleId });
