import type { SaleLine } from '../journal/sale-entries.ts';

/**
 * How much of its product a line takes out of the stock, in thousandths of the product's unit; below
 * 0 for a deposit that comes back.
 *
 * Example: 3 bottles are 3000; 350 g of cheese are 350; 2 cups given back are -2000.
 */
export function stockOfLine({ count, detail }: Pick<SaleLine, 'count' | 'detail'>): number {
  switch (detail.kind) {
    case 'measure':
      return detail.amount * count;
    case 'deposit':
      return detail.direction === 'returned' ? -count * 1_000 : count * 1_000;
    case 'presence':
      return 0;
    case 'piece':
    case 'open-price':
    case 'room':
    case 'ticket':
    case 'membership':
      return count * 1_000;
  }
}
