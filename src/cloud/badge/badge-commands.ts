import { UNDO_MS_MAX } from '../../domain/badge/presence.ts';
import type { CollectiveId, PersonId, PresenceId, SpaceId, TapId } from '../../shared/ids.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { addMs } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import { ensureWalletOfPerson, findWalletOfPerson } from '../ledger/wallets.ts';
import { lockBadge } from './lock-badge.ts';
import { reckon } from './reckon.ts';
import { eventRow, insertEvents, undoIdOf, withoutKnown } from './store-events.ts';

/**
 * What people do about presences on the web. Each may be sent again under its id, and belongs in
 * `writeTransaction`.
 */

export type SiteTap = {
  readonly tapId: TapId;
  readonly collectiveId: CollectiveId;
  readonly personId: PersonId;
  readonly spaceId: SpaceId;
  readonly direction: 'in' | 'out';
  readonly at: Instant;
};

export type SiteTapRefusal =
  /** The collective does not let people come in and go out by phone. */
  'site-not-allowed' | 'space-unknown' | 'already-in' | 'not-in' | 'content-differs';

/** In or out from a phone (RULES B1); an out is paid from the wallet when it has enough. */
export async function tapFromSite(
  tx: WritableDb,
  tap: SiteTap,
): Promise<Result<{ readonly presenceId: PresenceId }, SiteTapRefusal>> {
  const { tapId, personId, direction, at } = tap;
  const badge = await lockBadge(tx, tap.collectiveId);
  if (badge === null || !badge.allowsSite) return err('site-not-allowed');
  const space = await findSpace(tx, tap);
  if (space === undefined) return err('space-unknown');
  const walletId = await ensureWalletOfPerson(tx, personId, at);
  const known = await findTap(tx, tapId);
  if (known !== undefined) {
    const isSame =
      known.wallet_id === walletId &&
      known.direction === direction &&
      known.space_id === tap.spaceId;
    return isSame
      ? ok({ presenceId: await findStayOf(tx, tap, walletId) })
      : err('content-differs');
  }
  const open = await findOpenStay(tx, tap, walletId);
  if (direction === 'in' && open !== undefined) return err('already-in');
  if (direction === 'out' && open === undefined) return err('not-in');
  await insertEvents(tx, [
    eventRow({
      ...{ id: tapId, collective_id: badge.collectiveId, kind: 'tap', at: at },
      ...{ source: 'site', direction, space_id: tap.spaceId, wallet_id: walletId },
      plan_id: open?.plan_id ?? space.plan_id,
      plan_version: open?.plan_version ?? space.current_version,
    }),
  ]);
  await reckon(tx, badge, { touched: [{ holder: walletId, since: at }], now: at });
  return ok({ presenceId: (open?.id ?? tapId) as PresenceId });
}

const findSpace = (tx: WritableDb, { spaceId, collectiveId }: SiteTap) =>
  tx.query
    .selectFrom('badge_space')
    .innerJoin('badge_plan', 'badge_plan.id', 'badge_space.plan_id')
    .select(['plan_id', 'current_version'])
    .where('badge_space.id', '=', spaceId)
    .where('badge_space.collective_id', '=', collectiveId)
    .where('badge_space.removed_at', 'is', null)
    .executeTakeFirst();

const findTap = (tx: WritableDb, tapId: string) =>
  tx.query
    .selectFrom('presence_event')
    .select(['wallet_id', 'direction', 'space_id', 'at', 'collective_id'])
    .where('id', '=', tapId)
    .where('kind', '=', 'tap')
    .executeTakeFirst();

const findOpenStay = (tx: WritableDb, { spaceId }: SiteTap, walletId: string) =>
  tx.query
    .selectFrom('presence')
    .select(['id', 'plan_id', 'plan_version'])
    .where('wallet_id', '=', walletId)
    .where('space_id', '=', spaceId)
    .where('state', '=', 'open')
    .orderBy('in_at', 'desc')
    .executeTakeFirst();

/** The stay that a tap sent again began or ended. */
async function findStayOf(
  tx: WritableDb,
  { tapId, spaceId, at }: SiteTap,
  walletId: string,
): Promise<PresenceId> {
  const row = await tx.query
    .selectFrom('presence')
    .select('id')
    .where('wallet_id', '=', walletId)
    .where('space_id', '=', spaceId)
    .where('in_at', '<=', at)
    .orderBy('in_at', 'desc')
    .executeTakeFirst();
  return (row?.id ?? tapId) as PresenceId;
}

/** Takes a tap of one's own back within a minute. */
export async function undoTap(
  tx: WritableDb,
  undo: { readonly tapId: TapId; readonly personId: PersonId; readonly at: Instant },
): Promise<Result<{ readonly tapId: TapId }, 'tap-unknown' | 'too-late'>> {
  const { tapId, personId, at } = undo;
  const before = await findTap(tx, tapId);
  if (before === undefined) return err('tap-unknown');
  const badge = await lockBadge(tx, before.collective_id);
  const walletId = await findWalletOfPerson(tx, personId);
  const tap = await findTap(tx, tapId);
  if (badge === null || tap === undefined || walletId === undefined) return err('tap-unknown');
  if (tap.wallet_id !== walletId) return err('tap-unknown');
  const row = eventRow({
    ...{ id: undoIdOf(tapId), collective_id: badge.collectiveId, kind: 'undo' },
    ...{ at: at, source: 'site', target_id: tapId },
  });
  const { fresh } = await withoutKnown(tx, [row]);
  if (fresh.length === 0) return ok({ tapId });
  if (addMs(tap.at as Instant, UNDO_MS_MAX) < at) return err('too-late');
  await insertEvents(tx, fresh);
  const touched = [{ holder: walletId as string, since: tap.at as Instant }];
  await reckon(tx, badge, { touched, now: at });
  return ok({ tapId });
}

type Consent = {
  readonly personId: PersonId;
  readonly collectiveId: CollectiveId;
  readonly at: Instant;
};

/** Agrees to be named on the board that everybody sees (RULES B8). */
export async function giveConsent(
  tx: WritableDb,
  { personId, collectiveId, at }: Consent,
): Promise<Result<null, 'collective-unknown'>> {
  const badge = await lockBadge(tx, collectiveId);
  if (badge === null) return err('collective-unknown');
  await tx.query
    .insertInto('presence_consent')
    .values({ person_id: personId, collective_id: collectiveId, agreed_at: at })
    .onConflict((conflict) => conflict.columns(['person_id', 'collective_id']).doNothing())
    .execute();
  await tellAccount(tx, personId, collectiveId);
  return ok(null);
}

export async function takeConsentBack(
  tx: WritableDb,
  { personId, collectiveId }: Consent,
): Promise<Result<null, 'collective-unknown'>> {
  const badge = await lockBadge(tx, collectiveId);
  if (badge === null) return err('collective-unknown');
  await tx.query
    .deleteFrom('presence_consent')
    .where('person_id', '=', personId)
    .where('collective_id', '=', collectiveId)
    .execute();
  await tellAccount(tx, personId, collectiveId);
  return ok(null);
}

async function tellAccount(
  tx: WritableDb,
  personId: PersonId,
  collectiveId: CollectiveId,
): Promise<void> {
  const walletId = await findWalletOfPerson(tx, personId);
  if (walletId !== undefined) tx.changed('badge-account', walletId, collectiveId);
}
