import type { ScreenState } from '../../../contract/kiosk/screen-state.ts';
import type { StationContext } from '../context.ts';
import { openDoorEvent } from './admit.ts';
import { countInside, guestsOf } from './guest-list.ts';

/** The head of the door's screen; null at the till. */
export function readDoorShown(context: StationContext): ScreenState['door'] {
  const eventId = openDoorEvent(context);
  const event = eventId === null ? undefined : context.knowledge.one('event', eventId);
  if (event === undefined) return null;
  const guests = guestsOf(context, event.id);
  return {
    eventId: event.id,
    eventName: event.name,
    startsAt: event.startsAt,
    insideCount: countInside(context, event.id, guests),
    expectedCount: guests.filter(({ state }) => state === 'valid').length,
    capacity: event.capacity,
  };
}
