import type { Route } from '../../http/route.ts';
import { findEvent } from '../agenda/event-store.ts';
import { PATHS_OF_SITE } from '../paths.ts';
import { readAgendaForFeed } from './agenda-feed.ts';
import { answerFeed } from './answer-feed.ts';
import { writeCalendar } from './calendar-file.ts';
import { calendarEntry, newestChange } from './event-entry.ts';

export const CALENDAR_TYPE = 'text/calendar; charset=utf-8';
export const REFRESH_HOURS = 4;

/** The agenda as a calendar that keeps itself up to date, with the same choices as the page. */
export const showAgendaCalendarRoute = {
  method: 'GET',
  path: PATHS_OF_SITE.agendaCalendar,
  who: 'anyone',
  handle: async (call) => {
    const { name, events } = await readAgendaForFeed(call);
    const { publicUrl } = call.deps.config;
    return answerFeed(call, {
      contentType: CALENDAR_TYPE,
      body: writeCalendar({
        name,
        events: events.map((event) => calendarEntry(event, publicUrl)),
        refreshHours: REFRESH_HOURS,
      }),
      // An event that is over leaves the feed: only the mark tells that, not a date.
      changedAt: null,
    });
  },
} satisfies Route;

/** One event, to put in a calendar. */
export const showEventCalendarRoute = {
  method: 'GET',
  path: '/evenement/:collectif/:evenement/agenda.ics',
  who: 'anyone',
  handle: async (call) => {
    const { req } = call.c;
    const slugs = {
      collective: req.param('collectif') ?? '',
      event: req.param('evenement') ?? '',
    };
    const event = await findEvent(call.deps.db, slugs, call.deps.clock());
    if (event === null) {
      return call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });
    }
    return answerFeed(call, {
      contentType: CALENDAR_TYPE,
      body: writeCalendar({
        name: event.name,
        events: [calendarEntry(event, call.deps.config.publicUrl)],
      }),
      changedAt: newestChange([event]),
      fileName: `${event.slug}.ics`,
    });
  },
} satisfies Route;
