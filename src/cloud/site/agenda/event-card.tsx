import { formatHour } from '../../../shared/format.ts';
import { Icon, Picture, garlandOf } from '../parts/icon.tsx';
import { eventPath } from '../paths.ts';
import type { Visit } from '../visit.ts';
import type { EventOnSite } from './event-store.ts';
import { shortPrice } from './price-text.ts';

type EventCardProps = {
  readonly visit: Visit;
  readonly event: EventOnSite;
  readonly isOwn: boolean;
  /** The page of one collective does not say its name on each card. */
  readonly isCollectiveSaid?: boolean;
};

/** One event in a list: hour, name, place, price. The whole card leads to its page. */
export const EventCard = ({ visit, event, isOwn, isCollectiveSaid = true }: EventCardProps) => {
  const { t, language, now } = visit;
  const { collective } = event;
  const hour = formatHour(event.startsAt, collective.timeZone, language);
  const isRunning = event.startsAt <= now;
  return (
    <article class="event-card">
      <Picture file={event.picture} colour={garlandOf(collective.id)} />
      <div class="event-text">
        <p class="event-hour">
          <time datetime={event.startsAt}>{isRunning ? t('agenda.running') : hour}</time>
          <span class="event-price">{shortPrice(event.prices, visit)}</span>
        </p>
        <h3 class="event-name">
          <a href={eventPath(collective.slug, event.slug)}>{event.name}</a>
        </h3>
        <p class="event-summary">{event.summary}</p>
        <p class="event-place">
          <span class={`dot dot-${garlandOf(collective.id)}`} />
          {isCollectiveSaid ? collective.name : event.place.name}
          {isOwn ? (
            <span class="own">
              <Icon name="heart" />
              {t('agenda.mine')}
            </span>
          ) : null}
        </p>
      </div>
    </article>
  );
};
