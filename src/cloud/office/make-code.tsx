import { formatHour } from '../../shared/format.ts';
import { createPairingCode } from '../api/pairing.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import type { Route } from '../http/route.ts';
import { readForm } from '../site/forms.ts';
import { answerPage } from '../site/page.tsx';
import { ButtonLink } from '../site/parts/form.tsx';
import { openVisit } from '../site/visit.ts';
import { OFFICE_PATHS, collectiveOfficePath } from './office-paths.ts';
import { answerOffice } from './show-collective-office.tsx';
import { STATION_NAME_FIELD, STATION_NAME_LENGTH_MAX } from './station-name.ts';

/** Whoever comes back to this address by hand finds the form again. */
export const showCodeFormRoute = {
  method: 'GET',
  path: OFFICE_PATHS.code,
  who: 'manager',
  handle: (call) => call.c.redirect(collectiveOfficePath(call.collective.slug), 303),
} satisfies Route;

/** Makes the code of a new station and shows it, this once: only its hash is stored. */
export const makeCodeRoute = {
  method: 'POST',
  path: OFFICE_PATHS.code,
  who: 'manager',
  handle: async (call) => {
    const { db, clock, cloudKey } = call.deps;
    const { collective } = call;
    const visit = openVisit(call, call.person);
    const { t } = visit;
    const form = await readForm(call);
    const typed = form.text(STATION_NAME_FIELD);
    const stationName = typed.trim().replaceAll(/\s+/g, ' ');
    if (stationName === '') return answerOffice(call, { typed, problem: t('office.nameEmpty') });
    if (stationName.length > STATION_NAME_LENGTH_MAX) {
      return answerOffice(call, { typed, problem: t('office.nameLong') });
    }
    if (!form.isOurs) return answerOffice(call, { typed, problem: t('problem.formOld') });
    const made = await writeTransaction(db, (tx) =>
      createPairingCode(
        tx,
        { collectiveId: collective.id, stationName, byPersonId: call.person.personId },
        { cloudKey, now: clock() },
      ),
    );
    const title = t('office.codeTitle', { station: stationName });
    return answerPage(call, visit, {
      title,
      section: 'office',
      isPrivate: true,
      body: (
        <div class="narrow sheet">
          <h1>{title}</h1>
          <p class="lead">{t('office.codeDo')}</p>
          <p class="pairing-code">
            {made.code.slice(0, 4)} {made.code.slice(4)}
          </p>
          <p>
            {t('office.codeLive', {
              hour: formatHour(made.expiresAt, 'Europe/Paris', visit.language),
            })}{' '}
            {t('office.codeOnce')}
          </p>
          <ButtonLink href={collectiveOfficePath(collective.slug)} kind="second" icon="back">
            {t('office.back')}
          </ButtonLink>
        </div>
      ),
    });
  },
} satisfies Route;
