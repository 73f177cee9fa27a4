import { isUuid, toId } from '../../../shared/ids.ts';
import type { BookingId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time.ts';
import { confirmFreeBooking } from '../../booking/pay-booking.ts';
import { holdPlaces } from '../../booking/hold-places.ts';
import { countTry } from '../../api/rate-limit.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { PersonCall, Route } from '../../http/route.ts';
import { readForm } from '../forms.ts';
import type { SentForm } from '../forms.ts';
import { answerPage } from '../page.tsx';
import { bookingPath } from '../paths.ts';
import { openVisit } from '../visit.ts';
import type { BookingBoxData } from './booking-box.tsx';
import { placesOf, readChoice } from './choice.ts';
import { findBox, refuseUnknown } from './find-box.ts';
import { ReservePage } from './reserve-form.tsx';
import { explainRefusal } from './reserve-problems.ts';
import type { ReserveProblems } from './reserve-problems.ts';
import {
  ID_FIELD,
  TYPED_LENGTH_MAX,
  findTypedProblems,
  readTyped,
  startTyped,
  wantedPlaces,
} from './reserve-typed.ts';
import type { Typed } from './reserve-typed.ts';

const PATH = '/evenement/:collectif/:evenement/reserver';

/** Names, questions, an amount of one's own: what is asked before places are kept (RULES E2). */
export const showReserveRoute = {
  method: 'GET',
  path: PATH,
  who: 'person',
  handle: async (call) => {
    const box = await findBox(call);
    if (box === null) return refuseUnknown(call);
    const choice = readChoice(box.rules.prices, (name) => call.c.req.query(name));
    const typed = startTyped(call.deps.makeId(), choice, box, call.person);
    return answerReserve(call, box, typed, null);
  },
} satisfies Route;

/** Keeps the places. What costs nothing is booked at once. Sent twice, it is done once. */
export const reserveRoute = {
  method: 'POST',
  path: PATH,
  who: 'person',
  handle: async (call) => {
    const form = await readForm(call, TYPED_LENGTH_MAX);
    const box = await findBox(call);
    if (box === null) return refuseUnknown(call);
    const typed = readTyped(form, box);
    const refused = await tryToHold(call, form, box, typed);
    return 'bookingId' in refused
      ? call.c.redirect(bookingPath(refused.bookingId), 303)
      : answerReserve(call, box, typed, refused);
  },
} satisfies Route;

async function tryToHold(
  call: PersonCall,
  form: SentForm,
  box: BookingBoxData,
  typed: Typed,
): Promise<{ readonly bookingId: BookingId } | ReserveProblems> {
  const { t, language } = openVisit(call, call.person);
  if (!form.isOurs || !isUuid(form.text(ID_FIELD))) {
    return { page: t('problem.formOld'), fields: [] };
  }
  const wrong = findTypedProblems(typed, box, t);
  if (wrong.length > 0) return { page: null, fields: wrong };
  const { personId } = call.person;
  const now = call.deps.clock();
  if (typed.choice.promoCode !== '' && !(await isGuessCalm(call, now))) {
    return { page: `${t('problem.tooManyTitle')}. ${t('problem.tooManyDo')}`, fields: [] };
  }
  const id = toId<'Booking'>(typed.id);
  const held = await writeTransaction(call.deps.db, async (tx) => {
    const places = await holdPlaces(tx, {
      ...{ id, eventId: box.rules.eventId, personId, now },
      places: wantedPlaces(typed, box),
      promoCode: typed.choice.promoCode === '' ? null : typed.choice.promoCode,
      answers: box.rules.questions.map(({ id: questionId }) => ({
        questionId,
        answer: typed.answers.get(questionId) ?? '',
      })),
    });
    if (places.ok && places.value.totalCents === 0 && places.value.endsAt !== null) {
      // Nothing to pay: one press is enough. What stands against it shows on the booking's page.
      await confirmFreeBooking(tx, { bookingId: places.value.bookingId, personId, now });
    }
    return places;
  });
  return held.ok ? held.value : explainRefusal(held.error, { box, typed, t, language });
}

/** Codes that one person may type in an hour: nobody finds one by trying. */
const PROMO_TRIES = { triesMax: 30, windowMs: 3_600_000 } as const;

const isGuessCalm = ({ deps, person }: PersonCall, now: Instant): Promise<boolean> =>
  writeTransaction(deps.db, (tx) => countTry(tx, `promo:${person.personId}`, PROMO_TRIES, now));

function answerReserve(
  call: PersonCall,
  box: BookingBoxData,
  typed: Typed,
  problems: ReserveProblems | null,
): Promise<Response> {
  const visit = openVisit(call, call.person);
  const title = visit.t('booking.form.title', { event: box.rules.name });
  const isChosen = placesOf(typed.choice) > 0;
  return answerPage(
    call,
    visit,
    {
      title,
      section: 'agenda',
      isPrivate: true,
      body: <ReservePage visit={visit} box={box} typed={typed} problems={problems} />,
    },
    problems === null || !isChosen ? 200 : 422,
  );
}
