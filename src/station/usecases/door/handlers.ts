import { err } from '../../../shared/result.ts';
import type { Handlers } from '../acting.ts';
import { DONE } from '../context.ts';
import { admit, openDoorEvent } from './admit.ts';

export const doorHandlers: Handlers<'open-door' | 'admit-ticket'> = {
  'open-door': ({ context, leaveResult }, _acting, { eventId }) => {
    if (eventId !== null && context.knowledge.one('event', eventId) === undefined) {
      return err('event-over');
    }
    context.settings.set('door-event', eventId ?? '');
    leaveResult();
    return DONE;
  },
  /** From the list: the person is found by name, without a ticket in hand. */
  'admit-ticket': ({ context }, acting, { ticketId }) => {
    const eventId = openDoorEvent(context);
    if (eventId === null) return err('door-not-open');
    return admit(context, acting, { ticketId, eventId, by: 'list', tapSeenAtMs: null });
  },
};
