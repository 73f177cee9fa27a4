import type { AnyoneCall } from '../../http/route.ts';
import { answerPage } from '../page.tsx';
import { ButtonLink } from '../parts/form.tsx';
import { PATHS_OF_SITE } from '../paths.ts';
import { openVisit } from '../visit.ts';
import { EVERYTHING } from './agenda-filter.ts';
import { DaysOfAgenda } from './days-of-agenda.tsx';
import { loadPage, readAgenda } from './read-agenda.ts';

const EVENTS_SHOWN = 3;

/** No such event: what comes next, of its collective when that is known. */
export async function answerGoneEvent(call: AnyoneCall, collectiveSlug: string): Promise<Response> {
  const { db } = call.deps;
  const visit = openVisit(call, await call.findPerson());
  const { t, now } = visit;
  const ofCollective = await readAgenda(db, {
    filter: { ...EVERYTHING, collective: collectiveSlug },
    personId: null,
    now,
  });
  const events = await loadPage(db, ofCollective.found, { number: 1, size: EVENTS_SHOWN, now });
  return answerPage(
    call,
    visit,
    {
      title: t('eventPage.gone'),
      isPrivate: true,
      section: 'agenda',
      head: <h1>{t('eventPage.gone')}</h1>,
      body: (
        <div class="wide agenda gone">
          <p class="lead">{t('eventPage.goneText')}</p>
          <p>{t('error.notFoundDo')}</p>
          <ButtonLink href={PATHS_OF_SITE.agenda} kind="main" icon="calendar">
            {t('agenda.seeAll')}
          </ButtonLink>
          {events.length === 0 ? null : (
            <>
              <p class="gone-next">{t('eventPage.goneNext')}</p>
              <DaysOfAgenda visit={visit} agenda={ofCollective} events={events} />
            </>
          )}
        </div>
      ),
    },
    404,
  );
}
