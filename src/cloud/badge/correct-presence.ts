import { closingInstant } from '../../domain/badge/calendar.ts';
import { CORRECTION_MS_MAX, STAY_MS_MAX } from '../../domain/badge/presence.ts';
import type { CollectiveId, PersonId, PlanId, PresenceId } from '../../shared/ids.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { addMs, msOfInstant } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import { findWalletOfPerson } from '../ledger/wallets.ts';
import { firstOf } from './days.ts';
import { holderOf } from './events.ts';
import { lockBadge } from './lock-badge.ts';
import type { LockedBadge } from './lock-badge.ts';
import { readPlan } from './read-presences.ts';
import { reckon } from './reckon.ts';
import { eventRow, insertEvents, withoutKnown } from './store-events.ts';

export type PresenceCorrection = {
  readonly correctionId: string;
  readonly presenceId: PresenceId;
  /** Null: as it was. */
  readonly inAt: Instant | null;
  readonly outAt: Instant | null;
  /** Only a manager may say that a stay never was. */
  readonly isRemoved: boolean;
  readonly at: Instant;
  readonly by:
    | { readonly kind: 'person'; readonly personId: PersonId }
    | {
        readonly kind: 'manager';
        readonly personId: PersonId;
        readonly collectiveId: CollectiveId;
      };
  readonly reason: string;
};

export type PresenceCorrectionRefusal =
  /** Not there, or of somebody else, or of another collective. */
  | 'presence-unknown'
  /** Its hours are erased (RULES B9). */
  | 'erased'
  /** A person: nothing was forgotten. */
  | 'not-forgotten'
  /** A person: more than 48 h ago (RULES B6). */
  | 'too-late'
  /** Out before in, later than now, or a stay of more than a week. */
  | 'times-wrong'
  | 'reason-missing'
  | 'content-differs';

const REASON_LENGTH_MAX = 200;

/** Says when somebody came or left: a new event (RULES B2); the bill follows. */
export async function correctPresence(
  tx: WritableDb,
  correction: PresenceCorrection,
): Promise<Result<{ readonly presenceId: PresenceId }, PresenceCorrectionRefusal>> {
  const { presenceId, by, at } = correction;
  const before = await findStay(tx, presenceId);
  const badge = before === undefined ? null : await lockBadge(tx, before.collective_id);
  // Read again under the lock: a tap may have changed it meanwhile.
  const stay = badge === null ? undefined : await findStay(tx, presenceId);
  if (badge === null || stay === undefined || !(await isTheirs(tx, stay, by))) {
    return err('presence-unknown');
  }
  const row = eventRow({
    ...{ id: correction.correctionId, collective_id: badge.collectiveId, at },
    ...{ kind: 'correction' as const, target_id: presenceId },
    ...{ in_at: correction.inAt, out_at: correction.outAt },
    is_removed: correction.isRemoved ? (1 as const) : (0 as const),
    source: by.kind === 'person' ? ('site' as const) : ('office' as const),
    ...{ made_by: by.personId, reason: correction.reason.slice(0, REASON_LENGTH_MAX) },
  });
  const { fresh, differing } = await withoutKnown(tx, [row]);
  if (differing.length > 0) return err('content-differs');
  if (fresh.length === 0) return ok({ presenceId });
  const refusal = (await refuse(tx, badge, stay, correction)) ?? findFault(stay, correction);
  if (refusal !== null) return err(refusal);

  await insertEvents(tx, fresh);
  const times = [stay.in_at, stay.out_at, correction.inAt, correction.outAt];
  const since = firstOf(times.filter((time) => time !== null)) ?? at;
  const touched = [{ holder: holderOf(stay), since: since as Instant }];
  await reckon(tx, badge, { touched, now: at });
  return ok({ presenceId });
}

type Stay = NonNullable<Awaited<ReturnType<typeof findStay>>>;

const findStay = (tx: WritableDb, presenceId: string) =>
  tx.query.selectFrom('presence').selectAll().where('id', '=', presenceId).executeTakeFirst();

async function isTheirs(
  tx: WritableDb,
  stay: Stay,
  by: PresenceCorrection['by'],
): Promise<boolean> {
  if (by.kind === 'manager') return stay.collective_id === by.collectiveId;
  const walletId = await findWalletOfPerson(tx, by.personId);
  return walletId !== undefined && (stay.wallet_id ?? stay.host_wallet_id) === walletId;
}

async function refuse(
  tx: WritableDb,
  badge: LockedBadge,
  stay: Stay,
  correction: PresenceCorrection,
): Promise<PresenceCorrectionRefusal | null> {
  if (stay.erased_at !== null) return 'erased';
  if (correction.by.kind === 'manager') {
    return correction.reason.trim() === '' ? 'reason-missing' : null;
  }
  const forgotten = await forgottenAt(tx, badge, stay, correction.by.personId);
  if (forgotten === null || correction.isRemoved) return 'not-forgotten';
  return addMs(forgotten, CORRECTION_MS_MAX) < correction.at ? 'too-late' : null;
}

/**
 * When a tap was forgotten; null when none was. Who has said it once may say it better within the
 * same time.
 */
async function forgottenAt(
  tx: WritableDb,
  { rule }: LockedBadge,
  stay: Stay,
  personId: PersonId,
): Promise<Instant | null> {
  if (stay.state === 'automatic' || stay.state === 'no-in') return stay.out_at as Instant | null;
  const said = await tx.query
    .selectFrom('presence_event')
    .select(['source', 'made_by'])
    .where('target_id', '=', stay.id)
    .where('kind', '=', 'correction')
    .orderBy('at', 'desc')
    .executeTakeFirst();
  if (said?.source !== 'site' || said.made_by !== personId || stay.in_at === null) return null;
  const plan = await readPlan(tx, stay.plan_id as PlanId, stay.plan_version);
  return closingInstant(plan ?? { closesAt: null }, stay.in_at as Instant, rule);
}

function findFault(stay: Stay, correction: PresenceCorrection): 'times-wrong' | null {
  const inAt = correction.inAt ?? (stay.in_at as Instant | null);
  const outAt = correction.outAt ?? (stay.out_at as Instant | null);
  const isLater = [correction.inAt, correction.outAt].some(
    (time) => time !== null && time > correction.at,
  );
  if (isLater) return 'times-wrong';
  if (inAt === null || outAt === null) return null;
  const stayedMs = msOfInstant(outAt) - msOfInstant(inAt);
  return stayedMs >= 0 && stayedMs <= STAY_MS_MAX ? null : 'times-wrong';
}
