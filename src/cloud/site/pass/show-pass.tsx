import { countTry } from '../../api/rate-limit.ts';
import { hashSecret } from '../../auth/secrets.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import { clientAddress } from '../../http/client-address.ts';
import { isUuid } from '../../../shared/ids.ts';
import type { FoundCard } from '../../ledger/cards.ts';
import { findCard } from '../../ledger/cards.ts';
import type { Call, Route } from '../../http/route.ts';
import { readForm } from '../forms.ts';
import { codePath, qrPath } from '../paths.ts';
import { askCode } from '../sign-in/ask-code.ts';
import { readEmail } from '../sign-in/read-email.ts';
import { openVisit } from '../visit.ts';
import { answerLinking } from './answer-linking.tsx';
import { answerPass, viewOf } from './answer-pass.tsx';

/** What the QR on the back of a Pass opens. It signs nobody in (RULES C5). */
export const showPassRoute = {
  method: 'GET',
  path: '/qr/:qr',
  who: 'anyone',
  handle: async (call) => {
    const person = await call.findPerson();
    const { qr, card } = await findScanned(call);
    if (card === undefined && !(await isGuessCalm(call))) return refuseTooMany(call);
    const view = viewOf(card, person?.personId ?? null);
    return answerPass(call, openVisit(call, person), { view, qr, problem: null });
  },
} satisfies Route;

/** Links the Pass: at once for who is signed in, else after the address is proved. */
export const linkPassRoute = {
  method: 'POST',
  path: '/qr/:qr',
  who: 'anyone',
  handle: async (call) => {
    const person = await call.findPerson();
    const { qr, card } = await findScanned(call);
    if (card === undefined && !(await isGuessCalm(call))) return refuseTooMany(call);
    const visit = openVisit(call, person);
    const view = viewOf(card, person?.personId ?? null);
    if (card === undefined || view.kind !== 'free') {
      return answerPass(call, visit, { view, qr, problem: null });
    }
    const form = await readForm(call);
    if (person !== null) {
      if (!form.isOurs) return call.c.redirect(qrPath(qr), 303);
      return answerLinking(call, person.personId, qr);
    }
    const email = readEmail(form);
    if (!email.ok) return answerPass(call, visit, { view, qr, problem: email.error });
    const asked = await askCode(call, {
      email: email.value,
      language: visit.language,
      nextPath: qrPath(qr),
      cardQr: qr,
      cardNumber: card.number,
    });
    return asked.ok ? call.c.redirect(codePath(asked.value), 303) : refuseTooMany(call);
  },
} satisfies Route;

/** Unknown QR codes that one place may open: nobody finds a Pass by trying. */
const GUESSES = { triesMax: 60, windowMs: 3_600_000 } as const;

const isGuessCalm = (call: Call): Promise<boolean> =>
  writeTransaction(call.deps.db, (tx) =>
    countTry(tx, `qr-from:${hashSecret(clientAddress(call))}`, GUESSES, call.deps.clock()),
  );

const refuseTooMany = (call: Call): Response | Promise<Response> =>
  call.deps.people.renderRefusal(call, { status: 429, code: 'too-many' });

async function findScanned(
  call: Call,
): Promise<{ readonly qr: string; readonly card: FoundCard | undefined }> {
  const qr = (call.c.req.param('qr') ?? '').toLowerCase();
  return { qr, card: isUuid(qr) ? await findCard(call.deps.db, { qr }) : undefined };
}
