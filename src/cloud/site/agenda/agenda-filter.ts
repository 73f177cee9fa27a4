import { Temporal } from '../../../shared/time.ts';
import type { Day } from '../../../shared/time.ts';
import { addDays } from '../../../shared/format.ts';
import { PATHS_OF_SITE } from '../paths.ts';

/** What a reader asks of the agenda. All of it stands in the address, so it can be kept and sent. */
export type AgendaFilter = {
  readonly text: string;
  /** Slugs. */
  readonly collective: string | null;
  readonly village: string | null;
  readonly period: Period | null;
  readonly tag: string | null;
  readonly isFree: boolean;
  readonly hasPlaces: boolean;
};

export const PERIOD_WORDS = ['today', 'tomorrow', 'month', 'weekend'] as const;
type PeriodWord = (typeof PERIOD_WORDS)[number];
export type Period =
  { readonly kind: PeriodWord } | { readonly kind: 'days'; readonly from: Day; readonly to: Day };

/** First and last day, both counted. */
export type DayRange = { readonly from: Day; readonly to: Day };

/** Names in the address: French words, as people read them. */
export const FIELDS = {
  text: 'q',
  collective: 'collectif',
  village: 'village',
  period: 'quand',
  from: 'du',
  to: 'au',
  tag: 'mot',
  free: 'gratuit',
  places: 'places',
  page: 'page',
} as const;

const WORDS_IN_ADDRESS: Readonly<Record<PeriodWord, string>> = {
  today: 'aujourdhui',
  tomorrow: 'demain',
  weekend: 'ce-week-end',
  month: 'ce-mois',
};

export const periodInAddress = (word: PeriodWord): string => WORDS_IN_ADDRESS[word];

export const EVERYTHING: AgendaFilter = {
  text: '',
  collective: null,
  village: null,
  period: null,
  tag: null,
  isFree: false,
  hasPlaces: false,
};

const TEXT_LENGTH_MAX = 80;
const SATURDAY = 6;
const DAYS_OF_WEEK = 7;

/** Reads an address. What cannot be understood is left out: a link may have grown old. */
export function readFilter(query: (name: string) => string | undefined): AgendaFilter {
  const text = (name: string): string => (query(name) ?? '').trim().slice(0, TEXT_LENGTH_MAX);
  const orNull = (name: string): string | null => (text(name) === '' ? null : text(name));
  return {
    text: text(FIELDS.text).replaceAll(/\s+/g, ' '),
    collective: orNull(FIELDS.collective),
    village: orNull(FIELDS.village),
    period: readPeriod(text(FIELDS.period), readDay(text(FIELDS.from)), readDay(text(FIELDS.to))),
    tag: orNull(FIELDS.tag),
    isFree: text(FIELDS.free) === 'oui',
    hasPlaces: text(FIELDS.places) === 'oui',
  };
}

function readPeriod(word: string, from: Day | null, to: Day | null): Period | null {
  const first = from ?? to;
  const last = to ?? from;
  if (first !== null && last !== null) {
    return first <= last
      ? { kind: 'days', from: first, to: last }
      : { kind: 'days', from: last, to: first };
  }
  const kind = PERIOD_WORDS.find((known) => WORDS_IN_ADDRESS[known] === word);
  return kind === undefined ? null : { kind };
}

function readDay(text: string): Day | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const isReal = !Number.isNaN(Date.parse(`${text}T12:00:00Z`));
  // JavaScript takes 31 February for 3 March.
  return isReal && new Date(`${text}T12:00:00Z`).toISOString().startsWith(text)
    ? (text as Day)
    : null;
}

/** The query of an address, without what says nothing: `?quand=demain&gratuit=oui`. */
export function writeFilter(filter: AgendaFilter, page = 1): string {
  const { period } = filter;
  const isDays = period?.kind === 'days';
  const fields: readonly (readonly [string, string | null])[] = [
    [FIELDS.text, filter.text === '' ? null : filter.text],
    [FIELDS.collective, filter.collective],
    [FIELDS.village, filter.village],
    [FIELDS.period, period === null || isDays ? null : WORDS_IN_ADDRESS[period.kind]],
    [FIELDS.from, isDays ? period.from : null],
    [FIELDS.to, isDays && period.to !== period.from ? period.to : null],
    [FIELDS.tag, filter.tag],
    [FIELDS.free, filter.isFree ? 'oui' : null],
    [FIELDS.places, filter.hasPlaces ? 'oui' : null],
    [FIELDS.page, page === 1 ? null : String(page)],
  ];
  const search = new URLSearchParams();
  for (const [name, value] of fields) if (value !== null) search.set(name, value);
  const query = search.toString();
  return query === '' ? '' : `?${query}`;
}

/** The agenda with a filter, changed in one thing or more. */
export const agendaAddress = (
  filter: AgendaFilter,
  change: Partial<AgendaFilter> = {},
  page = 1,
): string => `${PATHS_OF_SITE.agenda}${writeFilter({ ...filter, ...change }, page)}`;

export const isFiltered = (filter: AgendaFilter): boolean => writeFilter(filter) !== '';

/** The days a period stands for, seen from today. A week-end that has begun is this one. */
export function daysOfPeriod(period: Period, today: Day): DayRange {
  switch (period.kind) {
    case 'today':
      return { from: today, to: today };
    case 'tomorrow':
      return { from: addDays(today, 1), to: addDays(today, 1) };
    case 'weekend':
      return weekendOf(today);
    case 'month': {
      const date = Temporal.PlainDate.from(today);
      return { from: today, to: date.with({ day: date.daysInMonth }).toString() as Day };
    }
    case 'days':
      return { from: period.from, to: period.to };
  }
}

function weekendOf(today: Day): DayRange {
  const { dayOfWeek } = Temporal.PlainDate.from(today);
  if (dayOfWeek === DAYS_OF_WEEK) return { from: today, to: today };
  const saturday = addDays(today, SATURDAY - dayOfWeek);
  return { from: saturday, to: addDays(saturday, 1) };
}
