import { addMs, msOfInstant } from '../../../src/shared/time.ts';
import type { Instant } from '../../../src/shared/time.ts';

/**
 * A door and its bills, written from RULES 5 without the program: what a station must show after
 * any sequence of taps. One day, two spaces with a plan each, and no closing hour.
 */

export type ModelStay = {
  readonly inAt: Instant | null;
  readonly outAt: Instant | null;
  readonly state: 'open' | 'closed' | 'automatic' | 'no-in';
  readonly cents: number;
  readonly paidCents: number;
};

type ModelTap = {
  readonly tapId: string;
  readonly direction: 'in' | 'out';
  readonly tappedAt: Instant;
  readonly writtenAt: Instant;
  readonly order: number;
  /** Of the same space, before it: what it is when it is taken back. */
  readonly before: readonly ModelStay[];
  readonly paidCents: number;
};

export type Place = 'desks' | 'room';

export type ModelHolder = {
  /** Null: a guest, who has no wallet. */
  balance: number | null;
  /** Spent without network since the cloud heard of it. */
  unsecured: number;
  readonly stays: Record<Place, readonly ModelStay[]>;
  readonly taps: Record<Place, ModelTap[]>;
};

const MINUTE_MS = 60_000;
/** What a Pass of this trust may spend without network. */
const UNSECURED_MAX = 2_000;

export const makeHolder = (balance: number | null): ModelHolder => ({
  balance,
  unsecured: 0,
  stays: { desks: [], room: [] },
  taps: { desks: [], room: [] },
});

export const stayIn = ({ stays }: ModelHolder, place: Place): ModelStay | undefined =>
  stays[place].find(({ state }) => state === 'open');

export const lastTap = (holder: ModelHolder): (ModelTap & { readonly place: Place }) | undefined =>
  (['desks', 'room'] as const)
    .flatMap((place) => holder.taps[place].map((tap) => ({ ...tap, place })))
    .toSorted((a, b) => b.order - a.order)[0];

/** RULES B4: the cheapest of hours in steps of 15 min, half-days with hours, and the day. */
export function priceOf(place: Place, minutes: number): number {
  const hours = (rest: number): number => Math.ceil(Math.max(0, rest) / 15) * 15;
  if (place === 'room') return (hours(minutes) * 1_000) / 60;
  const choices = [0, 1, 2].map(
    (halfDays) => halfDays * 700 + (hours(minutes - halfDays * 240) * 300) / 60,
  );
  return minutes === 0 ? 0 : Math.min(1_200, ...choices);
}

/** Whole minutes; stays that touch are one. */
function minutesOf(stays: readonly ModelStay[]): number {
  let total = 0;
  let run: { from: number; to: number } | null = null;
  const whole = (): number => (run === null ? 0 : Math.floor((run.to - run.from) / MINUTE_MS));
  for (const { inAt, outAt } of stays) {
    if (inAt === null || outAt === null) continue;
    const [from, to] = [msOfInstant(inAt), msOfInstant(outAt)];
    if (run !== null && from <= run.to) {
      run = { from: run.from, to: Math.max(run.to, to) };
      continue;
    }
    total += whole();
    run = { from, to };
  }
  return total + whole();
}

const ended = (stays: readonly ModelStay[]): readonly ModelStay[] =>
  stays.filter(({ state }) => state === 'closed' || state === 'automatic');

/** What the last stay that ended adds to the day. */
function billLast(place: Place, stays: readonly ModelStay[]): readonly ModelStay[] {
  const last = stays.at(-1);
  if (last === undefined) return stays;
  const before = stays.slice(0, -1);
  const billed = ended(before).reduce((sum, one) => sum + one.cents, 0);
  const cents = Math.max(0, priceOf(place, minutesOf(ended(stays))) - billed);
  return [...before, { ...last, cents }];
}

function isSame(at: Instant | null | undefined, tappedAt: Instant): boolean {
  return at != null && msOfInstant(tappedAt) - msOfInstant(at) <= MINUTE_MS;
}

let order = 0;

export function tapModel(
  holder: ModelHolder,
  place: Place,
  tap: Pick<ModelTap, 'tapId' | 'direction' | 'tappedAt' | 'writtenAt'>,
): { readonly paidCents: number } {
  const before = holder.stays[place];
  const after =
    tap.direction === 'in'
      ? comeIn(place, before, tap.tappedAt)
      : goOut(place, before, tap.tappedAt);
  const last = after.at(-1);
  const due = last === undefined || tap.direction === 'in' ? 0 : last.cents - last.paidCents;
  const paidCents = canPay(holder, due) ? due : 0;
  if (paidCents > 0 && holder.balance !== null) {
    holder.balance -= paidCents;
    holder.unsecured += paidCents;
  }
  holder.stays[place] = after.map((one) =>
    one === last ? { ...one, paidCents: one.paidCents + paidCents } : one,
  );
  order += 1;
  holder.taps[place].push({ ...tap, before, paidCents, order });
  return { paidCents };
}

const canPay = ({ balance, unsecured }: ModelHolder, due: number): boolean =>
  balance !== null && due > 0 && due <= balance && unsecured + due <= UNSECURED_MAX;

function comeIn(place: Place, stays: readonly ModelStay[], at: Instant): readonly ModelStay[] {
  const last = stays.at(-1);
  if (last?.state === 'open' && isSame(last.inAt, at)) return stays;
  const earlier =
    last?.state === 'open'
      ? billLast(place, [...stays.slice(0, -1), { ...last, state: 'automatic', outAt: at }])
      : stays;
  return [...earlier, { inAt: at, outAt: null, state: 'open', cents: 0, paidCents: 0 }];
}

function goOut(place: Place, stays: readonly ModelStay[], at: Instant): readonly ModelStay[] {
  const last = stays.at(-1);
  if (last?.state === 'open') {
    return billLast(place, [...stays.slice(0, -1), { ...last, state: 'closed', outAt: at }]);
  }
  const isTold = last?.state === 'closed' || last?.state === 'no-in';
  if (isTold && isSame(last.outAt, at)) return stays;
  return [...stays, { inAt: null, outAt: at, state: 'no-in', cents: 0, paidCents: 0 }];
}

/** Takes the last tap of a place back; gives what went back to the Pass. */
export function undoModel(holder: ModelHolder, place: Place): number {
  const tap = holder.taps[place].pop();
  if (tap === undefined) return 0;
  holder.stays[place] = tap.before;
  if (holder.balance !== null) holder.balance += tap.paidCents;
  return tap.paidCents;
}

export const isLate = ({ writtenAt }: ModelTap, now: Instant): boolean =>
  now > addMs(writtenAt, MINUTE_MS);
