import { billVisits } from '../../../src/domain/badge/bill-visits.ts';
import type { BillingFacts, Visit } from '../../../src/domain/badge/bill-visits.ts';
import { pairPresences } from '../../../src/domain/badge/pair-presences.ts';
import type { BadgePlan, HourPool, Rates } from '../../../src/domain/badge/plan.ts';
import type { BadgeEvent, PairedPresence } from '../../../src/domain/badge/presence.ts';
import type { VisitBill } from '../../../src/domain/badge/price-steps.ts';
import type { PlanId, PresenceId, SpaceId, TapId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import type { DayRule, Instant } from '../../../src/shared/time.ts';
import { instantFromMs, Temporal } from '../../../src/shared/time.ts';

/** Plans, times, taps and stays in few words, for the tests of the badge. */

export const PARIS: DayRule = { timeZone: 'Europe/Paris', cutOffHour: 4 };

/**
 * `2026-11-03 09:10` on the clocks of Paris. At the hour that comes twice, `+01:00` or `+02:00` says which.
 */
export function at(text: string): Instant {
  const [, day, time, offset] = /^(\S+) (\d\d:\d\d(?::\d\d)?)([+-]\d\d:\d\d)?$/.exec(text) ?? [];
  if (day === undefined || time === undefined) throw new Error(`not a time: ${text}`);
  if (offset !== undefined)
    return instantFromMs(Temporal.Instant.from(`${day}T${time}${offset}`).epochMilliseconds);
  const plain = Temporal.PlainDateTime.from(`${day}T${time}`);
  return instantFromMs(plain.toZonedDateTime(PARIS.timeZone).epochMilliseconds);
}

export const NO_RATES: Rates = {
  hourCents: cents(0),
  halfDay: null,
  dayCents: null,
  capDayCents: null,
  capMonthCents: null,
};

/** 3.00 an hour in quarters rounded up, and nothing else. */
export const HOURS_ONLY: BadgePlan = {
  id: 'plan-desk' as PlanId,
  version: 1,
  name: 'Bureau',
  description: '',
  kind: 'paid',
  timeAssetId: null,
  stepMinutes: 15,
  rounding: 'up',
  freeMinutes: 0,
  minimumCents: cents(0),
  rates: { ...NO_RATES, hourCents: cents(300) },
  member: null,
  included: [],
  closesAt: '20:00',
  vatRateBp: 2000,
};

type EuroRates = {
  readonly hour?: number;
  readonly halfDay?: readonly [euros: number, minutesMax: number];
  readonly day?: number;
  readonly capDay?: number;
  readonly capMonth?: number;
};

const centsOf = (euros: number) => cents(Math.round(euros * 100));
const centsOrNull = (euros: number | undefined) => (euros === undefined ? null : centsOf(euros));

/** Prices as they are said: in euros. */
export const rates = ({ hour = 3, halfDay, day, capDay, capMonth }: EuroRates): Rates => ({
  hourCents: centsOf(hour),
  halfDay:
    halfDay === undefined ? null : { priceCents: centsOf(halfDay[0]), minutesMax: halfDay[1] },
  dayCents: centsOrNull(day),
  capDayCents: centsOrNull(capDay),
  capMonthCents: centsOrNull(capMonth),
});

export const plan = (changes: Partial<BadgePlan> = {}): BadgePlan => ({
  ...HOURS_ONLY,
  ...changes,
});

/** RULES 10, case 8. */
export const DESK = plan({ rates: rates({ hour: 3, halfDay: [7, 240], day: 12 }) });

export const presenceId = (text: string): PresenceId => text as PresenceId;

/** `stay('ana', '2026-11-03 09:00', '11:10')`: a going out without its day is on the day of the coming in. */
export function stay(
  holder: string,
  from: string,
  to: string,
  changes: Partial<Visit> = {},
): Visit {
  const outText = to.includes(' ') ? to : `${from.slice(0, 10)} ${to}`;
  return {
    presenceId: presenceId(`${holder} ${from} ${to}`),
    holder,
    plan: HOURS_ONLY,
    inAt: at(from),
    outAt: at(outText),
    ...changes,
  };
}

export const pool = (changes: Partial<HourPool> = {}): HourPool => ({
  id: 'pool-10h',
  label: 'Forfait 10 h',
  planId: HOURS_ONLY.id,
  minutes: 600,
  startsOn: '2026-11-01',
  endsOn: '2026-11-30',
  holders: ['ana'],
  ...changes,
});

export const NOTHING_BEFORE: BillingFacts['before'] = {
  poolMinutes: new Map(),
  monthCents: new Map(),
};

export const facts = (
  visits: readonly Visit[],
  changes: Partial<BillingFacts> = {},
): BillingFacts => ({
  rule: PARIS,
  visits,
  pools: [],
  isMember: () => false,
  before: NOTHING_BEFORE,
  ...changes,
});

/** The bills of stays, in the order in which the stays are given. */
export function bill(
  visits: readonly Visit[],
  changes: Partial<BillingFacts> = {},
): readonly VisitBill[] {
  const bills = billVisits(facts(visits, changes));
  return visits.map((visit) => billOf(bills, visit.presenceId));
}

export function billOf(bills: ReadonlyMap<PresenceId, VisitBill>, id: PresenceId): VisitBill {
  const found = bills.get(id);
  if (found === undefined) throw new Error(`no bill for ${id}`);
  return found;
}

type Tap = Extract<BadgeEvent, { kind: 'tap' }>;

/** `tap('in', '2026-11-03 09:00')`: Ana at the desks. */
export const tap = (direction: 'in' | 'out', when: string, changes: Partial<Tap> = {}): Tap => ({
  kind: 'tap',
  tapId: `${direction} ${when}` as TapId,
  at: at(when),
  direction,
  holder: 'ana',
  spaceId: 'desks' as SpaceId,
  planId: HOURS_ONLY.id,
  planVersion: 1,
  ...changes,
});

type Correction = Extract<BadgeEvent, { kind: 'correction' }>;

export const correction = (presence: string, changes: Partial<Correction> = {}): Correction => ({
  kind: 'correction',
  correctionId: `correction of ${presence}`,
  madeAt: at('2026-11-05 12:00'),
  presenceId: presenceId(presence),
  inAt: null,
  outAt: null,
  isRemoved: false,
  ...changes,
});

export const pair = (
  events: readonly BadgeEvent[],
  now: string = '2026-12-31 12:00',
  plans: readonly BadgePlan[] = [HOURS_ONLY],
): readonly PairedPresence[] =>
  pairPresences({
    events,
    planOf: (id, version) => plans.find((each) => each.id === id && each.version === version),
    rule: PARIS,
    now: at(now),
  });

/** Stays that have both ends and count, as they are billed. */
export const toVisits = (
  presences: readonly PairedPresence[],
  plans: readonly BadgePlan[],
): readonly Visit[] =>
  presences.flatMap(({ presenceId: id, holder, planId, planVersion, inAt, outAt, state }) => {
    const found = plans.find((each) => each.id === planId && each.version === planVersion);
    return found === undefined || inAt === null || outAt === null || state === 'removed'
      ? []
      : [{ presenceId: id, holder, plan: found, inAt, outAt }];
  });
