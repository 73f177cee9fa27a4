import type { DemoData } from '../../contract/demo/demo-schema.ts';
import type { WritableDb } from '../db/open-database.ts';
import { hashPin } from '../pin-hash.ts';

/** What the tills sell, where, and who may sign in at them. */
export async function seedCatalogue(tx: WritableDb, demo: DemoData): Promise<void> {
  await tx.query
    .insertInto('category')
    .values(
      demo.categories.map((category) => ({
        id: category.id,
        collective_id: category.collectiveId,
        name: category.name,
        colour: category.colour,
        picture: category.picture,
        sort_order: category.sortOrder,
      })),
    )
    .execute();
  await seedProducts(tx, demo);
  await tx.query
    .insertInto('point_of_sale')
    .values(
      demo.pointsOfSale.map((point) => ({
        id: point.id,
        collective_id: point.collectiveId,
        name: point.name,
        category_ids: JSON.stringify(point.categoryIds),
        means: JSON.stringify(point.means),
        sort_order: point.sortOrder,
      })),
    )
    .execute();
  await tx.query
    .insertInto('staff')
    .values(
      demo.staff.map((staff) => ({
        id: staff.id,
        collective_id: staff.collectiveId,
        name: staff.name,
        is_manager: staff.right === 'manager' ? (1 as const) : (0 as const),
        card_id: staff.card?.id ?? null,
        pin_hash: hashPin(staff.pin),
      })),
    )
    .execute();
  for (const { id, collectiveId } of demo.categories) tx.changed('category', id, collectiveId);
  for (const { id, collectiveId } of demo.pointsOfSale) {
    tx.changed('point-of-sale', id, collectiveId);
  }
  for (const { id, collectiveId } of demo.staff) tx.changed('staff', id, collectiveId);
}

async function seedProducts(tx: WritableDb, demo: DemoData): Promise<void> {
  await tx.query
    .insertInto('product')
    .values(
      demo.products.map((product) => ({
        id: product.id,
        collective_id: product.collectiveId,
        category_id: product.categoryId,
        kind: product.kind,
        name: product.name,
        price_cents: product.priceCents,
        price_min_cents: product.priceMinCents,
        prepared_at: product.preparedAt,
        asset_id: product.assetId,
        event_id: product.eventId,
        event_price_id: product.eventPriceId,
        offer_id: product.membershipOfferId,
        offer_price_id: product.membershipPriceId,
        vat_rate_bp: product.vatRateBp,
        options: JSON.stringify(product.options),
        picture: product.picture,
        colour: product.colour,
        sort_order: product.sortOrder,
        active: product.active ? (1 as const) : (0 as const),
      })),
    )
    .execute();
  for (const { id, collectiveId } of demo.products) tx.changed('product', id, collectiveId);
}
