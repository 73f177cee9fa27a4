import { formatDay } from '../../../shared/format.ts';
import type { Visit } from '../visit.ts';
import { groupByDay } from './days.ts';
import type { AgendaDay } from './days.ts';
import { EventCard } from './event-card.tsx';
import type { EventOnSite } from './event-store.ts';
import type { Agenda } from './read-agenda.ts';

/** Pictures that stand in the page itself; the others are fetched when they come near. */
const PICTURES_IN_PAGE = 8;

type DaysProps = {
  readonly visit: Visit;
  readonly agenda: Agenda;
  readonly events: readonly EventOnSite[];
};

/**
 * Events by day. For somebody who takes part somewhere, first what their own collectives and
 * villages prepare, then all the others (RULES E1).
 */
export const DaysOfAgenda = ({ visit, agenda, events }: DaysProps) => {
  const { t } = visit;
  const isNear = ({ collective: { id } }: EventOnSite): boolean =>
    agenda.ownIds.has(id) || agenda.nearIds.has(id);
  const near = events.filter(isNear);
  const others = events.filter((event) => !isNear(event));
  const early = new Set(events.slice(0, PICTURES_IN_PAGE).map(({ id }) => id));
  if (agenda.nearCount === 0) {
    return <Days {...{ visit, agenda, early, events: others, part: '' }} />;
  }
  return (
    <>
      {near.length === 0 ? null : (
        <section class="agenda-part" aria-labelledby="chez-moi">
          <h2 id="chez-moi">{t('agendaPage.mineTitle')}</h2>
          <p class="soft">{t('agendaPage.mineLead')}</p>
          <Days {...{ visit, agenda, early, events: near, part: 'chez-moi-' }} />
        </section>
      )}
      {others.length === 0 ? null : (
        <section class="agenda-part" aria-labelledby="ailleurs">
          <h2 id="ailleurs">{t('agendaPage.othersTitle')}</h2>
          <p class="soft">{t('agendaPage.othersLead')}</p>
          <Days {...{ visit, agenda, early, events: others, part: 'ailleurs-' }} />
        </section>
      )}
    </>
  );
};

type DaysOfPartProps = DaysProps & {
  /** In front of the ids of its headings; empty when the agenda has one part only. */
  readonly part: string;
  readonly early: ReadonlySet<string>;
};

const Days = (props: DaysOfPartProps) => {
  const { visit, agenda, events } = props;
  const days = groupByDay(events, { now: visit.now, ownIds: agenda.ownIds, from: agenda.from });
  return days.map((day) => <OneDay {...props} day={day} />);
};

const OneDay = ({
  visit,
  agenda,
  day,
  part,
  early,
}: DaysOfPartProps & { readonly day: AgendaDay }) => {
  const { t, language } = visit;
  const id = `${part}jour-${day.day}`;
  const Title = part === '' ? 'h2' : 'h3';
  const nearness = (collectiveId: string): 'own' | 'near' | null => {
    if (agenda.ownIds.has(collectiveId)) return 'own';
    return agenda.nearIds.has(collectiveId) ? 'near' : null;
  };
  return (
    <section class={day.word === 'today' ? 'day day-today' : 'day'} aria-labelledby={id}>
      <Title class="day-title" id={id}>
        {day.word === null ? null : <span class="day-word">{t(`agenda.${day.word}`)}</span>}{' '}
        <span class="day-date">{formatDay(day.day, language)}</span>
      </Title>
      <div class="day-events">
        {day.events.map((event) => (
          <EventCard
            visit={visit}
            event={event}
            nearness={nearness(event.collective.id)}
            level={part === '' ? 3 : 4}
            isPictureLazy={!early.has(event.id)}
          />
        ))}
      </div>
    </section>
  );
};
