import type { Call, Route } from '../../http/route.ts';
import { readForm } from '../forms.ts';
import { answerPage } from '../page.tsx';
import { PATHS_OF_SITE, codePath, safeNextPath, signInPath } from '../paths.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { askCode } from './ask-code.ts';
import { EmailForm } from './email-form.tsx';
import { readEmail } from './read-email.ts';
import type { EmailProblem } from './read-email.ts';

/** The page that asks for an address (RULES P1). */
export const showSignInRoute = {
  method: 'GET',
  path: PATHS_OF_SITE.signIn,
  who: 'anyone',
  handle: async (call) => {
    const next = safeNextPath(call.c.req.query('suite'));
    if ((await call.findPerson()) !== null) return call.c.redirect(next, 303);
    return answerSignIn(call, openVisit(call, null), next, null);
  },
} satisfies Route;

/** Sends the code, then shows where to type it. */
export const askCodeRoute = {
  method: 'POST',
  path: PATHS_OF_SITE.signIn,
  who: 'anyone',
  handle: async (call) => {
    const visit = openVisit(call, null);
    const next = safeNextPath(call.c.req.query('suite'));
    const email = readEmail(await readForm(call));
    if (!email.ok) return answerSignIn(call, visit, next, email.error);
    const asked = await askCode(call, {
      email: email.value,
      language: visit.language,
      nextPath: next,
      cardQr: null,
      cardNumber: null,
    });
    return asked.ok
      ? call.c.redirect(codePath(asked.value), 303)
      : call.deps.people.renderRefusal(call, { status: 429, code: 'too-many' });
  },
} satisfies Route;

function answerSignIn(
  call: Call,
  visit: Visit,
  next: string,
  problem: EmailProblem | null,
): Promise<Response> {
  const { t } = visit;
  const title =
    problem === null ? t('signIn.title') : `${t('problem.summary')} · ${t('signIn.title')}`;
  return answerPage(
    call,
    visit,
    {
      title,
      isPrivate: true,
      isHeadNarrow: true,
      head: <h1>{t('signIn.title')}</h1>,
      body: (
        <div class="narrow sheet">
          <p class="lead">{t('signIn.lead')}</p>
          <EmailForm visit={visit} action={signInPath(next)} problem={problem} />
          <p class="soft">{t('signIn.noPassword')}</p>
        </div>
      ),
    },
    problem === null ? 200 : 422,
  );
}
