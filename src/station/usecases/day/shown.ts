import type { ScreenState } from '../../../contract/kiosk/screen-state.ts';
import { readClosings, readOpenPeriod, readSaleCount } from '../../projections/day.ts';
import { readTrainingState } from '../../projections/training.ts';
import type { StationContext } from '../context.ts';
import { dayLeftOpen, tillDay } from './till-day.ts';

export function readDayShown(context: StationContext): ScreenState['day'] {
  const db = context.journal.database;
  const today = tillDay(context);
  const last = readClosings(db, 0, 1)[0];
  return {
    today,
    saleCount: readOpenPeriod(db).day === today ? readSaleCount(db) : 0,
    openBefore: dayLeftOpen(context, today),
    closedByItself:
      last === undefined || last.staffName !== null ? null : { number: last.number, day: last.day },
  };
}

/** Whether nothing that is done now counts (RULES T13). */
export const readTraining = (context: StationContext): boolean =>
  readTrainingState(context.journal.database).isOn;
