import { dayOf, formatDay, formatHour } from '../../../shared/format.ts';
import { hashSecret } from '../../auth/secrets.ts';
import type { PersonId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time.ts';
import type { ReadableDb } from '../../db/open-database.ts';
import type { PersonCall, Route } from '../../http/route.ts';
import { AccountFrame } from '../account/account-frame.tsx';
import { answerPage } from '../page.tsx';
import { Badge, DayLeaf, EmptyState } from '../parts/facts.tsx';
import { ButtonLink } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { PATHS_OF_SITE, bookingPath, waitingPath } from '../paths.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { OwnShifts, readOwnShifts } from '../volunteers/own-shifts.tsx';
import { listOwnBookings, placesKept } from '../../booking/own-bookings.ts';
import type { OwnBooking } from '../../booking/own-bookings.ts';
import { dayTextOf, hourOf } from './event-lines.tsx';
import { listTillTickets } from '../../booking/till-tickets.ts';
import { TillTicketList } from './till-tickets.tsx';
import { listOwnWaiting } from './waiting-store.ts';
import type { OwnWaitingEntry } from './waiting-store.ts';

/** Mon compte, Réservations (RULES P3): what comes first, then lists, shifts, and what was. */
export const showOwnBookingsRoute = {
  method: 'GET',
  path: PATHS_OF_SITE.bookings,
  who: 'person',
  handle: async (call) => {
    const { db } = call.deps;
    const { personId } = call.person;
    const visit = openVisit(call, call.person);
    const [bookings, tillTickets, waiting, shifts] = await Promise.all([
      listOwnBookings(db, personId),
      listTillTickets(db, personId, visit.now),
      listOwnWaiting(db, personId, visit.now),
      readOwnShifts(db, personId, visit.now),
    ]);
    const coming = bookings.filter((booking) => isComing(booking, visit.now));
    const past = bookings.filter((booking) => isPast(booking, visit.now)).toReversed();
    const { t } = visit;
    return answerPage(call, visit, {
      title: t('booking.own.title'),
      section: 'account',
      isPrivate: true,
      module: 'account-module',
      stateUrl: STATE_PATH,
      body: (
        <AccountFrame visit={visit} tab="bookings">
          <h1 class="hidden">{t('booking.own.title')}</h1>
          {coming.length === 0 && tillTickets.length === 0 ? (
            <EmptyState icon="ticket" title={t('booking.own.none')}>
              <p>{t('booking.own.noneWhy')}</p>
              <ButtonLink href={PATHS_OF_SITE.agenda} icon="calendar">
                {t('booking.own.noneDo')}
              </ButtonLink>
            </EmptyState>
          ) : null}
          {coming.length === 0 ? null : (
            <section aria-labelledby="a-venir">
              <h2 class="own-title" id="a-venir">
                {t('booking.own.coming')}
              </h2>
              <ul class="own-bookings">
                {coming.map((booking) => (
                  <ComingItem visit={visit} booking={booking} />
                ))}
              </ul>
            </section>
          )}
          <TillTicketList visit={visit} all={tillTickets} cloudKey={call.deps.cloudKey} />
          <div class="account-columns">
            <div class="account-side">
              <WaitingList visit={visit} waiting={waiting} />
              <OwnShifts visit={visit} shifts={shifts} />
            </div>
            <PastList visit={visit} bookings={past} />
          </div>
        </AccountFrame>
      ),
    });
  },
} satisfies Route;

/** An offer stands among the waiting lists, not here. */
const isComing = ({ state, endsAt, event, isOffer }: OwnBooking, now: Instant): boolean =>
  event.endsAt > now &&
  (state === 'booked' || (state === 'held' && !isOffer && (endsAt ?? '') > now));

const isPast = ({ state, event }: OwnBooking, now: Instant): boolean =>
  state === 'cancelled' || (state === 'booked' && event.endsAt <= now);

type ItemProps = { readonly visit: Visit; readonly booking: OwnBooking };

/** The date large, what, how many; the whole card leads to the tickets. */
const ComingItem = ({ visit, booking }: ItemProps) => {
  const { t, language } = visit;
  const { event, state, endsAt } = booking;
  const { timeZone, name } = event.collective;
  const kept = placesKept(booking);
  const came = kept.filter(({ admittedAt }) => admittedAt !== null).length;
  return (
    <li class="own-booking">
      <DayLeaf day={dayOf(event.startsAt, timeZone)} language={language} />
      <div class="own-booking-text">
        <h3>
          <a href={bookingPath(booking.id)}>{event.name}</a>
        </h3>
        <p class="booking-when">
          {t('booking.at', {
            day: dayTextOf(visit, event.startsAt, event),
            hour: hourOf(visit, event.startsAt, event),
          })}
        </p>
        <p class="soft">{event.place.name === '' ? name : event.place.name}</p>
        <p class="own-booking-state">
          {state === 'held' ? (
            <Badge tone="attention" icon="clock">
              {t('booking.own.toPay', { hour: hourOf(visit, endsAt ?? visit.now, event) })}
            </Badge>
          ) : (
            <Badge tone="quiet" icon="ticket">
              {t('booking.own.places', { count: kept.length })}
            </Badge>
          )}
          {came === 0 ? null : (
            <Badge tone="done" icon="check">
              {t('booking.own.came', { count: came })}
            </Badge>
          )}
        </p>
      </div>
      <Icon name="next" />
    </li>
  );
};

type WaitingProps = { readonly visit: Visit; readonly waiting: readonly OwnWaitingEntry[] };

const WaitingList = ({ visit, waiting }: WaitingProps) => {
  const { t, language } = visit;
  if (waiting.length === 0) return null;
  return (
    <section class="panel">
      <h2>{t('booking.own.waiting')}</h2>
      <ul class="rows">
        {waiting.map(({ id, event, state, position, offerEndsAt, bookingId }) => {
          const moment = (at: Instant) => ({
            day: formatDay(dayOf(at, event.timeZone), language),
            hour: formatHour(at, event.timeZone, language),
          });
          return (
            <li class="row">
              <span class="row-mark">
                <Icon name={state === 'offered' ? 'gift' : 'people'} />
              </span>
              <div class="row-text">
                <a href={bookingId === null ? waitingPath(id) : bookingPath(bookingId)}>
                  {event.name}
                </a>
                <span class="soft">{t('booking.at', moment(event.startsAt))}</span>
                {state === 'offered' && offerEndsAt !== null ? (
                  <strong>{t('booking.own.offered', moment(offerEndsAt))}</strong>
                ) : (
                  <span class="soft">{t('booking.own.position', { position })}</span>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
};

type PastProps = { readonly visit: Visit; readonly bookings: readonly OwnBooking[] };

const PastList = ({ visit, bookings }: PastProps) => {
  const { t } = visit;
  if (bookings.length === 0) return null;
  return (
    <section class="panel">
      <h2>{t('booking.own.past')}</h2>
      <ul class="rows">
        {bookings.map((booking) => (
          <li class="row">
            <div class="row-text">
              <a href={bookingPath(booking.id)}>{booking.event.name}</a>
              <span class="soft">{dayTextOf(visit, booking.event.startsAt, booking.event)}</span>
            </div>
            {booking.state === 'cancelled' ? (
              <Badge tone="quiet">{t('booking.booked.cancelled')}</Badge>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
};

const STATE_PATH = `${PATHS_OF_SITE.bookings}/etat` as const;

/** Whether the list, or one booking, has changed, in as few bytes as can be. */
export const showBookingsStateRoute = {
  method: 'GET',
  path: STATE_PATH,
  who: 'person',
  handle: (call) => answerState(call),
} satisfies Route;

export const showBookingStateRoute = {
  method: 'GET',
  path: '/reservation/:reservation/etat',
  who: 'person',
  handle: (call) => answerState(call),
} satisfies Route;

async function answerState(call: PersonCall): Promise<Response> {
  const { db, clock } = call.deps;
  const etag = `"${await readVersion(db, call.person.personId, clock())}"`;
  call.c.header('ETag', etag);
  call.c.header('Cache-Control', 'private, no-cache');
  const isKnown = call.c.req.header('if-none-match') === etag;
  return isKnown ? call.c.body(null, 304) : call.c.body(null, 204);
}

/** A text that changes whenever the page would: a scan, an offer, a payment, one's place in line. */
async function readVersion(db: ReadableDb, personId: PersonId, now: Instant): Promise<string> {
  const [bookings, tillTickets, waiting, shifts] = await Promise.all([
    listOwnBookings(db, personId),
    listTillTickets(db, personId, now),
    listOwnWaiting(db, personId, now),
    readOwnShifts(db, personId, now),
  ]);
  const held = bookings.map(({ state, endsAt }) => state === 'held' && (endsAt ?? '') > now);
  return hashSecret(JSON.stringify([bookings, tillTickets, held, waiting, shifts])).slice(0, 32);
}
