import { isUuid } from '../../../shared/ids.ts';
import { err } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { readableEmail } from '../../auth/email.ts';
import { findOpenSignIn, tryCode } from '../../auth/sign-in-store.ts';
import type { CodeRefusal, ProvedSignIn } from '../../auth/sign-in-store.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { Call, Route } from '../../http/route.ts';
import { readForm } from '../forms.ts';
import { answerPage } from '../page.tsx';
import { Icon } from '../parts/icon.tsx';
import { PATHS_OF_SITE, codePath, qrPath, signInPath } from '../paths.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { answerEntered } from './answer-entered.ts';
import { answerSpent } from './answer-spent.tsx';
import { enter } from './enter.ts';
import { CODE_FIELD, CodeForm } from './code-form.tsx';
import { codeShapeProblem, readCode } from './read-code.ts';
import type { Entered } from './enter.ts';

/** The page to type the code on. It looks the same whether or not the address is known. */
export const showCodeRoute = {
  method: 'GET',
  path: PATHS_OF_SITE.code,
  who: 'anyone',
  handle: async (call) => {
    const visit = openVisit(call, null);
    const id = readSignInId(call);
    const signIn = await findOpenSignIn(call.deps.db, { id }, visit.now);
    if (signIn === null) return answerSpent(call, visit, 'code');
    return answerCode(call, visit, { id, signIn, typed: '', problem: null });
  },
} satisfies Route;

/** Tries the code. A wrong one keeps what was typed and says how many tries are left. */
export const typeCodeRoute = {
  method: 'POST',
  path: PATHS_OF_SITE.code,
  who: 'anyone',
  handle: async (call) => {
    const visit = openVisit(call, null);
    const id = readSignInId(call);
    const form = await readForm(call);
    const typed = form.text(CODE_FIELD).trim();
    const code = readCode(typed);
    const problem = codeShapeProblem(code, form.isOurs);
    if (problem !== null) {
      const signIn = await findOpenSignIn(call.deps.db, { id }, visit.now);
      if (signIn === null) return answerSpent(call, visit, 'code');
      return answerCode(call, visit, { id, signIn, typed, problem: visit.t(problem) });
    }
    const tried = await writeTransaction(
      call.deps.db,
      async (tx): Promise<Result<Entered, CodeRefusal>> => {
        const proved = await tryCode(tx, id, code, call.deps.clock());
        return proved.ok
          ? { ok: true, value: await enter(tx, call, proved.value) }
          : err(proved.error);
      },
    );
    if (tried.ok) return answerEntered(call, tried.value);
    const signIn = await findOpenSignIn(call.deps.db, { id }, visit.now);
    if (tried.error.code === 'spent' || signIn === null) return answerSpent(call, visit, 'code');
    const wrong = visit.t('problem.codeWrong', { count: tried.error.triesLeft });
    return answerCode(call, visit, { id, signIn, typed, problem: wrong });
  },
} satisfies Route;

/** The id in the address; a made-up one finds nothing. */
function readSignInId(call: Call): string {
  const id = call.c.req.query('demande') ?? '';
  return isUuid(id) ? id.toLowerCase() : '';
}

type CodePage = {
  readonly id: string;
  readonly signIn: ProvedSignIn;
  readonly typed: string;
  readonly problem: string | null;
};

function answerCode(call: Call, visit: Visit, page: CodePage): Promise<Response> {
  const { t } = visit;
  const { id, signIn, typed, problem } = page;
  const title = t('signIn.codeTitle');
  const again = signIn.cardQr === null ? signInPath(signIn.nextPath) : qrPath(signIn.cardQr);
  return answerPage(
    call,
    visit,
    {
      title: problem === null ? title : `${t('problem.summary')} · ${title}`,
      isPrivate: true,
      body: (
        <div class="narrow sheet">
          <h1>{title}</h1>
          <p class="lead">{t('signIn.codeLead', { email: readableEmail(signIn.email) })}</p>
          <CodeForm
            {...{ visit, typed, problem }}
            action={codePath(id)}
            send={t('signIn.codeSend')}
          />
          <p class="soft">{t('signIn.codeLost')}</p>
          <p class="after-form">
            <a href={again}>
              <Icon name="refresh" />
              {t('signIn.again')}
            </a>
          </p>
        </div>
      ),
    },
    problem === null ? 200 : 422,
  );
}
