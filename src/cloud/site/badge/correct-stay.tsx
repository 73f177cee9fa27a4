import { dayOf, formatDay, formatHour } from '../../../shared/format.ts';
import { isUuid, toId } from '../../../shared/ids.ts';
import { STAY_MS_MAX } from '../../../domain/badge/presence.ts';
import { addMs } from '../../../shared/time.ts';
import type { Instant } from '../../../shared/time.ts';
import { correctPresence } from '../../badge/correct-presence.ts';
import type { PresenceCorrectionRefusal } from '../../badge/correct-presence.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { PersonCall, Route } from '../../http/route.ts';
import { findWalletOfPerson } from '../../ledger/wallets.ts';
import { readForm } from '../forms.ts';
import { answerPage } from '../page.tsx';
import { Button, ButtonLink, Field, Form } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { Notice } from '../parts/notice.tsx';
import { PATHS_OF_SITE, correctStayPath } from '../paths.ts';
import type { SiteKey } from '../texts.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { listOwnPlaces } from './badge-store.ts';
import { DONE } from './done-notice.tsx';
import { instantOf, readDay, readHour } from './local-time.ts';
import { readStays } from './my-badge.ts';
import { canCorrect, correctionEnd } from './stay-history.tsx';
import type { Stay } from './stay-history.tsx';

const CORRECT_PATH = `${PATHS_OF_SITE.badge}/corriger/:presence` as const;
const FIELDS = { correction: 'correction', day: 'jour', hour: 'heure' } as const;

/** What was typed, shown again when it was refused. */
type Typed = {
  readonly correctionId: string;
  readonly day: string;
  readonly hour: string;
  readonly problem: TimeProblem | 'form-old' | null;
};

type TimeProblem = 'day-wrong' | 'hour-wrong' | 'before-in' | 'future' | 'too-long';

/** A forgotten going out: the person says when they left, for 48 hours (RULES B6). */
export const askCorrectionRoute = {
  method: 'GET',
  path: CORRECT_PATH,
  who: 'person',
  handle: async (call) => {
    const stay = await findStay(call);
    if (stay === null) return answerUnknown(call);
    const day = stay.inAt === null ? stay.day : dayOf(stay.inAt, stay.timeZone);
    return answerStay(call, stay, {
      correctionId: call.deps.makeId(),
      day,
      hour: '',
      problem: null,
    });
  },
} satisfies Route;

/** Sent twice, it is corrected once. What was typed stays when it is refused. */
export const correctRoute = {
  method: 'POST',
  path: CORRECT_PATH,
  who: 'person',
  handle: async (call) => {
    const { db, clock } = call.deps;
    const form = await readForm(call);
    const stay = await findStay(call);
    if (stay === null) return answerUnknown(call);
    const correctionId = form.text(FIELDS.correction);
    const typed = {
      correctionId: isUuid(correctionId) ? correctionId : call.deps.makeId(),
      day: form.text(FIELDS.day),
      hour: form.text(FIELDS.hour),
    };
    if (!form.isOurs) return answerStay(call, stay, { ...typed, problem: 'form-old' });
    const now = clock();
    const left = readLeft(stay, typed, now);
    if (!left.ok) return answerStay(call, stay, { ...typed, problem: left.problem });
    const corrected = await writeTransaction(db, (tx) =>
      correctPresence(tx, {
        correctionId: typed.correctionId,
        presenceId: stay.presenceId,
        inAt: null,
        outAt: left.at,
        isRemoved: false,
        at: now,
        by: { kind: 'person', personId: call.person.personId },
        reason: '',
      }),
    );
    if (corrected.ok) {
      return call.c.redirect(`${PATHS_OF_SITE.badge}?${DONE.corrected}=${stay.presenceId}`, 303);
    }
    return answerRefusal(call, stay, typed, corrected.error);
  },
} satisfies Route;

function answerRefusal(
  call: PersonCall,
  stay: Stay,
  typed: Omit<Typed, 'problem'>,
  code: PresenceCorrectionRefusal,
): Response | Promise<Response> {
  switch (code) {
    case 'times-wrong':
      return answerStay(call, stay, { ...typed, problem: 'before-in' });
    case 'presence-unknown':
      return answerUnknown(call);
    case 'too-late':
      return answerTooLate(call);
    case 'not-forgotten':
    case 'erased':
    case 'content-differs':
    case 'reason-missing':
      return answerNotForgotten(call);
  }
}

type Left =
  | { readonly ok: true; readonly at: Instant }
  | { readonly ok: false; readonly problem: TimeProblem };

/** When they left, from what was typed, by the clock of the place. */
function readLeft(
  stay: Stay,
  typed: { readonly day: string; readonly hour: string },
  now: Instant,
): Left {
  const day = readDay(typed.day);
  if (day === null) return { ok: false, problem: 'day-wrong' };
  const hour = readHour(typed.hour);
  if (hour === null) return { ok: false, problem: 'hour-wrong' };
  const at = instantOf(day, hour, stay.timeZone);
  if (at > now) return { ok: false, problem: 'future' };
  if (stay.inAt !== null && at <= stay.inAt) return { ok: false, problem: 'before-in' };
  if (stay.inAt !== null && addMs(stay.inAt, STAY_MS_MAX) < at) {
    return { ok: false, problem: 'too-long' };
  }
  return { ok: true, at };
}

/** One's own stay; null for somebody else's. */
async function findStay(call: PersonCall): Promise<Stay | null> {
  const { db } = call.deps;
  const id = (call.c.req.param('presence') ?? '').toLowerCase();
  const walletId = await findWalletOfPerson(db, call.person.personId);
  if (walletId === undefined || !isUuid(id)) return null;
  const places = await listOwnPlaces(db, walletId, []);
  const presenceIds = [toId<'Presence'>(id)];
  const [stay] = await readStays(call, places, { walletId, presenceIds });
  return stay ?? null;
}

const answerUnknown = (call: PersonCall): Response | Promise<Response> =>
  call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });

function answerStay(call: PersonCall, stay: Stay, typed: Typed): Response | Promise<Response> {
  const visit = openVisit(call, call.person);
  if (stay.state !== 'automatic' || stay.outAt === null) return answerNotForgotten(call);
  if (!canCorrect(stay, visit.now)) return answerTooLate(call);
  const title = visit.t('badge.correct.title');
  return answerPage(
    call,
    visit,
    {
      title,
      section: 'account',
      isPrivate: true,
      body: (
        <div class="narrow sheet">
          {typed.problem === 'form-old' ? (
            <Notice tone="attention" title={visit.t('problem.formOld')} />
          ) : null}
          <h1>{title}</h1>
          <Known visit={visit} stay={stay} outAt={stay.outAt} />
          <CorrectionForm visit={visit} stay={stay} typed={typed} />
        </div>
      ),
    },
    typed.problem === null ? 200 : 422,
  );
}

type KnownProps = { readonly visit: Visit; readonly stay: Stay; readonly outAt: Instant };

/** What is known, and until when it can be said. */
const Known = ({ visit, stay, outAt }: KnownProps) => {
  const { t, language } = visit;
  const { timeZone } = stay;
  const hour = (at: Instant): string => formatHour(at, timeZone, language);
  const day = (at: Instant): string => formatDay(dayOf(at, timeZone), language);
  const end = correctionEnd(outAt);
  return (
    <>
      <p class="lead">{t('badge.correct.lead', { hour: hour(outAt) })}</p>
      <ul class="reasons">
        {stay.inAt === null ? null : (
          <li>
            <Icon name="door" />
            <span>
              {stay.spaceName}, {stay.collectiveName}.{' '}
              {t('badge.correct.cameIn', { day: day(stay.inAt), hour: hour(stay.inAt) })}
            </span>
          </li>
        )}
        <li>
          <Icon name="clock" />
          <span>{t('badge.correct.until', { day: day(end), hour: hour(end) })}</span>
        </li>
      </ul>
    </>
  );
};

const DAY_PROBLEMS: Partial<Record<NonNullable<Typed['problem']>, SiteKey>> = {
  'day-wrong': 'badge.correct.dayWrong',
  'too-long': 'badge.correct.dayFar',
};
const HOUR_PROBLEMS: Partial<Record<NonNullable<Typed['problem']>, SiteKey>> = {
  'hour-wrong': 'badge.correct.hourWrong',
  'before-in': 'badge.correct.beforeIn',
  future: 'badge.correct.future',
};

type FormProps = { readonly visit: Visit; readonly stay: Stay; readonly typed: Typed };

const CorrectionForm = ({ visit, stay, typed }: FormProps) => {
  const { t, language } = visit;
  const { problem } = typed;
  const dayProblem = problem === null ? undefined : DAY_PROBLEMS[problem];
  const hourProblem = problem === null ? undefined : HOUR_PROBLEMS[problem];
  const inHour = stay.inAt === null ? '' : formatHour(stay.inAt, stay.timeZone, language);
  return (
    <Form visit={visit} action={correctStayPath(stay.presenceId)}>
      <input type="hidden" name={FIELDS.correction} value={typed.correctionId} />
      <Field
        name={FIELDS.day}
        type="date"
        label={t('badge.correct.day')}
        value={typed.day}
        problem={dayProblem === undefined ? null : t(dayProblem)}
        autocomplete="off"
        maxlength={10}
      />
      <Field
        name={FIELDS.hour}
        type="time"
        label={t('badge.correct.hour')}
        hint={t('badge.correct.hourHint')}
        value={typed.hour}
        problem={hourProblem === undefined ? null : t(hourProblem, { hour: inHour })}
        autocomplete="off"
        maxlength={10}
      />
      <Button icon="check">{t('badge.correct.go')}</Button>
      <ButtonLink href={PATHS_OF_SITE.badge} kind="second" icon="back">
        {t('badge.correct.back')}
      </ButtonLink>
    </Form>
  );
};

const answerTooLate = (call: PersonCall): Promise<Response> =>
  answerSentences(call, 'badge.correct.tooLateTitle', [
    'badge.correct.tooLate',
    'badge.correct.tooLateDo',
  ]);

const answerNotForgotten = (call: PersonCall): Promise<Response> =>
  answerSentences(call, 'badge.correct.notForgottenTitle', [
    'badge.correct.notForgotten',
    'badge.correct.notForgottenDo',
  ]);

function answerSentences(
  call: PersonCall,
  titleKey: SiteKey,
  lines: readonly SiteKey[],
): Promise<Response> {
  const visit = openVisit(call, call.person);
  const title = visit.t(titleKey);
  return answerPage(
    call,
    visit,
    {
      title,
      section: 'account',
      isPrivate: true,
      body: (
        <div class="narrow sheet">
          <h1>{title}</h1>
          {lines.map((line) => (
            <p class="lead">{visit.t(line)}</p>
          ))}
          <ButtonLink href={PATHS_OF_SITE.badge} kind="second" icon="back">
            {visit.t('badge.correct.back')}
          </ButtonLink>
        </div>
      ),
    },
    409,
  );
}
