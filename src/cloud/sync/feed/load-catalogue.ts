import { isOneOf } from '../../db/bulk-rows.ts';
import { loadOwnRows } from './feed-reader.ts';
import type { Load } from './feed-reader.ts';

/** What a collective sells, where, and who sells it. */

export const loadCategories: Load = async (db, reader, selection) =>
  (await loadOwnRows(db, reader, selection, 'category')).map((row) => ({
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

export const loadProducts: Load = async (db, reader, selection) => {
  const rows = await loadOwnRows(db, reader, selection, 'product');
  const ids = rows.map(({ id }) => id);
  const counted = await db.query
    .selectFrom('stock')
    .select(['product_id', 'allows_below_zero', 'alert_level'])
    .where(isOneOf(db.kind, 'product_id', ids))
    .execute();
  const rules = new Map(
    counted.map((row) => [
      row.product_id,
      { allowsBelowZero: row.allows_below_zero === 1, alertLevel: row.alert_level },
    ]),
  );
  return rows.map((row) => ({
    id: row.id,
    value: {
      id: row.id,
      collectiveId: row.collective_id,
      categoryId: row.category_id,
      kind: row.kind,
      name: row.name,
      priceCents: row.price_cents,
      priceMinCents: row.price_min_cents,
      vatRateBp: row.vat_rate_bp,
      preparedAt: row.prepared_at,
      stockRule: rules.get(row.id) ?? null,
      assetId: row.asset_id,
      eventId: row.event_id,
      eventPriceId: row.event_price_id,
      offerId: row.offer_id,
      offerPriceId: row.offer_price_id,
      options: JSON.parse(row.options) as unknown,
      picture: row.picture,
      colour: row.colour,
      sortOrder: row.sort_order,
      active: row.active === 1,
    },
  }));
};

export const loadPointsOfSale: Load = async (db, reader, selection) =>
  (await loadOwnRows(db, reader, selection, 'point_of_sale')).map((row) => ({
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

export const loadStaff: Load = async (db, reader, selection) =>
  (await loadOwnRows(db, reader, selection, 'staff')).map((row) => ({
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

export const loadStock: Load = async (db, reader, selection) =>
  (await loadOwnRows(db, reader, selection, 'stock')).map((row) => ({
    id: row.product_id,
    value: { id: row.product_id, amount: row.amount },
  }));

export const loadOffers: Load = async (db, reader, selection) => {
  const rows = await loadOwnRows(db, reader, selection, 'membership_offer');
  const ids = rows.map(({ id }) => id);
  const prices = await db.query
    .selectFrom('membership_price')
    .selectAll()
    .where(isOneOf(db.kind, 'offer_id', ids))
    .orderBy('line')
    .execute();
  const byOffer = Map.groupBy(prices, (price) => price.offer_id);
  return rows.map((row) => ({
    id: row.id,
    value:
      row.removed_at === null
        ? {
            id: row.id,
            name: row.name,
            description: row.description,
            duration: row.duration,
            prices: (byOffer.get(row.id) ?? []).map((price) => ({
              id: price.id,
              name: price.name,
              kind: price.kind,
              priceCents: price.price_cents,
              priceMinCents: price.price_min_cents,
            })),
          }
        : null,
  }));
};

export const loadTables: Load = async (db, reader, selection) =>
  (await loadOwnRows(db, reader, selection, 'dining_table')).map((row) => ({
    id: row.id,
    value:
      row.removed_at === null
        ? {
            id: row.id,
            name: row.name,
            room: row.room,
            seats: row.seats,
            shape: row.shape,
            x: row.x,
            y: row.y,
            width: row.width,
            height: row.height,
          }
        : null,
  }));
