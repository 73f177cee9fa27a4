import { addCents, cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import type { CollectiveId, PersonId, ReserveId, StationId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import type { ReadableDb } from '../db/open-database.ts';
import type { ManagedCollective } from '../http/deps.ts';

/** What the office shows at once. */
const SHOWN_MAX = 100;

export type StationInOffice = {
  readonly id: StationId;
  readonly name: string;
  readonly pairedAt: Instant;
  readonly revokedAt: Instant | null;
  readonly spokeAt: Instant | null;
  /** Entries that the station says it has and the cloud has not. */
  readonly waiting: number;
};

export type ProblemInOffice = {
  readonly stationName: string;
  readonly seq: number;
  readonly code: string;
  readonly foundAt: Instant;
};

export type ReserveInOffice = {
  readonly id: ReserveId;
  readonly cardNumber: string;
  readonly stationName: string;
  readonly createdAt: Instant;
  readonly cents: Cents;
};

/** The collectives that a person runs. */
export async function listManagedCollectives(
  db: ReadableDb,
  personId: PersonId,
): Promise<readonly ManagedCollective[]> {
  const rows = await db.query
    .selectFrom('collective_manager')
    .innerJoin('collective', 'collective.id', 'collective_manager.collective_id')
    .select(['collective.id', 'collective.slug', 'collective.name'])
    .where('collective_manager.person_id', '=', personId)
    .orderBy('collective.name')
    .execute();
  return rows.map((row) => ({ ...row, id: row.id as CollectiveId }));
}

/** The stations of a collective, those in use first. */
export async function listStations(
  db: ReadableDb,
  collectiveId: CollectiveId,
): Promise<readonly StationInOffice[]> {
  const rows = await db.query
    .selectFrom('station')
    .leftJoin('station_head', 'station_head.station_id', 'station.id')
    .select([
      'station.id',
      'station.name',
      'station.paired_at',
      'station.revoked_at',
      'station_head.seq',
      'station_head.station_seq',
      'station_head.spoke_at',
    ])
    .where('station.collective_id', '=', collectiveId)
    .orderBy('station.name')
    .orderBy('station.id')
    .limit(SHOWN_MAX)
    .execute();
  return rows
    .map((row) => ({
      id: row.id as StationId,
      name: row.name,
      pairedAt: row.paired_at as Instant,
      revokedAt: row.revoked_at as Instant | null,
      spokeAt: row.spoke_at as Instant | null,
      waiting: (row.station_seq ?? 0) - (row.seq ?? 0),
    }))
    .toSorted((left, right) => Number(left.revokedAt !== null) - Number(right.revokedAt !== null));
}

export async function findStationInOffice(
  db: ReadableDb,
  collectiveId: CollectiveId,
  stationId: string,
): Promise<StationInOffice | null> {
  const stations = await listStations(db, collectiveId);
  return stations.find(({ id }) => id === stationId) ?? null;
}

/** Entries that were kept and could not be applied. */
export async function listProblems(
  db: ReadableDb,
  collectiveId: CollectiveId,
): Promise<readonly ProblemInOffice[]> {
  const rows = await db.query
    .selectFrom('journal_problem')
    .innerJoin('station', 'station.id', 'journal_problem.station_id')
    .select([
      'station.name',
      'journal_problem.seq',
      'journal_problem.code',
      'journal_problem.found_at',
    ])
    .where('station.collective_id', '=', collectiveId)
    .where('journal_problem.settled_at', 'is', null)
    .orderBy('journal_problem.found_at', 'desc')
    .limit(SHOWN_MAX)
    .execute();
  return rows.map((row) => ({
    stationName: row.name,
    seq: row.seq,
    code: row.code,
    foundAt: row.found_at as Instant,
  }));
}

/** Money of Passes that is promised to stations of a collective, oldest first. */
export async function listReserves(
  db: ReadableDb,
  collectiveId: CollectiveId,
): Promise<readonly ReserveInOffice[]> {
  const rows = await db.query
    .selectFrom('hold')
    .innerJoin('hold_part', 'hold_part.hold_id', 'hold.id')
    .leftJoin('card', 'card.id', 'hold.card_id')
    .leftJoin('station', 'station.id', 'hold.station_id')
    .select(['hold.id', 'hold.created_at', 'card.number', 'station.name', 'hold_part.remaining'])
    .where('hold.collective_id', '=', collectiveId)
    .where('hold.state', '=', 'active')
    .orderBy('hold.created_at')
    .orderBy('hold.id')
    .limit(SHOWN_MAX)
    .execute();
  const byHold = Map.groupBy(rows, (row) => row.id);
  return [...byHold].flatMap(([id, parts]) => {
    const first = parts[0];
    if (first === undefined) return [];
    return [
      {
        id: id as ReserveId,
        cardNumber: first.number ?? '',
        stationName: first.name ?? '',
        createdAt: first.created_at as Instant,
        cents: addCents(...parts.map(({ remaining }) => cents(remaining))),
      },
    ];
  });
}

export async function findReserveInOffice(
  db: ReadableDb,
  collectiveId: CollectiveId,
  reserveId: string,
): Promise<ReserveInOffice | null> {
  const reserves = await listReserves(db, collectiveId);
  return reserves.find(({ id }) => id === reserveId) ?? null;
}
