import type { StationSettings } from '../../../contract/sync/messages.ts';
import { cents } from '../../../shared/money.ts';
import type { CollectiveId, ProductId } from '../../../shared/ids.ts';
import { isOneOf } from '../../db/bulk-rows.ts';
import type { ReadableDb } from '../../db/open-database.ts';
import { readLoyaltyRule } from '../../loyalty/loyalty-store.ts';
import { doorPath } from '../../site/paths.ts';
import { limitOf, loadOwnRows, selected } from './feed-reader.ts';
import type { FeedReader, Load } from './feed-reader.ts';

/** How a collective works: its settings, the moneys it knows, its stations. */

/** There is one, under the collective's id. */
export const loadSettings: Load = async (db, reader, selection) => {
  const row = await db.query
    .selectFrom('collective')
    .leftJoin('station_settings', 'station_settings.collective_id', 'collective.id')
    .select(['collective.id', 'collective.name', 'time_zone', 'cut_off_hour', 'cushion_cents'])
    .select(['offline_card_cents_0', 'offline_card_cents_1', 'offline_card_cents_2'])
    .select(['offline_card_cents_3', 'offline_station_cents', 'pays_out_global', 'receipt_lines'])
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
        paysOutGlobal: row.pays_out_global === 1,
        siteUrl: reader.siteUrl,
        receiptLines: JSON.parse(row.receipt_lines ?? '[]') as unknown,
        loyalty: await readLoyalty(db, reader.collectiveId),
        badge: await readBadge(db, reader),
      },
    },
  ];
};

async function readLoyalty(
  db: ReadableDb,
  collectiveId: CollectiveId,
): Promise<StationSettings['loyalty']> {
  const rule = await readLoyaltyRule(db, collectiveId);
  if (rule === null) return null;
  return rule.kind === 'points'
    ? { kind: 'points', everyCents: cents(rule.every), points: rule.points }
    : {
        kind: 'nth-free',
        productIds: [...rule.productIds].map((id) => id as ProductId),
        everyCount: rule.every,
        label: rule.label,
      };
}

async function readBadge(db: ReadableDb, reader: FeedReader): Promise<StationSettings['badge']> {
  const row = await db.query
    .selectFrom('badge_settings')
    .selectAll()
    .where('collective_id', '=', reader.collectiveId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    welcome: row.welcome,
    allowsGuests: row.allows_guests === 1,
    keepMonths: row.keep_months,
    siteDoorUrl: row.allows_site === 1 ? reader.siteUrl + doorPath(row.door_secret) : null,
  };
}

/** Those that the Passes seen here may hold: `global`, and what the village's collectives issue. */
export const loadAssets: Load = async (db, reader, selection) => {
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
};

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

/** A station that was taken out stays known: what it signed before is still good. */
export const loadStations: Load = async (db, reader, selection) =>
  (await loadOwnRows(db, reader, selection, 'station')).map((row) => ({
    id: row.id,
    value: { id: row.id, name: row.name, publicKey: row.public_key },
  }));
