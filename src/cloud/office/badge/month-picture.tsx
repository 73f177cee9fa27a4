import type { MonthSummary } from '../../../domain/badge/month-summary.ts';
import { formatMinutes } from '../../../shared/format.ts';
import { Temporal } from '../../../shared/time.ts';
import type { Visit } from '../../site/visit.ts';

type PictureProps = {
  readonly visit: Visit;
  readonly summary: MonthSummary;
  /** What it shows, in one sentence. */
  readonly label: string;
};

const WIDTH = 400;
const HEIGHT = 190;
const LEFT = 42;
const BASE = 160;
const TOP = 16;
const HOUR = 60;
/** Days that have their number under the bar. */
const isNamed = (day: number): boolean => day === 1 || day % 5 === 0;

/** Hours of each day of a month as bars. The table beside it says the same. */
export const MonthBars = ({ visit, summary, label }: PictureProps) => {
  const most = Math.max(...summary.days.map(({ stayedMinutes }) => stayedMinutes), HOUR);
  const scale = niceHours(most / HOUR) * HOUR;
  const step = (WIDTH - LEFT) / summary.days.length;
  const yOf = (minutes: number): number => BASE - (minutes / scale) * (BASE - TOP);
  return (
    <svg class="month-bars" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {[0, scale / 2, scale].map((minutes) => (
        <>
          <line x1={LEFT} x2={WIDTH} y1={yOf(minutes)} y2={yOf(minutes)} class="grid-line" />
          <text x={LEFT - 6} y={yOf(minutes) + 4} text-anchor="end">
            {minutes === 0 ? '0' : formatMinutes(minutes, visit.language)}
          </text>
        </>
      ))}
      {summary.days.map(({ stayedMinutes }, index) => {
        const x = LEFT + index * step;
        return (
          <>
            {stayedMinutes === 0 ? null : (
              <rect
                x={round(x + step * 0.16)}
                y={round(yOf(stayedMinutes))}
                width={round(step * 0.68)}
                height={round(BASE - yOf(stayedMinutes))}
                class="bar-of-day"
              />
            )}
            {isNamed(index + 1) ? (
              <text x={round(x + step / 2)} y={BASE + 18} text-anchor="middle">
                {index + 1}
              </text>
            ) : null}
          </>
        );
      })}
    </svg>
  );
};

const round = (value: number): number => Math.round(value * 10) / 10;

/** The next round number of hours, so that the lines stand at readable ones. */
const niceHours = (hours: number): number =>
  [2, 4, 6, 8, 10, 16, 20, 40, 60, 80, 100, 200, 400, 600, 800, 1_000].find(
    (nice) => nice >= hours,
  ) ?? Math.ceil(hours / 1_000) * 1_000;

const CELL_WIDTH = 56;
const CELL_HEIGHT = 48;
const HEAD_HEIGHT = 20;
const DAYS_OF_WEEK = 7;
/** A bar as wide as its cell. */
const FULL_DAY_MINUTES = 10 * HOUR;

/** A month of one person as a calendar: a bar in each day, as long as they stayed. */
export const MonthCalendar = ({ visit, summary, label }: PictureProps) => {
  const first = Temporal.PlainYearMonth.from(summary.month).toPlainDate({ day: 1 });
  const before = first.dayOfWeek - 1;
  const weeks = Math.ceil((before + summary.days.length) / DAYS_OF_WEEK);
  const width = DAYS_OF_WEEK * CELL_WIDTH;
  const height = HEAD_HEIGHT + weeks * CELL_HEIGHT;
  return (
    <svg class="month-calendar" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {Array.from({ length: DAYS_OF_WEEK }, (_, index) => (
        <text x={index * CELL_WIDTH + 6} y={14}>
          {weekdayShort(index, visit.language)}
        </text>
      ))}
      {summary.days.map(({ stayedMinutes }, index) => {
        const place = before + index;
        const x = (place % DAYS_OF_WEEK) * CELL_WIDTH;
        const y = HEAD_HEIGHT + Math.floor(place / DAYS_OF_WEEK) * CELL_HEIGHT;
        const share = Math.min(1, stayedMinutes / FULL_DAY_MINUTES);
        return (
          <>
            <rect
              x={x + 2}
              y={y + 2}
              width={CELL_WIDTH - 4}
              height={CELL_HEIGHT - 4}
              rx={5}
              class={stayedMinutes === 0 ? 'day-away' : 'day-there'}
            />
            <text x={x + 7} y={y + 16}>
              {index + 1}
            </text>
            {stayedMinutes === 0 ? null : (
              <>
                <text x={x + 7} y={y + 33} class="day-hours">
                  {formatMinutes(stayedMinutes, visit.language).replace(/min$/, '')}
                </text>
                <rect
                  x={x + 7}
                  y={y + CELL_HEIGHT - 11}
                  width={round(Math.max(3, share * (CELL_WIDTH - 14)))}
                  height={5}
                  rx={2}
                  class="bar-of-day"
                />
              </>
            )}
          </>
        );
      })}
    </svg>
  );
};

/** 0 is Monday. */
const weekdayShort = (index: number, language: string): string =>
  new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(
    Date.UTC(2024, 0, 1 + index),
  );
