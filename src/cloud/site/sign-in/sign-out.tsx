import { endSession } from '../../auth/session-store.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { Route } from '../../http/route.ts';
import { writeCookie } from '../cookies.ts';
import { readForm } from '../forms.ts';
import { answerPage } from '../page.tsx';
import { ButtonLink } from '../parts/form.tsx';
import { Notice } from '../parts/notice.tsx';
import { PATHS_OF_SITE } from '../paths.ts';
import { openVisit } from '../visit.ts';

/** Closes the account on this device. */
export const signOutRoute = {
  method: 'POST',
  path: PATHS_OF_SITE.signOut,
  who: 'anyone',
  handle: async (call) => {
    const form = await readForm(call);
    const person = await call.findPerson();
    if (!form.isOurs && person !== null) return call.c.redirect(PATHS_OF_SITE.purse, 303);
    if (person !== null) {
      await writeTransaction(call.deps.db, (tx) =>
        endSession(tx, person.personId, person.sessionId, call.deps.clock()),
      );
    }
    writeCookie(call, 'session', '');
    return call.c.redirect(PATHS_OF_SITE.signOut, 303);
  },
} satisfies Route;

/** Says that it is done; a reload asks nothing again. */
export const showSignedOutRoute = {
  method: 'GET',
  path: PATHS_OF_SITE.signOut,
  who: 'anyone',
  handle: async (call) => {
    if ((await call.findPerson()) !== null) return call.c.redirect(PATHS_OF_SITE.purse, 303);
    const visit = openVisit(call, null);
    const { t } = visit;
    return answerPage(call, visit, {
      title: t('session.signedOutTitle'),
      isPrivate: true,
      body: (
        <div class="narrow plain-page">
          <Notice tone="done" title={t('session.signedOutTitle')}>
            <p>{t('session.signedOut')}</p>
          </Notice>
          <ButtonLink href={PATHS_OF_SITE.agenda} kind="second" icon="calendar">
            {t('event.back')}
          </ButtonLink>
        </div>
      ),
    });
  },
} satisfies Route;
