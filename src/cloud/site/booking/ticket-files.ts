import { formatCents } from '../../../shared/format.ts';
import { ticketCode } from '../../goods/ticket-code.ts';
import type { PersonCall, Route } from '../../http/route.ts';
import { makePdf } from '../../office/pdf/pdf-sheet.ts';
import type { PdfSheet } from '../../office/pdf/pdf-sheet.ts';
import { writeCalendar } from '../feeds/calendar-file.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { bookingCalendar } from '../../booking/booking-calendar.ts';
import { placeText, placesKept } from '../../booking/own-bookings.ts';
import type { OwnBooking } from '../../booking/own-bookings.ts';
import { dayTextOf, hourOf } from './event-lines.tsx';
import { ownBooking, refuseBooking } from './show-booking.tsx';

/** The tickets on A4, to print or to keep (RULES E6). */
export const downloadTicketsRoute = {
  method: 'GET',
  path: '/reservation/:reservation/billets.pdf',
  who: 'person',
  handle: async (call) => {
    const booking = await ownBooking(call);
    if (booking?.state !== 'booked') return refuseBooking(call);
    const sheet = ticketSheet(call, openVisit(call, call.person), booking);
    return sendFile(call, {
      name: `billets-${booking.event.slug}.pdf`,
      contentType: 'application/pdf',
      content: await makePdf(sheet),
    });
  },
} satisfies Route;

/** The booking as an entry of a calendar. */
export const downloadCalendarRoute = {
  method: 'GET',
  path: '/reservation/:reservation/agenda.ics',
  who: 'person',
  handle: async (call) => {
    const booking = await ownBooking(call);
    if (booking?.state !== 'booked') return refuseBooking(call);
    const { t } = openVisit(call, call.person);
    return sendFile(call, {
      name: `${booking.event.slug}.ics`,
      contentType: 'text/calendar; charset=utf-8',
      content: writeCalendar(
        bookingCalendar(booking, {
          publicUrl: call.deps.config.publicUrl,
          description: t('booking.calendar', { count: placesKept(booking).length }),
        }),
      ),
    });
  },
} satisfies Route;

type SentFile = {
  readonly name: string;
  readonly contentType: string;
  readonly content: string | Uint8Array<ArrayBuffer>;
};

function sendFile(call: PersonCall, { name, contentType, content }: SentFile): Response {
  call.c.header('Content-Type', contentType);
  call.c.header('Content-Disposition', `attachment; filename="${name}"`);
  call.c.header('Cache-Control', 'no-store');
  return call.c.body(content);
}

function ticketSheet(call: PersonCall, visit: Visit, booking: OwnBooking): PdfSheet {
  const { t, language } = visit;
  const { event } = booking;
  const { cloudKey } = call.deps;
  const when = t('booking.at', {
    day: dayTextOf(visit, event.startsAt, event),
    hour: hourOf(visit, event.startsAt, event),
  });
  return {
    title: event.name,
    by: event.collective.name,
    language,
    at: visit.now,
    foot: (page, pages) =>
      `${event.collective.name} · ${t('badgeOffice.pdf.page', { page, pages })}`,
    parts: [
      {
        kind: 'text',
        lines: [
          when,
          ...(event.doorsAt === null
            ? []
            : [t('event.doors', { hour: hourOf(visit, event.doorsAt, event) })]),
          placeText(event),
        ],
      },
      ...placesKept(booking).map((place) => ({
        kind: 'ticket' as const,
        lines: [
          place.holderName === '' ? place.priceName : place.holderName,
          event.name,
          when,
          ...(place.holderName === '' ? [] : [place.priceName]),
          place.cents === 0 ? t('booking.box.free') : formatCents(place.cents, language),
          ...(place.admittedAt === null
            ? []
            : [t('booking.booked.came', { hour: hourOf(visit, place.admittedAt, event) })]),
        ],
        code: ticketCode({ ticketId: place.id, eventId: event.id }, cloudKey),
      })),
      { kind: 'text', isSoft: true, lines: [t('booking.booked.show'), t('booking.booked.once')] },
    ],
  };
}
