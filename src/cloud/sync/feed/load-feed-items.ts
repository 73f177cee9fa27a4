import type { FeedItem, FeedTopic } from '../../../contract/sync/messages.ts';
import type { ReadableDb } from '../../db/open-database.ts';
import type { FeedReader, FeedSelection, Load } from './feed-reader.ts';
import {
  loadBadgeAccounts,
  loadBadgePlans,
  loadPresenceKeys,
  loadPresences,
  loadSpaces,
} from './load-badge.ts';
import {
  loadCategories,
  loadOffers,
  loadPointsOfSale,
  loadProducts,
  loadStaff,
  loadStock,
  loadTables,
} from './load-catalogue.ts';
import { loadAssets, loadSettings, loadStations } from './load-collective.ts';
import { loadEvents, loadRoomBookings, loadTickets } from './load-events.ts';
import { loadCards, loadWallets } from './load-passes.ts';

/**
 * How to add a topic:
 * 1. its schema in src/contract/sync/messages.ts, and its place in `FEED_TOPICS` (feed-cursor.ts);
 * 2. a `Load` in the file beside this one that fits;
 * 3. its line here;
 * 4. `tx.changed('<topic>', id, collectiveId)` wherever it changes.
 */
const LOADERS: Readonly<Record<FeedTopic, Load>> = {
  settings: loadSettings,
  asset: loadAssets,
  category: loadCategories,
  offer: loadOffers,
  event: loadEvents,
  product: loadProducts,
  stock: loadStock,
  'point-of-sale': loadPointsOfSale,
  staff: loadStaff,
  station: loadStations,
  table: loadTables,
  'room-booking': loadRoomBookings,
  wallet: loadWallets,
  card: loadCards,
  ticket: loadTickets,
  'presence-key': loadPresenceKeys,
  'badge-plan': loadBadgePlans,
  space: loadSpaces,
  'badge-account': loadBadgeAccounts,
  presence: loadPresences,
};

/**
 * Items of a topic as this station may know them, in the order of their ids. What is gone has
 * value null; what the station must not know is left out.
 */
export async function loadFeedItems(
  db: ReadableDb,
  reader: FeedReader,
  topic: FeedTopic,
  selection: FeedSelection,
): Promise<readonly FeedItem[]> {
  if (selection.kind === 'named' && selection.ids.length === 0) return [];
  const loaded = await LOADERS[topic](db, reader, selection);
  return loaded.map(({ id, value }) => ({ topic, id, value }) as FeedItem);
}
