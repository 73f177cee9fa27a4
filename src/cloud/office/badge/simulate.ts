import { billVisits } from '../../../domain/badge/bill-visits.ts';
import { closingInstant } from '../../../domain/badge/calendar.ts';
import type { BadgePlan, HourPool } from '../../../domain/badge/plan.ts';
import type { VisitBill } from '../../../domain/badge/price-steps.ts';
import { addDays } from '../../../shared/format.ts';
import { toId } from '../../../shared/ids.ts';
import type { PresenceId } from '../../../shared/ids.ts';
import { addCents } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import { Temporal, toInstant } from '../../../shared/time.ts';
import type { Day, DayRule, Instant } from '../../../shared/time.ts';
import { readHour, readMinutes } from './typed.ts';

/** What a day would cost under a plan, without anybody coming (issue: the simulator). */

export const STAYS_MAX = 3;
export const dayField = 'e_jour';
export const leftField = 'e_reste';
export const asMemberField = 'e_membre';
export const fromField = (index: number): string => `e_de_${index}`;
export const toField = (index: number): string => `e_a_${index}`;

export type TypedTrial = Readonly<Record<string, string>>;

const FIELDS: readonly string[] = [
  dayField,
  leftField,
  asMemberField,
  ...Array.from({ length: STAYS_MAX }, (_, index) => [fromField(index), toField(index)]).flat(),
];

export const readTrial = (text: (name: string) => string): TypedTrial =>
  Object.fromEntries(FIELDS.map((name) => [name, text(name)]));

/** What the page asks by itself when it opens. */
export const firstTrial = (today: Day): TypedTrial => ({
  [dayField]: today,
  [fromField(0)]: '09:10',
  [toField(0)]: '16:40',
});

export type TrialProblem = {
  readonly field: string;
  readonly fault: 'day-wrong' | 'clock-wrong' | 'hours-wrong' | 'stay-half';
};

export type TrialStay = {
  readonly inAt: Instant;
  readonly outAt: Instant;
  readonly bill: VisitBill;
  /** They stay past the hour at which the plan closes a forgotten going out. */
  readonly isPastClosing: boolean;
};

export type Trial = {
  readonly day: Day;
  readonly stays: readonly TrialStay[];
  readonly totalCents: Cents;
};

export type TrialResult =
  | { readonly kind: 'none' }
  | { readonly kind: 'problems'; readonly problems: readonly TrialProblem[] }
  | { readonly kind: 'priced'; readonly trial: Trial };

const HOLDER = 'trial';

/** Prices what was typed; hours that are not typed are no stay. An end before its begin is of the next day. */
export function runTrial(plan: BadgePlan, typed: TypedTrial, rule: DayRule): TrialResult {
  const problems: TrialProblem[] = [];
  const text = (field: string): string => (typed[field] ?? '').trim();
  const day = text(dayField);
  if (!isDay(day)) problems.push({ field: dayField, fault: 'day-wrong' });
  const left = text(leftField) === '' ? 0 : readMinutes(text(leftField), 'hours');
  if (left === null) problems.push({ field: leftField, fault: 'hours-wrong' });
  const spans = Array.from({ length: STAYS_MAX }, (_, index) =>
    readSpan(text(fromField(index)), text(toField(index)), index, problems),
  ).filter((span) => span !== null);
  if (problems.length > 0) return { kind: 'problems', problems };
  if (spans.length === 0) return { kind: 'none' };
  const stays = spans.map((span, index) => ({
    ...momentsOf(day as Day, span, rule),
    presenceId: toId<'Presence'>(`00000000-0000-7000-8000-00000000000${index + 1}`),
  }));
  const bills = priceStays(plan, stays, {
    rule,
    day: day as Day,
    leftMinutes: left ?? 0,
    isMember: text(asMemberField) !== '',
  });
  return { kind: 'priced', trial: { day: day as Day, ...bills } };
}

type Span = { readonly from: string; readonly to: string };

function readSpan(from: string, to: string, index: number, problems: TrialProblem[]): Span | null {
  if (from === '' && to === '') return null;
  if (from === '' || to === '') {
    problems.push({ field: from === '' ? fromField(index) : toField(index), fault: 'stay-half' });
    return null;
  }
  const [begins, ends] = [readHour(from), readHour(to)];
  if (begins === null) problems.push({ field: fromField(index), fault: 'clock-wrong' });
  if (ends === null) problems.push({ field: toField(index), fault: 'clock-wrong' });
  return begins === null || ends === null ? null : { from: begins, to: ends };
}

const isDay = (text: string): boolean => {
  if (!/^20\d{2}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
};

function momentsOf(day: Day, { from, to }: Span, rule: DayRule) {
  const at = (onDay: string, hour: string): Instant =>
    toInstant(
      Temporal.PlainDateTime.from(`${onDay}T${hour}`)
        .toZonedDateTime(rule.timeZone)
        .toInstant()
        .toString({ smallestUnit: 'millisecond' }),
    );
  const inAt = at(day, from);
  return { inAt, outAt: to > from ? at(day, to) : at(addDays(day, 1), to) };
}

type Stay = { readonly presenceId: PresenceId; readonly inAt: Instant; readonly outAt: Instant };

function priceStays(
  plan: BadgePlan,
  stays: readonly Stay[],
  {
    rule,
    day,
    leftMinutes,
    isMember,
  }: {
    readonly rule: DayRule;
    readonly day: Day;
    readonly leftMinutes: number;
    readonly isMember: boolean;
  },
): Omit<Trial, 'day'> {
  const pool: HourPool = {
    id: 'trial',
    label: '',
    planId: plan.id,
    minutes: leftMinutes,
    startsOn: addDays(day, -1),
    endsOn: null,
    holders: [HOLDER],
  };
  const bills = billVisits({
    rule,
    visits: stays.map((stay) => ({ ...stay, holder: HOLDER, plan })),
    pools: leftMinutes === 0 ? [] : [pool],
    isMember: () => isMember,
    before: { poolMinutes: new Map(), monthCents: new Map() },
  });
  const priced = stays.flatMap(({ presenceId, inAt, outAt }) => {
    const bill = bills.get(presenceId);
    const isPastClosing = outAt > closingInstant(plan, inAt, rule);
    return bill === undefined ? [] : [{ inAt, outAt, bill, isPastClosing }];
  });
  return { stays: priced, totalCents: addCents(...priced.map(({ bill }) => bill.cents)) };
}
