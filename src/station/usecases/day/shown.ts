import type { ScreenState } from '../../../contract/kiosk/screen-state.ts';
import { businessDay } from '../../../shared/time.ts';
import type { StationContext } from '../context.ts';

export function readDayShown(context: StationContext): ScreenState['day'] {
  const rule = context.knowledge.settings() ?? { timeZone: 'Europe/Paris', cutOffHour: 4 };
  return { today: businessDay(context.clock(), rule), saleCount: 0, openBefore: null };
}

/** Whether nothing that is done now counts (RULES T13). */
export const readTraining = (_context: StationContext): boolean => false;
