import { isUuid } from '../../../shared/ids.ts';
import { askForCard, withdrawRequest } from '../../cards/card-requests.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { Route } from '../../http/route.ts';
import { readForm } from '../forms.ts';
import { PATHS_OF_SITE } from '../paths.ts';
import { FIELDS, WITHDRAW_PATH } from './card-request.tsx';
import { answerPasses } from './passes.tsx';

/** Asks a collective for a new Pass (RULES C6). */
export const askForCardRoute = {
  method: 'POST',
  path: PATHS_OF_SITE.passRequest,
  who: 'person',
  handle: async (call) => {
    const { db, clock } = call.deps;
    const { personId } = call.person;
    const form = await readForm(call);
    const where = form.text(FIELDS.where);
    const id = form.text(FIELDS.id).toLowerCase();
    if (!form.isOurs || !isUuid(id)) return answerPasses(call, { code: 'form-old', where });
    const lostCardId = form.text(FIELDS.lost) === '' ? null : form.text(FIELDS.lost);
    const asked = await writeTransaction(db, (tx) =>
      askForCard(tx, { id, personId, collectiveId: where, lostCardId, now: clock() }),
    );
    return asked.ok
      ? call.c.redirect(`${PATHS_OF_SITE.passes}?demande=faite`, 303)
      : answerPasses(call, { code: asked.error, where });
  },
} satisfies Route;

/** Takes the request back. Sent twice, it is withdrawn once. */
export const withdrawRequestRoute = {
  method: 'POST',
  path: WITHDRAW_PATH,
  who: 'person',
  handle: async (call) => {
    const { db, clock } = call.deps;
    const { personId } = call.person;
    const form = await readForm(call);
    if (!form.isOurs) return call.c.redirect(PATHS_OF_SITE.passes, 303);
    const id = form.text(FIELDS.id);
    await writeTransaction(db, (tx) => withdrawRequest(tx, { id, personId, now: clock() }));
    return call.c.redirect(`${PATHS_OF_SITE.passes}?demande=retiree`, 303);
  },
} satisfies Route;
