import { dayOf, formatCents, formatDay, formatHour } from '../../shared/format.ts';
import type { Instant } from '../../shared/time.ts';
import type { ManagedCollective } from '../http/deps.ts';
import type { ManagerCall, Route } from '../http/route.ts';
import { answerPage } from '../site/page.tsx';
import { Button, Field, Form } from '../site/parts/form.tsx';
import { Icon } from '../site/parts/icon.tsx';
import { Notice } from '../site/parts/notice.tsx';
import { openVisit } from '../site/visit.ts';
import type { Visit } from '../site/visit.ts';
import { OfficeMenu } from './office-menu.tsx';
import { OFFICE_PATHS, codePath, freePath, revokePath } from './office-paths.ts';
import { listProblems, listReserves, listStations } from './office-store.ts';
import type { ProblemInOffice, ReserveInOffice, StationInOffice } from './office-store.ts';
import { STATION_NAME_FIELD, STATION_NAME_LENGTH_MAX } from './station-name.ts';

/** Stations, what is to be checked, and reserved money of one collective. */
export const showCollectiveOfficeRoute = {
  method: 'GET',
  path: OFFICE_PATHS.collective,
  who: 'manager',
  handle: (call) => answerOffice(call, { typed: '', problem: null }),
} satisfies Route;

type NameProblem = { readonly typed: string; readonly problem: string | null };

export async function answerOffice(call: ManagerCall, name: NameProblem): Promise<Response> {
  const { db } = call.deps;
  const { collective } = call;
  const visit = openVisit(call, call.person);
  const { t } = visit;
  const [stations, problems, reserves] = await Promise.all([
    listStations(db, collective.id),
    listProblems(db, collective.id),
    listReserves(db, collective.id),
  ]);
  const done = call.c.req.query('fait');
  const revoked = stations.find(({ id, revokedAt }) => id === done && revokedAt !== null);
  return answerPage(
    call,
    visit,
    {
      title: t('office.of', { collective: collective.name }),
      section: 'office',
      isPrivate: true,
      body: (
        <div class="account office">
          {revoked === undefined ? null : (
            <Notice tone="done" title={t('office.revokeDone', { station: revoked.name })} />
          )}
          {done === 'libere' ? <Notice tone="done" title={t('office.freeDone')} /> : null}
          <h1>{t('office.of', { collective: collective.name })}</h1>
          <OfficeMenu visit={visit} slug={collective.slug} />
          <div class="account-columns">
            <Stations visit={visit} collective={collective} stations={stations} />
            <div class="account-side">
              <NewStation visit={visit} collective={collective} name={name} />
              <Problems visit={visit} problems={problems} />
              <Reserves visit={visit} collective={collective} reserves={reserves} />
            </div>
          </div>
        </div>
      ),
    },
    name.problem === null ? 200 : 422,
  );
}

const HOME_ZONE = 'Europe/Paris';

const dayText = (at: Instant, visit: Visit): string =>
  formatDay(dayOf(at, HOME_ZONE), visit.language);

const momentOf = (at: Instant, visit: Visit) => ({
  day: dayText(at, visit),
  hour: formatHour(at, HOME_ZONE, visit.language),
});

type CollectiveProps = { readonly visit: Visit; readonly collective: ManagedCollective };

type StationsProps = CollectiveProps & { readonly stations: readonly StationInOffice[] };

const Stations = ({ visit, collective, stations }: StationsProps) => {
  const { t } = visit;
  return (
    <section class="panel">
      <h2>{t('office.stations')}</h2>
      {stations.length === 0 ? <p class="soft">{t('office.noStations')}</p> : null}
      <ul class="rows">
        {stations.map((station) => (
          <li class="row">
            <span class="row-mark">
              <Icon name={station.revokedAt === null ? 'reader' : 'cross'} />
            </span>
            <div class="row-text">
              <strong>{station.name}</strong>
              {stationNotes(visit, station).map((note) => (
                <span class="soft">{note}</span>
              ))}
            </div>
            {station.revokedAt === null ? (
              <a
                href={revokePath(collective.slug, station.id)}
                class="button button-second"
                aria-label={t('office.revokeLabel', { station: station.name })}
              >
                {t('office.revoke')}
              </a>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
};

function stationNotes(visit: Visit, station: StationInOffice): readonly string[] {
  const { t } = visit;
  if (station.revokedAt !== null) {
    return [t('office.revoked', { day: dayText(station.revokedAt, visit) })];
  }
  return [
    station.spokeAt === null
      ? t('office.neverSpoke')
      : t('office.spoke', momentOf(station.spokeAt, visit)),
    station.waiting === 0
      ? t('office.allReceived')
      : t('office.waiting', { count: station.waiting }),
  ];
}

const NewStation = ({
  visit,
  collective,
  name,
}: CollectiveProps & { readonly name: NameProblem }) => {
  const { t } = visit;
  return (
    <section class="panel">
      <h2>{t('office.pairTitle')}</h2>
      <p>{t('office.pairLead')}</p>
      <Form visit={visit} action={codePath(collective.slug)}>
        <Field
          name={STATION_NAME_FIELD}
          label={t('office.stationName')}
          hint={t('office.stationNameHint')}
          type="text"
          autocomplete="off"
          maxlength={STATION_NAME_LENGTH_MAX}
          value={name.typed}
          problem={name.problem}
        />
        <Button icon="plus">{t('office.makeCode')}</Button>
      </Form>
    </section>
  );
};

type ProblemsProps = { readonly visit: Visit; readonly problems: readonly ProblemInOffice[] };

const Problems = ({ visit, problems }: ProblemsProps) => {
  const { t } = visit;
  return (
    <section class="panel">
      <h2>{t('office.problems')}</h2>
      <p class="soft">{t(problems.length === 0 ? 'office.noProblems' : 'office.problemsLead')}</p>
      <ul class="rows">
        {problems.map((problem) => (
          <li class="row">
            <span class="row-mark">
              <Icon name="warning" />
            </span>
            <div class="row-text">
              <strong>
                {t('office.problemEntry', { station: problem.stationName, seq: problem.seq })}
              </strong>
              <span>{reasonText(visit, problem.code)}</span>
              <span class="soft">{t('office.problemAt', momentOf(problem.foundAt, visit))}</span>
            </div>
          </li>
        ))}
      </ul>
      {problems.length === 0 ? null : <p class="soft">{t('office.problemHelp')}</p>}
    </section>
  );
};

const KNOWN_REASONS = [
  'card-unknown',
  'card-random',
  'card-retired',
  'content-differs',
  'reserve-unknown',
  'reserve-of-another',
  'body-not-valid',
  'sale-sums-wrong',
  'sums-wrong',
  'sale-twice',
  'asset-unknown',
  'asset-wrong',
  'card-foreign',
  'sale-unknown',
  'correction-twice',
  'already-corrected',
  'already-settled',
  'refund-unknown',
  'replacement-unknown',
  'closing-twice',
  'stock-below-zero',
  'event-overbooked',
  'room-overbooked',
  'ticket-twice',
  'goods-unknown',
  'space-unknown',
  'holder-unreadable',
  'card-lost',
  'presence-unknown',
  'presence-overpaid',
] as const;

/** Why an entry could not be applied, in words; a reason that has none keeps its code. */
function reasonText({ t }: Visit, code: string): string {
  const known = KNOWN_REASONS.find((reason) => reason === code);
  return known === undefined ? t('office.reasons.other', { code }) : t(`office.reasons.${known}`);
}

type ReservesProps = CollectiveProps & { readonly reserves: readonly ReserveInOffice[] };

const Reserves = ({ visit, collective, reserves }: ReservesProps) => {
  const { t, language } = visit;
  return (
    <section class="panel">
      <h2>{t('office.reserves')}</h2>
      <p class="soft">{t(reserves.length === 0 ? 'office.noReserves' : 'office.reservesLead')}</p>
      <ul class="rows">
        {reserves.map((reserve) => {
          const amount = formatCents(reserve.cents, language);
          return (
            <li class="row">
              <span class="row-mark">
                <Icon name="clock" />
              </span>
              <div class="row-text">
                <strong>{amount}</strong>
                <span>{t('office.reserveOf', { number: reserve.cardNumber })}</span>
                <span class="soft">
                  {t('office.reserveAt', {
                    station: reserve.stationName,
                    ...momentOf(reserve.createdAt, visit),
                  })}
                </span>
              </div>
              <a
                href={freePath(collective.slug, reserve.id)}
                class="button button-second"
                aria-label={t('office.freeLabel', { amount, number: reserve.cardNumber })}
              >
                {t('office.free')}
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
};
