import { csvFile, number } from '../../../domain/closing/csv-file.ts';
import { dayOf, formatCents, formatDay, formatHour } from '../../../shared/format.ts';
import { Temporal } from '../../../shared/time.ts';
import type { Instant } from '../../../shared/time.ts';
import type { ManagerCall, Route } from '../../http/route.ts';
import { answerPage } from '../../site/page.tsx';
import { EmptyState } from '../../site/parts/facts.tsx';
import { ButtonLink } from '../../site/parts/form.tsx';
import { Icon } from '../../site/parts/icon.tsx';
import { CardTable } from '../../site/parts/tables.tsx';
import { openVisit } from '../../site/visit.ts';
import type { Visit } from '../../site/visit.ts';
import { BOOKING_OFFICE_PATHS, bookingsOfficePath, eventBookingsCsvPath } from './booking-paths.ts';
import { findOfficeEvent, listPlaces } from './bookings-store.ts';
import type { EventInOffice, PlaceInOffice } from './bookings-store.ts';

/** Who comes to an event: names, prices, paid how, there or not, what they answered. */
export const showEventBookingsRoute = {
  method: 'GET',
  path: BOOKING_OFFICE_PATHS.event,
  who: 'manager',
  handle: async (call) => {
    const visit = openVisit(call, call.person);
    const event = await eventOf(call, visit);
    if (event === null) return refuseUnknown(call);
    const places = await listPlaces(call.deps.db, event.id);
    return answerPage(call, visit, {
      title: `${event.name} · ${visit.t('bookingsOffice.title')}`,
      section: 'office',
      isPrivate: true,
      body: (
        <BookingsPage visit={visit} event={event} places={places} slug={call.collective.slug} />
      ),
    });
  },
} satisfies Route;

const eventOf = (call: ManagerCall, visit: Visit): Promise<EventInOffice | null> =>
  findOfficeEvent(call.deps.db, call.collective.id, call.c.req.param('evenement') ?? '', visit.now);

const refuseUnknown = (call: ManagerCall): Response | Promise<Response> =>
  call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });

type PageProps = {
  readonly visit: Visit;
  readonly event: EventInOffice;
  readonly places: readonly PlaceInOffice[];
  readonly slug: string;
};

const BookingsPage = ({ visit, event, places, slug }: PageProps) => {
  const { t, language } = visit;
  return (
    <div class="account office">
      <p class="back no-print">
        <a href={bookingsOfficePath(slug)}>
          <Icon name="back" />
          {t('bookingsOffice.title')}
        </a>
      </p>
      <h1>{event.name}</h1>
      <p class="lead">
        {t('booking.at', {
          day: formatDay(dayOf(event.startsAt, event.timeZone), language),
          hour: formatHour(event.startsAt, event.timeZone, language),
        })}
      </p>
      <dl class="figures">
        <Figure
          label={t('bookingsOffice.figures.booked')}
          value={
            event.capacity === null ? `${event.booked}` : `${event.booked} / ${event.capacity}`
          }
        />
        <Figure label={t('bookingsOffice.figures.came')} value={String(event.came)} />
        <Figure label={t('bookingsOffice.figures.held')} value={String(event.held)} />
        <Figure label={t('bookingsOffice.figures.waiting')} value={String(event.waiting)} />
      </dl>
      {places.length === 0 ? (
        <EmptyState icon="ticket" title={t('bookingsOffice.nobody')} />
      ) : (
        <>
          <CardTable
            caption={t('bookingsOffice.caption')}
            columns={[
              { title: t('bookingsOffice.columns.name') },
              { title: t('bookingsOffice.columns.email') },
              { title: t('bookingsOffice.columns.price') },
              { title: t('bookingsOffice.columns.amount'), isFigure: true },
              { title: t('bookingsOffice.columns.paid') },
              { title: t('bookingsOffice.columns.came') },
              { title: t('bookingsOffice.columns.answers') },
            ]}
            rows={places.map((place) => [
              place.name === '' ? t('bookingsOffice.noName') : place.name,
              place.email,
              place.priceName,
              formatCents(place.cents, language),
              paidText(visit, place),
              cameText(visit, event, place),
              answersText(visit, place),
            ])}
          />
          <p class="no-print">
            <ButtonLink href={eventBookingsCsvPath(slug, event.slug)} kind="second" icon="list">
              {t('bookingsOffice.csv')}
            </ButtonLink>
          </p>
        </>
      )}
    </div>
  );
};

type FigureProps = { readonly label: string; readonly value: string };

const Figure = ({ label, value }: FigureProps) => (
  <div>
    <dt>{label}</dt>
    <dd>{value}</dd>
  </div>
);

const paidText = ({ t }: Visit, { means }: PlaceInOffice): string =>
  t(`bookingsOffice.means.${means ?? 'till'}`);

function cameText({ t, language }: Visit, event: EventInOffice, place: PlaceInOffice): string {
  if (place.isCancelled) return t('bookingsOffice.cancelled');
  if (place.cameAt === null) return t('bookingsOffice.notYet');
  return t('bookingsOffice.cameAt', {
    hour: formatHour(place.cameAt, event.timeZone, language),
  });
}

const answersText = ({ t }: Visit, { answers }: PlaceInOffice): string =>
  answers
    .map(({ label, answer }) =>
      t('bookingsOffice.answer', { question: label, answer: answerText(t, answer) }),
    )
    .join(' · ');

/** Yes and no are stored as words of ours. */
const answerText = (t: Visit['t'], answer: string): string =>
  answer === 'yes' ? t('booking.form.yes') : answer === 'no' ? t('booking.form.no') : answer;

/** The same list for a spreadsheet: one line for each place, one column for each question. */
export const downloadBookingsCsvRoute = {
  method: 'GET',
  path: BOOKING_OFFICE_PATHS.csv,
  who: 'manager',
  handle: async (call) => {
    const visit = openVisit(call, call.person);
    const event = await eventOf(call, visit);
    if (event === null) return refuseUnknown(call);
    const places = await listPlaces(call.deps.db, event.id);
    call.c.header('Content-Type', 'text/csv; charset=utf-8');
    call.c.header('Content-Disposition', `attachment; filename="reservations-${event.slug}.csv"`);
    call.c.header('Cache-Control', 'no-store');
    return call.c.body(bookingsCsv(visit, event, places));
  },
} satisfies Route;

function bookingsCsv(visit: Visit, event: EventInOffice, places: readonly PlaceInOffice[]): string {
  const { t } = visit;
  const labels = [...new Set(places.flatMap(({ answers }) => answers.map(({ label }) => label)))];
  return csvFile([
    [
      t('bookingsOffice.columns.name'),
      t('bookingsOffice.columns.email'),
      t('bookingsOffice.columns.price'),
      t('bookingsOffice.columns.amount'),
      t('bookingsOffice.columns.paid'),
      t('bookingsOffice.columns.state'),
      t('bookingsOffice.columns.came'),
      ...labels,
    ],
    ...places.map((place) => [
      place.name,
      place.email,
      place.priceName,
      number(place.cents, 2),
      paidText(visit, place),
      t(place.isCancelled ? 'bookingsOffice.cancelled' : 'bookingsOffice.valid'),
      localMoment(place.cameAt, event),
      ...labels.map((label) => {
        const given = place.answers.find((answer) => answer.label === label);
        return given === undefined ? '' : answerText(t, given.answer);
      }),
    ]),
  ]);
}

/** `2026-11-03 14:30`, which every spreadsheet reads. */
const localMoment = (at: Instant | null, { timeZone }: EventInOffice): string =>
  at === null
    ? ''
    : Temporal.Instant.from(at)
        .toZonedDateTimeISO(timeZone)
        .toPlainDateTime()
        .toString({ smallestUnit: 'minute' })
        .replace('T', ' ');
