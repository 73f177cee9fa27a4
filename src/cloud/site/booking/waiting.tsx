import { dayOf, formatDay, formatHour } from '../../../shared/format.ts';
import { isUuid, toId } from '../../../shared/ids.ts';
import { assertNever } from '../../../shared/assert.ts';
import { joinWaitingList, leaveWaitingList } from '../../booking/waiting-list.ts';
import type { JoinRefusal } from '../../booking/waiting-list.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { PersonCall, Route } from '../../http/route.ts';
import { readForm } from '../forms.ts';
import { answerPage } from '../page.tsx';
import { DayLeaf, LargeFigure } from '../parts/facts.tsx';
import { CountField } from '../parts/fields.tsx';
import { Button, ButtonLink, Form } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { Notice } from '../parts/notice.tsx';
import { TwoStep } from '../parts/two-step.tsx';
import { PATHS_OF_SITE, bookingPath, eventPath, waitForEventPath, waitingPath } from '../paths.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { BookingBox } from './booking-box.tsx';
import type { BookingBoxData } from './booking-box.tsx';
import { findBox, refuseUnknown } from './find-box.ts';
import { findOwnWaiting } from './waiting-store.ts';
import type { OwnWaitingEntry } from './waiting-store.ts';

const JOIN_PATH = '/evenement/:collectif/:evenement/attente';
const ENTRY_PATH = '/attente/:attente';
const ID_FIELD = 'demande';
const COUNT_FIELD = 'places';

/** How many places, and how the list works (RULES E4). */
export const askWaitRoute = {
  method: 'GET',
  path: JOIN_PATH,
  who: 'person',
  handle: async (call) => {
    const box = await findBox(call);
    if (box === null) return refuseUnknown(call);
    const { own } = box.rules.waiting;
    if (own !== null) return call.c.redirect(waitingPath(own.waitingId), 303);
    return answerJoin(call, box, '1', null);
  },
} satisfies Route;

/** Joins the line. Who waits already keeps their place. */
export const waitRoute = {
  method: 'POST',
  path: JOIN_PATH,
  who: 'person',
  handle: async (call) => {
    const form = await readForm(call);
    const box = await findBox(call);
    if (box === null) return refuseUnknown(call);
    const { t } = openVisit(call, call.person);
    const typed = form.text(COUNT_FIELD).trim();
    const id = form.text(ID_FIELD).toLowerCase();
    if (!form.isOurs || !isUuid(id)) return answerJoin(call, box, typed, t('problem.formOld'));
    const { personId } = call.person;
    const joined = await writeTransaction(call.deps.db, (tx) =>
      joinWaitingList(tx, {
        ...{ id: toId<'Waiting'>(id), eventId: box.rules.eventId, personId },
        places: /^\d{1,4}$/.test(typed) ? Number(typed) : 0,
        now: call.deps.clock(),
      }),
    );
    if (joined.ok) return call.c.redirect(waitingPath(joined.value.waitingId), 303);
    return answerJoin(call, box, typed, refusalText(openVisit(call, call.person), joined.error));
  },
} satisfies Route;

function refusalText({ t }: Visit, refusal: JoinRefusal): string {
  switch (refusal.code) {
    case 'too-many':
      return t('booking.refused.too-many', { count: refusal.max });
    case 'nothing-asked':
      return t('booking.wait.nothing');
    case 'event-unknown':
    case 'event-over':
    case 'no-booking':
    case 'not-for-you':
    case 'content-differs':
      return t(`booking.refused.${refusal.code}`);
    case 'not-full':
      return t('booking.wait.notFull');
    default:
      return assertNever(refusal);
  }
}

/** More than this is a group: it writes to the collective. */
const PLACES_MAX = 10;

function answerJoin(
  call: PersonCall,
  box: BookingBoxData,
  typed: string,
  problem: string | null,
): Promise<Response> {
  const visit = openVisit(call, call.person);
  const { t } = visit;
  const { rules, event } = box;
  const path = eventPath(event.collectiveSlug, event.eventSlug);
  return answerPage(
    call,
    visit,
    {
      title: t('booking.wait.title'),
      section: 'agenda',
      isPrivate: true,
      body: (
        <div class="narrow sheet booking-page">
          <p class="back">
            <a href={path}>
              <Icon name="back" />
              {rules.name}
            </a>
          </p>
          <h1>{t('booking.wait.title')}</h1>
          {rules.waiting.isOpen ? (
            <>
              <ul class="reasons">
                <Reason icon="people" text={t('booking.wait.how')} />
                <Reason icon="mail" text={t('booking.wait.mail')} />
                <Reason icon="euro" text={t('booking.wait.pay')} />
              </ul>
              <Form visit={visit} action={waitForEventPath(event.collectiveSlug, event.eventSlug)}>
                <input type="hidden" name={ID_FIELD} value={call.deps.makeId()} />
                <CountField
                  name={COUNT_FIELD}
                  label={t('booking.wait.howMany')}
                  value={typed}
                  min={1}
                  max={Math.max(1, Math.min(PLACES_MAX, rules.perPersonMax))}
                  {...(problem === null ? {} : { problem })}
                />
                <Button icon="list">{t('booking.wait.go')}</Button>
              </Form>
            </>
          ) : (
            <>
              {problem === null ? null : <Notice tone="attention" title={problem} />}
              <BookingBox visit={visit} box={box} isAlone />
            </>
          )}
        </div>
      ),
    },
    problem === null ? 200 : 422,
  );
}

const Reason = ({ icon, text }: { readonly icon: string; readonly text: string }) => (
  <li>
    <Icon name={icon} />
    {text}
  </li>
);

/** One's place in line. */
export const showWaitingRoute = {
  method: 'GET',
  path: ENTRY_PATH,
  who: 'person',
  handle: async (call) => {
    const entry = await findEntry(call);
    if (entry === null) return refuseUnknown(call);
    const isBooked = entry.state === 'offered' || entry.state === 'taken';
    if (isBooked && entry.bookingId !== null) {
      return call.c.redirect(bookingPath(entry.bookingId), 303);
    }
    const visit = openVisit(call, call.person);
    return answerPage(call, visit, {
      title: visit.t('booking.wait.ownTitle'),
      section: 'account',
      isPrivate: true,
      module: 'account-module',
      stateUrl: `${PATHS_OF_SITE.bookings}/etat`,
      body: <WaitingPage visit={visit} entry={entry} />,
    });
  },
} satisfies Route;

export const leaveWaitingRoute = {
  method: 'POST',
  path: `${ENTRY_PATH}/quitter`,
  who: 'person',
  handle: async (call) => {
    const entry = await findEntry(call);
    if (entry === null) return refuseUnknown(call);
    const form = await readForm(call);
    if (form.isOurs) {
      const { personId } = call.person;
      await writeTransaction(call.deps.db, (tx) =>
        leaveWaitingList(tx, { waitingId: entry.id, personId, now: call.deps.clock() }),
      );
    }
    return call.c.redirect(waitingPath(entry.id), 303);
  },
} satisfies Route;

const findEntry = (call: PersonCall): Promise<OwnWaitingEntry | null> =>
  findOwnWaiting(
    call.deps.db,
    (call.c.req.param('attente') ?? '').toLowerCase(),
    call.person.personId,
  );

type WaitingProps = { readonly visit: Visit; readonly entry: OwnWaitingEntry };

const WaitingPage = ({ visit, entry }: WaitingProps) => {
  const { t, language } = visit;
  const { event, state } = entry;
  const path = eventPath(event.collectiveSlug, event.slug);
  const isWaiting = state === 'waiting' && event.endsAt > visit.now;
  return (
    <div class="narrow sheet booking-page">
      <p class="back">
        <a href={PATHS_OF_SITE.bookings}>
          <Icon name="back" />
          {t('booking.all')}
        </a>
      </p>
      <h1>{t(isWaiting ? 'booking.wait.ownTitle' : 'booking.wait.overTitle')}</h1>
      {isWaiting ? (
        <LargeFigure label={t('booking.wait.position')}>{entry.position}</LargeFigure>
      ) : (
        <p class="lead">{t(state === 'passed' ? 'booking.wait.passed' : 'booking.wait.left')}</p>
      )}
      <header class="booking-event">
        <DayLeaf day={dayOf(event.startsAt, event.timeZone)} language={language} />
        <div>
          <h2>
            <a href={path}>{event.name}</a>
          </h2>
          <p class="booking-when">
            {t('booking.at', {
              day: formatDay(dayOf(event.startsAt, event.timeZone), language),
              hour: formatHour(event.startsAt, event.timeZone, language),
            })}
          </p>
          <p class="soft">{t('booking.wait.asked', { count: entry.places })}</p>
        </div>
      </header>
      {isWaiting ? (
        <>
          <p>{t('booking.wait.mail')}</p>
          <TwoStep id="quitter" ask={t('booking.wait.leave')} icon="cross">
            <p>{t('booking.wait.leaveSure')}</p>
            <Form visit={visit} action={`${waitingPath(entry.id)}/quitter`} class="inline">
              <Button kind="danger">{t('booking.wait.leaveDo')}</Button>
            </Form>
          </TwoStep>
        </>
      ) : (
        <ButtonLink href={path} kind="second" icon="ticket">
          {t('booking.ended.again')}
        </ButtonLink>
      )}
    </div>
  );
};
