import { isUuid } from '../../../shared/ids.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { AnyoneCall, Route } from '../../http/route.ts';
import { findShift } from '../../volunteers/read-shifts.ts';
import type { ShiftOnSite } from '../../volunteers/read-shifts.ts';
import { signUp } from '../../volunteers/sign-up.ts';
import { readForm } from '../forms.ts';
import { PATHS_OF_SITE, shiftPath, signInPath } from '../paths.ts';
import { answerShift } from './shift-page.tsx';
import type { ShiftProblem } from './shift-page.tsx';
import { SIGN_UP_FIELD } from './shift-item.tsx';

const SHIFT_PATH = `${PATHS_OF_SITE.volunteers}/:collectif/:creneau` as const;

/** Everything about one shift; the result of signing up stands here too. */
export const showShiftRoute = {
  method: 'GET',
  path: SHIFT_PATH,
  who: 'anyone',
  handle: async (call) => {
    const person = await call.findPerson();
    const shift = await findNamedShift(call);
    if (shift === null) return refuseUnknown(call);
    return answerShift(call, person, { shift, done: call.c.req.query('fait'), problem: null });
  },
} satisfies Route;

/** Signs up in one tap. Who is not signed in any more signs in first, and comes back. */
export const signUpRoute = {
  method: 'POST',
  path: SHIFT_PATH,
  who: 'anyone',
  handle: async (call) => {
    const person = await call.findPerson();
    const shift = await findNamedShift(call);
    if (shift === null) return refuseUnknown(call);
    const path = shiftPath(shift.collective.slug, shift.id);
    if (person === null) return call.c.redirect(signInPath(path), 303);
    const refuse = (problem: ShiftProblem): Promise<Response> =>
      answerShift(call, person, { shift, done: undefined, problem });
    const form = await readForm(call);
    const id = form.text(SIGN_UP_FIELD).toLowerCase();
    if (!form.isOurs || !isUuid(id)) return refuse({ code: 'form-old' });
    const { db, clock } = call.deps;
    const signed = await writeTransaction(db, (tx) =>
      signUp(tx, { id, shiftId: shift.id, personId: person.personId, now: clock() }),
    );
    return signed.ok ? call.c.redirect(`${path}?fait=inscrit`, 303) : refuse(signed.error);
  },
} satisfies Route;

async function findNamedShift(call: AnyoneCall): Promise<ShiftOnSite | null> {
  const { req } = call.c;
  const shiftId = req.param('creneau') ?? '';
  if (!isUuid(shiftId)) return null;
  const person = await call.findPerson();
  return findShift(call.deps.db, person?.personId ?? null, {
    collectiveSlug: req.param('collectif') ?? '',
    shiftId,
  });
}

const refuseUnknown = (call: AnyoneCall): Response | Promise<Response> =>
  call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });
