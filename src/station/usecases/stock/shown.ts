import type { ScreenState } from '../../../contract/kiosk/screen-state.ts';
import type { StationContext } from '../context.ts';
import { knownStock } from './known-stock.ts';

/** What the articles of the screen say. `out` cannot be sold; below zero, where allowed, is `low`. */
export const readStockShown = (context: StationContext): ScreenState['stock'] =>
  knownStock(context).map(({ productId, amount, level, allowsBelowZero }) => ({
    productId,
    amount,
    level: level === 'out' && allowsBelowZero ? 'low' : level,
  }));
