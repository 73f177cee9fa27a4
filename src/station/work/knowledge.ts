import type { FeedItem, FeedTopic, StationSettings } from '../../contract/sync/messages.ts';
import type { CardUid } from '../../domain/card/uid.ts';
import { firstFourBytes } from '../../domain/card/uid.ts';
import type { CardId } from '../../shared/ids.ts';
import type { WorkDatabase } from './work-database.ts';

/** The value of a topic, as the cloud sent it. */
export type Known<Topic extends FeedTopic> = NonNullable<
  Extract<FeedItem, { readonly topic: Topic }>['value']
>;

export type KnownCard = Known<'card'>;

/**
 * All that the cloud told this station, kept on disk and held in memory: a few thousand small
 * objects. Only the sync writes here; the till only reads.
 */
export type Knowledge = {
  readonly all: <Topic extends FeedTopic>(topic: Topic) => readonly Known<Topic>[];
  readonly one: <Topic extends FeedTopic>(topic: Topic, id: string) => Known<Topic> | undefined;
  readonly settings: () => StationSettings | undefined;
  readonly findCard: (uid: CardUid) => KnownCard | undefined;
  readonly cardOf: (cardId: CardId) => KnownCard | undefined;
  /** Stores one page of the feed; on the first page of a full resync the old knowledge goes. */
  readonly apply: (items: readonly FeedItem[], isFull: boolean) => void;
  /** Grows when the catalogue changed. */
  readonly catalogueRevision: () => number;
  /** Grows when anything changed. */
  readonly revision: () => number;
};

/** What the screen's catalogue is made of: a place sold elsewhere is one less on the tile. */
const CATALOGUE_TOPICS: ReadonlySet<FeedTopic> = new Set([
  'category',
  'product',
  'point-of-sale',
  'table',
  'asset',
  'event',
  'offer',
]);

export function createKnowledge(db: WorkDatabase): Knowledge {
  let topics = new Map<FeedTopic, Map<string, unknown>>();
  let cardsByUid = new Map<string, KnownCard>();
  let cardsByTag = new Map<string, KnownCard>();
  let catalogueRevision = 1;
  let revision = 1;

  const remember = (topic: FeedTopic, id: string, value: unknown): void => {
    const ofTopic = topics.get(topic) ?? new Map<string, unknown>();
    topics.set(topic, ofTopic);
    if (topic === 'card') forgetCard(ofTopic.get(id) as KnownCard | undefined);
    if (value === null) ofTopic.delete(id);
    else ofTopic.set(id, value);
    if (topic === 'card' && value !== null) indexCard(value as KnownCard);
    if (CATALOGUE_TOPICS.has(topic)) catalogueRevision += 1;
  };
  const indexCard = (card: KnownCard): void => {
    if (card.uid !== null) cardsByUid.set(card.uid, card);
    cardsByTag.set(card.tag, card);
  };
  const forgetCard = (card: KnownCard | undefined): void => {
    if (card === undefined) return;
    if (card.uid !== null) cardsByUid.delete(card.uid);
    cardsByTag.delete(card.tag);
  };

  for (const row of readRows(db)) remember(row.topic, row.id, JSON.parse(row.value));
  const store = createStore(db);

  const all = <Topic extends FeedTopic>(topic: Topic): readonly Known<Topic>[] => [
    ...((topics.get(topic) as Map<string, Known<Topic>> | undefined)?.values() ?? []),
  ];
  return {
    all,
    one: (topic, id) => topics.get(topic)?.get(id) as never,
    settings: () => all('settings')[0],
    findCard: (uid) => {
      const exact = cardsByUid.get(uid);
      if (exact !== undefined) return exact;
      // Batches of existing cards know only the first 4 bytes of the UID (RULES C1).
      const byTag = cardsByTag.get(firstFourBytes(uid));
      return byTag !== undefined && byTag.uid === null ? byTag : undefined;
    },
    cardOf: (cardId) => topics.get('card')?.get(cardId) as KnownCard | undefined,
    apply: (items, isFull) => {
      store(items, isFull);
      if (isFull) {
        topics = new Map();
        cardsByUid = new Map();
        cardsByTag = new Map();
        catalogueRevision += 1;
      }
      for (const item of items) remember(item.topic, item.id, item.value);
      revision += 1;
    },
    catalogueRevision: () => catalogueRevision,
    revision: () => revision,
  };
}

const readRows = (db: WorkDatabase) =>
  db.prepare<[], { topic: FeedTopic; id: string; value: string }>('SELECT * FROM known').all();

function createStore(db: WorkDatabase) {
  const insert = db.prepare(
    'INSERT INTO known VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  const remove = db.prepare('DELETE FROM known WHERE topic = ? AND id = ?');
  return db.transaction((items: readonly FeedItem[], isFull: boolean) => {
    if (isFull) db.exec('DELETE FROM known');
    for (const item of items) {
      if (item.value === null) remove.run(item.topic, item.id);
      else insert.run(item.topic, item.id, JSON.stringify(item.value));
    }
  });
}
