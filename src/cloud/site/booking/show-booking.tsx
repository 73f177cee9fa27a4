import { renderSVG } from 'uqr';
import { ticketCode } from '../../goods/ticket-code.ts';
import type { PersonCall, Route } from '../../http/route.ts';
import { readBookingBox } from './booking-box.tsx';
import { answerPage } from '../page.tsx';
import type { PageContent } from '../page.tsx';
import { bookingPartPath } from '../paths.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { BookedPage } from './booked-page.tsx';
import { findOwnBooking, placesKept } from '../../booking/own-bookings.ts';
import type { OwnBooking } from '../../booking/own-bookings.ts';
import { readTold } from './done-notice.tsx';
import { EndedPage, endingOf } from './ended-page.tsx';
import { HeldPage } from './held-page.tsx';
import type { HeldProblem } from './held-page.tsx';
import { OfferPage } from './offer-page.tsx';
import { readMeans } from './means.ts';
import { findPasses } from './passes.ts';

const PATH = '/reservation/:reservation';

/** One booking, whatever its state: kept and to be paid, booked with its tickets, over, given back. */
export const showBookingRoute = {
  method: 'GET',
  path: PATH,
  who: 'person',
  handle: async (call) => {
    const booking = await ownBooking(call);
    return booking === null ? refuseBooking(call) : answerBooking(call, booking, null);
  },
} satisfies Route;

/** The booking in the address, when it is the person's own. */
export const ownBooking = (call: PersonCall): Promise<OwnBooking | null> =>
  findOwnBooking(
    call.deps.db,
    (call.c.req.param('reservation') ?? '').toLowerCase(),
    call.person.personId,
  );

export const refuseBooking = (call: PersonCall): Response | Promise<Response> =>
  call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });

/** Draws a booking. What was tried in vain is said above it. */
export async function answerBooking(
  call: PersonCall,
  booking: OwnBooking,
  problem: HeldProblem | null,
): Promise<Response> {
  const visit = openVisit(call, call.person);
  const content = await drawBooking(call, visit, booking, problem);
  return answerPage(
    call,
    visit,
    { section: 'account', isPrivate: true, ...content },
    problem === null ? 200 : 409,
  );
}

type Drawn = Pick<PageContent, 'title' | 'body' | 'module' | 'stateUrl'>;

async function drawBooking(
  call: PersonCall,
  visit: Visit,
  booking: OwnBooking,
  problem: HeldProblem | null,
): Promise<Drawn> {
  const { t } = visit;
  const isHeld = booking.state === 'held' && (booking.endsAt ?? '') > visit.now;
  const live = {
    module: 'account-module' as const,
    stateUrl: bookingPartPath(booking.id, 'etat'),
  };
  if (isHeld && booking.isOffer) {
    const box = await readBookingBox(call, booking.event.id, call.person.personId);
    return {
      title: t('booking.offer.title', { count: placesKept(booking).length }),
      body: <OfferPage visit={visit} booking={booking} box={box} />,
    };
  }
  if (isHeld) {
    const means = await readMeans(call.deps, booking, call.person.personId);
    const paymentId = call.deps.makeId();
    return {
      title: t('booking.held.title'),
      module: 'countdown-module',
      body: <HeldPage {...{ visit, booking, means, problem, paymentId }} />,
    };
  }
  if (booking.state === 'booked') {
    const passes = await findPasses(call.deps.db, call.person.personId);
    return {
      title: t('booking.booked.title', { event: booking.event.name }),
      ...live,
      body: (
        <BookedPage
          visit={visit}
          booking={booking}
          codes={codesOf(call, booking)}
          passes={passes}
          told={readTold(call, visit, booking)}
        />
      ),
    };
  }
  return {
    title: t(`booking.${endingOf(booking)}.title`),
    ...live,
    body: <EndedPage visit={visit} booking={booking} told={readTold(call, visit, booking)} />,
  };
}

/** The QR of each ticket that still opens a door, by place. */
function codesOf(call: PersonCall, booking: OwnBooking): ReadonlyMap<string, string> {
  const { cloudKey } = call.deps;
  return new Map(
    placesKept(booking)
      .filter(({ admittedAt }) => admittedAt === null)
      .map(({ id }) => [
        id,
        renderSVG(ticketCode({ ticketId: id, eventId: booking.event.id }, cloudKey), { border: 2 }),
      ]),
  );
}
