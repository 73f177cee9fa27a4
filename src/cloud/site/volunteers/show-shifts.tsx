import { dayOf } from '../../../shared/format.ts';
import type { AnyoneCall, Route } from '../../http/route.ts';
import { listComingShifts, listOwnShifts } from '../../volunteers/read-shifts.ts';
import type { ShiftOnSite } from '../../volunteers/read-shifts.ts';
import { answerPage } from '../page.tsx';
import { EmptyState } from '../parts/facts.tsx';
import { ButtonLink } from '../parts/form.tsx';
import { PATHS_OF_SITE, volunteersOfPath } from '../paths.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { OwnShifts } from './own-shifts.tsx';
import { ShiftItem } from './shift-item.tsx';
import { dayTextOf } from './shift-text.ts';

/** Where help is needed, of all collectives (RULES E7). */
export const showShiftsRoute = {
  method: 'GET',
  path: PATHS_OF_SITE.volunteers,
  who: 'anyone',
  handle: (call) => answerShifts(call, null),
} satisfies Route;

/** The same of one collective. */
export const showCollectiveShiftsRoute = {
  method: 'GET',
  path: `${PATHS_OF_SITE.volunteers}/:collectif`,
  who: 'anyone',
  handle: async (call) => {
    const collective = await call.deps.db.query
      .selectFrom('collective')
      .select(['id', 'slug', 'name'])
      .where('slug', '=', call.c.req.param('collectif') ?? '')
      .executeTakeFirst();
    if (collective === undefined) {
      return call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });
    }
    return answerShifts(call, collective);
  },
} satisfies Route;

type Chosen = { readonly id: string; readonly slug: string; readonly name: string } | null;

async function answerShifts(call: AnyoneCall, chosen: Chosen): Promise<Response> {
  const { db } = call.deps;
  const person = await call.findPerson();
  const visit = openVisit(call, person);
  const { t, now } = visit;
  const personId = person?.personId ?? null;
  const all = await listComingShifts(db, { personId, now });
  const own = personId === null ? [] : await listOwnShifts(db, personId, now);
  const shifts =
    chosen === null
      ? all
      : await listComingShifts(db, { personId, now }, { collectiveId: chosen.id });
  const title =
    chosen === null ? t('volunteers.title') : t('volunteers.titleOf', { collective: chosen.name });
  return answerPage(call, visit, {
    title,
    description: t('volunteers.lead'),
    section: 'agenda',
    body: (
      <div class="wide shifts-page">
        <h1>{title}</h1>
        <p class="lead">
          {chosen === null
            ? t('volunteers.lead')
            : t('volunteers.leadOf', { collective: chosen.name })}
        </p>
        <Choices visit={visit} shifts={all} chosen={chosen} />
        {own.length === 0 ? null : <OwnShifts visit={visit} shifts={own} isAlone={false} />}
        {shifts.length === 0 ? <NoShifts visit={visit} /> : <Days visit={visit} shifts={shifts} />}
      </div>
    ),
  });
}

type ShiftsProps = { readonly visit: Visit; readonly shifts: readonly ShiftOnSite[] };

/** Only collectives that need help now; and the one that was chosen. */
const Choices = ({ visit, shifts, chosen }: ShiftsProps & { readonly chosen: Chosen }) => {
  const collectives = new Map(shifts.map(({ collective }) => [collective.slug, collective.name]));
  if (chosen !== null) collectives.set(chosen.slug, chosen.name);
  if (collectives.size < 2 && chosen === null) return null;
  const { t } = visit;
  return (
    <nav class="choices" aria-label={t('agenda.filter')}>
      <a
        href={PATHS_OF_SITE.volunteers}
        class="chip"
        aria-current={chosen === null ? 'page' : undefined}
      >
        {t('volunteers.all')}
      </a>
      {[...collectives].map(([slug, name]) => (
        <a
          href={volunteersOfPath(slug)}
          class="chip"
          aria-current={chosen?.slug === slug ? 'page' : undefined}
        >
          {name}
        </a>
      ))}
    </nav>
  );
};

const Days = ({ visit, shifts }: ShiftsProps) => {
  const days = Map.groupBy(shifts, ({ startsAt, collective }) =>
    dayOf(startsAt, collective.timeZone),
  );
  return (
    <>
      {[...days].map(([day, ofDay]) => (
        <section class="shifts-day">
          <h2 id={`jour-${day}`}>
            {dayTextOf(
              visit,
              ofDay[0]?.startsAt ?? visit.now,
              ofDay[0]?.collective.timeZone ?? 'UTC',
            )}
          </h2>
          <ul class="panel shifts" aria-labelledby={`jour-${day}`}>
            {ofDay.map((shift) => (
              <ShiftItem visit={visit} shift={shift} isDaySaid={false} isEventSaid />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
};

const NoShifts = ({ visit }: { readonly visit: Visit }) => {
  const { t } = visit;
  return (
    <EmptyState icon="hand" title={t('volunteers.emptyTitle')}>
      <p>{t('volunteers.empty')}</p>
      <ButtonLink href={PATHS_OF_SITE.agenda} kind="second" icon="calendar">
        {t('volunteers.emptyGo')}
      </ButtonLink>
    </EmptyState>
  );
};
