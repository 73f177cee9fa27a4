import { dayOf, formatDay, formatHour } from '../../../shared/format.ts';
import type { Instant } from '../../../shared/time.ts';
import { keepTogether } from '../parts/written.ts';
import { offersOfPath } from '../paths.ts';
import type { Visit } from '../visit.ts';
import { countPlacesLeft } from './availability.ts';
import type { EventOnSite } from './event-store.ts';
import { Fact, PlaceFact } from './facts.tsx';
import { priceText } from './price-text.ts';

type FactsProps = { readonly visit: Visit; readonly event: EventOnSite };

type EventFactsProps = FactsProps & {
  /** Not when the box to book in says them already. */
  readonly arePricesSaid: boolean;
};

/** When, where, how much, how many, who can come, until when it can be cancelled. */
export const EventFacts = ({ visit, event, arePricesSaid }: EventFactsProps) => (
  <dl class="ticket facts">
    <When visit={visit} event={event} />
    <PlaceFact visit={visit} place={event.place} name={event.collective.name} />
    {arePricesSaid ? <Prices visit={visit} event={event} /> : null}
    <Places visit={visit} event={event} />
    <Cancelling visit={visit} event={event} />
    <Welcome visit={visit} event={event} />
    {event.organiser === '' || event.organiser === event.collective.name ? null : (
      <Fact icon="star" label={visit.t('eventPage.organiser')}>
        <span>{event.organiser}</span>
      </Fact>
    )}
  </dl>
);

const When = ({ visit, event }: FactsProps) => {
  const { t, language } = visit;
  const { timeZone } = event.collective;
  const hour = (at: Instant): string => formatHour(at, timeZone, language);
  const day = (at: Instant): string => formatDay(dayOf(at, timeZone), language);
  const isOneDay = dayOf(event.startsAt, timeZone) === dayOf(event.endsAt, timeZone);
  return (
    <Fact icon="calendar" label={t('event.when')}>
      <strong>
        <time datetime={event.startsAt}>{day(event.startsAt)}</time>
      </strong>
      <span>{t('event.hours', { start: hour(event.startsAt), end: hour(event.endsAt) })}</span>
      {isOneDay ? null : (
        <span class="soft">
          {t('eventPage.otherDay', { day: day(event.endsAt), hour: hour(event.endsAt) })}
        </span>
      )}
      {event.doorsAt === null ? null : (
        <span class="soft">{t('event.doors', { hour: hour(event.doorsAt) })}</span>
      )}
    </Fact>
  );
};

const Prices = ({ visit, event }: FactsProps) => {
  const { t } = visit;
  return (
    <Fact icon="ticket" label={t('event.price')}>
      {event.prices.length === 0 ? (
        <span>{t('event.free')}</span>
      ) : (
        <ul class="prices">
          {event.prices.map((price) => (
            <li>
              <span>{price.name}</span>
              <strong>{priceText(price, visit)}</strong>
            </li>
          ))}
        </ul>
      )}
      {event.prices.some(({ cents }) => cents > 0) ? (
        <span class="soft">{t('event.onSite')}</span>
      ) : null}
    </Fact>
  );
};

const Places = ({ visit, event }: FactsProps) => {
  const { t, now } = visit;
  const { collective } = event;
  const left = countPlacesLeft(event);
  const isOver = event.endsAt <= now;
  // Nothing is left to say of the places of what is over, where there was no limit.
  if (isOver && event.capacity === null && !event.isForMembers) return null;
  return (
    <Fact icon="people" label={t('eventPage.places')}>
      {isOver ? null : (
        <strong>
          {left === null
            ? t('eventPage.noLimit')
            : left === 0
              ? t('eventPage.soldOut')
              : t('eventPage.left', { count: left })}
        </strong>
      )}
      {event.capacity === null ? null : (
        <span class="soft">{t('event.placesCount', { count: event.capacity })}</span>
      )}
      {event.takesBookings || isOver ? null : <span>{t('eventPage.noBooking')}</span>}
      {event.isForMembers ? (
        <>
          <span>{t('eventPage.membersOnly', { collective: collective.name })}</span>
          <a href={offersOfPath(collective.slug)}>{t('eventPage.becomeMember')}</a>
        </>
      ) : null}
    </Fact>
  );
};

/** Until when somebody who booked may change their mind; nothing where nothing is booked. */
const Cancelling = ({ visit, event }: FactsProps) => {
  const { t, language, now } = visit;
  const { cancelUntil, collective } = event;
  if (!event.takesBookings || event.endsAt <= now) return null;
  return (
    <Fact icon="undo" label={t('eventPage.cancel')}>
      <span>
        {cancelUntil === null
          ? t('eventPage.cancelUntilStart')
          : t('eventPage.cancelUntil', {
              day: formatDay(dayOf(cancelUntil, collective.timeZone), language),
              hour: formatHour(cancelUntil, collective.timeZone, language),
            })}
      </span>
    </Fact>
  );
};

const Welcome = ({ visit, event }: FactsProps) => {
  const { t } = visit;
  return (
    <>
      <Fact icon="hand" label={t('event.access')}>
        <span>{t(`event.wheelchair.${event.wheelchair}`)}</span>
        {event.accessNote === '' ? null : (
          <span class="soft">{keepTogether(event.accessNote)}</span>
        )}
      </Fact>
      <Fact icon="heart" label={t('event.children')}>
        <span>{t(event.isForChildren ? 'event.childrenWelcome' : 'event.childrenNot')}</span>
        {event.childrenNote === '' ? null : (
          <span class="soft">{keepTogether(event.childrenNote)}</span>
        )}
      </Fact>
    </>
  );
};
