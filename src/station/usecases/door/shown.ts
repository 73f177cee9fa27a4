import type { ScreenState } from '../../../contract/kiosk/screen-state.ts';
import type { StationContext } from '../context.ts';

export const readDoorShown = (_context: StationContext): ScreenState['door'] => null;
