import { formatDay } from '../../../shared/format.ts';
import type { Route } from '../../http/route.ts';
import { answerPage } from '../page.tsx';
import { ButtonLink } from '../parts/form.tsx';
import { garlandOf } from '../parts/icon.tsx';
import { agendaPath } from '../paths.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { groupByDay } from './days.ts';
import type { AgendaDay } from './days.ts';
import { EventCard } from './event-card.tsx';
import { listCollectivesWithEvents, listComingEvents } from './event-store.ts';
import type { CollectiveChoice } from './event-store.ts';
import { listOwnCollectiveIds } from './own-collectives.ts';

/** The first page: what happens, by day, of everybody or of one collective. */
export const showAgendaRoute = {
  method: 'GET',
  path: '/',
  who: 'anyone',
  handle: async (call) => {
    const { db } = call.deps;
    const person = await call.findPerson();
    const visit = openVisit(call, person);
    const choices = await listCollectivesWithEvents(db, visit.now);
    const asked = call.c.req.query('collectif');
    // An unknown name is a link that has grown old: the whole agenda is a better answer than none.
    const chosen = choices.find(({ slug }) => slug === asked) ?? null;
    const [events, ownIds] = await Promise.all([
      listComingEvents(db, { now: visit.now, collectiveId: chosen?.id ?? null }),
      listOwnCollectiveIds(db, person?.personId ?? null, visit.now),
    ]);
    const days = groupByDay(events, { now: visit.now, ownCollectiveIds: ownIds });
    const { t } = visit;
    const title =
      chosen === null ? t('agenda.title') : t('agenda.titleOf', { collective: chosen.name });
    return answerPage(call, visit, {
      title,
      section: 'agenda',
      head: (
        <>
          <h1>{title}</h1>
          <p class="evening-lead">{t('agenda.lead')}</p>
        </>
      ),
      body: (
        <div class="wide agenda">
          <Choices visit={visit} choices={choices} chosen={chosen} />
          {days.length === 0 ? (
            <Empty visit={visit} isFiltered={chosen !== null} />
          ) : (
            days.map((day) => <DayOfAgenda visit={visit} day={day} ownIds={ownIds} />)
          )}
        </div>
      ),
    });
  },
} satisfies Route;

type ChoicesProps = {
  readonly visit: Visit;
  readonly choices: readonly CollectiveChoice[];
  readonly chosen: CollectiveChoice | null;
};

const Choices = ({ visit, choices, chosen }: ChoicesProps) => (
  <nav class="choices" aria-label={visit.t('agenda.filter')}>
    <a href={agendaPath(null)} class="chip" aria-current={chosen === null ? 'page' : undefined}>
      {visit.t('agenda.everybody')}
    </a>
    {choices.map((choice) => (
      <a
        href={agendaPath(choice.slug)}
        class="chip"
        aria-current={choice.id === chosen?.id ? 'page' : undefined}
      >
        <span class={`dot dot-${garlandOf(choice.id)}`} />
        {choice.name}
      </a>
    ))}
  </nav>
);

type DayProps = {
  readonly visit: Visit;
  readonly day: AgendaDay;
  readonly ownIds: ReadonlySet<string>;
};

const DayOfAgenda = ({ visit, day, ownIds }: DayProps) => {
  const { t } = visit;
  const text = formatDay(day.day, visit.language);
  return (
    <section
      class={day.word === 'today' ? 'day day-today' : 'day'}
      aria-labelledby={`jour-${day.day}`}
    >
      <h2 class="day-title" id={`jour-${day.day}`}>
        {day.word === null ? null : <span class="day-word">{t(`agenda.${day.word}`)}</span>}
        <span class="day-date">{text}</span>
      </h2>
      <div class="day-events">
        {day.events.map((event) => (
          <EventCard visit={visit} event={event} isOwn={ownIds.has(event.collective.id)} />
        ))}
      </div>
    </section>
  );
};

const Empty = ({ visit, isFiltered }: { readonly visit: Visit; readonly isFiltered: boolean }) => (
  <div class="empty">
    <h2>{visit.t('agenda.emptyTitle')}</h2>
    <p>{visit.t('agenda.empty')}</p>
    {isFiltered ? (
      <ButtonLink href={agendaPath(null)} kind="second">
        {visit.t('agenda.seeAll')}
      </ButtonLink>
    ) : null}
  </div>
);
