import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { CollectiveId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time.ts';
import { isOneOf } from '../../db/bulk-rows.ts';
import type { ReadableDb } from '../../db/open-database.ts';
import type { CloudSchema } from '../../db/schema.ts';

/** Who asks for the feed, and when. */
export type FeedReader = {
  readonly collectiveId: CollectiveId;
  /** The collectives it shares a village with, itself included: whose Passes are taken here. */
  readonly circle: readonly string[];
  /** Where people reach the site. */
  readonly siteUrl: string;
  readonly now: Instant;
};

/** Which items of a topic: those named, or the next ones after an id. */
export type FeedSelection =
  | { readonly kind: 'named'; readonly ids: readonly string[] }
  | { readonly kind: 'after'; readonly afterId: string; readonly limit: number };

/** `value` null: it is gone. */
export type Loaded = { readonly id: string; readonly value: unknown };

/** Items of one topic, in the order of their ids. */
export type Load = (
  db: ReadableDb,
  reader: FeedReader,
  selection: FeedSelection,
) => Promise<readonly Loaded[]>;

export async function findFeedReader(
  db: ReadableDb,
  station: Omit<FeedReader, 'circle'>,
): Promise<FeedReader> {
  const { collectiveId } = station;
  const rows = await db.query
    .selectFrom('village_member as mine')
    .innerJoin('village_member as peer', 'peer.village_id', 'mine.village_id')
    .select('peer.collective_id')
    .where('mine.collective_id', '=', collectiveId)
    .distinct()
    .execute();
  return {
    ...station,
    circle: [...new Set([collectiveId, ...rows.map((row) => row.collective_id)])].toSorted(),
  };
}

/** The condition that a selection puts on the column of the id. */
export const selected = (db: ReadableDb, column: string, selection: FeedSelection) =>
  selection.kind === 'named'
    ? isOneOf(db.kind, column, selection.ids)
    : sql<boolean>`${sql.ref(column)} > ${selection.afterId}`;

/** No selection by name asks for more than one answer of the feed can hold. */
const NAMED_MAX = 1_000;
export const limitOf = (selection: FeedSelection): number =>
  selection.kind === 'named' ? NAMED_MAX : selection.limit;

/** Tables whose rows belong to one collective and are known by its stations only. */
type OwnTable =
  | 'category'
  | 'product'
  | 'point_of_sale'
  | 'staff'
  | 'stock'
  | 'membership_offer'
  | 'dining_table'
  | 'station'
  | 'event'
  | 'room_booking'
  | 'badge_plan'
  | 'badge_space';

/** The selected rows of the reader's collective, in the order of their ids. */
export async function loadOwnRows<Name extends OwnTable>(
  db: ReadableDb,
  reader: FeedReader,
  selection: FeedSelection,
  table: Name,
): Promise<readonly Selectable<CloudSchema[Name]>[]> {
  const idColumn = table === 'stock' ? 'product_id' : 'id';
  // All of them have these two columns; the type of a table known only here cannot say so.
  const rows = await db.query
    .selectFrom(table as 'category')
    .selectAll()
    .where('collective_id', '=', reader.collectiveId)
    .where(selected(db, idColumn, selection))
    // What is over is of no use to a station that starts afresh.
    .$if(selection.kind === 'after' && (table === 'event' || table === 'room_booking'), (query) =>
      query.where(sql<boolean>`ends_at > ${reader.now}`),
    )
    .orderBy(sql.ref(idColumn))
    .limit(limitOf(selection))
    .execute();
  return rows as unknown as readonly Selectable<CloudSchema[Name]>[];
}
