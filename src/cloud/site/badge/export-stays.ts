import { csvFile, number } from '../../../domain/closing/csv-file.ts';
import type { CsvCell } from '../../../domain/closing/csv-file.ts';
import { dayOf } from '../../../shared/format.ts';
import { Temporal } from '../../../shared/time.ts';
import type { Instant } from '../../../shared/time.ts';
import type { PersonCall, Route } from '../../http/route.ts';
import { findWalletOfPerson } from '../../ledger/wallets.ts';
import { readPools } from '../../badge/read-presences.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { listConsents, listOwnPlaces } from './badge-store.ts';
import type { BadgePlace } from './badge-store.ts';
import { EXPORT_PATHS } from './export-paths.ts';
import { readOwnEvents, readOwnPayments } from './own-events.ts';
import { readStays } from './my-badge.ts';
import { priceSentences } from './price-why.tsx';
import type { Stay } from './stay-history.tsx';

/** One's own stays, a line each, for a spreadsheet. */
export const exportCsvRoute = {
  method: 'GET',
  path: EXPORT_PATHS.csv,
  who: 'person',
  handle: async (call) => {
    const visit = openVisit(call, call.person);
    const { stays } = await readOwn(call);
    const rows = [headOf(visit), ...stays.map((stay) => rowOf(visit, stay))];
    return answerFile(call, visit, 'csv', 'text/csv; charset=utf-8', csvFile(rows));
  },
} satisfies Route;

/** All that is kept of one's comings and goings, as it is kept (RULES B9). */
export const exportJsonRoute = {
  method: 'GET',
  path: EXPORT_PATHS.json,
  who: 'person',
  handle: async (call) => {
    const visit = openVisit(call, call.person);
    const content = {
      madeAt: visit.now,
      email: call.person.email,
      ...(await ownStays(call, visit)),
    };
    const text = `${JSON.stringify(content, null, 2)}\n`;
    return answerFile(call, visit, 'json', 'application/json; charset=utf-8', text);
  },
} satisfies Route;

/** Places, included hours, stays and taps of a person, as they are kept: also for their whole export. */
export async function ownStays(call: PersonCall, visit: Visit) {
  const { db } = call.deps;
  const { stays, places, walletId } = await readOwn(call);
  const [consents, pools, events, payments] = await Promise.all([
    listConsents(db, call.person.personId),
    walletId === undefined ? [] : readPools(db, { walletId }, visit.now),
    walletId === undefined ? [] : readOwnEvents(db, walletId),
    readOwnPayments(
      db,
      stays.map(({ presenceId }) => presenceId),
    ),
  ]);
  return {
    places: places.map((place) => ({
      id: place.collectiveId,
      name: place.name,
      timeZone: place.timeZone,
      keepMonths: place.keepMonths,
      isNamedOnBoardSince: consents.get(place.collectiveId) ?? null,
    })),
    includedHours: pools.map(({ label, planName, startsOn, endsOn, minutes, leftMinutes }) => ({
      ...{ label, planName, startsOn, endsOn, minutes, leftMinutes },
    })),
    stays: stays.map((stay) => jsonOf(stay, visit)),
    events,
    payments,
  };
}

async function readOwn(call: PersonCall): Promise<{
  readonly stays: readonly Stay[];
  readonly places: readonly BadgePlace[];
  readonly walletId: Awaited<ReturnType<typeof findWalletOfPerson>>;
}> {
  const { db } = call.deps;
  const walletId = await findWalletOfPerson(db, call.person.personId);
  const consents = await listConsents(db, call.person.personId);
  const places = await listOwnPlaces(db, walletId, [...consents.keys()]);
  const stays = walletId === undefined ? [] : await readStays(call, places, { walletId });
  return { stays, places, walletId };
}

function answerFile(
  call: PersonCall,
  visit: Visit,
  extension: 'csv' | 'json',
  type: string,
  text: string,
): Response {
  const name = `${visit.t('badge.csv.file')}-${dayOf(visit.now, 'Europe/Paris')}.${extension}`;
  call.c.header('Content-Type', type);
  call.c.header('Content-Disposition', `attachment; filename="${name}"`);
  call.c.header('Cache-Control', 'no-store');
  return call.c.body(text);
}

const COLUMNS = [
  ...(['collective', 'space', 'plan', 'day', 'cameIn', 'wentOut', 'minutes'] as const),
  ...(['includedMinutes', 'volunteerMinutes', 'price', 'paid', 'due'] as const),
  ...(['state', 'corrected', 'who', 'how'] as const),
] as const;

type Column = (typeof COLUMNS)[number];

const headOf = ({ t }: Visit): readonly CsvCell[] =>
  COLUMNS.map((column) => t(`badge.csv.${column}`));

function rowOf(visit: Visit, stay: Stay): readonly CsvCell[] {
  const { t } = visit;
  const cells: Readonly<Record<Column, CsvCell>> = {
    collective: stay.collectiveName,
    space: stay.spaceName,
    plan: stay.planName,
    day: stay.day,
    cameIn: localText(stay.inAt, stay.timeZone),
    wentOut: localText(stay.outAt, stay.timeZone),
    minutes: number(stay.stayedMinutes),
    includedMinutes: number(stay.included.reduce((sum, { minutes }) => sum + minutes, 0)),
    volunteerMinutes: number(stay.timeMinutes),
    price: number(stay.cents, 2),
    paid: number(stay.paidCents, 2),
    due: number(stay.dueCents, 2),
    state: t(`badge.csv.${stay.state}`),
    corrected: t(stay.isCorrected ? 'badge.csv.yes' : 'badge.csv.no'),
    who: stay.holder.kind === 'guest' ? stay.name : '',
    how: priceSentences(visit, stay.why).join(' '),
  };
  return COLUMNS.map((column) => cells[column]);
}

/** `2026-11-22 18:10`, by the clock of the place; empty when it is not known or not kept. */
function localText(at: Instant | null, timeZone: string): string {
  if (at === null) return '';
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone);
  return `${local.toPlainDate().toString()} ${local.toPlainTime().toString().slice(0, 5)}`;
}

const jsonOf = (stay: Stay, visit: Visit) => ({
  id: stay.presenceId,
  collective: stay.collectiveName,
  space: stay.spaceName,
  plan: stay.planName,
  planVersion: stay.planVersion,
  guest: stay.holder.kind === 'guest' ? stay.name : null,
  day: stay.day,
  cameInAt: stay.inAt,
  wentOutAt: stay.outAt,
  state: stay.state,
  isCorrected: stay.isCorrected,
  areHoursErased: stay.isErased,
  stayedMinutes: stay.stayedMinutes,
  included: stay.included,
  volunteerMinutes: stay.timeMinutes,
  priceCents: stay.cents,
  paidCents: stay.paidCents,
  dueCents: stay.dueCents,
  priceFound: priceSentences(visit, stay.why),
});
