import { extendHold } from '../../booking/extend-hold.ts';
import { letGo } from '../../booking/let-go.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { Route } from '../../http/route.ts';
import { readForm } from '../forms.ts';
import { bookingPath } from '../paths.ts';
import { answerBooking, ownBooking, refuseBooking } from './show-booking.tsx';

/** More time for who needs it (WCAG 2.2.1). */
export const extendHoldRoute = {
  method: 'POST',
  path: '/reservation/:reservation/temps',
  who: 'person',
  handle: async (call) => {
    const booking = await ownBooking(call);
    if (booking === null) return refuseBooking(call);
    const form = await readForm(call);
    if (!form.isOurs) return answerBooking(call, booking, 'form-old');
    const { personId } = call.person;
    const extended = await writeTransaction(call.deps.db, (tx) =>
      extendHold(tx, { bookingId: booking.id, personId, now: call.deps.clock() }),
    );
    if (!extended.ok && extended.error === 'no-more-time') {
      return answerBooking(call, booking, 'no-more-time');
    }
    // Over or booked by now: its page says so.
    return call.c.redirect(bookingPath(booking.id), 303);
  },
} satisfies Route;

/** Places, or an offer, that the person does not want: somebody else may. */
export const letGoRoute = {
  method: 'POST',
  path: '/reservation/:reservation/laisser',
  who: 'person',
  handle: async (call) => {
    const booking = await ownBooking(call);
    if (booking === null) return refuseBooking(call);
    const form = await readForm(call);
    if (!form.isOurs) return answerBooking(call, booking, 'form-old');
    const { personId } = call.person;
    await writeTransaction(call.deps.db, (tx) =>
      letGo(tx, { bookingId: booking.id, personId, now: call.deps.clock() }),
    );
    return call.c.redirect(bookingPath(booking.id), 303);
  },
} satisfies Route;
