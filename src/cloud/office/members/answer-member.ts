import { isUuid, toId } from '../../../shared/ids.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { ManagerCall, Route } from '../../http/route.ts';
import { REASON_LENGTH_MAX, answerRequest } from '../../membership/answer-request.ts';
import { readForm } from '../../site/forms.ts';
import { openVisit } from '../../site/visit.ts';
import { REASON_FIELD, answerMembers } from './list-members.tsx';
import { MEMBER_PATHS, membersPath } from './member-paths.ts';

/** A little more than a reason may have, so that one that is too long is told so and kept. */
const TYPED_LENGTH_MAX = 3 * REASON_LENGTH_MAX;

export const approveMemberRoute = {
  method: 'POST',
  path: MEMBER_PATHS.approve,
  who: 'manager',
  handle: async (call) => {
    const form = await readForm(call);
    if (!form.isOurs) return call.c.redirect(membersPath(call.collective.slug), 303);
    return answer(call, { says: 'yes' });
  },
} satisfies Route;

/** Says no, with a reason that the person reads. */
export const refuseMemberRoute = {
  method: 'POST',
  path: MEMBER_PATHS.refuse,
  who: 'manager',
  handle: async (call) => {
    const form = await readForm(call, TYPED_LENGTH_MAX);
    if (!form.isOurs) return call.c.redirect(membersPath(call.collective.slug), 303);
    const membershipId = call.c.req.param('adhesion') ?? '';
    const reason = form.text(`${REASON_FIELD}-${membershipId}`);
    const { t } = openVisit(call, call.person);
    if (reason.trim() === '') {
      return answerMembers(call, {
        ...{ membershipId, reason, problem: t('membersOffice.reasonMissing') },
      });
    }
    if (reason.trim().length > REASON_LENGTH_MAX) {
      const problem = t('membersOffice.reasonLong', { max: REASON_LENGTH_MAX });
      return answerMembers(call, { membershipId, reason, problem });
    }
    return answer(call, { says: 'no', reason });
  },
} satisfies Route;

async function answer(
  call: ManagerCall,
  says: { readonly says: 'yes' } | { readonly says: 'no'; readonly reason: string },
): Promise<Response> {
  const { deps, collective, person } = call;
  const id = call.c.req.param('adhesion') ?? '';
  const notFound = () =>
    deps.people.renderRefusal(call, { status: 404, code: 'not-found' as const });
  if (!isUuid(id) || id !== id.toLowerCase()) return notFound();
  const answered = await writeTransaction(deps.db, (tx) =>
    answerRequest(tx, {
      ...{ membershipId: toId<'Membership'>(id), collectiveId: collective.id },
      ...{ by: person.personId, now: deps.clock() },
      ...says,
    }),
  );
  const page = membersPath(collective.slug);
  if (answered.ok) {
    return call.c.redirect(`${page}?fait=${says.says === 'yes' ? 'oui' : 'non'}`, 303);
  }
  switch (answered.error) {
    case 'unknown':
      return notFound();
    case 'answered-otherwise':
      return call.c.redirect(`${page}?fait=autrement`, 303);
    case 'withdrawn':
      return call.c.redirect(`${page}?fait=retire`, 303);
  }
}
