import type { ScreenState } from '../../../contract/kiosk/screen-state.ts';
import type { StationContext } from '../context.ts';
import { knownStock } from './known-stock.ts';

export const readStockShown = (context: StationContext): ScreenState['stock'] =>
  knownStock(context).map(({ productId, amount, level }) => ({ productId, amount, level }));
