import { changeLook } from '../../account/change-preferences.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { AnyoneCall, Route } from '../../http/route.ts';
import { writeCookie } from '../cookies.ts';
import { readForm } from '../forms.ts';
import type { SentForm } from '../forms.ts';
import { readLook, writeLook } from '../look.ts';
import type { Look } from '../look.ts';
import { answerPage } from '../page.tsx';
import { Button, Form } from '../parts/form.tsx';
import { PATHS_OF_SITE, readabilityPath, safeNextPath } from '../paths.ts';
import { openVisit } from '../visit.ts';
import { LookFields } from './look-fields.tsx';

/** Text size and contrast for everybody, signed in or not; a link at the foot of each page. */
export const showReadabilityRoute = {
  method: 'GET',
  path: PATHS_OF_SITE.readability,
  who: 'anyone',
  handle: async (call) => {
    const visit = openVisit(call, await call.findPerson());
    const { t } = visit;
    return answerPage(call, visit, {
      title: t('readability.title'),
      isPrivate: true,
      body: (
        <div class="narrow sheet">
          <h1>{t('readability.title')}</h1>
          <p class="lead">{t('readability.lead')}</p>
          <Form visit={visit} action={readabilityPath(nextPath(call))}>
            <LookFields visit={visit} />
            <Button icon="check">{t('readability.save')}</Button>
          </Form>
        </div>
      ),
    });
  },
} satisfies Route;

/** Keeps it, then goes back to where the person was. */
export const changeReadabilityRoute = {
  method: 'POST',
  path: PATHS_OF_SITE.readability,
  who: 'anyone',
  handle: async (call) => {
    const form = await readForm(call);
    const next = nextPath(call);
    if (!form.isOurs) return call.c.redirect(readabilityPath(next), 303);
    const look = lookOf(form);
    const person = await call.findPerson();
    writeCookie(call, 'look', writeLook(look));
    if (person !== null) {
      await writeTransaction(call.deps.db, (tx) => changeLook(tx, person.personId, look));
    }
    return call.c.redirect(next, 303);
  },
} satisfies Route;

/** What was chosen; what is not one of the choices is the plain one. */
export const lookOf = (form: SentForm): Look =>
  readLook(`${form.text('taille')}-${form.text('contraste')}`);

/** The page one came from: the agenda when it is not said. */
function nextPath(call: AnyoneCall): string {
  const asked = call.c.req.query('suite');
  return asked === undefined || asked.startsWith(PATHS_OF_SITE.readability)
    ? PATHS_OF_SITE.agenda
    : safeNextPath(asked);
}
