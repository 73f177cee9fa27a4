import { formatMinutes } from '../../../shared/format.ts';
import type { ManagerCall, Route } from '../../http/route.ts';
import { Badge, EmptyState } from '../../site/parts/facts.tsx';
import { AreaField } from '../../site/parts/fields.tsx';
import { Button, ButtonLink, Form } from '../../site/parts/form.tsx';
import { Icon } from '../../site/parts/icon.tsx';
import { Notice } from '../../site/parts/notice.tsx';
import { shiftPath } from '../../site/paths.ts';
import { openVisit } from '../../site/visit.ts';
import type { Visit } from '../../site/visit.ts';
import { makeUuid } from '../../../shared/ids.ts';
import { answerShiftsPage, refuseUnknown, whenText } from './shift-frame.tsx';
import { SHIFT_PATHS, officeShiftPath } from './shift-paths.ts';
import { findOfficeShift, readTimeZone } from './shifts-store.ts';
import type { OneShift, Volunteer } from './shifts-store.ts';

/** Names of the fields of the two forms on this page. */
export const CAME_FIELDS = { who: 'qui', did: 'venu' } as const;
export const WRITE_FIELDS = { id: 'envoi', message: 'message' } as const;
export const MESSAGE_LENGTH_MAX = 2_000;

/** Who comes to one shift; once it is over, who came. */
export const showOfficeShiftRoute = {
  method: 'GET',
  path: SHIFT_PATHS.one,
  who: 'manager',
  handle: (call) => answerOfficeShift(call, null),
} satisfies Route;

export type SentMessage = {
  readonly typed: string;
  readonly fault: 'message-empty' | null;
  readonly problem: 'form-old' | 'too-many' | 'not-over' | null;
};

export async function answerOfficeShift(
  call: ManagerCall,
  sent: SentMessage | null,
): Promise<Response> {
  const { db } = call.deps;
  const { collective } = call;
  const shift = await findOfficeShift(db, collective.id, call.c.req.param('creneau') ?? '');
  if (shift === null || shift.isRemoved) return refuseUnknown(call);
  const visit = openVisit(call, call.person);
  const { t, now } = visit;
  const { plan } = shift;
  const timeZone = await readTimeZone(db, collective.id);
  const props = { visit, slug: collective.slug, shift };
  return answerShiftsPage(call, {
    ...{ visit, title: plan.name, status: sent === null ? 200 : 422 },
    body: (
      <>
        <DoneNotice visit={visit} done={call.c.req.query('fait')} count={shift.volunteers.length} />
        {sent?.problem == null ? null : (
          <Notice tone="refused" title={t(`shiftOffice.problems.${sent.problem}`)} />
        )}
        <h1>{plan.name}</h1>
        <p class="lead">
          {whenText(visit, plan, timeZone)}
          {plan.place === '' ? null : ` · ${plan.place}`}
        </p>
        <div class="places">
          <ButtonLink
            href={officeShiftPath(collective.slug, shift.id, 'change')}
            kind="second"
            icon="settings"
          >
            {t('shiftOffice.change')}
          </ButtonLink>
          {plan.endsAt > now ? (
            <ButtonLink
              href={officeShiftPath(collective.slug, shift.id, 'remove')}
              kind="second"
              icon="trash"
            >
              {t('shiftOffice.remove')}
            </ButtonLink>
          ) : null}
          <ButtonLink href={shiftPath(collective.slug, shift.id)} kind="second" icon="globe">
            {t('shiftOffice.onSite')}
          </ButtonLink>
        </div>
        <div class="account-columns">
          <Volunteers {...props} />
          {shift.volunteers.length === 0 ? null : <WriteForm {...props} sent={sent} />}
        </div>
      </>
    ),
  });
}

type NoticeProps = {
  readonly visit: Visit;
  readonly done: string | undefined;
  readonly count: number;
};

const DONE = { cree: 'made', change: 'changed', note: 'said' } as const;

const DoneNotice = ({ visit, done, count }: NoticeProps) => {
  if (done === 'envoye') {
    return <Notice tone="done" title={visit.t('shiftOffice.written', { count })} />;
  }
  const known = Object.entries(DONE).find(([word]) => word === done);
  return known === undefined ? null : (
    <Notice tone="done" title={visit.t(`shiftOffice.${known[1]}`)} />
  );
};

type ShiftProps = { readonly visit: Visit; readonly slug: string; readonly shift: OneShift };

const Volunteers = ({ visit, slug, shift }: ShiftProps) => {
  const { t, now } = visit;
  const { plan, volunteers } = shift;
  return (
    <section class="panel">
      <h2>
        {t('shiftOffice.who')},{' '}
        {t('shiftOffice.filled', { count: volunteers.length, needed: plan.needed })}
      </h2>
      {volunteers.length === 0 ? (
        <EmptyState icon="people" title={t('shiftOffice.nobody')} />
      ) : (
        <p class="soft">{t(plan.endsAt <= now ? 'shiftOffice.sayLead' : 'shiftOffice.sayLater')}</p>
      )}
      <ul class="rows">
        {volunteers.map((volunteer) => (
          <VolunteerRow {...{ visit, slug, shift, volunteer }} />
        ))}
      </ul>
    </section>
  );
};

type RowProps = ShiftProps & { readonly volunteer: Volunteer };

const VolunteerRow = ({ visit, slug, shift, volunteer }: RowProps) => {
  const { t, language, now } = visit;
  const { name, email, state, creditedMinutes } = volunteer;
  return (
    <li class="row">
      <span class="row-mark">
        <Icon name="user" />
      </span>
      <span class="row-text">
        <strong>{name}</strong>
        {email === null ? null : <a href={`mailto:${email}`}>{email}</a>}
        {creditedMinutes === 0 ? null : (
          <span class="soft">
            {t('shiftOffice.credited', { hours: formatMinutes(creditedMinutes, language) })}
          </span>
        )}
        {state === 'done' ? (
          <Badge tone="done" icon="check">
            {t('shiftOffice.isDone')}
          </Badge>
        ) : null}
        {state === 'absent' ? <Badge tone="quiet">{t('shiftOffice.isAbsent')}</Badge> : null}
      </span>
      {shift.plan.endsAt <= now ? (
        <Form visit={visit} action={officeShiftPath(slug, shift.id, 'came')} class="came-form">
          <input type="hidden" name={CAME_FIELDS.who} value={volunteer.signUpId} />
          {state === 'done' ? null : (
            <CameButton did="oui" label={t('shiftOffice.didLabel', { name })}>
              {t('shiftOffice.did')}
            </CameButton>
          )}
          {state === 'absent' ? null : (
            <CameButton did="non" label={t('shiftOffice.missedLabel', { name })}>
              {t('shiftOffice.missed')}
            </CameButton>
          )}
        </Form>
      ) : null}
    </li>
  );
};

type CameProps = { readonly did: string; readonly label: string; readonly children: string };

const CameButton = ({ did, label, children }: CameProps) => (
  <button
    type="submit"
    name={CAME_FIELDS.did}
    value={did}
    class="button button-second"
    aria-label={label}
  >
    {children}
  </button>
);

const WriteForm = ({
  visit,
  slug,
  shift,
  sent,
}: ShiftProps & { readonly sent: SentMessage | null }) => {
  const { t } = visit;
  return (
    <section class="panel">
      <h2>{t('shiftOffice.writeTitle')}</h2>
      <p class="soft">{t('shiftOffice.writeLead')}</p>
      <Form visit={visit} action={officeShiftPath(slug, shift.id, 'write')}>
        <input type="hidden" name={WRITE_FIELDS.id} value={makeUuid()} />
        <AreaField
          name={WRITE_FIELDS.message}
          label={t('shiftOffice.message')}
          value={sent?.typed ?? ''}
          maxlength={MESSAGE_LENGTH_MAX}
          rows={5}
          problem={sent?.fault == null ? undefined : t(`shiftOffice.faults.${sent.fault}`)}
        />
        <Button kind="second" icon="mail">
          {t('shiftOffice.send')}
        </Button>
      </Form>
    </section>
  );
};
