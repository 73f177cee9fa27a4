import { addDays, dayOf } from '../../shared/format.ts';
import { addMs } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import type { CloudDeps } from '../http/deps.ts';
import { APPROVAL_MS } from './answer-request.ts';
import { lockMembership } from './lock-membership.ts';
import { endedMail, forgottenMail } from './membership-mails.ts';
import { moveMembership, STOPS_RENEWING } from './move-membership.ts';
import { queueMembershipMail } from './queue-membership-mail.ts';
import { readOwnPeriods } from './take-membership.ts';

/** How many of each in one turn. */
const ENDED_MAX = 200;

/** Nobody is written to about what ended long ago. */
const TOLD_DAYS_MAX = 7;

/** Something that nobody had to agree to, begun and left: it is put away quietly. */
const LEFT_MS = 7 * 24 * 3_600_000;

/** Ends what is over and does not renew, and drops what nobody paid for. */
export async function endMemberships(deps: CloudDeps): Promise<void> {
  const now = deps.clock();
  for (const id of await findOver(deps, now)) {
    await writeTransaction(deps.db, (tx) => endOne(tx, id, now));
  }
  for (const id of await findUnpaid(deps, now)) {
    await writeTransaction(deps.db, (tx) => dropOne(tx, id, now));
  }
}

async function findOver({ db }: CloudDeps, now: Instant): Promise<readonly string[]> {
  const rows = await db.query
    .selectFrom('membership')
    .innerJoin('collective', 'collective.id', 'membership.collective_id')
    .select(['membership.id', 'ends_on', 'time_zone'])
    .where('state', '=', 'active')
    .where('renew_next_at', 'is', null)
    // No zone is further ahead than a day.
    .where('ends_on', '<', addDays(dayOf(now, 'UTC'), 1))
    .orderBy('ends_on')
    .orderBy('membership.id')
    .limit(ENDED_MAX)
    .execute();
  return rows.flatMap(({ id, ends_on: endsOn, time_zone: zone }) =>
    endsOn !== null && endsOn < dayOf(now, zone) ? [id] : [],
  );
}

async function endOne(tx: WritableDb, id: string, now: Instant): Promise<void> {
  const membership = await lockMembership(tx, id);
  if (membership?.state !== 'active' || membership.renewNextAt !== null) return;
  const { endsOn, person, offer, collective } = membership;
  const today = dayOf(now, collective.timeZone);
  if (endsOn === null || endsOn >= today) return;
  await moveMembership(tx, membership, 'end', { ...STOPS_RENEWING, closed_at: now });
  const own = offer === null ? [] : await readOwnPeriods(tx, person.id, offer.id);
  const goesOn = own.some(
    (other) => other.state === 'active' && (other.endsOn === null || other.endsOn >= today),
  );
  if (goesOn || endsOn < addDays(today, -TOLD_DAYS_MAX)) return;
  await queueMembershipMail(tx, `ended ${id}`, endedMail(membership, endsOn, 'over'), now);
}

/** Renewals have their own tries: they are not dropped here. */
async function findUnpaid({ db }: CloudDeps, now: Instant): Promise<readonly string[]> {
  const rows = await db.query
    .selectFrom('membership')
    .select('id')
    .where('state', '=', 'approved')
    .where('renewal_of', 'is', null)
    .where((where) =>
      where.or([
        where('decided_at', '<=', addMs(now, -APPROVAL_MS)),
        where.and([where('decided_at', 'is', null), where('asked_at', '<=', addMs(now, -LEFT_MS))]),
      ]),
    )
    .orderBy('id')
    .limit(ENDED_MAX)
    .execute();
  return rows.map(({ id }) => id);
}

async function dropOne(tx: WritableDb, id: string, now: Instant): Promise<void> {
  const membership = await lockMembership(tx, id);
  if (membership?.state !== 'approved') return;
  await moveMembership(tx, membership, 'cancel', { ...STOPS_RENEWING, closed_at: now });
  const decided = await tx.query
    .selectFrom('membership')
    .select('decided_at')
    .where('id', '=', id)
    .executeTakeFirst();
  if (decided?.decided_at == null) return;
  await queueMembershipMail(tx, `forgotten ${id}`, forgottenMail(membership), now);
}
