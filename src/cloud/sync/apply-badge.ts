import { badgeFactsOf } from '../badge/badge-facts.ts';
import type { BadgeFacts } from '../badge/badge-facts.ts';
import { touchedByMemberships } from '../badge/follow-memberships.ts';
import { lockBadge } from '../badge/lock-badge.ts';
import type { BadgeProblem } from '../badge/problems.ts';
import { reckon } from '../badge/reckon.ts';
import { findTouched, lockPassesOfTaps, storeEvents } from '../badge/store-events.ts';
import { storeStationPayments } from '../badge/store-payments.ts';
import type { PaidStay } from '../badge/store-payments.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { WritableDb } from '../db/open-database.ts';
import { linesOf } from '../goods/goods-facts.ts';
import type { KnownStation } from '../http/deps.ts';
import type { Follower } from './followers.ts';
import type { ReadEntry } from './read-entry.ts';

/**
 * Locks, before any money of the upload moves, what its presences will need: first the presences
 * of the collective, then the Passes. Everybody takes them in this order.
 */
export async function lockPresences(
  tx: WritableDb,
  station: KnownStation,
  read: readonly ReadEntry[],
): Promise<void> {
  const facts = badgeFactsOf(read);
  if (facts === null) return;
  if ((await lockBadge(tx, station.collectiveId)) === null) return;
  await lockPassesOfTaps(tx, station, facts.taps);
}

/**
 * Comings and goings, and what was paid for them (RULES 5): kept as events, then all stays that
 * they concern are paired, billed and settled anew. So the order in which doors speak changes nothing.
 */
export const applyBadge: Follower = async (tx, station, read, now) => {
  const facts = badgeFactsOf(read);
  if (facts === null) return [];
  const badge = await lockBadge(tx, station.collectiveId);
  if (badge === null) return withoutBadge(facts);
  const stored = await storeEvents(tx, station, facts);
  const paid = await storeStationPayments(tx, station, facts);
  const stays = await findPaidStays(tx, station, paid);
  const members = await touchedByMemberships(tx, membershipIdsOf(facts));
  const overpaid = await reckon(tx, badge, {
    touched: [...stored.touched, ...stays.touched, ...members],
    paidIds: paid.map(({ presenceId }) => presenceId),
    now,
  });
  return [...stored.problems, ...stays.unknown, ...overpaidProblems(facts, paid, overpaid)];
};

/** A collective that has no space to come into. */
const withoutBadge = ({ taps }: BadgeFacts): readonly BadgeProblem[] =>
  taps.map(({ seq, body }) => ({
    ...{ seq, code: 'space-unknown', message: `There is no ${body.spaceId} here.` },
  }));

async function findPaidStays(tx: WritableDb, station: KnownStation, paid: readonly PaidStay[]) {
  const ids = paid.map(({ presenceId }) => presenceId);
  const touched = await findTouched(tx, station.collectiveId, ids);
  // What is erased has no tap any more, but what is left to pay of it can still be paid.
  const standing = await tx.query
    .selectFrom('presence')
    .select('id')
    .where('collective_id', '=', station.collectiveId)
    .where(isOneOf(tx.kind, 'id', ids))
    .execute();
  const known = new Set([...touched.keys(), ...standing.map(({ id }) => id)]);
  return {
    touched: [...touched.values()],
    unknown: paid.flatMap(({ seq, presenceId }): readonly BadgeProblem[] =>
      known.has(presenceId)
        ? []
        : [{ seq, code: 'presence-unknown', message: `Nobody has seen ${presenceId}.` }],
    ),
  };
}

/** Those of a correction are looked at too: it may have ended one. */
const membershipIdsOf = ({ paid, paidBack }: BadgeFacts): readonly string[] =>
  [
    ...paid.map(({ sale }) => linesOf(sale.lines, 'membership')),
    ...paidBack.map(({ correction }) => linesOf(correction.lines, 'membership')),
  ].flatMap((lines) => lines.map(({ detail }) => detail.membershipId));

/** Said of the entry that paid too much; when that was an earlier one, of the one that showed it. */
function overpaidProblems(
  { taps, undos, corrections }: BadgeFacts,
  paid: readonly PaidStay[],
  overpaid: readonly string[],
): readonly BadgeProblem[] {
  const newest = [...taps, ...undos, ...corrections, ...paid].map(({ seq }) => seq);
  const last = newest.length === 0 ? 0 : Math.max(...newest);
  return overpaid.map((id) => ({
    seq: paid.findLast(({ presenceId }) => presenceId === id)?.seq ?? last,
    ...{ code: 'presence-overpaid', message: `More was paid for ${id} than it costs.` },
  }));
}
