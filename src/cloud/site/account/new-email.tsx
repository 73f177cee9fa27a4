import { askEmailChange, findEmailChange, proveEmail } from '../../account/change-email.ts';
import type { OpenEmailChange } from '../../account/change-email.ts';
import { readableEmail } from '../../auth/email.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { PersonCall, Route } from '../../http/route.ts';
import { isUuid } from '../../../shared/ids.ts';
import { readForm } from '../forms.ts';
import { answerPage } from '../page.tsx';
import { ButtonLink } from '../parts/form.tsx';
import { PATHS_OF_SITE } from '../paths.ts';
import { readEmail } from '../sign-in/read-email.ts';
import { CODE_FIELD, CodeForm } from '../sign-in/code-form.tsx';
import { codeShapeProblem, readCode } from '../sign-in/read-code.ts';
import type { SiteKey } from '../texts.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { answerPreferences } from './preferences.tsx';

const CODE_PATH = `${PATHS_OF_SITE.newEmail}/code` as const;

const codePathOf = (id: string): string => `${CODE_PATH}?demande=${id}`;

/** Nothing is at this address but the way back: a reload or a bookmark lands here. */
export const showNewEmailRoute = {
  method: 'GET',
  path: PATHS_OF_SITE.newEmail,
  who: 'person',
  handle: (call) => {
    // A language in the address is kept for the next page.
    openVisit(call, call.person);
    return call.c.redirect(`${PATHS_OF_SITE.preferences}#adresse`, 303);
  },
} satisfies Route;

/** Sends a code to the new address: the same answer whether or not somebody has it (RULES P3). */
export const askNewEmailRoute = {
  method: 'POST',
  path: PATHS_OF_SITE.newEmail,
  who: 'person',
  handle: async (call) => {
    const { db, clock, makeId } = call.deps;
    const email = readEmail(await readForm(call));
    if (!email.ok) return answerPreferences(call, { part: 'email', ...email.error });
    if (email.value === call.person.email) {
      const same = { part: 'email', typed: email.value, problem: 'prefs.emailSame' } as const;
      return answerPreferences(call, same);
    }
    const asked = await writeTransaction(db, (tx) =>
      askEmailChange(tx, call.person, email.value, { makeId, now: clock() }),
    );
    return asked.ok
      ? call.c.redirect(codePathOf(asked.value.id), 303)
      : call.deps.people.renderRefusal(call, { status: 429, code: 'too-many' });
  },
} satisfies Route;

export const showNewEmailCodeRoute = {
  method: 'GET',
  path: CODE_PATH,
  who: 'person',
  handle: async (call) => {
    const visit = openVisit(call, call.person);
    const change = await findChange(call, visit);
    return change === null
      ? answerRefused(call, visit, 'spent')
      : answerCode(call, visit, change, { typed: '', problem: null });
  },
} satisfies Route;

/** Tries the code. The right one changes the address, and the old one is told. */
export const proveNewEmailRoute = {
  method: 'POST',
  path: CODE_PATH,
  who: 'person',
  handle: async (call) => {
    const { db, makeId } = call.deps;
    const visit = openVisit(call, call.person);
    const form = await readForm(call);
    const typed = form.text(CODE_FIELD).trim();
    const code = readCode(typed);
    const change = await findChange(call, visit);
    if (change === null) return answerRefused(call, visit, 'spent');
    const problem = codeShapeProblem(code, form.isOurs);
    if (problem !== null) {
      return answerCode(call, visit, change, { typed, problem: visit.t(problem) });
    }
    const proved = await writeTransaction(db, (tx) =>
      proveEmail(tx, call.person, { id: change.id, code }, { makeId, now: visit.now }),
    );
    if (proved.ok) return call.c.redirect(`${PATHS_OF_SITE.preferences}?fait=adresse`, 303);
    if (proved.error.code !== 'wrong') return answerRefused(call, visit, proved.error.code);
    const wrong = visit.t('problem.codeWrong', { count: proved.error.triesLeft });
    return answerCode(call, visit, change, { typed, problem: wrong });
  },
} satisfies Route;

/** The change in the address of the page, when it is this person's. */
async function findChange(call: PersonCall, visit: Visit): Promise<OpenEmailChange | null> {
  const id = call.c.req.query('demande') ?? '';
  if (!isUuid(id)) return null;
  return findEmailChange(call.deps.db, call.person.personId, id.toLowerCase(), visit.now);
}

function answerCode(
  call: PersonCall,
  visit: Visit,
  change: OpenEmailChange,
  { typed, problem }: { readonly typed: string; readonly problem: string | null },
): Promise<Response> {
  const { t } = visit;
  const title = t('signIn.codeTitle');
  return answerPage(
    call,
    visit,
    {
      title: problem === null ? title : `${t('problem.summary')} · ${title}`,
      section: 'account',
      isPrivate: true,
      body: (
        <div class="narrow sheet">
          <h1>{title}</h1>
          <p class="lead">{t('signIn.codeLead', { email: readableEmail(change.email) })}</p>
          <CodeForm
            {...{ visit, typed, problem }}
            action={codePathOf(change.id)}
            send={t('prefs.emailProve')}
          />
          <p class="soft">{t('prefs.emailUntil')}</p>
          <ButtonLink href={PATHS_OF_SITE.preferences} kind="second" icon="back">
            {t('prefs.emailKeep')}
          </ButtonLink>
        </div>
      ),
    },
    problem === null ? 200 : 422,
  );
}

const REFUSED: Readonly<Record<'spent' | 'taken', readonly SiteKey[]>> = {
  spent: ['problem.codeSpentTitle', 'problem.codeSpent', 'problem.codeSpentDo'],
  taken: ['prefs.emailTakenTitle', 'prefs.emailTaken', 'prefs.emailTakenDo'],
};

function answerRefused(call: PersonCall, visit: Visit, why: 'spent' | 'taken'): Promise<Response> {
  const [title = 'error.badTitle', ...lines] = REFUSED[why];
  return answerPage(
    call,
    visit,
    {
      title: visit.t(title),
      section: 'account',
      isPrivate: true,
      body: (
        <div class="narrow sheet">
          <h1>{visit.t(title)}</h1>
          {lines.map((line) => (
            <p>{visit.t(line)}</p>
          ))}
          <ButtonLink href={`${PATHS_OF_SITE.preferences}#adresse`} icon="back">
            {visit.t('prefs.back')}
          </ButtonLink>
        </div>
      ),
    },
    why === 'taken' ? 409 : 410,
  );
}
