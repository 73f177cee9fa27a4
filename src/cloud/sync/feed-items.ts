import { sql } from 'kysely';
import type { FeedItem, FeedTopic } from '../../contract/sync/messages.ts';
import type { CollectiveId } from '../../shared/ids.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { ReadableDb } from '../db/open-database.ts';

/** The collective whose station asks, and the ones it shares a village with, itself included. */
export type FeedReader = {
  readonly collectiveId: CollectiveId;
  readonly circle: readonly string[];
};

/** Which items of a topic: those named, or the next ones after an id. */
export type FeedSelection =
  | { readonly kind: 'named'; readonly ids: readonly string[] }
  | { readonly kind: 'after'; readonly afterId: string; readonly limit: number };

type Loaded = { readonly id: string; readonly value: unknown };
type Load = (
  db: ReadableDb,
  reader: FeedReader,
  selection: FeedSelection,
) => Promise<readonly Loaded[]>;

/** The collectives whose Passes are taken here: same village, or the same collective. */
export async function findFeedReader(
  db: ReadableDb,
  collectiveId: CollectiveId,
): Promise<FeedReader> {
  const rows = await db.query
    .selectFrom('village_member as mine')
    .innerJoin('village_member as peer', 'peer.village_id', 'mine.village_id')
    .select('peer.collective_id')
    .where('mine.collective_id', '=', collectiveId)
    .distinct()
    .execute();
  return {
    collectiveId,
    circle: [...new Set([collectiveId, ...rows.map((row) => row.collective_id)])].toSorted(),
  };
}

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

const LOADERS: Readonly<Record<FeedTopic, Load>> = {
  settings: loadSettings,
  asset: loadAssets,
  category: loadCategories,
  product: loadProducts,
  'point-of-sale': loadPointsOfSale,
  staff: loadStaff,
  wallet: loadWallets,
  card: loadCards,
};

/** The condition that a selection puts on the column of the id. */
const selected = (db: ReadableDb, column: string, selection: FeedSelection) =>
  selection.kind === 'named'
    ? isOneOf(db.kind, column, selection.ids)
    : sql<boolean>`${sql.ref(column)} > ${selection.afterId}`;

/** No selection by name asks for more than one answer of the feed can hold. */
const NAMED_MAX = 1_000;
const limitOf = (selection: FeedSelection): number =>
  selection.kind === 'named' ? NAMED_MAX : selection.limit;

/** There is one, under the collective's id. */
async function loadSettings(db: ReadableDb, reader: FeedReader, selection: FeedSelection) {
  const row = await db.query
    .selectFrom('collective')
    .leftJoin('station_settings', 'station_settings.collective_id', 'collective.id')
    .select([
      'collective.id',
      'collective.name',
      'time_zone',
      'cut_off_hour',
      'cushion_cents',
      'offline_card_cents_0',
      'offline_card_cents_1',
      'offline_card_cents_2',
      'offline_card_cents_3',
      'offline_station_cents',
    ])
    .where('collective.id', '=', reader.collectiveId)
    .where(selected(db, 'collective.id', selection))
    .executeTakeFirst();
  if (row === undefined) return [];
  return [
    {
      id: row.id,
      value: {
        collectiveName: row.name,
        timeZone: row.time_zone,
        cutOffHour: row.cut_off_hour,
        offlineCardCentsMax: [
          row.offline_card_cents_0 ?? 0,
          row.offline_card_cents_1 ?? 0,
          row.offline_card_cents_2 ?? 0,
          row.offline_card_cents_3 ?? 0,
        ],
        offlineStationCentsMax: row.offline_station_cents ?? 0,
        cushionCents: row.cushion_cents,
      },
    },
  ];
}

/** Those that the Passes seen here may hold: `global`, and what the village's collectives issue. */
async function loadAssets(db: ReadableDb, reader: FeedReader, selection: FeedSelection) {
  const rows = await db.query
    .selectFrom('asset')
    .select(['id', 'kind', 'issuer_id', 'name', 'created_at'])
    .where((where) =>
      where.or([where('issuer_id', 'is', null), isOneOf(db.kind, 'issuer_id', reader.circle)]),
    )
    .where(selected(db, 'id', selection))
    .orderBy('id')
    .limit(limitOf(selection))
    .execute();
  const partnerIds = await findPartnerAssetIds(db, reader.collectiveId);
  return rows.map((row) => ({
    id: row.id,
    value: {
      id: row.id,
      kind: row.kind,
      issuerId: row.issuer_id,
      name: row.name,
      createdAt: row.created_at,
      accepted:
        row.issuer_id === null || row.issuer_id === reader.collectiveId || partnerIds.has(row.id),
    },
  }));
}

/** `local` of others: its issuer shares it in a common village, and this collective accepts it. */
async function findPartnerAssetIds(
  db: ReadableDb,
  collectiveId: CollectiveId,
): Promise<ReadonlySet<string>> {
  const rows = await db.query
    .selectFrom('asset_acceptance')
    .innerJoin('asset', 'asset.id', 'asset_acceptance.asset_id')
    .innerJoin('village_member as issuer', 'issuer.collective_id', 'asset.issuer_id')
    .innerJoin('village_member as seller', 'seller.village_id', 'issuer.village_id')
    .select('asset.id')
    .where('asset_acceptance.collective_id', '=', collectiveId)
    .where('seller.collective_id', '=', collectiveId)
    .where('issuer.shares_local_currency', '=', 1)
    .where('asset.kind', '=', 'local')
    .execute();
  return new Set(rows.map((row) => row.id));
}

async function loadCategories(db: ReadableDb, reader: FeedReader, selection: FeedSelection) {
  const rows = await db.query
    .selectFrom('category')
    .selectAll()
    .where('collective_id', '=', reader.collectiveId)
    .where(selected(db, 'id', selection))
    .orderBy('id')
    .limit(limitOf(selection))
    .execute();
  return rows.map((row) => ({
    id: row.id,
    value:
      row.removed_at === null
        ? {
            id: row.id,
            name: row.name,
            colour: row.colour,
            picture: row.picture,
            sortOrder: row.sort_order,
          }
        : null,
  }));
}

async function loadProducts(db: ReadableDb, reader: FeedReader, selection: FeedSelection) {
  const rows = await db.query
    .selectFrom('product')
    .selectAll()
    .where('collective_id', '=', reader.collectiveId)
    .where(selected(db, 'id', selection))
    .orderBy('id')
    .limit(limitOf(selection))
    .execute();
  return rows.map((row) => ({
    id: row.id,
    value: {
      id: row.id,
      collectiveId: row.collective_id,
      categoryId: row.category_id,
      kind: row.kind,
      name: row.name,
      priceCents: row.price_cents,
      vatRateBp: row.vat_rate_bp,
      options: JSON.parse(row.options) as unknown,
      picture: row.picture,
      colour: row.colour,
      sortOrder: row.sort_order,
      active: row.active === 1,
    },
  }));
}

async function loadPointsOfSale(db: ReadableDb, reader: FeedReader, selection: FeedSelection) {
  const rows = await db.query
    .selectFrom('point_of_sale')
    .selectAll()
    .where('collective_id', '=', reader.collectiveId)
    .where(selected(db, 'id', selection))
    .orderBy('id')
    .limit(limitOf(selection))
    .execute();
  return rows.map((row) => ({
    id: row.id,
    value:
      row.removed_at === null
        ? {
            id: row.id,
            name: row.name,
            categoryIds: JSON.parse(row.category_ids) as unknown,
            means: JSON.parse(row.means) as unknown,
            sortOrder: row.sort_order,
          }
        : null,
  }));
}

async function loadStaff(db: ReadableDb, reader: FeedReader, selection: FeedSelection) {
  const rows = await db.query
    .selectFrom('staff')
    .selectAll()
    .where('collective_id', '=', reader.collectiveId)
    .where(selected(db, 'id', selection))
    .orderBy('id')
    .limit(limitOf(selection))
    .execute();
  return rows.map((row) => ({
    id: row.id,
    value:
      row.removed_at === null
        ? {
            id: row.id,
            name: row.name,
            isManager: row.is_manager === 1,
            cardId: row.card_id,
            pinHash: row.pin_hash,
          }
        : null,
  }));
}

/** Nothing of the holder goes to a station: no name, no address. */
async function loadCards(db: ReadableDb, reader: FeedReader, selection: FeedSelection) {
  const rows = await db.query
    .selectFrom('card')
    .select(['id', 'uid', 'tag4', 'number', 'state', 'trust_level', 'wallet_id'])
    .where(isOneOf(db.kind, 'collective_id', reader.circle))
    .where(selected(db, 'id', selection))
    .orderBy('id')
    .limit(limitOf(selection))
    .execute();
  return rows.map((row) => ({
    id: row.id,
    value: {
      id: row.id,
      uid: row.uid,
      tag: row.tag4 ?? (row.uid ?? '').slice(0, 8),
      number: row.number,
      state: row.state,
      trustLevel: row.trust_level,
      walletId: row.wallet_id,
    },
  }));
}

/** Wallets behind the cards of the circle. One that flowed into another is gone. */
async function loadWallets(db: ReadableDb, reader: FeedReader, selection: FeedSelection) {
  const wallets = await db.query
    .selectFrom('wallet')
    .select(['id', 'merged_into'])
    .where(selected(db, 'id', selection))
    .where((where) =>
      where.or([
        where.exists(
          where
            .selectFrom('card')
            .select('card.id')
            .whereRef('card.wallet_id', '=', 'wallet.id')
            .where(isOneOf(db.kind, 'card.collective_id', reader.circle)),
        ),
        where.and([
          where('merged_into', 'is not', null),
          where.val(selection.kind === 'named' ? 1 : 0).$castTo<boolean>(),
        ]),
      ]),
    )
    .orderBy('id')
    .limit(limitOf(selection))
    .execute();
  const accounts = await db.query
    .selectFrom('account')
    .innerJoin('asset', 'asset.id', 'account.asset_id')
    .select(['owner_id', 'asset_id', 'balance', 'held', 'debt'])
    .where('account.kind', '=', 'wallet')
    .where(
      isOneOf(
        db.kind,
        'owner_id',
        wallets.map((wallet) => wallet.id),
      ),
    )
    .where((where) =>
      where.or([where('issuer_id', 'is', null), isOneOf(db.kind, 'issuer_id', reader.circle)]),
    )
    .orderBy('asset_id')
    .execute();
  const byWallet = Map.groupBy(accounts, (account) => account.owner_id);
  return wallets.map((wallet) => {
    const own = byWallet.get(wallet.id) ?? [];
    if (wallet.merged_into !== null) return { id: wallet.id, value: null };
    return {
      id: wallet.id,
      value: {
        id: wallet.id,
        holdings: own.map((account) => ({
          assetId: account.asset_id,
          availableCents: account.balance - account.held,
        })),
        debtCents: own.reduce((sum, account) => sum + account.debt, 0),
      },
    };
  });
}
