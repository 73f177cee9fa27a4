import type { Language } from './i18n.ts';
import type { Cents } from './money.ts';
import { Temporal, msOfInstant } from './time.ts';
import type { Day, Instant } from './time.ts';

/** How dates, hours and amounts are written for people (STYLE, Words). */

const NARROW_SPACE = '\u202f';
const MINUS = '\u2212';

// Made once: making one costs more than a hundred uses of it.
const AMOUNTS: Readonly<Record<Language, Intl.NumberFormat>> = {
  fr: amountsIn('fr-FR'),
  en: amountsIn('en-GB'),
};
const DAYS: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  fr: daysIn('fr-FR'),
  en: daysIn('en-GB'),
};

function amountsIn(locale: string): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

function daysIn(locale: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
}

/** `2,50 €` with a narrow no-break space, `€2.50` in English. Negative amounts carry a true minus. */
export function formatCents(amount: Cents, language: Language): string {
  const sign = amount < 0 ? MINUS : '';
  const euros = AMOUNTS[language].format(Math.abs(amount) / 100);
  return language === 'fr' ? `${sign}${euros}${NARROW_SPACE}€` : `${sign}€${euros}`;
}

/** `+ 2,50 €` or `− 2,50 €`: what came in and what went out, in lists. */
export function formatSignedCents(amount: Cents, language: Language): string {
  const text = formatCents(Math.abs(amount) as Cents, language);
  return `${amount < 0 ? MINUS : '+'}${NARROW_SPACE}${text}`;
}

/** `mardi 3 novembre 2026`, and `dimanche 1er novembre 2026`. */
export function formatDay(day: Day, language: Language): string {
  const noon = Date.parse(`${day}T12:00:00Z`);
  const text = DAYS[language].format(noon);
  return language === 'en' ? text.replace(',', '') : text.replace(/ 1 /, ' 1er ');
}

/** `14 h 30`, and `14 h` on the hour. English reads `14:30`. */
export function formatHour(instant: Instant, timeZone: string, language: Language): string {
  const { hour, minute } = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
  const minutes = String(minute).padStart(2, '0');
  if (language === 'en') return `${String(hour).padStart(2, '0')}:${minutes}`;
  return minute === 0
    ? `${hour}${NARROW_SPACE}h`
    : `${hour}${NARROW_SPACE}h${NARROW_SPACE}${minutes}`;
}

/** How long something lasted: `2 h 10`, `45 min`, `2 h`. English reads `2 h 10 min`. */
export function formatMinutes(minutes: number, language: Language): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest}${NARROW_SPACE}min`;
  const whole = `${hours}${NARROW_SPACE}h`;
  if (rest === 0) return whole;
  const tail = `${whole}${NARROW_SPACE}${String(rest).padStart(2, '0')}`;
  return language === 'fr' ? tail : `${tail}${NARROW_SPACE}min`;
}

/** The calendar day an instant falls on, in a time zone. Not the business day: see time.ts. */
export const dayOf = (instant: Instant, timeZone: string): Day =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString() as Day;

export const addDays = (day: Day, days: number): Day =>
  Temporal.PlainDate.from(day).add({ days }).toString() as Day;

/** Minutes from one moment to a later one, rounded up: "encore 12 minutes". */
export const minutesUntil = (from: Instant, to: Instant): number =>
  Math.max(0, Math.ceil((msOfInstant(to) - msOfInstant(from)) / 60_000));
