import type { ScreenState } from '../../../contract/kiosk/screen-state.ts';
import type { StationContext } from '../context.ts';

export const readMode = (context: StationContext): ScreenState['mode'] =>
  context.settings.get('mode') === 'badge' ? 'badge' : 'till';

export const readBadgeShown = (_context: StationContext): ScreenState['badge'] => null;
