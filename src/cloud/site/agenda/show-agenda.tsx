import type { Route } from '../../http/route.ts';
import { answerPage } from '../page.tsx';
import { PATHS_OF_SITE } from '../paths.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { FIELDS, agendaAddress, isFiltered, readFilter, writeFilter } from './agenda-filter.ts';
import { DaysOfAgenda } from './days-of-agenda.tsx';
import { EmptyAgenda } from './empty-agenda.tsx';
import { EVENTS_SHOWN_MAX } from './event-store.ts';
import type { EventOnSite } from './event-store.ts';
import { Finder, RESULTS_ID } from './finder.tsx';
import { PageMeta } from './page-meta.tsx';
import { agendaTitle } from './agenda-title.ts';
import { loadPage, readAgenda } from './read-agenda.ts';
import type { Agenda } from './read-agenda.ts';

/** The first page: what happens, by day, of everybody or of what was chosen. */
export const showAgendaRoute = {
  method: 'GET',
  path: PATHS_OF_SITE.agenda,
  who: 'anyone',
  handle: async (call) => {
    const { db, config } = call.deps;
    const { req } = call.c;
    const asked = readFilter((name) => req.query(name));
    if (hasEmptyFields(req.query())) return call.c.redirect(agendaAddress(asked), 303);
    const person = await call.findPerson();
    const visit = openVisit(call, person);
    const agenda = await readAgenda(db, {
      filter: asked,
      personId: person?.personId ?? null,
      now: visit.now,
    });
    const page = pageNumber(req.query(FIELDS.page), agenda.found.length);
    const events = await loadPage(db, agenda.found, {
      number: page,
      size: EVENTS_SHOWN_MAX,
      now: visit.now,
    });
    const { t } = visit;
    const title = agendaTitle(agenda, visit);
    const query = writeFilter(agenda.filter);
    return answerPage(call, visit, {
      title: isFiltered(agenda.filter)
        ? `${title} (${t('agendaPage.count', { count: agenda.found.length })})`
        : title,
      section: 'agenda',
      meta: (
        <PageMeta
          {...{ visit, title, publicUrl: config.publicUrl, kind: 'website', picture: null }}
          path={agendaAddress(agenda.filter, {}, page)}
          description={t('agenda.description')}
          feeds={[
            {
              type: 'text/calendar',
              path: PATHS_OF_SITE.agendaCalendar + query,
              title: t('feeds.all'),
            },
            {
              type: 'application/rss+xml',
              path: PATHS_OF_SITE.agendaNews + query,
              title: t('feeds.all'),
            },
          ]}
        />
      ),
      head: (
        <>
          <h1>{title}</h1>
          <p class="evening-lead">{t('agenda.lead')}</p>
        </>
      ),
      body: <AgendaBody {...{ visit, agenda, events, page }} />,
    });
  },
} satisfies Route;

/** A form sends what was left empty too; the address is kept short, so that it can be sent on. */
const hasEmptyFields = (query: Readonly<Record<string, string>>): boolean =>
  Object.values(FIELDS).some((name) => query[name] === '');

function pageNumber(text: string | undefined, found: number): number {
  const pages = Math.max(1, Math.ceil(found / EVENTS_SHOWN_MAX));
  const asked = /^\d{1,4}$/.test(text ?? '') ? Number(text) : 1;
  return Math.min(Math.max(asked, 1), pages);
}

type AgendaBodyProps = {
  readonly visit: Visit;
  readonly agenda: Agenda;
  readonly events: readonly EventOnSite[];
  readonly page: number;
};

const AgendaBody = ({ visit, agenda, events, page }: AgendaBodyProps) => (
  <div class="wide agenda">
    <Finder visit={visit} agenda={agenda} />
    <p class="agenda-count" id={RESULTS_ID} role="status">
      <Count {...{ visit, agenda, events, page }} />
    </p>
    {agenda.found.length === 0 ? (
      <EmptyAgenda visit={visit} agenda={agenda} />
    ) : (
      <DaysOfAgenda visit={visit} agenda={agenda} events={events} />
    )}
    <Pages visit={visit} agenda={agenda} page={page} />
    <Keep visit={visit} agenda={agenda} />
  </div>
);

const Count = ({ visit, agenda, events, page }: AgendaBodyProps) => {
  const { t } = visit;
  const count = t('agendaPage.count', { count: agenda.found.length });
  if (events.length === agenda.found.length) return <>{count}</>;
  const first = (page - 1) * EVENTS_SHOWN_MAX + 1;
  return <>{t('agendaPage.countShown', { count, first, last: first + events.length - 1 })}</>;
};

type PagesProps = Pick<AgendaBodyProps, 'visit' | 'agenda' | 'page'>;

const Pages = ({ visit, agenda, page }: PagesProps) => {
  const { t } = visit;
  const isLast = page * EVENTS_SHOWN_MAX >= agenda.found.length;
  if (page === 1 && isLast) return null;
  const address = (number: number): string =>
    `${agendaAddress(agenda.filter, {}, number)}#${RESULTS_ID}`;
  return (
    <nav class="buttons agenda-pages" aria-label={t('agendaPage.pages')}>
      {page === 1 ? null : (
        <a class="button button-second" rel="prev" href={address(page - 1)}>
          {t('agendaPage.sooner')}
        </a>
      )}
      {isLast ? null : (
        <a class="button button-second" rel="next" href={address(page + 1)}>
          {t('agendaPage.later')}
        </a>
      )}
    </nav>
  );
};

/** The same choices, in a calendar or a reader of news. */
const Keep = ({ visit, agenda }: Pick<AgendaBodyProps, 'visit' | 'agenda'>) => {
  const { t } = visit;
  const query = writeFilter(agenda.filter);
  return (
    <section class="keep" aria-labelledby="garder">
      <h2 id="garder">{t('agendaPage.keep')}</h2>
      <p class="soft">{t('agendaPage.keepHint')}</p>
      <p class="keep-links">
        <a href={PATHS_OF_SITE.agendaCalendar + query}>{t('agendaPage.keepCalendar')}</a>
        <a href={PATHS_OF_SITE.agendaNews + query}>{t('agendaPage.keepNews')}</a>
        <a href={PATHS_OF_SITE.places}>{t('agendaPage.places')}</a>
      </p>
    </section>
  );
};
