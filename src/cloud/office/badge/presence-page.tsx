import {
  dayOf,
  formatCents,
  formatDay,
  formatHour,
  formatMinutes,
} from '../../../shared/format.ts';
import type { PresenceId } from '../../../shared/ids.ts';
import { isUuid } from '../../../shared/ids.ts';
import { Temporal, toInstant } from '../../../shared/time.ts';
import type { DayRule, Instant } from '../../../shared/time.ts';
import { correctPresence } from '../../badge/correct-presence.ts';
import type { PresenceCorrectionRefusal } from '../../badge/correct-presence.ts';
import { readPresences } from '../../badge/read-presences.ts';
import type { PresenceRow } from '../../badge/read-presences.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { ManagerCall, Route } from '../../http/route.ts';
import { PriceWhy } from '../../site/badge/price-why.tsx';
import { readForm } from '../../site/forms.ts';
import { Button, Form } from '../../site/parts/form.tsx';
import { Notice } from '../../site/parts/notice.tsx';
import type { Visit } from '../../site/visit.ts';
import { answerBadgePage } from './badge-frame.tsx';
import { openBadgeOffice, refuseUnknown } from './badge-office.ts';
import { BADGE_PATHS, badgePath } from './badge-paths.ts';
import { TextField } from '../../site/parts/fields.tsx';
import { nameOf } from './names.ts';
import { readEventsOf } from './presence-events.ts';
import type { PresenceEventRow } from './presence-events.ts';

const REASON_LENGTH_MAX = 200;

const FIELDS = ['jour_entree', 'entree', 'jour_sortie', 'sortie', 'raison'] as const;
type Field = (typeof FIELDS)[number];
type Typed = Readonly<Record<Field, string>>;
type Fault = PresenceCorrectionRefusal | 'clock-wrong' | 'form-old' | 'unchanged';
type Sent = {
  readonly typed: Typed;
  readonly fault: Fault | null;
  readonly form: 'correct' | 'remove';
};

async function findNamedPresence(call: ManagerCall): Promise<PresenceRow | null> {
  const id = call.c.req.param('presence') ?? '';
  if (!isUuid(id)) return null;
  const [found] = await readPresences(call.deps.db, {
    collectiveId: call.collective.id,
    presenceIds: [id as PresenceId],
  });
  return found ?? null;
}

export const showPresenceRoute = {
  method: 'GET',
  path: BADGE_PATHS.presence,
  who: 'manager',
  handle: async (call) => {
    const presence = await findNamedPresence(call);
    if (presence === null) return refuseUnknown(call);
    const { rule } = await openBadgeOffice(call);
    return answerPresence(call, presence, {
      typed: typedOf(presence, rule),
      fault: null,
      form: 'correct',
    });
  },
} satisfies Route;

/** The hours as the form shows them, in the collective's time. */
function typedOf({ inAt, outAt }: PresenceRow, rule: DayRule): Typed {
  const local = (at: Instant | null) => {
    if (at === null) return { day: '', hour: '' };
    const zoned = Temporal.Instant.from(at).toZonedDateTimeISO(rule.timeZone);
    return {
      day: zoned.toPlainDate().toString(),
      hour: zoned.toPlainTime().toString().slice(0, 5),
    };
  };
  const [begin, end] = [local(inAt), local(outAt)];
  return {
    jour_entree: begin.day === '' ? end.day : begin.day,
    entree: begin.hour,
    jour_sortie: end.day === '' ? begin.day : end.day,
    sortie: end.hour,
    raison: '',
  };
}

async function answerPresence(
  call: ManagerCall,
  presence: PresenceRow,
  sent: Sent,
): Promise<Response> {
  const office = await openBadgeOffice(call);
  const { visit, collective, rule } = office;
  const { t } = visit;
  const events = await readEventsOf(call.deps.db, collective.id, presence);
  const title = nameOf(visit, presence);
  return answerBadgePage(call, office, {
    title,
    tab: 'board',
    status: sent.fault === null ? 200 : 422,
    body: (
      <>
        {call.c.req.query('fait') === undefined ? null : (
          <Notice tone="done" title={t('badgeOffice.presence.saved')} />
        )}
        <h1>{title}</h1>
        <div class="account-columns">
          <div class="account-side">
            <Facts visit={visit} rule={rule} presence={presence} />
            <History visit={visit} rule={rule} events={events} />
          </div>
          {presence.isErased ? (
            <p class="soft">{t('badgeOffice.presence.erased')}</p>
          ) : (
            <Corrections visit={visit} slug={collective.slug} presence={presence} sent={sent} />
          )}
        </div>
      </>
    ),
  });
}

type FactsProps = {
  readonly visit: Visit;
  readonly rule: DayRule;
  readonly presence: PresenceRow;
};

const momentText = (visit: Visit, rule: DayRule, at: Instant | null): string =>
  at === null
    ? visit.t('badgeOffice.presence.unknown')
    : visit.t('badgeOffice.presence.moment', {
        day: formatDay(dayOf(at, rule.timeZone), visit.language),
        hour: formatHour(at, rule.timeZone, visit.language),
      });

const Facts = ({ visit, rule, presence }: FactsProps) => {
  const { t, language } = visit;
  const money = (amount: PresenceRow['cents']): string => formatCents(amount, language);
  return (
    <section class="panel">
      <h2>{presence.spaceName}</h2>
      <dl class="facts-list">
        <dt>{t('badgeOffice.presence.in')}</dt>
        <dd>{momentText(visit, rule, presence.inAt)}</dd>
        <dt>{t('badgeOffice.presence.out')}</dt>
        <dd>
          {presence.state === 'open'
            ? t('badgeOffice.presence.still')
            : momentText(visit, rule, presence.outAt)}
          {presence.state === 'automatic' ? ` (${t('badgeOffice.presence.automatic')})` : ''}
        </dd>
        <dt>{t('badgeOffice.presence.stayed')}</dt>
        <dd>{formatMinutes(presence.stayedMinutes, language)}</dd>
        <dt>{t('badgeOffice.presence.plan')}</dt>
        <dd>
          {t('badgeOffice.presence.version', {
            plan: presence.planName,
            version: presence.planVersion,
          })}
        </dd>
        <dt>{t('badgeOffice.presence.price')}</dt>
        <dd>{money(presence.cents)}</dd>
        <dt>{t('badgeOffice.presence.paid')}</dt>
        <dd>{money(presence.paidCents)}</dd>
        <dt>{t('badgeOffice.presence.due')}</dt>
        <dd>
          <strong>{money(presence.dueCents)}</strong>
        </dd>
      </dl>
      {presence.state === 'removed' ? <p>{t('badgeOffice.presence.isRemoved')}</p> : null}
      {presence.why.length === 0 ? null : (
        <>
          <h3>{t('badgeOffice.presence.why')}</h3>
          <PriceWhy visit={visit} steps={presence.why} />
        </>
      )}
    </section>
  );
};

type HistoryProps = {
  readonly visit: Visit;
  readonly rule: DayRule;
  readonly events: readonly PresenceEventRow[];
};

const History = ({ visit, rule, events }: HistoryProps) => {
  const { t } = visit;
  return (
    <section class="panel">
      <h2>{t('badgeOffice.presence.history')}</h2>
      <ol class="rows">
        {events.map((event) => (
          <li class="row">
            <div class="row-text">
              <strong>{t(`badgeOffice.events.${event.kind}`)}</strong>
              <span>{momentText(visit, rule, event.at)}</span>
              {event.kind === 'corrected' ? (
                <span>
                  {t('badgeOffice.events.hours', {
                    in: event.inAt === null ? '—' : momentText(visit, rule, event.inAt),
                    out: event.outAt === null ? '—' : momentText(visit, rule, event.outAt),
                  })}
                </span>
              ) : null}
              <span class="soft">{byText(visit, event)}</span>
              {event.reason === '' ? null : (
                <span class="soft">{t('badgeOffice.events.reason', { reason: event.reason })}</span>
              )}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
};

function byText({ t }: Visit, event: PresenceEventRow): string {
  const place = t(`badgeOffice.events.${event.source}`, { station: event.stationName });
  return event.madeBy === '' ? place : `${place}, ${event.madeBy}`;
}

type CorrectionProps = {
  readonly visit: Visit;
  readonly slug: string;
  readonly presence: PresenceRow;
  readonly sent: Sent;
};

const Corrections = ({ visit, slug, presence, sent }: CorrectionProps) => {
  const { t } = visit;
  const { typed, fault, form } = sent;
  const reasonProblem = (which: Sent['form']): string | undefined =>
    fault !== null && form === which ? t(`badgeOffice.corrections.${fault}`) : undefined;
  const field = (name: Field, label: string, type: 'date' | 'time') => (
    <TextField name={name} label={label} type={type} value={typed[name]} />
  );
  return (
    <div class="account-side">
      <section class="panel">
        <h2>{t('badgeOffice.presence.correct')}</h2>
        <p class="soft">{t('badgeOffice.presence.correctHint')}</p>
        <Form visit={visit} action={badgePath(slug, 'presence', presence.presenceId)}>
          {reasonProblem('correct') === undefined ? null : (
            <Notice tone="refused" title={reasonProblem('correct') ?? ''} />
          )}
          <div class="field-pair">
            {field('jour_entree', t('badgeOffice.presence.inDay'), 'date')}
            {field('entree', t('badgeOffice.presence.inHour'), 'time')}
          </div>
          <div class="field-pair">
            {field('jour_sortie', t('badgeOffice.presence.outDay'), 'date')}
            {field('sortie', t('badgeOffice.presence.outHour'), 'time')}
          </div>
          <TextField
            name="raison"
            label={t('badgeOffice.presence.reason')}
            hint={t('badgeOffice.presence.reasonHint')}
            value={form === 'correct' ? typed.raison : ''}
            maxlength={REASON_LENGTH_MAX}
          />
          <Button icon="check">{t('badgeOffice.presence.correctGo')}</Button>
        </Form>
      </section>
      {presence.state === 'removed' ? null : (
        <section class="panel">
          <h2>{t('badgeOffice.presence.remove')}</h2>
          <p class="soft">{t('badgeOffice.presence.removeHint')}</p>
          <Form visit={visit} action={badgePath(slug, 'removePresence', presence.presenceId)}>
            <TextField
              name="pourquoi"
              label={t('badgeOffice.presence.reason')}
              value={form === 'remove' ? typed.raison : ''}
              maxlength={REASON_LENGTH_MAX}
              problem={reasonProblem('remove')}
            />
            <Button kind="danger" icon="trash">
              {t('badgeOffice.presence.removeGo')}
            </Button>
          </Form>
        </section>
      )}
    </div>
  );
};

export const correctPresenceRoute = {
  method: 'POST',
  path: BADGE_PATHS.presence,
  who: 'manager',
  handle: async (call) => {
    const presence = await findNamedPresence(call);
    if (presence === null) return refuseUnknown(call);
    const { rule } = await openBadgeOffice(call);
    const form = await readForm(call);
    const typed = Object.fromEntries(FIELDS.map((name) => [name, form.text(name).trim()])) as Typed;
    const refuse = (fault: Fault): Promise<Response> =>
      answerPresence(call, presence, { typed, fault, form: 'correct' });
    if (!form.isOurs) return refuse('form-old');
    if (typed.raison === '') return refuse('reason-missing');
    const inAt = readMoment(typed.jour_entree, typed.entree, rule);
    const outAt = readMoment(typed.jour_sortie, typed.sortie, rule);
    if (inAt === 'wrong' || outAt === 'wrong') return refuse('clock-wrong');
    // Hours that were not touched keep their seconds.
    const before = typedOf(presence, rule);
    const isInSame = before.jour_entree === typed.jour_entree && before.entree === typed.entree;
    const isOutSame = before.jour_sortie === typed.jour_sortie && before.sortie === typed.sortie;
    const changed = { inAt: isInSame ? null : inAt, outAt: isOutSame ? null : outAt };
    if (changed.inAt === null && changed.outAt === null) return refuse('unchanged');
    return sendCorrection(call, presence, {
      ...changed,
      isRemoved: false,
      reason: typed.raison,
      refuse,
    });
  },
} satisfies Route;

/** Whoever comes back to this address by hand finds the stay again. */
export const showRemovedPresenceRoute = {
  method: 'GET',
  path: BADGE_PATHS.removePresence,
  who: 'manager',
  handle: (call) =>
    call.c.redirect(
      badgePath(call.collective.slug, 'presence', call.c.req.param('presence') ?? ''),
      303,
    ),
} satisfies Route;

export const removePresenceRoute = {
  method: 'POST',
  path: BADGE_PATHS.removePresence,
  who: 'manager',
  handle: async (call) => {
    const presence = await findNamedPresence(call);
    if (presence === null) return refuseUnknown(call);
    const { rule } = await openBadgeOffice(call);
    const form = await readForm(call);
    const reason = form.text('pourquoi').trim();
    const typed = { ...typedOf(presence, rule), raison: reason };
    const refuse = (fault: Fault): Promise<Response> =>
      answerPresence(call, presence, { typed, fault, form: 'remove' });
    if (!form.isOurs) return refuse('form-old');
    if (reason === '') return refuse('reason-missing');
    return sendCorrection(call, presence, {
      inAt: null,
      outAt: null,
      isRemoved: true,
      reason,
      refuse,
    });
  },
} satisfies Route;

/** Empty hours are not known yet; the date alone says nothing. */
function readMoment(day: string, hour: string, rule: DayRule): Instant | null | 'wrong' {
  if (hour === '') return null;
  if (!/^20\d{2}-\d{2}-\d{2}$/.test(day) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(hour)) return 'wrong';
  try {
    const local = Temporal.PlainDateTime.from(`${day}T${hour}`, { overflow: 'reject' });
    return toInstant(
      local.toZonedDateTime(rule.timeZone).toInstant().toString({ smallestUnit: 'millisecond' }),
    );
  } catch {
    return 'wrong';
  }
}

async function sendCorrection(
  call: ManagerCall,
  presence: PresenceRow,
  said: {
    readonly inAt: Instant | null;
    readonly outAt: Instant | null;
    readonly isRemoved: boolean;
    readonly reason: string;
    readonly refuse: (fault: Fault) => Promise<Response>;
  },
): Promise<Response> {
  const { deps, person, collective } = call;
  const { refuse, ...correction } = said;
  const correctionId = deps.makeId();
  const corrected = await writeTransaction(deps.db, (tx) =>
    correctPresence(tx, {
      ...correction,
      correctionId,
      presenceId: presence.presenceId,
      at: deps.clock(),
      by: { kind: 'manager', personId: person.personId, collectiveId: collective.id },
    }),
  );
  if (!corrected.ok) return refuse(corrected.error);
  const path = badgePath(collective.slug, 'presence', presence.presenceId);
  return call.c.redirect(`${path}?fait=corrige`, 303);
}
