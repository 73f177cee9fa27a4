import type { Cents } from '../../shared/money.ts';
import { addCents, cents } from '../../shared/money.ts';
import type { Day } from '../../shared/time.ts';
import { Temporal } from '../../shared/time.ts';
import { monthOf } from './calendar.ts';

/** A stay as it was billed, with what was paid of it. */
export type BilledStay = {
  /** Whose; each counts once among the people of a day or month. */
  readonly holder: string;
  /** The business day on which it began: a stay is on one line of one month. */
  readonly day: Day;
  readonly stayedMinutes: number;
  readonly includedMinutes: number;
  readonly timeMinutes: number;
  readonly cents: Cents;
  readonly paidCents: Cents;
};

export type StaySums = {
  readonly people: number;
  readonly stays: number;
  readonly stayedMinutes: number;
  readonly includedMinutes: number;
  readonly timeMinutes: number;
  readonly cents: Cents;
  readonly paidCents: Cents;
  /** Still to pay; what was paid too much of one stay does not pay another. */
  readonly dueCents: Cents;
};

export type MonthSummary = StaySums & {
  /** `2026-11`. */
  readonly month: string;
  /** On which somebody was there. */
  readonly daysWithStays: number;
  /** Every day of the month, for a picture of it. */
  readonly days: readonly (StaySums & { readonly day: Day })[];
};

/**
 * Days, hours and amounts of a month: of a collective, or of one holder when only their stays are
 * given. Stays of other months are left out.
 */
export function summarizeMonth(month: string, stays: readonly BilledStay[]): MonthSummary {
  const ofMonth = stays.filter(({ day }) => monthOf(day) === month);
  const byDay = Map.groupBy(ofMonth, ({ day }) => day);
  return {
    month,
    ...sumStays(ofMonth),
    daysWithStays: byDay.size,
    days: daysOfMonth(month).map((day) => ({ day, ...sumStays(byDay.get(day) ?? []) })),
  };
}

export const sumStays = (stays: readonly BilledStay[]): StaySums => ({
  people: new Set(stays.map(({ holder }) => holder)).size,
  stays: stays.length,
  stayedMinutes: sum(stays, ({ stayedMinutes }) => stayedMinutes),
  includedMinutes: sum(stays, ({ includedMinutes }) => includedMinutes),
  timeMinutes: sum(stays, ({ timeMinutes }) => timeMinutes),
  cents: addCents(...stays.map((stay) => stay.cents)),
  paidCents: addCents(...stays.map((stay) => stay.paidCents)),
  dueCents: cents(sum(stays, (stay) => Math.max(0, stay.cents - stay.paidCents))),
});

const sum = (stays: readonly BilledStay[], of: (stay: BilledStay) => number): number =>
  stays.reduce((total, stay) => total + of(stay), 0);

function daysOfMonth(month: string): readonly Day[] {
  const first = Temporal.PlainYearMonth.from(month);
  return Array.from(
    { length: first.daysInMonth },
    (_, index) => first.toPlainDate({ day: index + 1 }).toString() as Day,
  );
}
