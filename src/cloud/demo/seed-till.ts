import type { DemoData } from '../../contract/demo/demo-schema.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import { saveLoyaltyRule } from '../loyalty/loyalty-store.ts';
import { demoInstant } from './demo-data.ts';

type When = { readonly now: Instant; readonly daysAgo: (days: number) => Instant };

/** What memberships can be taken. */
export async function seedOffers(tx: WritableDb, demo: DemoData): Promise<void> {
  const { offers } = demo.memberships;
  await tx.query
    .insertInto('membership_offer')
    .values(
      offers.map((offer) => ({
        id: offer.id,
        collective_id: offer.collectiveId,
        name: offer.name,
        description: offer.description,
        duration: offer.duration,
        renews_by_itself: offer.renewsByItself ? (1 as const) : (0 as const),
        needs_approval: offer.needsApproval ? (1 as const) : (0 as const),
        gift_asset_id: offer.gift?.assetId ?? null,
        gift_amount: offer.gift?.amount ?? null,
      })),
    )
    .execute();
  await tx.query
    .insertInto('membership_price')
    .values(
      offers.flatMap((offer) =>
        offer.prices.map((price, line) => ({
          id: price.id,
          offer_id: offer.id,
          line,
          name: price.name,
          kind: price.kind,
          price_cents: price.priceCents,
          price_min_cents: price.priceMinCents,
        })),
      ),
    )
    .execute();
  for (const { id, collectiveId } of offers) tx.changed('offer', id, collectiveId);
}

/** What a till starts its day with: stock counted, tables set, places and rooms taken before. */
export async function seedTill(tx: WritableDb, demo: DemoData, when: When): Promise<void> {
  await seedStock(tx, demo);
  await seedLoyalty(tx, demo, when);
  await seedTables(tx, demo);
  await seedTickets(tx, demo, when);
  await seedRoomBookings(tx, demo, when);
}

async function seedStock(tx: WritableDb, demo: DemoData): Promise<void> {
  const counted = demo.products.flatMap(({ id, collectiveId, stock }) =>
    stock === null ? [] : [{ id, collectiveId, stock }],
  );
  await tx.query
    .insertInto('stock')
    .values(
      counted.map(({ id, collectiveId, stock }) => ({
        product_id: id,
        collective_id: collectiveId,
        amount: stock.amount,
        allows_below_zero: stock.allowsBelowZero ? (1 as const) : (0 as const),
        alert_level: stock.alertLevel,
      })),
    )
    .execute();
  for (const { id, collectiveId } of counted) tx.changed('stock', id, collectiveId);
}

async function seedLoyalty(tx: WritableDb, demo: DemoData, { now }: When): Promise<void> {
  for (const { id, loyalty } of demo.collectives) {
    if (loyalty !== null) await saveLoyaltyRule(tx, id, loyalty, now);
  }
}

async function seedTables(tx: WritableDb, { tables }: DemoData): Promise<void> {
  await tx.query
    .insertInto('dining_table')
    .values(tables.map(({ collectiveId, ...table }) => ({ ...table, collective_id: collectiveId })))
    .execute();
  for (const { id, collectiveId } of tables) tx.changed('table', id, collectiveId);
}

async function seedTickets(tx: WritableDb, demo: DemoData, { daysAgo }: When): Promise<void> {
  const sellers = new Map(demo.events.map(({ id, collectiveId }) => [id, collectiveId]));
  const wallets = new Map(demo.people.map(({ id, wallet }) => [id, wallet.id]));
  await tx.query
    .insertInto('ticket')
    .values(
      demo.tickets.map((ticket) => ({
        id: ticket.id,
        event_id: ticket.eventId,
        price_id: ticket.eventPriceId,
        holder_name: ticket.holderName,
        card_id: ticket.cardId,
        wallet_id: ticket.personId === null ? null : (wallets.get(ticket.personId) ?? null),
        email: ticket.email,
        state: ticket.state,
        sold_at: daysAgo(ticket.soldDaysAgo),
        cancelled_at: ticket.state === 'cancelled' ? daysAgo(0) : null,
      })),
    )
    .execute();
  for (const { id, eventId } of demo.tickets) {
    tx.changed('ticket', id, sellers.get(eventId) ?? null);
  }
}

async function seedRoomBookings(tx: WritableDb, demo: DemoData, { now }: When): Promise<void> {
  const rooms = new Map(demo.products.map(({ id, collectiveId }) => [id, collectiveId]));
  const zones = new Map(demo.collectives.map(({ id, timeZone }) => [id, timeZone]));
  for (const { id, productId, startsAt, endsAt } of demo.roomBookings) {
    const collectiveId = rooms.get(productId) ?? '';
    const rule = { now, timeZone: zones.get(collectiveId as never) ?? 'Europe/Paris' };
    await tx.query
      .insertInto('room_booking')
      .values({
        id,
        product_id: productId,
        collective_id: collectiveId,
        starts_at: demoInstant(startsAt, rule),
        ends_at: demoInstant(endsAt, rule),
      })
      .execute();
    tx.changed('room-booking', id, collectiveId);
  }
}
