import type { ScreenState } from '../../../contract/kiosk/screen-state.ts';
import type { StationContext } from '../context.ts';

export const readStockShown = (_context: StationContext): ScreenState['stock'] => [];
