import type { CollectiveId, MembershipId, PersonId } from '../../shared/ids.ts';
import { dayOf } from '../../shared/format.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { addMs } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import { lockMembership } from './lock-membership.ts';
import { approvedMail, refusedMail } from './membership-mails.ts';
import { moveMembership } from './move-membership.ts';
import { queueMembershipMail } from './queue-membership-mail.ts';

/** An approval waits so long to be paid, then it is dropped. */
export const APPROVAL_MS = 30 * 24 * 3_600_000;

/** Letters of the reason of a refusal. */
export const REASON_LENGTH_MAX = 300;

export type AnswerOrder = {
  readonly membershipId: MembershipId;
  /** Whose manager answers. */
  readonly collectiveId: CollectiveId;
  readonly by: PersonId;
  readonly now: Instant;
} & ({ readonly says: 'yes' } | { readonly says: 'no'; readonly reason: string });

/**
 * Somebody of the collective answers a request (RULES A1), and the person is written to. The same
 * answer twice is success; another one after it is refused.
 */
export async function answerRequest(
  tx: WritableDb,
  order: AnswerOrder,
): Promise<Result<{ readonly name: string }, 'unknown' | 'answered-otherwise' | 'withdrawn'>> {
  const membership = await lockMembership(tx, order.membershipId);
  if (membership === null || membership.collective.id !== order.collectiveId) return err('unknown');
  const name = membership.person.name;
  if (membership.state === 'cancelled') return err('withdrawn');
  if (membership.state !== 'requested') {
    const wasNo = membership.state === 'refused';
    return wasNo === (order.says === 'no') ? ok({ name }) : err('answered-otherwise');
  }
  const decided = { decided_at: order.now, decided_by: order.by };
  if (order.says === 'yes') {
    await moveMembership(tx, membership, 'approve', decided);
    const until = dayOf(addMs(order.now, APPROVAL_MS), membership.collective.timeZone);
    const mail = approvedMail(membership, until);
    await queueMembershipMail(tx, `approved ${membership.id}`, mail, order.now);
    return ok({ name });
  }
  const reason = order.reason.trim().slice(0, REASON_LENGTH_MAX);
  await moveMembership(tx, membership, 'refuse', { ...decided, reason, closed_at: order.now });
  const mail = refusedMail(membership, reason);
  await queueMembershipMail(tx, `refused ${membership.id}`, mail, order.now);
  return ok({ name });
}
