import { dayOf, formatDay, formatHour } from '../../../shared/format.ts';
import type { Instant } from '../../../shared/time.ts';
import type { ShiftOnSite } from '../../volunteers/read-shifts.ts';
import type { Visit } from '../visit.ts';

type When = Pick<ShiftOnSite, 'startsAt' | 'endsAt'> & {
  readonly collective: { readonly timeZone: string };
};

/** `19 h à 23 h 30`. */
export const hoursOf = ({ t, language }: Visit, { startsAt, endsAt, collective }: When): string =>
  t('volunteers.hours', {
    start: formatHour(startsAt, collective.timeZone, language),
    end: formatHour(endsAt, collective.timeZone, language),
  });

export const dayTextOf = ({ language }: Visit, at: Instant, timeZone: string): string =>
  formatDay(dayOf(at, timeZone), language);
