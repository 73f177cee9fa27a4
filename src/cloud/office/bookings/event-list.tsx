import { dayOf, formatDay, formatHour } from '../../../shared/format.ts';
import type { Route } from '../../http/route.ts';
import { answerPage } from '../../site/page.tsx';
import { DayLeaf } from '../../site/parts/facts.tsx';
import { Icon } from '../../site/parts/icon.tsx';
import { openVisit } from '../../site/visit.ts';
import type { Visit } from '../../site/visit.ts';
import { collectiveOfficePath } from '../office-paths.ts';
import { BOOKING_OFFICE_PATHS, eventBookingsPath } from './booking-paths.ts';
import { listEvents } from './bookings-store.ts';
import type { EventInOffice } from './bookings-store.ts';

/** The events of a collective, each with how many are expected. */
export const showEventsRoute = {
  method: 'GET',
  path: BOOKING_OFFICE_PATHS.events,
  who: 'manager',
  handle: async (call) => {
    const { collective } = call;
    const visit = openVisit(call, call.person);
    const { t } = visit;
    const events = await listEvents(call.deps.db, collective.id, visit.now);
    return answerPage(call, visit, {
      title: `${t('bookingsOffice.title')} · ${collective.name}`,
      section: 'office',
      isPrivate: true,
      body: (
        <div class="account office">
          <p class="back no-print">
            <a href={collectiveOfficePath(collective.slug)}>
              <Icon name="back" />
              {t('office.back')}
            </a>
          </p>
          <h1>{t('bookingsOffice.title')}</h1>
          {events.length === 0 ? <p class="soft">{t('bookingsOffice.none')}</p> : null}
          <ul class="own-bookings">
            {events.map((event) => (
              <EventItem visit={visit} slug={collective.slug} event={event} />
            ))}
          </ul>
        </div>
      ),
    });
  },
} satisfies Route;

type ItemProps = {
  readonly visit: Visit;
  readonly slug: string;
  readonly event: EventInOffice;
};

const EventItem = ({ visit, slug, event }: ItemProps) => {
  const { t, language } = visit;
  const day = dayOf(event.startsAt, event.timeZone);
  return (
    <li class="own-booking">
      <DayLeaf day={day} language={language} />
      <div class="own-booking-text">
        <h2>
          <a href={eventBookingsPath(slug, event.slug)}>{event.name}</a>
        </h2>
        <p class="booking-when">
          {t('booking.at', {
            day: formatDay(day, language),
            hour: formatHour(event.startsAt, event.timeZone, language),
          })}
        </p>
        <p>{bookedText(visit, event)}</p>
        {event.waiting === 0 ? null : (
          <p class="soft">{t('bookingsOffice.waiting', { count: event.waiting })}</p>
        )}
      </div>
      <Icon name="next" />
    </li>
  );
};

/** `12 places sur 40`. */
export const bookedText = ({ t }: Visit, { booked, capacity }: EventInOffice): string =>
  capacity === null
    ? t('bookingsOffice.booked', { count: booked })
    : t('bookingsOffice.bookedOf', { count: booked, places: capacity });
