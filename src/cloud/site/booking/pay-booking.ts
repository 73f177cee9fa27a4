import { isUuid, toId } from '../../../shared/ids.ts';
import { assertNever } from '../../../shared/assert.ts';
import { keepForBank } from '../../booking/extend-hold.ts';
import { confirmFreeBooking, payBookingFromWallet } from '../../booking/pay-booking.ts';
import type { PayRefusal } from '../../booking/pay-booking.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { PersonCall, Route } from '../../http/route.ts';
import { startPayment } from '../../payments/start-payment.ts';
import type { PaymentRefusal } from '../../payments/start-payment.ts';
import { readForm } from '../forms.ts';
import { bookingPath, paymentPath } from '../paths.ts';
import { openVisit } from '../visit.ts';
import { MEANS_FIELD, PAYMENT_FIELD } from './held-page.tsx';
import type { HeldProblem } from './held-page.tsx';
import type { OwnBooking } from '../../booking/own-bookings.ts';
import { answerBooking, ownBooking, refuseBooking } from './show-booking.tsx';

/** Pays a kept booking: from the purse, at the bank's page, or nothing. Sent twice, it is paid once. */
export const payBookingRoute = {
  method: 'POST',
  path: '/reservation/:reservation/payer',
  who: 'person',
  handle: async (call) => {
    const booking = await ownBooking(call);
    if (booking === null) return refuseBooking(call);
    const form = await readForm(call);
    if (!form.isOurs) return answerBooking(call, booking, 'form-old');
    switch (form.text(MEANS_FIELD)) {
      case 'tirelire':
        return payFrom(call, booking, payBookingFromWallet);
      case 'gratuit':
        return payFrom(call, booking, confirmFreeBooking);
      case 'carte':
        return payByCard(call, booking, form.text(PAYMENT_FIELD).toLowerCase());
      default:
        return answerBooking(call, booking, 'form-old');
    }
  },
} satisfies Route;

const orderOf = (call: PersonCall, booking: OwnBooking) => ({
  bookingId: booking.id,
  personId: call.person.personId,
  now: call.deps.clock(),
});

async function payFrom(
  call: PersonCall,
  booking: OwnBooking,
  pay: typeof payBookingFromWallet,
): Promise<Response> {
  const paid = await writeTransaction(call.deps.db, (tx) => pay(tx, orderOf(call, booking)));
  if (paid.ok) return toBooking(call, booking);
  return explain(call, booking, paid.error);
}

/** The page of the booking says by itself that its time is over, or that it is paid. */
const toBooking = (call: PersonCall, booking: OwnBooking): Response =>
  call.c.redirect(bookingPath(booking.id), 303);

async function explain(
  call: PersonCall,
  booking: OwnBooking,
  refusal: PayRefusal,
): Promise<Response> {
  switch (refusal.code) {
    case 'booking-unknown':
      return refuseBooking(call);
    case 'booking-over':
    case 'not-chosen':
      return toBooking(call, booking);
    case 'not-free':
    case 'short':
      return answerBooking(call, booking, refusal.code);
    default:
      return assertNever(refusal);
  }
}

async function payByCard(
  call: PersonCall,
  booking: OwnBooking,
  paymentId: string,
): Promise<Response> {
  if (!isUuid(paymentId)) return answerBooking(call, booking, 'form-old');
  if (booking.totalCents === 0) return answerBooking(call, booking, 'not-free');
  const { deps, person } = call;
  const kept = await writeTransaction(deps.db, (tx) => keepForBank(tx, orderOf(call, booking)));
  if (!kept.ok) {
    return kept.error === 'booking-unknown' ? refuseBooking(call) : toBooking(call, booking);
  }
  const { t, language } = openVisit(call, person);
  const started = await startPayment(deps, {
    ...{ id: toId<'Payment'>(paymentId), purpose: 'booking', subjectId: booking.id, language },
    ...{ personId: person.personId, email: person.email, cents: booking.totalCents },
    collectiveId: booking.event.collective.id,
    label: t('booking.pay.label', { event: booking.event.name }),
    endsAt: kept.value.endsAt,
    keepsCard: false,
  });
  if (started.ok) return call.c.redirect(paymentPath(paymentId), 303);
  const problem = problemOf(started.error);
  return problem === null
    ? toBooking(call, booking)
    : answerBooking(call, (await ownBooking(call)) ?? booking, problem);
}

/** Null: it is paid already, which its page says. */
function problemOf({ code }: PaymentRefusal): HeldProblem | null {
  switch (code) {
    case 'already-paid':
      return null;
    case 'no-bank':
    case 'bank-unreachable':
      return code;
    case 'closed':
    case 'content-differs':
      return 'try-again';
    default:
      return assertNever(code);
  }
}
