import type { Instant } from '../../../shared/time.ts';
import { eventPath } from '../paths.ts';
import type { EventOnSite, Place } from '../agenda/event-store.ts';
import type { CalendarEvent } from './calendar-file.ts';

/** An address on one line. */
export const placeLine = ({ name, street, postalCode, town }: Place): string =>
  [name, street, `${postalCode} ${town}`.trim()].filter((part) => part !== '').join(', ');

/** An event that takes place, as calendars keep it. */
export function calendarEntry(event: EventOnSite, publicUrl: string): CalendarEvent {
  const url = new URL(eventPath(event.collective.slug, event.slug), publicUrl).href;
  const { place } = event;
  return {
    uid: uidOf(event.id, publicUrl),
    name: event.name,
    description: [event.summary, event.description, url].filter((text) => text !== '').join('\n\n'),
    startsAt: event.startsAt,
    endsAt: event.endsAt,
    changedAt: changedAt(event),
    place: placeLine({ ...place, name: place.name === '' ? event.collective.name : place.name }),
    latitudeE6: place.latitudeE6,
    longitudeE6: place.longitudeE6,
    url,
    tags: event.tags,
  };
}

/** An id that is ours alone, and stays when the event is renamed or moved. */
export const uidOf = (id: string, publicUrl: string): string =>
  `${id}@${new URL(publicUrl).hostname}`;

/** Events written before their age was kept count from their id, which holds when it was made. */
export const changedAt = (event: Pick<EventOnSite, 'id' | 'changedAt'>): Instant =>
  event.changedAt ?? instantOfId(event.id);

/** The first 48 bits of a UUIDv7 are milliseconds. */
const instantOfId = (id: string): Instant =>
  new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toISOString() as Instant;

/** The newest change among events; null when there are none. */
export const newestChange = (
  events: readonly Pick<EventOnSite, 'id' | 'changedAt'>[],
): Instant | null => events.map(changedAt).toSorted().at(-1) ?? null;
