import { dayOf, formatCents, formatDay, formatHour } from '../../shared/format.ts';
import { isLanguage } from '../../shared/i18n.ts';
import type { Language } from '../../shared/i18n.ts';
import type { BookingId, PersonId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import { uuidOf } from '../ledger/account-id.ts';
import type { LatePart } from '../mail/late-parts.ts';
import type { MailPart } from '../mail/mail-html.ts';
import { queueMail } from '../mail/mail-store.ts';
import { SITE_ADDRESS } from '../mail/site-address.ts';
import { MAIL_TEXTS } from '../mail/texts.ts';
import { writeMail } from '../mail/write-mail.ts';
import { bookingPath, eventPath, waitingPath } from '../site/paths.ts';
import { bookingCalendar } from './booking-calendar.ts';
import type { Cancelled } from './cancel-places.ts';
import { findOwnBooking, placeText, placesKept } from './own-bookings.ts';
import type { OwnBooking, OwnPlace } from './own-bookings.ts';

/**
 * Mails about bookings, queued in the transaction that has a reason for them. They find by
 * themselves what they tell; nobody without an address is written to.
 */

/** The places are the person's: the tickets, ready to be shown, and an entry for the calendar. */
export async function bookedMail(
  tx: WritableDb,
  bookingId: BookingId,
  now: Instant,
): Promise<void> {
  const told = await readTold(tx, bookingId);
  if (told === null) return;
  const { booking, t } = told;
  const { event } = booking;
  const places = placesKept(booking);
  const count = places.length;
  const tickets = places.map((place, index) => ({ place, id: `billet-${index + 1}` }));
  await queue(tx, told, now, {
    told: `booked ${bookingId}`,
    subject: t('booking.booked.subject', { count, event: event.name }),
    parts: [
      { kind: 'title', text: t('booking.booked.title') },
      { kind: 'facts', facts: [...whenAndWhere(told), [t('booking.paidLabel'), paidText(told)]] },
      button(t('booking.booked.button', { count }), bookingPath(bookingId)),
      { kind: 'text', text: t('booking.booked.show', { count }) },
      ...tickets.flatMap(({ place, id }): readonly MailPart[] => [
        { kind: 'text', text: placeName(place) },
        { kind: 'picture', id, alt: t('booking.booked.square'), width: QR_PIXELS },
      ]),
      {
        kind: 'small',
        text: t('booking.booked.cancel', momentOf(told, event.cancelUntil)),
      },
    ],
    late: [
      ...tickets.map(({ place, id }) => ({
        id,
        ticket: { ticketId: place.id, eventId: event.id },
      })),
      {
        name: `${event.slug}.ics`,
        calendar: bookingCalendar(booking, {
          publicUrl: SITE_ADDRESS,
          description: t('booking.booked.calendar', { count }),
        }),
      },
    ],
  });
}

const QR_PIXELS = 300;

/** Places were given back; `told` makes the mail once. */
export async function cancelledMail(
  tx: WritableDb,
  cancelled: Cancelled & {
    readonly bookingId: BookingId;
    readonly placeIds: readonly string[];
    /** Follows from the places: the same mail is queued once. */
    readonly told: string;
  },
  now: Instant,
): Promise<void> {
  const told = await readTold(tx, cancelled.bookingId);
  if (told === null) return;
  const { booking, t, language } = told;
  const gone = booking.places.filter(({ id }) => cancelled.placeIds.includes(id));
  const left = placesKept(booking);
  const { toWalletCents, toBankCardCents } = cancelled;
  const count = cancelled.places;
  await queue(tx, told, now, {
    told: `cancelled ${cancelled.bookingId} ${cancelled.told}`,
    subject: t('booking.cancelled.subject', { count, event: booking.event.name }),
    parts: [
      { kind: 'title', text: t('booking.cancelled.title', { count }) },
      { kind: 'facts', facts: whenAndWhere(told) },
      {
        kind: 'rows',
        rows: gone.map((place) => [
          { text: placeName(place), isStrong: false },
          { text: formatCents(place.cents, language), isStrong: true },
        ]),
      },
      ...texts([
        toWalletCents > 0 &&
          t('booking.cancelled.wallet', { amount: formatCents(toWalletCents, language) }),
        toBankCardCents > 0 &&
          t('booking.cancelled.card', { amount: formatCents(toBankCardCents, language) }),
        toWalletCents === 0 && toBankCardCents === 0 && t('booking.cancelled.free'),
        left.length > 0 && t('booking.cancelled.left', { count: left.length }),
      ]),
      button(t('booking.cancelled.button'), bookingPath(booking.id)),
    ],
  });
}

/** Places of the waiting list are kept for the person until the booking's end. */
export async function offerMail(tx: WritableDb, bookingId: BookingId, now: Instant): Promise<void> {
  const told = await readTold(tx, bookingId);
  if (told === null) return;
  const { booking, t } = told;
  const count = booking.places.length;
  const until = momentOf(told, booking.endsAt ?? now);
  await queue(tx, told, now, {
    told: `offer ${bookingId}`,
    subject: t('booking.offer.subject', { count, event: booking.event.name }),
    parts: [
      { kind: 'title', text: t('booking.offer.title', { count }) },
      { kind: 'facts', facts: whenAndWhere(told) },
      { kind: 'text', text: t('booking.offer.until', { count, ...until }) },
      button(t('booking.offer.button', { count }), bookingPath(bookingId)),
      { kind: 'small', text: t('booking.offer.next') },
    ],
  });
}

/** Paid too late: the money goes back, and the person waits in line. */
export async function tooLateMail(
  tx: WritableDb,
  bookingId: BookingId,
  now: Instant,
): Promise<void> {
  const told = await readTold(tx, bookingId);
  if (told === null) return;
  const { booking, t, language } = told;
  const { event } = booking;
  const waitingId = await findWaiting(tx, booking, told.personId);
  await queue(tx, told, now, {
    told: `too late ${bookingId}`,
    subject: t('booking.tooLate.subject', { event: event.name }),
    parts: [
      { kind: 'title', text: t('booking.tooLate.title') },
      { kind: 'facts', facts: whenAndWhere(told) },
      ...texts([
        t('booking.tooLate.back', { amount: formatCents(booking.totalCents, language) }),
        waitingId !== null && t('booking.tooLate.waiting'),
      ]),
      waitingId === null
        ? button(t('booking.tooLate.see'), eventPath(event.collective.slug, event.slug))
        : button(t('booking.tooLate.button'), waitingPath(waitingId)),
    ],
  });
}

async function findWaiting(
  tx: WritableDb,
  booking: OwnBooking,
  personId: PersonId,
): Promise<string | null> {
  const row = await tx.query
    .selectFrom('waiting_entry')
    .select('id')
    .where('event_id', '=', booking.event.id)
    .where('person_id', '=', personId)
    .where('state', 'in', ['waiting', 'offered'])
    .executeTakeFirst();
  return row?.id ?? null;
}

/** A booking, whose it is, and the words of their language. */
type Told = {
  readonly booking: OwnBooking;
  readonly personId: PersonId;
  readonly email: string;
  readonly language: Language;
  readonly t: (typeof MAIL_TEXTS)[Language];
};

async function readTold(tx: WritableDb, bookingId: BookingId): Promise<Told | null> {
  const person = await tx.query
    .selectFrom('booking')
    .innerJoin('person', 'person.id', 'booking.person_id')
    .select(['person.id', 'person.email', 'person.language'])
    .where('booking.id', '=', bookingId)
    .executeTakeFirst();
  if (person?.email == null || person.email === '') return null;
  const personId = person.id as PersonId;
  const booking = await findOwnBooking(tx, bookingId, personId);
  if (booking === null) return null;
  const language = isLanguage(person.language) ? person.language : 'fr';
  return { booking, personId, email: person.email, language, t: MAIL_TEXTS[language] };
}

type Letter = {
  /** Names what it tells: told once. */
  readonly told: string;
  readonly subject: string;
  readonly parts: readonly MailPart[];
  readonly late?: readonly LatePart[];
};

async function queue(
  tx: WritableDb,
  { email, language }: Told,
  now: Instant,
  { told, subject, parts, late = [] }: Letter,
): Promise<void> {
  const id = uuidOf(`mail of booking: ${told}`);
  const known = await tx.query.selectFrom('mail').select('id').where('id', '=', id).execute();
  if (known.length > 0) return;
  await queueMail(tx, id, { ...writeMail({ to: email, language, subject, parts }), late }, now);
}

const button = (text: string, path: string): MailPart => ({
  kind: 'button',
  text,
  url: SITE_ADDRESS + path,
});

const texts = (lines: readonly (string | false)[]): readonly MailPart[] =>
  lines.filter((line) => line !== false).map((text) => ({ kind: 'text', text }));

const momentOf = ({ booking, language }: Told, at: Instant) => {
  const { timeZone } = booking.event.collective;
  return {
    day: formatDay(dayOf(at, timeZone), language),
    hour: formatHour(at, timeZone, language),
  };
};

type Facts = Extract<MailPart, { readonly kind: 'facts' }>['facts'];

function whenAndWhere(told: Told): Facts {
  const { booking, t } = told;
  const { event } = booking;
  const { startsAt, doorsAt } = event;
  const doors =
    doorsAt === null || doorsAt === startsAt
      ? ''
      : `\n${t('booking.doors', { hour: momentOf(told, doorsAt).hour })}`;
  return [
    [t('booking.what'), event.name],
    [t('booking.when'), t('booking.at', momentOf(told, startsAt)) + doors],
    [t('booking.where'), placeText(event)],
  ];
}

const paidText = ({ booking, t, language }: Told): string =>
  booking.totalCents === 0
    ? t('booking.free')
    : t(booking.means === 'bank-card' ? 'booking.byCard' : 'booking.byPurse', {
        amount: formatCents(booking.totalCents, language),
      });

const placeName = ({ priceName, holderName }: OwnPlace): string =>
  holderName === '' ? priceName : `${holderName} · ${priceName}`;
