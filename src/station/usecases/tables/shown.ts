import type { ScreenState } from '../../../contract/kiosk/screen-state.ts';
import type { StationContext } from '../context.ts';

export const readParked = (_context: StationContext): ScreenState['parked'] => [];
export const readOrders = (_context: StationContext): ScreenState['orders'] => [];
