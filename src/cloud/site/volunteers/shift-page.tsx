import { minutesOfShift } from '../../../domain/agenda/shift-rules.ts';
import { formatHour, formatMinutes } from '../../../shared/format.ts';
import type { SignedInPerson } from '../../http/deps.ts';
import type { Call } from '../../http/route.ts';
import { dayBefore } from '../../mail/reminders/remind-once.ts';
import { findShift } from '../../volunteers/read-shifts.ts';
import type { ShiftOnSite } from '../../volunteers/read-shifts.ts';
import type { SignUpProblem } from '../../volunteers/sign-up.ts';
import { Fact } from '../agenda/facts.tsx';
import { answerPage } from '../page.tsx';
import { ButtonLink } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { Notice } from '../parts/notice.tsx';
import {
  PATHS_OF_SITE,
  collectivePath,
  dropOutPath,
  eventPath,
  volunteersOfPath,
} from '../paths.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { ComeButton } from './shift-item.tsx';
import { dayTextOf, hoursOf } from './shift-text.ts';

export type ShiftProblem = SignUpProblem | { readonly code: 'form-old' | 'too-late' };

type ShiftPage = {
  readonly shift: ShiftOnSite;
  /** What the form before this page did. */
  readonly done: string | undefined;
  readonly problem: ShiftProblem | null;
};

export async function answerShift(
  call: Call,
  person: SignedInPerson | null,
  { shift, done, problem }: ShiftPage,
): Promise<Response> {
  const visit = openVisit(call, person);
  // It may have changed since the form was drawn: the last place may be gone.
  const { collective } = shift;
  const where = { collectiveSlug: collective.slug, shiftId: shift.id };
  const now =
    problem === null ? shift : await findShift(call.deps.db, person?.personId ?? null, where);
  const other = problem === null ? null : await readOther(call, person, problem);
  return answerPage(
    call,
    visit,
    {
      title: shift.name,
      section: 'agenda',
      isPrivate: person !== null,
      body: (
        <div class="narrow sheet shift-page">
          {problem === null ? (
            <DoneNotice visit={visit} shift={shift} done={done} />
          ) : (
            <ProblemNotice {...{ visit, shift, problem, other }} />
          )}
          <p class="back">
            <a href={volunteersOfPath(collective.slug)}>
              <Icon name="back" />
              {visit.t('volunteers.back')}
            </a>
          </p>
          <h1>{shift.name}</h1>
          <ShiftFacts visit={visit} shift={now ?? shift} />
          <ShiftAction visit={visit} shift={now ?? shift} />
          {shift.description === '' ? null : <p>{shift.description}</p>}
          <ShiftFor shift={shift} />
        </div>
      ),
    },
    problem === null ? 200 : 422,
  );
}

/** The shift that stands in the way. */
const readOther = async (
  { deps }: Call,
  person: SignedInPerson | null,
  problem: ShiftProblem,
): Promise<ShiftOnSite | null> => {
  if (problem.code !== 'shifts-overlap') return null;
  const row = await deps.db.query
    .selectFrom('shift')
    .innerJoin('collective', 'collective.id', 'shift.collective_id')
    .select('slug')
    .where('shift.id', '=', problem.otherId)
    .executeTakeFirst();
  const where = { collectiveSlug: row?.slug ?? '', shiftId: problem.otherId };
  return findShift(deps.db, person?.personId ?? null, where);
};

type ShiftProps = { readonly visit: Visit; readonly shift: ShiftOnSite };

const DoneNotice = ({ visit, shift, done }: ShiftProps & Pick<ShiftPage, 'done'>) => {
  const { t } = visit;
  if (done === 'inscrit' && shift.own !== null) {
    const isReminded = visit.now < dayBefore(shift.startsAt, shift.collective.timeZone);
    return (
      <Notice tone="done" title={t('volunteers.signedTitle')}>
        {isReminded ? <p>{t('volunteers.signedLead')}</p> : null}
      </Notice>
    );
  }
  return done === 'annule' && shift.own === null ? (
    <Notice tone="done" title={t('volunteers.droppedTitle')}>
      <p>{t('volunteers.droppedLead')}</p>
    </Notice>
  ) : null;
};

type ProblemProps = ShiftProps & {
  readonly problem: ShiftProblem;
  readonly other: ShiftOnSite | null;
};

const ProblemNotice = ({ visit, shift, problem, other }: ProblemProps) => {
  const { t } = visit;
  return (
    <Notice tone="refused" title={t(`volunteers.problems.${problem.code}`)}>
      <p>
        {t(`volunteers.problems.${problem.code}Do`, {
          collective: shift.collective.name,
          shift: other?.name ?? '',
          hours: other === null ? '' : hoursOf(visit, other),
        })}
      </p>
    </Notice>
  );
};

const ShiftFacts = ({ visit, shift }: ShiftProps) => {
  const { t } = visit;
  const { collective } = shift;
  return (
    <dl class="ticket facts">
      <Fact icon="calendar" label={t('volunteers.when')}>
        <strong>
          <time datetime={shift.startsAt}>
            {dayTextOf(visit, shift.startsAt, collective.timeZone)}
          </time>
        </strong>
        <span>{hoursOf(visit, shift)}</span>
      </Fact>
      {shift.place === '' ? null : (
        <Fact icon="pin" label={t('volunteers.where')}>
          <span>{shift.place}</span>
        </Fact>
      )}
      <Fact icon="people" label={t('volunteers.needed')}>
        <strong>
          {shift.filled < shift.needed
            ? t('volunteers.needs', { count: shift.needed - shift.filled })
            : t('volunteers.full')}
        </strong>
        <span class="soft">
          {t('volunteers.filled', { count: shift.filled, needed: shift.needed })}
        </span>
      </Fact>
    </dl>
  );
};

/** Whom it is for: the event, else the collective itself. */
const ShiftFor = ({ shift }: Pick<ShiftProps, 'shift'>) => {
  const { collective, event } = shift;
  return (
    <ul class="reasons">
      {event === null ? null : (
        <li>
          <Icon name="ticket" />
          <a href={eventPath(collective.slug, event.slug)}>{event.name}</a>
        </li>
      )}
      <li>
        <Icon name="people" />
        <a href={collectivePath(collective.slug)}>{collective.name}</a>
      </li>
    </ul>
  );
};

/** What one can do about it now, or why one cannot. */
const ShiftAction = ({ visit, shift }: ShiftProps) => {
  const { t, language, now } = visit;
  if (shift.isRemoved) return <Closed visit={visit} state="removed" />;
  if (shift.own?.state === 'done' || shift.own?.state === 'absent') {
    return <Notice tone="info" title={t(`volunteers.${shift.own.state}`)} />;
  }
  if (shift.own !== null) return <Coming visit={visit} shift={shift} />;
  if (shift.startsAt <= now) return <Closed visit={visit} state="over" />;
  if (shift.filled >= shift.needed) {
    return (
      <Notice tone="info" title={t('volunteers.fullWhy')}>
        <p>
          <a href={PATHS_OF_SITE.volunteers}>{t('volunteers.fullDo')}</a>
        </p>
      </Notice>
    );
  }
  return (
    <>
      <ComeButton visit={visit} shift={shift} kind="main" />
      {visit.person === null ? <p class="soft">{t('volunteers.signInFirst')}</p> : null}
      {shift.creditsTime ? (
        <p class="soft">
          {t('volunteers.credits', { hours: formatMinutes(minutesOfShift(shift), language) })}
        </p>
      ) : null}
    </>
  );
};

const Closed = ({
  visit,
  state,
}: {
  readonly visit: Visit;
  readonly state: 'removed' | 'over';
}) => (
  <Notice tone="attention" title={visit.t(`volunteers.${state}`)}>
    <p>{visit.t(`volunteers.${state}Do`)}</p>
  </Notice>
);

const Coming = ({ visit, shift }: ShiftProps) => {
  const { t, language, now } = visit;
  const { collective, dropOutEnd } = shift;
  const mayDropOut = now < dropOutEnd;
  return (
    <>
      <p class="shift-own">
        <Icon name="check" />
        {t('volunteers.coming')}
      </p>
      {shift.creditsTime ? (
        <p>{t('volunteers.credits', { hours: formatMinutes(minutesOfShift(shift), language) })}</p>
      ) : null}
      <p class="soft">
        {mayDropOut
          ? t('volunteers.until', {
              day: dayTextOf(visit, dropOutEnd, collective.timeZone),
              hour: formatHour(dropOutEnd, collective.timeZone, language),
            })
          : t('volunteers.untilOver')}
      </p>
      {mayDropOut ? (
        <ButtonLink href={dropOutPath(collective.slug, shift.id)} kind="second" icon="cross">
          {t('volunteers.dropOut')}
        </ButtonLink>
      ) : null}
    </>
  );
};
