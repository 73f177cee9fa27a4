import { assert } from '../../shared/assert.ts';
import type { PresenceId } from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';
import { addCents, cents, subtractCents, ZERO_CENTS } from '../../shared/money.ts';
import type { Day, DayRule, Instant } from '../../shared/time.ts';
import { msOfInstant } from '../../shared/time.ts';
import type { DayPiece } from './calendar.ts';
import { cutIntoDays, monthOf } from './calendar.ts';
import type { Stretch } from './count-minutes.ts';
import { countMinutes, joinStretches, wholeMinutes } from './count-minutes.ts';
import { priceDay } from './day-price.ts';
import type { BadgePlan, HourPool } from './plan.ts';
import type { PriceStep, VisitBill } from './price-steps.ts';

/** A stay with both ends, to be billed; for one that is open, `outAt` is now. */
export type Visit = {
  readonly presenceId: PresenceId;
  /** Whose: caps and days count for each holder apart. */
  readonly holder: string;
  /** The version that was in force when they came in. */
  readonly plan: BadgePlan;
  readonly inAt: Instant;
  readonly outAt: Instant;
};

export type BillingFacts = {
  readonly rule: DayRule;
  /** All stays that count together: of these holders, and of those who share their hours. */
  readonly visits: readonly Visit[];
  readonly pools: readonly HourPool[];
  /** Whether a holder has the member price of a plan on a day. */
  readonly isMember: (holder: string, plan: BadgePlan, day: Day) => boolean;
  /** What counts already, from stays before these. */
  readonly before: {
    readonly poolMinutes: ReadonlyMap<string, number>;
    /** By `monthKey(holder, planId, month)`. */
    readonly monthCents: ReadonlyMap<string, Cents>;
  };
};

export const monthKey = (holder: string, planId: string, month: string): string =>
  `${holder} ${planId} ${month}`;

/**
 * What each stay costs (RULES B4). Pure: the same facts in any order give the same bills.
 *
 * Each stay is cut at the cut-off hour into business days. These pieces count in the order in which
 * they end (then the stay ends, begins, and by id). Of each, minutes that another stay of the same
 * holder and plan covers already are left out; then the day's free minutes; then included minutes,
 * from the pool that ends soonest. What is left is added to what was billed that day for this
 * holder and plan, and priced as one: the cheapest of hours rounded to the plan's step, half-days
 * with hours, the day price, and the day's cap (day-price.ts). The stay costs the difference to
 * what the day cost before it, less what the month's cap takes off.
 *
 * What a holder pays in all never decreases when one of their stays is longer. One stay alone may
 * cost less: when it ends after another one that it overlaps, the minutes of both are billed to the
 * other. And who is in two spaces at once may use a team's hours before somebody else of the team.
 * Each stay is priced by its own version of the plan; after a change in the middle of a day, the
 * day costs the most that any of its stays found.
 *
 * Give whole days: all stays of each day of which one is billed, and those that are open as if they
 * ended now; `before` is what counts from other days.
 */
export function billVisits(facts: BillingFacts): ReadonlyMap<PresenceId, VisitBill> {
  assert(
    new Set(facts.visits.map(({ presenceId }) => presenceId)).size === facts.visits.length,
    'each stay is billed once',
  );
  const counts: Counts = {
    days: new Map(),
    poolMinutes: new Map(facts.before.poolMinutes),
    monthCents: new Map(facts.before.monthCents),
    pools: facts.pools.toSorted(bySoonestEnd),
  };
  const pieces = facts.visits
    .toSorted(byEnd)
    .flatMap((visit) =>
      cutIntoDays(visit.inAt, visit.outAt, facts.rule).map((piece) => ({ visit, piece })),
    )
    .toSorted((left, right) => compareText(left.piece.endsAt, right.piece.endsAt))
    .map(({ visit, piece }) => ({ visit, bill: billPiece(visit, piece, facts, counts) }));
  const byVisit = Map.groupBy(pieces, ({ visit }) => visit);
  return new Map(
    [...byVisit].map(([visit, ofVisit]) => [
      visit.presenceId,
      sumPieces(
        visit,
        ofVisit.map(({ bill }) => bill),
      ),
    ]),
  );
}

/** What has counted so far, while stays are billed one after the other. */
type Counts = {
  readonly days: Map<string, DayCount>;
  readonly poolMinutes: Map<string, number>;
  readonly monthCents: Map<string, Cents>;
  readonly pools: readonly HourPool[];
};

/** One day of one holder under one plan. */
type DayCount = {
  readonly stretches: readonly Stretch[];
  readonly minutes: number;
  readonly freeMinutes: number;
  readonly billedMinutes: number;
  readonly cents: Cents;
};

const EMPTY_DAY: DayCount = {
  stretches: [],
  minutes: 0,
  freeMinutes: 0,
  billedMinutes: 0,
  cents: ZERO_CENTS,
};

type UsedPool = { readonly pool: HourPool; readonly minutes: number; readonly leftMinutes: number };

/** What the part of a stay on one day comes to. */
type PieceBill = {
  readonly day: Day;
  readonly stayedMinutes: number;
  readonly cents: Cents;
  readonly timeMinutes: number;
  readonly used: readonly UsedPool[];
  readonly why: readonly PriceStep[];
};

function sumPieces(visit: Visit, pieces: readonly PieceBill[]): VisitBill {
  const stayedMinutes = wholeMinutes(stretchBetween(visit.inAt, visit.outAt));
  const months = Map.groupBy(pieces, ({ day }) => monthOf(day));
  return {
    presenceId: visit.presenceId,
    stayedMinutes,
    included: sumPools(pieces.flatMap(({ used }) => used)),
    timeMinutes: pieces.reduce((sum, { timeMinutes }) => sum + timeMinutes, 0),
    cents: addCents(...pieces.map((piece) => piece.cents)),
    months: [...months].map(([month, ofMonth]) => ({
      month,
      cents: addCents(...ofMonth.map((piece) => piece.cents)),
    })),
    why: [
      { kind: 'stayed', minutes: stayedMinutes },
      ...pieces.flatMap(({ day, stayedMinutes: minutes, why }) =>
        pieces.length === 1 ? why : [{ kind: 'day', day, minutes } as const, ...why],
      ),
    ],
  };
}

/** Each pool once, though several days used it. */
const sumPools = (used: readonly UsedPool[]): VisitBill['included'] =>
  [...Map.groupBy(used, ({ pool }) => pool)].map(([{ id, label }, uses]) => ({
    poolId: id,
    label,
    minutes: uses.reduce((sum, { minutes }) => sum + minutes, 0),
    leftMinutes: uses.at(-1)?.leftMinutes ?? 0,
  }));

function billPiece(visit: Visit, piece: DayPiece, facts: BillingFacts, counts: Counts): PieceBill {
  const { day } = piece;
  const key = `${visit.holder} ${visit.plan.id} ${day}`;
  const before = counts.days.get(key) ?? EMPTY_DAY;
  const stretch = stretchBetween(piece.startsAt, piece.endsAt);
  const stayedMinutes = wholeMinutes(stretch);
  const stretches = joinStretches([...before.stretches, stretch]);
  const minutes = countMinutes(stretches);
  const newMinutes = minutes - before.minutes;
  const overlap = stepOf('overlap', Math.max(0, stayedMinutes - newMinutes));
  if (visit.plan.kind === 'volunteer') {
    counts.days.set(key, { ...before, stretches, minutes });
    const why: readonly PriceStep[] = [...overlap, { kind: 'volunteer', minutes: newMinutes }];
    return { day, stayedMinutes, cents: ZERO_CENTS, timeMinutes: newMinutes, used: [], why };
  }
  const free = Math.min(newMinutes, Math.max(0, visit.plan.freeMinutes - before.freeMinutes));
  const used = usePools(visit, day, newMinutes - free, counts);
  const added = newMinutes - free - used.reduce((sum, pool) => sum + pool.minutes, 0);
  const price = priceMore(visit, day, added, before, facts);
  const capped = capMonth(visit, monthOf(day), price, counts);
  counts.days.set(key, {
    stretches,
    minutes,
    freeMinutes: before.freeMinutes + free,
    billedMinutes: before.billedMinutes + added,
    cents: addCents(before.cents, price.cents),
  });
  const included = used.map(
    (pool) => ({ kind: 'included', label: pool.pool.label, minutes: pool.minutes }) as const,
  );
  return {
    day,
    stayedMinutes,
    cents: capped.cents,
    timeMinutes: 0,
    used,
    why: [...overlap, ...stepOf('free', free), ...included, ...price.why, ...capped.why],
  };
}

/** Takes minutes from the pools of this holder, plan and day, the soonest to end first. */
function usePools(visit: Visit, day: Day, wanted: number, counts: Counts): readonly UsedPool[] {
  const used: UsedPool[] = [];
  let missing = wanted;
  for (const pool of counts.pools) {
    const minutes = isOpenTo(pool, visit, day) ? Math.min(missing, leftMinutes(pool, counts)) : 0;
    if (minutes === 0) continue;
    counts.poolMinutes.set(pool.id, (counts.poolMinutes.get(pool.id) ?? 0) + minutes);
    used.push({ pool, minutes, leftMinutes: leftMinutes(pool, counts) });
    missing -= minutes;
  }
  return used;
}

const isOpenTo = (pool: HourPool, { holder, plan }: Visit, day: Day): boolean =>
  pool.planId === plan.id &&
  pool.startsOn <= day &&
  (pool.endsOn === null || day <= pool.endsOn) &&
  pool.holders.includes(holder);

const leftMinutes = (pool: HourPool, { poolMinutes }: Counts): number =>
  Math.max(0, pool.minutes - (poolMinutes.get(pool.id) ?? 0));

type MorePrice = {
  readonly cents: Cents;
  readonly capMonthCents: Cents | null;
  readonly why: readonly PriceStep[];
};

/** What a day costs more with minutes added to it. */
function priceMore(
  { holder, plan }: Visit,
  day: Day,
  added: number,
  before: DayCount,
  { isMember }: BillingFacts,
): MorePrice {
  const member = plan.member !== null && isMember(holder, plan, day) ? plan.member : null;
  const rates = member?.rates ?? plan.rates;
  if (added === 0) return { cents: ZERO_CENTS, capMonthCents: rates.capMonthCents, why: [] };
  const price = priceDay(
    { ...plan, rates, isMember: member !== null },
    before.billedMinutes + added,
  );
  const earlier = { kind: 'earlier', minutes: before.billedMinutes, cents: before.cents } as const;
  return {
    cents: cents(Math.max(0, price.cents - before.cents)),
    capMonthCents: rates.capMonthCents,
    why: [...(before.billedMinutes === 0 ? [] : [earlier]), ...price.why],
  };
}

/** Takes off what would be above the month's cap. */
function capMonth(
  { holder, plan }: Visit,
  month: string,
  price: MorePrice,
  { monthCents }: Counts,
): { readonly cents: Cents; readonly why: readonly PriceStep[] } {
  const key = monthKey(holder, plan.id, month);
  const before = monthCents.get(key) ?? ZERO_CENTS;
  const { capMonthCents } = price;
  const room = capMonthCents === null ? price.cents : Math.max(0, capMonthCents - before);
  const due = cents(Math.min(price.cents, room));
  monthCents.set(key, addCents(before, due));
  if (capMonthCents === null || due === price.cents) return { cents: due, why: [] };
  const offCents = subtractCents(price.cents, due);
  return { cents: due, why: [{ kind: 'cap-month', capCents: capMonthCents, offCents }] };
}

const stepOf = (kind: 'overlap' | 'free', minutes: number): readonly PriceStep[] =>
  minutes === 0 ? [] : [{ kind, minutes }];

/** A clock that was put back may end a stay before its beginning: it has no length. */
const stretchBetween = (from: Instant, to: Instant): Stretch => ({
  fromMs: msOfInstant(from),
  toMs: Math.max(msOfInstant(from), msOfInstant(to)),
});

const LAST_DAY = '9999-12-31';

const bySoonestEnd = (left: HourPool, right: HourPool): number =>
  compareText(left.endsOn ?? LAST_DAY, right.endsOn ?? LAST_DAY) ||
  compareText(left.startsOn, right.startsOn) ||
  compareText(left.id, right.id);

const byEnd = (left: Visit, right: Visit): number =>
  compareText(left.outAt, right.outAt) ||
  compareText(left.inAt, right.inAt) ||
  compareText(left.presenceId, right.presenceId);

const compareText = (left: string, right: string): number =>
  left < right ? -1 : left > right ? 1 : 0;
