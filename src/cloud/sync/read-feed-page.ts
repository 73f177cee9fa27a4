import type { FeedAnswer, FeedItem, FeedTopic } from '../../contract/sync/messages.ts';
import { LIMITS, SYNC_PROTOCOL } from '../../contract/sync/protocol.ts';
import type { CollectiveId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import { newestFeedSeq, readFeed } from '../db/feed.ts';
import type { ReadableDb } from '../db/open-database.ts';
import { FEED_TOPICS, readCursor, writeCursor } from './feed-cursor.ts';
import type { FeedCursor } from './feed-cursor.ts';
import { findFeedReader } from './feed/feed-reader.ts';
import type { FeedReader } from './feed/feed-reader.ts';
import { loadFeedItems } from './feed/load-feed-items.ts';

/** A changed card brings its wallet too, so a page of changes is half a page of items. */
const CHANGES_MAX = LIMITS.feedItemsMax / 2;

/** Who is in the village, or what they share, decides what a station may know: it starts again. */
const VILLAGE_TOPIC = 'village';

/** One page of what a station needs to know. Reads only; the same page may be asked again. */
export async function readFeedPage(
  db: ReadableDb,
  station: { readonly collectiveId: CollectiveId; readonly siteUrl: string },
  cursorText: string | undefined,
  now: Instant,
): Promise<FeedAnswer> {
  const reader = await findFeedReader(db, { ...station, now });
  const newestSeq = await newestFeedSeq(db);
  const cursor = cursorText === undefined ? undefined : readCursor(cursorText);
  const page =
    cursor?.kind === 'full'
      ? await readFullPage(db, reader, cursor)
      : cursor?.kind === 'since' && (await isStillThere(db, cursor.seq, newestSeq))
        ? await readChanges(db, reader, cursor.seq, newestSeq)
        : null;
  const { items, next, more } = page ?? (await readFullPage(db, reader, startOf(newestSeq)));
  return {
    protocol: SYNC_PROTOCOL,
    isFull: page === null,
    items: [...items],
    cursor: writeCursor(next),
    more,
    serverTime: now,
  };
}

type FullCursor = Extract<FeedCursor, { kind: 'full' }>;
type Page = {
  readonly items: readonly FeedItem[];
  readonly next: FeedCursor;
  readonly more: boolean;
};

const startOf = (newestSeq: number): FullCursor => ({
  kind: 'full',
  startSeq: newestSeq,
  topic: FEED_TOPICS[0],
  afterId: '',
});

/** A cursor ahead of the feed comes from a database that was put back; one behind was purged. */
async function isStillThere(db: ReadableDb, seq: number, newestSeq: number): Promise<boolean> {
  if (seq >= newestSeq) return seq === newestSeq;
  const oldest = await db.query
    .selectFrom('feed_change')
    .select(({ fn }) => fn.min('seq').as('seq'))
    .executeTakeFirst();
  return oldest !== undefined && oldest.seq !== null && oldest.seq <= seq + 1;
}

async function readFullPage(db: ReadableDb, reader: FeedReader, cursor: FullCursor): Promise<Page> {
  const items: FeedItem[] = [];
  let afterId = cursor.afterId;
  for (const topic of FEED_TOPICS.slice(FEED_TOPICS.indexOf(cursor.topic))) {
    const limit = LIMITS.feedItemsMax - items.length;
    const loaded = await loadFeedItems(db, reader, topic, { kind: 'after', afterId, limit });
    items.push(...loaded.filter((item) => item.value !== null));
    const last = loaded.at(-1);
    if (loaded.length === limit && last !== undefined) {
      return { items, next: { ...cursor, topic, afterId: last.id }, more: true };
    }
    afterId = '';
  }
  return { items, next: { kind: 'since', seq: cursor.startSeq }, more: false };
}

/** Null when the village changed: everything is sent again. */
async function readChanges(
  db: ReadableDb,
  reader: FeedReader,
  afterSeq: number,
  newestSeq: number,
): Promise<Page | null> {
  const changes = await readFeed(db, {
    afterSeq,
    collectiveId: reader.collectiveId,
    limit: CHANGES_MAX,
  });
  if (changes.some((change) => change.topic === VILLAGE_TOPIC)) return null;
  const idsByTopic = new Map<FeedTopic, Set<string>>(
    FEED_TOPICS.map((topic) => [topic, new Set()]),
  );
  for (const { topic, entityId } of changes) idsByTopic.get(topic as FeedTopic)?.add(entityId);

  const cardItems = await loadNamed(db, reader, 'card', idsByTopic);
  for (const { value } of cardItems) {
    if (value !== null && 'walletId' in value && value.walletId !== null) {
      idsByTopic.get('wallet')?.add(value.walletId);
    }
  }
  const items: FeedItem[] = [];
  for (const topic of FEED_TOPICS) {
    items.push(...(topic === 'card' ? cardItems : await loadNamed(db, reader, topic, idsByTopic)));
  }
  const isFullPage = changes.length === CHANGES_MAX;
  // Nothing for this collective up to the newest: the next look starts there.
  const seq = isFullPage ? (changes.at(-1)?.seq ?? newestSeq) : Math.max(newestSeq, afterSeq);
  return { items, next: { kind: 'since', seq }, more: isFullPage };
}

const loadNamed = (
  db: ReadableDb,
  reader: FeedReader,
  topic: FeedTopic,
  idsByTopic: ReadonlyMap<FeedTopic, ReadonlySet<string>>,
): Promise<readonly FeedItem[]> =>
  loadFeedItems(db, reader, topic, { kind: 'named', ids: [...(idsByTopic.get(topic) ?? [])] });
