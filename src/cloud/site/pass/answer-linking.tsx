import type { PersonId } from '../../../shared/ids.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import { findCard } from '../../ledger/cards.ts';
import type { Call } from '../../http/route.ts';
import { PATHS_OF_SITE } from '../paths.ts';
import { openVisit } from '../visit.ts';
import { answerPass, viewOf } from './answer-pass.tsx';
import { linkPass } from './link-pass.ts';

/** Links a Pass to a person whose address is proved, and says what came of it. */
export async function answerLinking(call: Call, personId: PersonId, qr: string): Promise<Response> {
  const { db, clock, makeId } = call.deps;
  const linked = await writeTransaction(db, (tx) =>
    linkPass(tx, { qr, personId }, { makeId, now: clock() }),
  );
  if (linked.ok) {
    return call.c.redirect(`${PATHS_OF_SITE.purse}?relie=${linked.value.number}`, 303);
  }
  // Between the page and now somebody else was faster, or it was lost: say what it is now.
  const view = viewOf(await findCard(db, { qr }), personId);
  const visit = openVisit(call, await call.deps.people.findSignedIn(call));
  return answerPass(call, visit, {
    view: view.kind === 'linked' ? { kind: 'taken', number: view.number } : view,
    qr,
    problem: null,
  });
}
