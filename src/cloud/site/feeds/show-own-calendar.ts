import type { PersonId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time.ts';
import type { AnyoneCall, Route } from '../../http/route.ts';
import { EVERYTHING } from '../agenda/agenda-filter.ts';
import { EVENTS_SHOWN_MAX, loadEvents } from '../agenda/event-store.ts';
import type { EventOnSite } from '../agenda/event-store.ts';
import type { Words } from '../agenda/price-text.ts';
import { loadPage, readAgenda } from '../agenda/read-agenda.ts';
import { bookingPath, secretCalendarPath, shiftPath } from '../paths.ts';
import { wordsIn } from './agenda-feed.ts';
import { answerFeed } from './answer-feed.ts';
import { writeCalendar } from './calendar-file.ts';
import type { CalendarEvent } from './calendar-file.ts';
import { calendarEntry, uidOf } from './event-entry.ts';
import { findCalendarOwner, listBookedEvents, listOwnShifts } from './own-calendar-store.ts';
import type { BookedEvent, OwnShift } from './own-calendar-store.ts';
import { CALENDAR_TYPE, REFRESH_HOURS } from './show-calendar.ts';

const FILE_END = '.ics';

/**
 * A person's own calendar: what they booked, where they help, and what their collectives prepare.
 * The address is the only key, so it says nothing that a name or an address would.
 */
export const showOwnCalendarRoute = {
  method: 'GET',
  path: '/mon-agenda/:agenda',
  who: 'anyone',
  handle: async (call) => {
    const file = call.c.req.param('agenda') ?? '';
    const secret = file.endsWith(FILE_END) ? file.slice(0, -FILE_END.length) : '';
    const owner = await findCalendarOwner(call.deps.db, secret);
    if (owner === null) {
      return call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });
    }
    const words = wordsIn(owner.language);
    call.c.header('X-Robots-Tag', 'noindex');
    return answerFeed(call, {
      contentType: CALENDAR_TYPE,
      body: writeCalendar({
        name: words.t('feeds.own'),
        events: await listEntries(call, owner.personId, words),
        refreshHours: REFRESH_HOURS,
      }),
      changedAt: null,
      isPrivate: true,
    });
  },
} satisfies Route;

async function listEntries(
  call: AnyoneCall,
  personId: PersonId,
  words: Words,
): Promise<readonly CalendarEvent[]> {
  const { db, clock, config } = call.deps;
  const now = clock();
  const [bookings, shifts, coming] = await Promise.all([
    listBookedEvents(db, personId, now),
    listOwnShifts(db, personId, now),
    listEventsOfOwnCollectives(call, personId, now),
  ]);
  const booked = new Map(
    (
      await loadEvents(
        db,
        bookings.map(({ eventId }) => eventId),
        now,
      )
    ).map((event) => [event.id, event]),
  );
  return [
    ...bookings.flatMap((booking) => {
      const event = booked.get(booking.eventId);
      return event === undefined ? [] : [bookingEntry(booking, event, words, config.publicUrl)];
    }),
    ...shifts.map((shift) => shiftEntry(shift, words, config.publicUrl)),
    // What is booked stands there once, as the booking.
    ...coming
      .filter(({ id }) => !booked.has(id))
      .map((event) => calendarEntry(event, config.publicUrl)),
  ];
}

async function listEventsOfOwnCollectives(
  { deps: { db } }: AnyoneCall,
  personId: PersonId,
  now: Instant,
): Promise<readonly EventOnSite[]> {
  const { found, ownIds } = await readAgenda(db, { filter: EVERYTHING, personId, now });
  const own = found.filter(({ collectiveId }) => ownIds.has(collectiveId));
  return loadPage(db, own, { number: 1, size: EVENTS_SHOWN_MAX, now });
}

function bookingEntry(
  { bookingId, places, changedAt }: BookedEvent,
  event: EventOnSite,
  { t }: Words,
  publicUrl: string,
): CalendarEvent {
  const entry = calendarEntry(event, publicUrl);
  const url = new URL(bookingPath(bookingId), publicUrl).href;
  return {
    ...entry,
    uid: uidOf(bookingId, publicUrl),
    name: t('feeds.booked', { event: event.name }),
    description: [
      t('feeds.bookedPlaces', { count: places }),
      event.summary,
      t('feeds.more', { url }),
    ].join('\n\n'),
    changedAt: changedAt > entry.changedAt ? changedAt : entry.changedAt,
    url,
    isBusy: true,
  };
}

function shiftEntry(shift: OwnShift, { t }: Words, publicUrl: string): CalendarEvent {
  const url = new URL(shiftPath(shift.collective.slug, shift.shiftId), publicUrl).href;
  return {
    uid: uidOf(shift.signUpId, publicUrl),
    name: t('feeds.shift', { shift: shift.name }),
    description: [shift.description, t('feeds.more', { url })]
      .filter((text) => text !== '')
      .join('\n\n'),
    startsAt: shift.startsAt,
    endsAt: shift.endsAt,
    changedAt: shift.signedAt,
    place: [shift.place, shift.collective.name].filter((text) => text !== '').join(', '),
    url,
    isBusy: true,
  };
}

/** The address a calendar takes: `webcal:` opens the calendar itself on phones. */
export function ownCalendarAddresses(
  secret: string,
  publicUrl: string,
): { readonly https: string; readonly webcal: string } {
  const https = new URL(secretCalendarPath(secret), publicUrl).href;
  return { https, webcal: https.replace(/^https?:/, 'webcal:') };
}
