import { lockBadge } from '../../src/cloud/badge/lock-badge.ts';
import { reckon } from '../../src/cloud/badge/reckon.ts';
import { eventRow, insertEvents } from '../../src/cloud/badge/store-events.ts';
import type { EventRow } from '../../src/cloud/badge/store-events.ts';
import { writeTransaction } from '../../src/cloud/db/write-transaction.ts';
import type { Db } from '../../src/cloud/db/open-database.ts';
import { makeUuid } from '../../src/shared/ids.ts';
import { toInstant } from '../../src/shared/time.ts';
import type { Instant } from '../../src/shared/time.ts';

export const ETABLI_ID = '019b76da-a802-7000-8000-000000000002';
export const DESKS_ID = '019b76da-a814-7000-8000-000000000001';

/** A stay as doors would have told it: somebody of the demo, or a guest. */
export type PlayedStay = {
  /** Null: a day visitor or a guest. */
  readonly email: string | null;
  readonly guest?: { readonly name: string; readonly hostEmail: string | null };
  readonly spaceId?: string;
  readonly inAt: string;
  readonly outAt: string | null;
};

/** Keeps the taps of stays and bills them. Gives the ids of the stays, in the order given. */
export async function playStays(
  db: Db,
  stays: readonly PlayedStay[],
  now: Instant,
): Promise<readonly string[]> {
  return writeTransaction(db, async (tx) => {
    const badge = await lockBadge(tx, ETABLI_ID);
    if (badge === null) throw new Error('the coworking place has no badge settings');
    const walletOf = async (email: string | null): Promise<string | null> => {
      if (email === null) return null;
      const row = await tx.query
        .selectFrom('wallet')
        .innerJoin('person', 'person.id', 'wallet.person_id')
        .select('wallet.id')
        .where('email', '=', email)
        .where('merged_into', 'is', null)
        .executeTakeFirstOrThrow();
      return row.id;
    };
    const ids: string[] = [];
    const touched: { readonly holder: string; readonly since: Instant }[] = [];
    for (const stay of stays) {
      const spaceId = stay.spaceId ?? DESKS_ID;
      const { plan_id: planId, current_version: version } = await tx.query
        .selectFrom('badge_space')
        .innerJoin('badge_plan', 'badge_plan.id', 'badge_space.plan_id')
        .select(['plan_id', 'current_version'])
        .where('badge_space.id', '=', spaceId)
        .executeTakeFirstOrThrow();
      const walletId = await walletOf(stay.email);
      const guestId = stay.guest === undefined ? null : makeUuid();
      const id = makeUuid();
      const tap = (tapId: string, direction: 'in' | 'out', at: string): EventRow =>
        eventRow({
          ...{ id: tapId, collective_id: ETABLI_ID, kind: 'tap' as const, at, direction },
          ...{ space_id: spaceId, plan_id: planId, plan_version: version },
          ...{ wallet_id: walletId, guest_id: guestId, guest_name: stay.guest?.name ?? null },
          source: 'site' as const,
        });
      const host = await walletOf(stay.guest?.hostEmail ?? null);
      await insertEvents(tx, [
        { ...tap(id, 'in', stay.inAt), host_wallet_id: host },
        ...(stay.outAt === null
          ? []
          : [{ ...tap(makeUuid(), 'out', stay.outAt), host_wallet_id: host }]),
      ]);
      ids.push(id);
      touched.push({ holder: walletId ?? guestId ?? '', since: toInstant(stay.inAt) });
    }
    await reckon(tx, badge, { touched, now });
    return ids;
  });
}
