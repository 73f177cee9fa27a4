import type { PersonCall } from '../../http/route.ts';
import { readBookingBox } from './booking-box.tsx';
import type { BookingBoxData } from './booking-box.tsx';

/** The event in the address, and what the person may book of it; null when there is none. */
export async function findBox(call: PersonCall): Promise<BookingBoxData | null> {
  const { req } = call.c;
  const row = await call.deps.db.query
    .selectFrom('event')
    .innerJoin('collective', 'collective.id', 'event.collective_id')
    .select('event.id')
    .where('collective.slug', '=', req.param('collectif') ?? '')
    .where('event.slug', '=', req.param('evenement') ?? '')
    .where('event.published', '=', 1)
    .executeTakeFirst();
  return row === undefined ? null : readBookingBox(call, row.id, call.person.personId);
}

export const refuseUnknown = (call: PersonCall): Response | Promise<Response> =>
  call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });
