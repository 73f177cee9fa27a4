import { formatCents } from '../../../shared/format.ts';
import { addCents } from '../../../shared/money.ts';
import { assertNever } from '../../../shared/assert.ts';
import { cancelPlaces } from '../../booking/cancel-places.ts';
import type { CancelRefusal } from '../../booking/cancel-places.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { PersonCall, Route } from '../../http/route.ts';
import { readForm } from '../forms.ts';
import type { SentForm } from '../forms.ts';
import { answerPage } from '../page.tsx';
import { Button, ButtonLink, Form } from '../parts/form.tsx';
import { Notice } from '../parts/notice.tsx';
import { bookingPath, cancelPlacesPath } from '../paths.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { findOwnBooking } from '../../booking/own-bookings.ts';
import type { OwnBooking, OwnPlace } from '../../booking/own-bookings.ts';
import { canCancel, placesToCancel } from './cancel-rules.ts';
import { CANCELLED_QUERY } from './done-notice.tsx';
import { EventLines, dayTextOf, hourOf, placeName } from './event-lines.tsx';
import { ownBooking, refuseBooking } from './show-booking.tsx';

const PATH = '/reservation/:reservation/annuler';
const placeField = (placeId: string): string => `place-${placeId}`;

type CancelProblem = 'form-old' | 'nothing-asked' | 'scanned' | 'too-late';

/** Which places, what comes back, where, and until when (RULES E5). */
export const askCancelRoute = {
  method: 'GET',
  path: PATH,
  who: 'person',
  handle: async (call) => {
    const booking = await ownBooking(call);
    if (booking === null) return refuseBooking(call);
    if (booking.state !== 'booked') return call.c.redirect(bookingPath(booking.id), 303);
    return answerCancel(call, booking, null);
  },
} satisfies Route;

/** Gives the places back that were ticked. Sent twice, they are given back once. */
export const cancelRoute = {
  method: 'POST',
  path: PATH,
  who: 'person',
  handle: async (call) => {
    const booking = await ownBooking(call);
    if (booking === null) return refuseBooking(call);
    const form = await readForm(call);
    if (!form.isOurs) return answerCancel(call, booking, 'form-old');
    const placeIds = tickedPlaces(booking, form);
    if (placeIds.length === 0) return answerCancel(call, booking, 'nothing-asked');
    const { personId } = call.person;
    const cancelled = await writeTransaction(call.deps.db, (tx) =>
      cancelPlaces(tx, { bookingId: booking.id, personId, placeIds, now: call.deps.clock() }),
    );
    return cancelled.ok
      ? call.c.redirect(`${bookingPath(booking.id)}?${CANCELLED_QUERY}=1`, 303)
      : explain(call, booking, cancelled.error);
  },
} satisfies Route;

const tickedPlaces = (booking: OwnBooking, form: SentForm): readonly string[] =>
  booking.places.map(({ id }) => id).filter((id) => form.text(placeField(id)) === 'oui');

async function explain(
  call: PersonCall,
  booking: OwnBooking,
  refusal: CancelRefusal,
): Promise<Response> {
  switch (refusal.code) {
    case 'booking-unknown':
    case 'place-unknown':
      return refuseBooking(call);
    case 'not-booked':
      return call.c.redirect(bookingPath(booking.id), 303);
    case 'nothing-asked':
    case 'scanned':
    case 'too-late': {
      const fresh = await findOwnBooking(call.deps.db, booking.id, call.person.personId);
      return answerCancel(call, fresh ?? booking, refusal.code);
    }
    default:
      return assertNever(refusal);
  }
}

function answerCancel(
  call: PersonCall,
  booking: OwnBooking,
  problem: CancelProblem | null,
): Promise<Response> {
  const visit = openVisit(call, call.person);
  const { t } = visit;
  const isPossible = canCancel(booking, visit.now);
  return answerPage(
    call,
    visit,
    {
      title: t('booking.cancel.title'),
      section: 'account',
      isPrivate: true,
      body: (
        <div class="narrow sheet booking-page">
          <CancelNotice visit={visit} problem={isPossible ? problem : null} />
          <h1>{t('booking.cancel.title')}</h1>
          <EventLines visit={visit} event={booking.event} level={2} />
          {isPossible ? (
            <CancelForm visit={visit} booking={booking} />
          ) : (
            <TooLate visit={visit} booking={booking} />
          )}
        </div>
      ),
    },
    problem === null ? 200 : problem === 'too-late' ? 409 : 422,
  );
}

type NoticeProps = { readonly visit: Visit; readonly problem: CancelProblem | null };

const CancelNotice = ({ visit: { t }, problem }: NoticeProps) => {
  if (problem === null) return null;
  return problem === 'form-old' ? (
    <Notice tone="attention" title={t('problem.formOld')} />
  ) : (
    <Notice tone="refused" title={t(`booking.cancel.problem.${problem}`)} />
  );
};

type CancelProps = { readonly visit: Visit; readonly booking: OwnBooking };

const CancelForm = ({ visit, booking }: CancelProps) => {
  const { t, language } = visit;
  const { event, means } = booking;
  const places = placesToCancel(booking);
  const amount = formatCents(addCents(...places.map(({ cents }) => cents)), language);
  return (
    <>
      <p>
        {t('booking.cancel.until', {
          day: dayTextOf(visit, event.cancelUntil, event),
          hour: hourOf(visit, event.cancelUntil, event),
        })}
      </p>
      <Form visit={visit} action={cancelPlacesPath(booking.id)}>
        <fieldset class="choice-group">
          <legend>{t('booking.cancel.which')}</legend>
          {places.map((place) => (
            <PlaceChoice visit={visit} place={place} isOnly={places.length === 1} />
          ))}
        </fieldset>
        <p>
          {means === null || means === 'free'
            ? t('booking.cancel.nothingBack')
            : t(`booking.cancel.where.${means}`, { amount })}
        </p>
        <Button kind="danger" icon="undo">
          {t('booking.cancel.go')}
        </Button>
        <ButtonLink href={bookingPath(booking.id)} kind="second" icon="back">
          {t('booking.cancel.keep')}
        </ButtonLink>
      </Form>
    </>
  );
};

type ChoiceProps = {
  readonly visit: Visit;
  readonly place: OwnPlace;
  readonly isOnly: boolean;
};

/** The whole line is touched; the only place is ticked already. */
const PlaceChoice = ({ visit, place, isOnly }: ChoiceProps) => (
  <label class="choice-card">
    <input type="checkbox" name={placeField(place.id)} value="oui" checked={isOnly} />
    <span class="choice-text">
      <strong>{placeName(place)}</strong>
    </span>
    <span class="choice-aside">
      {place.cents === 0 ? visit.t('booking.box.free') : formatCents(place.cents, visit.language)}
    </span>
  </label>
);

const TooLate = ({ visit, booking }: CancelProps) => {
  const { t } = visit;
  const isScanned = placesToCancel(booking).length === 0;
  return (
    <>
      <p class="lead">{t(isScanned ? 'booking.cancel.problem.scanned' : 'booking.cancel.late')}</p>
      <p class="soft">{t('booking.cancel.lateDo')}</p>
      <ButtonLink href={bookingPath(booking.id)} kind="second" icon="back">
        {t('booking.cancel.backTo')}
      </ButtonLink>
    </>
  );
};
