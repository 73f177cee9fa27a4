import { dayOf, formatDay } from '../../../shared/format.ts';
import { Icon } from '../parts/icon.tsx';
import type { Visit } from '../visit.ts';
import { EventCard } from './event-card.tsx';
import type { EventOnSite } from './event-store.ts';

/** What the page of a place shows at once; the agenda has the rest. */
const EVENTS_SHOWN = 6;
/** Pictures that stand in the page itself, after the one of the place. */
const PICTURES_IN_PAGE = 3;

type ComingEventsProps = {
  readonly visit: Visit;
  readonly events: readonly EventOnSite[];
  readonly title: string;
  /** What is said when there is none. */
  readonly empty: string;
  readonly isCollectiveSaid: boolean;
  /** Where all of them stand, and their calendar. */
  readonly all: { readonly href: string; readonly text: string; readonly calendar: string };
};

/** What a collective or a village prepares, soonest first. */
export const ComingEvents = ({
  visit,
  events,
  title,
  empty,
  isCollectiveSaid,
  all,
}: ComingEventsProps) => (
  <section class="coming" aria-labelledby="a-venir">
    <h2 id="a-venir">{title}</h2>
    {events.length === 0 ? <p class="soft">{empty}</p> : null}
    {events.slice(0, EVENTS_SHOWN).map((event, index) => (
      <div class="coming-event">
        <p class="coming-day">
          {formatDay(dayOf(event.startsAt, event.collective.timeZone), visit.language)}
        </p>
        <EventCard
          visit={visit}
          event={event}
          isCollectiveSaid={isCollectiveSaid}
          isPictureLazy={index >= PICTURES_IN_PAGE}
        />
      </div>
    ))}
    {events.length === 0 ? null : (
      <p class="coming-links">
        <a href={all.href}>{all.text}</a>
        <a href={all.calendar}>
          <Icon name="calendar" />
          {visit.t('places.calendar')}
        </a>
      </p>
    )}
  </section>
);
