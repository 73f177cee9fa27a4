import { dayOf, formatDay, formatHour } from '../../../shared/format.ts';
import { msOfInstant } from '../../../shared/time.ts';
import { Badge } from '../parts/facts.tsx';
import { Icon, garlandOf } from '../parts/icon.tsx';
import { eventPath } from '../paths.ts';
import type { Visit } from '../visit.ts';
import { availabilityOf } from './availability.ts';
import type { EventOnSite } from './event-store.ts';
import { EventPicture } from './event-picture.tsx';
import { shortPrice } from './price-text.ts';

/** An evening that ends after midnight is one evening; longer ones say when they end. */
const ONE_EVENING_MS = 18 * 3_600_000;

type EventCardProps = {
  readonly visit: Visit;
  readonly event: EventOnSite;
  /** Whether it is of the reader's own collectives, or of their villages. */
  readonly nearness?: 'own' | 'near' | null;
  /** The page of one collective does not say its name on each card. */
  readonly isCollectiveSaid?: boolean;
  /** Of its name, under the headings of the page. */
  readonly level?: 3 | 4;
  /** Its picture is fetched when it comes near: it stands far down the page. */
  readonly isPictureLazy?: boolean;
};

/** One event in a list: hour, name, place, price, what is left. The whole card leads to its page. */
export const EventCard = (props: EventCardProps) => {
  const { visit, event, nearness = null, isCollectiveSaid = true } = props;
  const { collective, place } = event;
  const Name = props.level === 4 ? 'h4' : 'h3';
  return (
    <article class="event-card">
      <EventPicture
        file={event.picture}
        colour={garlandOf(collective.id)}
        isLazy={props.isPictureLazy === true}
      />
      <div class="event-text">
        <p class="event-hour">
          <When visit={visit} event={event} />
          <span class="event-price">{shortPrice(event.prices, visit)}</span>
        </p>
        <Name class="event-name">
          <a href={eventPath(collective.slug, event.slug)}>{event.name}</a>
        </Name>
        <p class="event-summary">{event.summary}</p>
        <p class="event-place">
          <span class={`dot dot-${garlandOf(collective.id)}`} />
          {isCollectiveSaid ? collective.name : place.name}
          {isCollectiveSaid && place.town !== '' ? <span>{place.town}</span> : null}
        </p>
        <States visit={visit} event={event} nearness={nearness} />
      </div>
    </article>
  );
};

type PartProps = { readonly visit: Visit; readonly event: EventOnSite };

const When = ({ visit, event }: PartProps) => {
  const { t, language, now } = visit;
  const { startsAt, endsAt } = event;
  const { timeZone } = event.collective;
  const isLong = msOfInstant(endsAt) - msOfInstant(startsAt) > ONE_EVENING_MS;
  return (
    <time datetime={startsAt}>
      {startsAt <= now ? t('agenda.running') : formatHour(startsAt, timeZone, language)}
      {isLong ? (
        <span class="event-until">
          {t('eventPage.otherDay', {
            day: formatDay(dayOf(endsAt, timeZone), language),
            hour: formatHour(endsAt, timeZone, language),
          })}
        </span>
      ) : null}
    </time>
  );
};

/** Words on whether one may still come, and on whose it is. */
const States = ({ visit, event, nearness }: PartProps & Pick<EventCardProps, 'nearness'>) => {
  const { t, now } = visit;
  const availability = availabilityOf(event, now);
  const isQuiet = availability.kind === 'open' || availability.kind === 'over';
  if (isQuiet && !event.isForMembers && nearness == null) return null;
  return (
    <p class="event-states">
      {availability.kind === 'sold-out' ? (
        <Badge tone="refused">{t('agendaPage.soldOut')}</Badge>
      ) : null}
      {availability.kind === 'few' ? (
        <Badge tone="attention">{t('agendaPage.left', { count: availability.left })}</Badge>
      ) : null}
      {event.isForMembers ? <Badge tone="quiet">{t('agendaPage.members')}</Badge> : null}
      {nearness == null ? null : (
        <span class="own">
          <Icon name={nearness === 'own' ? 'heart' : 'people'} />
          {t(nearness === 'own' ? 'agendaPage.mine' : 'agendaPage.near')}
        </span>
      )}
    </p>
  );
};
