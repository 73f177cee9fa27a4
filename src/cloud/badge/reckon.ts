import type { Selectable } from 'kysely';
import { CORRECTION_MS_MAX } from '../../domain/badge/presence.ts';
import type { VisitBill } from '../../domain/badge/price-steps.ts';
import type { AssetId, CollectiveId, WalletId } from '../../shared/ids.ts';
import { addMs } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import type { PresenceTable } from '../db/badge-tables.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { WritableDb } from '../db/open-database.ts';
import { billStays } from './bill-stays.ts';
import { firstOf } from './days.ts';
import { gatherStays } from './gather-stays.ts';
import type { GatheredStay, GatheredStays } from './gather-stays.ts';
import { findHours } from './hours.ts';
import type { LockedBadge } from './lock-badge.ts';
import { readPlans } from './plans.ts';
import type { PlanBook } from './plans.ts';
import { settleStay } from './settle.ts';
import type { PaymentRow } from './settle.ts';

/** Somebody about whom something new is known, and from when on it matters. */
export type Touched = {
  readonly holder: string;
  readonly since: Instant;
  /** The days before are not looked at: hours or a price of theirs changed, not a tap. */
  readonly isFromThatDay?: boolean;
};

/** A tap can change how one before it is paired, so the reckoning starts this much earlier. */
const BEFORE_MS = 2 * 24 * 3_600_000;

const startOf = ({ since, isFromThatDay }: Touched): Instant =>
  isFromThatDay === true ? since : addMs(since, -BEFORE_MS);

type PresenceRow = Selectable<PresenceTable>;

/**
 * Reckons stays anew from all that is known, bills them, and settles what was paid too much or too
 * little (docs/decisions/0017). `paidIds` are stays for which something was paid or taken back.
 * Doing it again changes nothing. Gives the stays that somebody overpaid who cannot get it back.
 */
export async function reckon(
  tx: WritableDb,
  badge: LockedBadge,
  order: {
    readonly touched: readonly Touched[];
    readonly paidIds?: readonly string[];
    readonly now: Instant;
  },
): Promise<readonly string[]> {
  const { touched, paidIds = [], now } = order;
  const plans = await readPlans(tx, badge.collectiveId);
  const settling = new Set(paidIds);
  const orphans = new Map<string, Owner>();
  if (touched.length > 0) {
    const named = [...new Set(touched.map(({ holder }) => holder))];
    const hours = await findHours(tx, plans, named);
    const holders = [...new Set([...named, ...hours.holders])];
    const since = firstOf(touched.map(startOf)) ?? now;
    const gathered = await gatherStays(tx, badge, plans, { holders, since, now });
    const bills = await billStays(tx, badge, { plans, hours, holders, gathered });
    const known = await readKnown(tx, badge.collectiveId, holders, gathered);
    await writeStays(tx, badge, { gathered, bills, known, now });
    const moved = await movePayments(tx, gathered, known);
    for (const [id, owner] of moved.orphans) orphans.set(id, owner);
    for (const { presenceId } of gathered.stays) settling.add(presenceId);
    for (const id of moved.orphans.keys()) settling.add(id);
    for (const holder of holders) tx.changed('badge-account', holder, badge.collectiveId);
  }
  return settleAll(tx, badge.collectiveId, { ids: [...settling], orphans, plans, now });
}

/** What stands in the table about the days that are reckoned again. */
const readKnown = (
  tx: WritableDb,
  collectiveId: string,
  holders: readonly string[],
  { firstDay, stays }: GatheredStays,
): Promise<readonly PresenceRow[]> =>
  tx.query
    .selectFrom('presence')
    .selectAll()
    .where('collective_id', '=', collectiveId)
    .where('erased_at', 'is', null)
    .where((where) =>
      where.or([
        where.and([
          where('day', '>=', firstDay),
          where.or([isOneOf(tx.kind, 'wallet_id', holders), isOneOf(tx.kind, 'guest_id', holders)]),
        ]),
        isOneOf(
          tx.kind,
          'id',
          stays.map(({ presenceId }) => presenceId),
        ),
      ]),
    )
    .execute();

const REWRITTEN = [
  ...(['space_id', 'plan_id', 'plan_version', 'wallet_id', 'guest_id', 'guest_name'] as const),
  ...(['host_wallet_id', 'in_at', 'out_at', 'state', 'is_corrected', 'day'] as const),
  ...(['stayed_minutes', 'included', 'months', 'why', 'billed_cents', 'time_minutes'] as const),
] as const;

async function writeStays(
  tx: WritableDb,
  { collectiveId }: LockedBadge,
  facts: {
    readonly gathered: GatheredStays;
    readonly bills: ReadonlyMap<string, VisitBill>;
    readonly known: readonly PresenceRow[];
    readonly now: Instant;
  },
): Promise<void> {
  const { gathered, bills, known } = facts;
  const before = new Map(known.map((row) => [row.id, row]));
  const kept = new Set<string>(gathered.stays.map(({ presenceId }) => presenceId));
  for (const stay of gathered.stays) {
    const row = rowOf(stay, bills.get(stay.presenceId));
    const old = before.get(stay.presenceId);
    if (old !== undefined && REWRITTEN.every((column) => old[column] === row[column])) continue;
    await (old === undefined
      ? tx.query
          .insertInto('presence')
          .values({ ...row, collective_id: collectiveId, paid_cents: 0 })
          .execute()
      : tx.query.updateTable('presence').set(row).where('id', '=', row.id).execute());
    tx.changed('presence', row.id, collectiveId);
  }
  for (const { id } of known) {
    if (kept.has(id)) continue;
    await tx.query.deleteFrom('presence').where('id', '=', id).execute();
    tx.changed('presence', id, collectiveId);
  }
}

function rowOf(stay: GatheredStay, bill: VisitBill | undefined) {
  const { tap } = stay;
  return {
    id: stay.presenceId as string,
    ...{ space_id: stay.spaceId, plan_id: stay.planId, plan_version: stay.planVersion },
    ...{ wallet_id: tap.wallet_id, guest_id: tap.guest_id, guest_name: tap.guest_name ?? '' },
    ...{ host_wallet_id: tap.host_wallet_id, in_at: stay.inAt, out_at: stay.outAt },
    ...{ state: stay.state, is_corrected: stay.isCorrected ? 1 : 0, day: stay.day },
    stayed_minutes: bill?.stayedMinutes ?? 0,
    included: JSON.stringify(bill?.included ?? []),
    months: JSON.stringify(bill?.months ?? []),
    why: JSON.stringify(bill?.why ?? []),
    billed_cents: bill?.cents ?? 0,
    time_minutes: bill?.timeMinutes ?? 0,
  } satisfies Partial<PresenceRow>;
}

type Owner = Pick<PresenceRow, 'wallet_id' | 'host_wallet_id'>;

/**
 * A tap that came late can give a stay another id: what was paid for any of its taps is paid for
 * it. What was paid for a tap that was taken back is for no stay, and goes back to whose it was.
 */
async function movePayments(
  tx: WritableDb,
  { stays, taps }: GatheredStays,
  known: readonly PresenceRow[],
): Promise<{ readonly orphans: ReadonlyMap<string, Owner> }> {
  const stayOf = new Map<string, string>(
    stays.flatMap(({ tapIds, presenceId }) => tapIds.map((tapId) => [tapId, presenceId] as const)),
  );
  const paid = await tx.query
    .selectFrom('presence_payment')
    .select(['id', 'presence_id'])
    .where(isOneOf(tx.kind, 'presence_id', [...taps.keys(), ...known.map(({ id }) => id)]))
    .execute();
  const owners = new Map<string, Owner>([
    ...known.map((row) => [row.id, row] as const),
    ...[...taps].map(([id, tap]) => [id, tap] as const),
  ]);
  const standing = await findStanding(tx, paid);
  const orphans = new Map<string, Owner>();
  for (const { id, presence_id: presenceId } of paid) {
    const target = stayOf.get(presenceId);
    const owner = owners.get(presenceId);
    if (target === undefined) {
      if (owner !== undefined && !standing.has(presenceId)) orphans.set(presenceId, owner);
    } else if (target !== presenceId) {
      await tx.query
        .updateTable('presence_payment')
        .set({ presence_id: target })
        .where('id', '=', id)
        .execute();
    }
  }
  return { orphans };
}

/** Which of them have a stay in the table, of an earlier day for example. */
async function findStanding(
  tx: WritableDb,
  paid: readonly { readonly presence_id: string }[],
): Promise<ReadonlySet<string>> {
  if (paid.length === 0) return new Set();
  const ids = [...new Set(paid.map((row) => row.presence_id))];
  const rows = await tx.query
    .selectFrom('presence')
    .select('id')
    .where(isOneOf(tx.kind, 'id', ids))
    .execute();
  return new Set(rows.map(({ id }) => id));
}

async function settleAll(
  tx: WritableDb,
  collectiveId: CollectiveId,
  order: {
    readonly ids: readonly string[];
    readonly orphans: ReadonlyMap<string, Owner>;
    readonly plans: PlanBook;
    readonly now: Instant;
  },
): Promise<readonly string[]> {
  const { ids, orphans, plans, now } = order;
  const rows = await tx.query
    .selectFrom('presence')
    .selectAll()
    .where('collective_id', '=', collectiveId)
    .where(isOneOf(tx.kind, 'id', ids))
    .orderBy('day')
    .orderBy('id')
    .execute();
  const paymentRows = await tx.query
    .selectFrom('presence_payment')
    .selectAll()
    .where(isOneOf(tx.kind, 'presence_id', ids))
    .orderBy('at')
    .orderBy('id')
    .execute();
  const payments = Map.groupBy(paymentRows, (row) => row.presence_id);
  const overpaid: string[] = [];
  for (const [id, owner] of orphans) {
    const nothing = { id, billed_cents: 0, time_minutes: 0, timeAssetId: null, mayTake: false };
    const account = { ...nothing, ...owner, payments: payments.get(id) ?? [] };
    const { isOverpaid } = await settleStay(tx, accountOf(collectiveId, account), now);
    if (isOverpaid) overpaid.push(id);
  }
  for (const row of rows) {
    const own = payments.get(row.id) ?? [];
    const { timeAssetId = null } = plans.planOf(row.plan_id, row.plan_version) ?? {};
    const account = { ...row, timeAssetId, payments: own, mayTake: mayTake(row, own, now) };
    const settled = await settleStay(tx, accountOf(collectiveId, account), now);
    if (settled.isOverpaid) overpaid.push(row.id);
    if (settled.paidCents === row.paid_cents) continue;
    const { paidCents } = settled;
    await tx.query
      .updateTable('presence')
      .set({ paid_cents: paidCents })
      .where('id', '=', row.id)
      .execute();
    tx.changed('presence', row.id, collectiveId);
  }
  return overpaid;
}

const accountOf = (
  collectiveId: CollectiveId,
  row: Owner & {
    readonly id: string;
    readonly billed_cents: number;
    readonly time_minutes: number;
    readonly timeAssetId: AssetId | null;
    readonly mayTake: boolean;
    readonly payments: readonly PaymentRow[];
  },
) => ({
  ...{ presenceId: row.id, collectiveId, billedCents: row.billed_cents },
  ...{ timeMinutes: row.time_minutes, timeAssetId: row.timeAssetId },
  payerWalletId: (row.wallet_id ?? row.host_wallet_id) as WalletId | null,
  helperWalletId: row.wallet_id as WalletId | null,
  ...{ mayTake: row.mayTake, payments: row.payments },
});

/**
 * A forgotten going out is taken only when the person has had time to say when they left. What a
 * till took back stays to be paid: whoever did that meant it.
 */
function mayTake(row: PresenceRow, payments: readonly PaymentRow[], now: Instant): boolean {
  if (payments.some(({ kind }) => kind === 'sale-corrected')) return false;
  if (row.state !== 'automatic') return true;
  return row.out_at === null || addMs(row.out_at as Instant, CORRECTION_MS_MAX) <= now;
}
