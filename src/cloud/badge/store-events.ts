import type { Selectable } from 'kysely';
import type { TapHolder } from '../../domain/journal/badge-entries.ts';
import { cardAfter } from '../../domain/card/state.ts';
import { assert } from '../../shared/assert.ts';
import type { CardId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import type { PresenceEventTable } from '../db/badge-tables.ts';
import { insertRows, isOneOf } from '../db/bulk-rows.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { KnownStation } from '../http/deps.ts';
import { uuidOf } from '../ledger/account-id.ts';
import { lockCards } from '../ledger/cards.ts';
import type { FoundCard } from '../ledger/cards.ts';
import { readNeighbours } from '../ledger/sellers.ts';
import { followMerges } from '../ledger/wallets.ts';
import type { BadgeFacts, CorrectionFact, TapFact, UndoFact } from './badge-facts.ts';
import { holderOf } from './events.ts';
import { openSeals } from './presence-keys.ts';
import type { Unsealed } from './presence-keys.ts';
import type { BadgeProblem } from './problems.ts';
import type { Touched } from './reckon.ts';

export type EventRow = Selectable<PresenceEventTable>;

export type StoredEvents = {
  readonly problems: readonly BadgeProblem[];
  readonly touched: readonly Touched[];
};

type OpenTap = TapFact & { readonly holder: Unsealed };

/** Reads whose taps they are, and locks their Passes before anything locks a wallet. */
export async function lockPassesOfTaps(
  tx: WritableDb,
  station: KnownStation,
  taps: BadgeFacts['taps'],
): Promise<void> {
  await lockCards(tx, cardRefs(await openTaps(tx, station, taps)), 'update');
}

async function openTaps(
  tx: WritableDb,
  station: KnownStation,
  taps: BadgeFacts['taps'],
): Promise<readonly OpenTap[]> {
  if (taps.length === 0) return [];
  const open = await openSeals(tx, station.collectiveId);
  return taps.map((tap) => ({ ...tap, holder: open(tap.body.holder) }));
}

const cardRefs = (taps: readonly OpenTap[]): readonly { readonly cardId: CardId }[] =>
  taps.flatMap(({ holder }) => {
    const cardId = typeof holder === 'string' ? null : cardIdOf(holder);
    return cardId === null ? [] : [{ cardId }];
  });

const cardIdOf = (holder: TapHolder): CardId | null =>
  holder.kind === 'card' ? holder.cardId : holder.hostCardId;

/** Keeps what a station tells of comings and goings (RULES B2); what it says twice is kept once. */
export async function storeEvents(
  tx: WritableDb,
  station: KnownStation,
  facts: Pick<BadgeFacts, 'taps' | 'undos' | 'corrections'>,
): Promise<StoredEvents> {
  const taps = await openTaps(tx, station, facts.taps);
  const places = await readPlaces(tx, station.collectiveId);
  const passes = await readPasses(tx, station, taps);
  const rows: (EventRow & { readonly seq: number })[] = [];
  const problems: BadgeProblem[] = [];
  for (const tap of taps) {
    const fault = places(tap) ?? passes.faultOf(tap);
    if (fault !== null) problems.push({ seq: tap.seq, ...fault });
    // A guest whose host is not known comes in all the same, and pays at the till.
    if (fault === null || (fault.code !== 'space-unknown' && isGuest(tap.holder))) {
      rows.push(await tapRow(tx, station, tap, passes.walletOf));
    }
  }
  rows.push(...facts.undos.map((undo) => undoRow(station, undo)));
  rows.push(...facts.corrections.map((correction) => correctionRow(station, correction)));
  const { fresh, differing } = await withoutKnown(tx, rows);
  problems.push(
    ...differing.map(({ seq, id }) => ({
      ...{ seq, code: 'content-differs' as const, message: `Event ${id} is known otherwise.` },
    })),
  );
  await insertEvents(tx, fresh);
  const touched = await touchedBy(tx, station.collectiveId, fresh);
  return {
    problems: [...problems, ...touched.unknown],
    touched: touched.touched,
  };
}

const isGuest = (holder: Unsealed): boolean =>
  typeof holder !== 'string' && holder.kind === 'guest';

type Fault = Omit<BadgeProblem, 'seq'>;

async function readPlaces(
  tx: WritableDb,
  collectiveId: string,
): Promise<(tap: TapFact) => Fault | null> {
  const spaces = await tx.query
    .selectFrom('badge_space')
    .select('id')
    .where('collective_id', '=', collectiveId)
    .execute();
  const versions = await tx.query
    .selectFrom('badge_plan_version')
    .innerJoin('badge_plan', 'badge_plan.id', 'badge_plan_version.plan_id')
    .select(['plan_id', 'version'])
    .where('collective_id', '=', collectiveId)
    .execute();
  const known = new Set([
    ...spaces.map(({ id }) => id),
    ...versions.map((row) => `${row.plan_id} ${row.version}`),
  ]);
  return ({ body: { spaceId, planId, planVersion } }) => {
    const missing = [spaceId as string, `${planId} ${planVersion}`].find(
      (name) => !known.has(name),
    );
    if (missing === undefined) return null;
    return { code: 'space-unknown', message: `There is no ${missing} here.` };
  };
}

type Passes = {
  readonly faultOf: (tap: OpenTap) => Fault | null;
  /** The wallet of a Pass; one that had none gets it here. */
  readonly walletOf: (cardId: CardId | null, tap: OpenTap) => Promise<string | null>;
};

async function readPasses(
  tx: WritableDb,
  station: KnownStation,
  taps: readonly OpenTap[],
): Promise<Passes> {
  const refs = cardRefs(taps);
  const findCard = await lockCards(tx, refs, 'update');
  const isNeighbour = await readNeighbours(tx, refs.length === 0 ? [] : [station.collectiveId]);
  const ids = refs.map(({ cardId }) => cardId);
  const lostRows = await tx.query
    .selectFrom('card')
    .select(['id', 'lost_at'])
    .where(isOneOf(tx.kind, 'id', ids))
    .where('lost_at', 'is not', null)
    .execute();
  const lostAt = new Map(lostRows.map((row) => [row.id, row.lost_at ?? '']));
  const opened = new Map<string, string>();
  return {
    faultOf: ({ holder, body }) => {
      if (typeof holder === 'string') {
        return { code: 'holder-unreadable', message: `The key ${body.holder.keyId}: ${holder}.` };
      }
      const cardId = cardIdOf(holder);
      if (cardId === null) return null;
      const card = findCard({ cardId });
      if (typeof card === 'string') {
        return { code: 'card-unknown', message: `There is no card ${cardId}.` };
      }
      if (!isNeighbour(station.collectiveId, card.collectiveId)) {
        return { code: 'card-foreign', message: `Card ${card.number} is of another village.` };
      }
      const lost = lostAt.get(cardId);
      return lost !== undefined && lost < body.tappedAt
        ? { code: 'card-lost', message: `Card ${card.number} was lost at ${lost}.` }
        : null;
    },
    walletOf: async (cardId, tap) => {
      const card = cardId === null ? 'card-unknown' : findCard({ cardId });
      if (typeof card === 'string' || !isNeighbour(station.collectiveId, card.collectiveId)) {
        return null;
      }
      if (card.walletId !== null) {
        const { walletId } = card;
        return (await followMerges(tx, [walletId]))(walletId);
      }
      const known = opened.get(card.id) ?? (await openWallet(tx, card, tap));
      opened.set(card.id, known);
      return known;
    },
  };
}

/** Who comes in with a new Pass pays with it one day: it gets its wallet now. */
async function openWallet(tx: WritableDb, card: FoundCard, { body }: OpenTap): Promise<string> {
  const id = uuidOf(`wallet of tap ${body.tapId}`);
  const state = cardAfter(card.state, 'open-wallet');
  assert(state.ok, `a ${card.state} card without a wallet`);
  await tx.query.insertInto('wallet').values({ id, created_at: body.tappedAt }).execute();
  await tx.query
    .updateTable('card')
    .set({ state: state.value, wallet_id: id })
    .where('id', '=', card.id)
    .execute();
  tx.changed('card', card.id, null);
  tx.changed('wallet', id, null);
  return id;
}

const EMPTY_EVENT = {
  ...{ target_id: null, direction: null, space_id: null, plan_id: null, plan_version: null },
  ...{ wallet_id: null, card_id: null, guest_id: null, guest_name: null, host_wallet_id: null },
  ...{ in_at: null, out_at: null, is_removed: 0, station_id: null, seq: null },
  ...{ made_by: '', reason: '' },
} as const;

/** A row of `presence_event` from what is known of it. */
export const eventRow = <Given extends Partial<EventRow>>(
  given: Given & Pick<EventRow, 'id' | 'collective_id' | 'kind' | 'at' | 'source'>,
) => ({ ...EMPTY_EVENT, ...given });

const fromStation = (station: KnownStation, seq: number) => ({
  ...{ collective_id: station.collectiveId as string, station_id: station.id as string, seq },
  source: 'station' as const,
});

async function tapRow(
  tx: WritableDb,
  station: KnownStation,
  tap: OpenTap,
  walletOf: Passes['walletOf'],
) {
  const { body, seq, holder } = tap;
  assert(typeof holder !== 'string', 'a tap whose holder could not be read');
  const walletId = await walletOf(cardIdOf(holder), tap);
  const whose =
    holder.kind === 'card'
      ? { wallet_id: walletId, card_id: holder.cardId as string }
      : { guest_id: holder.guestId, guest_name: holder.name, host_wallet_id: walletId };
  return eventRow({
    ...fromStation(station, seq),
    ...{ id: body.tapId, kind: 'tap' as const, at: body.tappedAt },
    ...{ direction: body.direction, space_id: body.spaceId, plan_id: body.planId },
    ...{ plan_version: body.planVersion, made_by: body.staff?.name ?? '' },
    ...whose,
  });
}

export const undoIdOf = (tapId: string): string => uuidOf(`undo of tap ${tapId}`);

const undoRow = (station: KnownStation, { seq, at, body }: UndoFact) =>
  eventRow({
    ...fromStation(station, seq),
    ...{ id: undoIdOf(body.tapId), kind: 'undo' as const, at: at },
    ...{ target_id: body.tapId, made_by: body.staff?.name ?? '' },
  });

const correctionRow = (station: KnownStation, { seq, at, body }: CorrectionFact) =>
  eventRow({
    ...fromStation(station, seq),
    ...{ id: body.correctionId, kind: 'correction' as const, at: at },
    ...{ target_id: body.presenceId, in_at: body.inAt, out_at: body.outAt },
    ...{ is_removed: body.isRemoved ? (1 as const) : (0 as const), reason: body.reason },
    made_by: body.staff.name,
  });

const COMPARED = [
  ...(['kind', 'target_id', 'direction', 'space_id', 'guest_id', 'card_id'] as const),
  ...(['in_at', 'out_at', 'is_removed'] as const),
] as const;

/** The same event again is success; another one under its id changes nothing (RULES M7). */
export async function withoutKnown<Row extends EventRow>(
  tx: WritableDb,
  rows: readonly Row[],
): Promise<{ readonly fresh: readonly Row[]; readonly differing: readonly Row[] }> {
  if (rows.length === 0) return { fresh: [], differing: [] };
  const ids = rows.map(({ id }) => id);
  const stored = await tx.query
    .selectFrom('presence_event')
    .selectAll()
    .where(isOneOf(tx.kind, 'id', ids))
    .execute();
  const known = new Map<string, EventRow>(stored.map((row) => [row.id, row]));
  const fresh: Row[] = [];
  const differing: Row[] = [];
  for (const row of rows) {
    const before = known.get(row.id);
    if (before === undefined) {
      fresh.push(row);
      known.set(row.id, row);
    } else if (!COMPARED.every((column) => before[column] === row[column])) differing.push(row);
  }
  return { fresh, differing };
}

export const insertEvents = (tx: WritableDb, rows: readonly EventRow[]): Promise<void> =>
  insertRows(
    tx,
    'presence_event',
    [
      ...(['id', 'collective_id', 'kind', 'at', 'target_id', 'direction', 'space_id'] as const),
      ...(['plan_id', 'plan_version', 'wallet_id', 'card_id', 'guest_id', 'guest_name'] as const),
      ...(['host_wallet_id', 'in_at', 'out_at', 'is_removed', 'source', 'station_id'] as const),
      ...(['seq', 'made_by', 'reason'] as const),
    ],
    rows,
  );

/** About whom new events are, and from when on they matter. */
export async function touchedBy(
  tx: WritableDb,
  collectiveId: string,
  rows: readonly EventRow[],
): Promise<{ readonly touched: readonly Touched[]; readonly unknown: readonly BadgeProblem[] }> {
  const own = rows.filter(({ kind }) => kind === 'tap');
  const about = rows.filter(({ kind }) => kind !== 'tap');
  const targetIds = about.flatMap(({ target_id: id }) => (id === null ? [] : [id]));
  const taps = await findTouched(tx, collectiveId, targetIds);
  const touched: Touched[] = own.map((row) => ({
    ...{ holder: holderOf(row), since: row.at as Instant },
  }));
  const unknown: BadgeProblem[] = [];
  for (const row of about) {
    const target = taps.get(row.target_id ?? '');
    if (target === undefined) {
      const message = `Nobody has seen ${row.target_id}.`;
      unknown.push({ seq: row.seq ?? 0, code: 'presence-unknown', message });
      continue;
    }
    const since = [target.since, row.in_at, row.out_at]
      .filter((at): at is Instant => at !== null)
      .toSorted()[0];
    touched.push({ holder: target.holder, since: since ?? target.since });
  }
  return { touched, unknown };
}

/** Whose taps or stays these are, and when they began. */
export async function findTouched(
  tx: WritableDb,
  collectiveId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Touched>> {
  if (ids.length === 0) return new Map();
  const taps = await tx.query
    .selectFrom('presence_event')
    .leftJoin('presence', 'presence.id', 'presence_event.id')
    .select(['presence_event.id', 'presence_event.at', 'presence_event.wallet_id'])
    .select(['presence_event.guest_id', 'presence.in_at', 'presence.erased_at'])
    .where('presence_event.collective_id', '=', collectiveId)
    .where('presence_event.kind', '=', 'tap')
    .where(isOneOf(tx.kind, 'presence_event.id', ids))
    .execute();
  return new Map(
    taps.map((row) => {
      const since = [row.at, row.in_at ?? row.at].toSorted()[0] ?? row.at;
      return [row.id, { holder: holderOf(row), since: since as Instant }];
    }),
  );
}
