import { createHash } from 'node:crypto';
import type { CollectiveId } from '../../../shared/ids.ts';
import type { ReadableDb } from '../../db/open-database.ts';
import { readPresences } from '../../badge/read-presences.ts';
import type { PresenceRow } from '../../badge/read-presences.ts';
import { listSpaces } from './spaces-store.ts';
import type { SpaceRow } from './spaces-store.ts';

export type Board = {
  /** Who is in, first come first. */
  readonly inside: readonly PresenceRow[];
  readonly spaces: readonly (SpaceRow & { readonly count: number })[];
  /** Stays that are not paid, oldest first. */
  readonly due: readonly PresenceRow[];
  /** Went out without having come in: somebody has to say when. */
  readonly unclear: readonly PresenceRow[];
};

/** What staff look at: who is in, what is due, what is not clear. */
export async function readBoard(db: ReadableDb, collectiveId: CollectiveId): Promise<Board> {
  const [inside, due, spaces] = await Promise.all([
    readPresences(db, { collectiveId, isOpen: true }),
    readPresences(db, { collectiveId, isDue: true }),
    listSpaces(db, collectiveId),
  ]);
  const unclear = await readUnclear(db, collectiveId);
  return {
    inside,
    due: due.filter(({ state, dueCents }) => state !== 'removed' && dueCents > 0),
    unclear,
    spaces: spaces.map((space) => ({
      ...space,
      count: inside.filter(({ spaceId }) => spaceId === space.id).length,
    })),
  };
}

const UNCLEAR_MAX = 50;

async function readUnclear(
  db: ReadableDb,
  collectiveId: CollectiveId,
): Promise<readonly PresenceRow[]> {
  const rows = await db.query
    .selectFrom('presence')
    .select('id')
    .where('collective_id', '=', collectiveId)
    .where('state', '=', 'no-in')
    .where('erased_at', 'is', null)
    .orderBy('day', 'desc')
    .limit(UNCLEAR_MAX)
    .execute();
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id as PresenceRow['presenceId']);
  return readPresences(db, { collectiveId, presenceIds: ids });
}

/** A text that changes whenever the board would. */
export async function boardVersion(db: ReadableDb, collectiveId: CollectiveId): Promise<string> {
  const { inside, due, unclear, spaces } = await readBoard(db, collectiveId);
  const told = [...inside, ...due, ...unclear].map((row) => [
    row.presenceId,
    row.name,
    row.inAt,
    row.spaceName,
    row.state,
    row.dueCents,
  ]);
  const places = spaces.map(({ id, name, places: count }) => [id, name, count]);
  return createHash('sha256')
    .update(JSON.stringify([told, places]))
    .digest('hex')
    .slice(0, 32);
}
