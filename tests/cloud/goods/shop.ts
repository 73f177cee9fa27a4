import { expect } from 'vitest';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import { feedAnswerSchema, uploadAnswerSchema } from '../../../src/contract/sync/messages.ts';
import type { FeedItem, FeedTopic } from '../../../src/contract/sync/messages.ts';
import { PATHS } from '../../../src/contract/sync/protocol.ts';
import { goodsHoldAnswerSchema } from '../../../src/contract/sync/questions.ts';
import type { GoodsHoldAnswer } from '../../../src/contract/sync/questions.ts';
import type { JsonValue } from '../../../src/domain/journal/canonical-json.ts';
import type { MembershipDuration } from '../../../src/domain/membership/period.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import type { CollectiveId } from '../../../src/shared/ids.ts';
import { addMs } from '../../../src/shared/time.ts';
import type { TestStation, World } from '../api/world.ts';

export type Json = Record<string, JsonValue>;
const HOUR_MS = 3_600_000;
export const STAFF = { id: '019b76da-a80c-7000-8000-000000000001', name: 'Nolwenn' };

/** What a collective sells, put straight into the database. */
export function openShop(world: World, collectiveId: CollectiveId) {
  const write = <Value>(work: Parameters<typeof writeTransaction<Value>>[1]) =>
    writeTransaction(world.db, work);

  const addProduct = async (product: {
    readonly kind?: string;
    readonly stock?: { readonly amount: number; readonly allowsBelowZero?: boolean };
  }): Promise<string> => {
    const [id, categoryId] = [makeUuid(), makeUuid()];
    await write(async (tx) => {
      await tx.query
        .insertInto('category')
        .values({ id: categoryId, collective_id: collectiveId, name: 'Tout', sort_order: 1 })
        .execute();
      await tx.query
        .insertInto('product')
        .values({
          ...{ id, collective_id: collectiveId, category_id: categoryId, name: 'Bouteille' },
          ...{ kind: product.kind ?? 'piece', price_cents: 300, vat_rate_bp: 2000 },
          ...{ options: '[]', sort_order: 1, active: 1 },
        })
        .execute();
      if (product.stock === undefined) return;
      await tx.query
        .insertInto('stock')
        .values({
          product_id: id,
          collective_id: collectiveId,
          amount: product.stock.amount,
          allows_below_zero: product.stock.allowsBelowZero === true ? 1 : 0,
          alert_level: 2_000,
        })
        .execute();
    });
    return id;
  };

  const addEvent = async (event: {
    readonly capacity: number | null;
    readonly quota?: number;
  }): Promise<{ readonly id: string; readonly priceId: string; readonly otherPriceId: string }> => {
    const [id, priceId, otherPriceId] = [makeUuid(), makeUuid(), makeUuid()];
    await write(async (tx) => {
      await tx.query
        .insertInto('event')
        .values({
          ...{ id, collective_id: collectiveId, slug: `e-${id}`, name: 'Fanfare', summary: '' },
          ...{ description: '', capacity: event.capacity, published: 1, tags: '[]' },
          starts_at: addMs(world.now(), HOUR_MS),
          ends_at: addMs(world.now(), 4 * HOUR_MS),
          ...{ place_name: 'Salle', street: '', postal_code: '', town: '', country: 'FR' },
          ...{ wheelchair: 'full', access_note: '', children_welcome: 1, children_note: '' },
          organiser: '',
        })
        .execute();
      await tx.query
        .insertInto('event_price')
        .values([
          {
            ...{ id: priceId, event_id: id, line: 0, name: 'Plein tarif', kind: 'fixed' },
            ...{ price_cents: 800, quota: event.quota ?? null },
          },
          {
            ...{ id: otherPriceId, event_id: id, line: 1, name: 'Réduit', kind: 'fixed' },
            price_cents: 500,
          },
        ])
        .execute();
    });
    return { id, priceId, otherPriceId };
  };

  const addOffer = async (offer: {
    readonly duration: MembershipDuration;
    readonly gift?: { readonly assetId: string; readonly amount: number };
  }): Promise<{ readonly id: string; readonly priceId: string }> => {
    const [id, priceId] = [makeUuid(), makeUuid()];
    await write(async (tx) => {
      await tx.query
        .insertInto('membership_offer')
        .values({
          ...{ id, collective_id: collectiveId, name: 'Adhésion', description: '' },
          ...{ duration: offer.duration, renews_by_itself: 0, needs_approval: 0 },
          gift_asset_id: offer.gift?.assetId ?? null,
          gift_amount: offer.gift?.amount ?? null,
        })
        .execute();
      await tx.query
        .insertInto('membership_price')
        .values({
          ...{ id: priceId, offer_id: id, line: 0, name: 'Plein', kind: 'fixed' },
          price_cents: 1_200,
        })
        .execute();
    });
    return { id, priceId };
  };

  const stockOf = async (productId: string): Promise<number> => {
    const row = await world.db.query
      .selectFrom('stock')
      .select('amount')
      .where('product_id', '=', productId)
      .executeTakeFirstOrThrow();
    return row.amount;
  };

  return { addProduct, addEvent, addOffer, stockOf };
}
export type Shop = ReturnType<typeof openShop>;

export type Sold = {
  readonly productId: string;
  readonly count?: number;
  readonly cents?: number;
  readonly detail?: Json;
};

/** The body of a sale paid in cash, or offered. */
export function goodsSale(
  lines: readonly Sold[],
  sale: {
    readonly number?: number;
    readonly goodsHoldId?: string | null;
    readonly isOffered?: boolean;
  } = {},
): Json & { readonly saleId: string } {
  const totalCents = lines.reduce((sum, line) => sum + totalOf(line), 0);
  const payment: Json =
    sale.isOffered === true
      ? { means: 'offered', cents: totalCents, reason: 'Bénévole', approvedBy: STAFF }
      : { means: 'cash', cents: totalCents, givenCents: totalCents, changeCents: 0 };
  return {
    ...{ saleId: makeUuid(), number: sale.number ?? 1, day: '2026-11-22', basketId: makeUuid() },
    ...{ basketName: '', pointOfSaleId: 'comptoir', staff: STAFF, totalCents },
    goodsHoldId: sale.goodsHoldId ?? null,
    payments: [payment],
    lines: lines.map((line) => ({
      ...{ lineId: makeUuid(), productId: line.productId, label: 'Bouteille', optionLabels: [] },
      ...{ categoryId: 'tout', count: line.count ?? 1, unitPriceCents: line.cents ?? 300 },
      detail: line.detail ?? { kind: 'piece' },
      ...{ discount: null, totalCents: totalOf(line), vatRateBp: 2000 },
      paid: [{ payment: 0, assetId: null, cents: totalOf(line) }],
    })),
  };
}

const totalOf = ({ count = 1, cents = 300 }: Sold): number => count * cents;

/** Takes back the lines of a sale that are named, or all of them. */
export function correctionOf(sale: Json, kept: (line: Json) => Json | null = (line) => line): Json {
  const lines = (sale['lines'] as Json[]).flatMap((line) => {
    const back = kept(line);
    if (back === null) return [];
    const { discount: _discount, unitPriceCents: _unit, optionLabels: _options, ...rest } = back;
    return [rest];
  });
  const totalCents = lines.reduce((sum, line) => sum + (line['totalCents'] as number), 0);
  return {
    ...{ correctionId: makeUuid(), number: 1, day: '2026-11-22', saleId: sale['saleId'] as string },
    ...{ saleNumber: sale['number'] as number, staff: STAFF, approvedBy: STAFF },
    ...{ reason: 'Erreur', lines, totalCents },
    refunds: [{ payment: 0, means: 'cash', cents: totalCents }],
  };
}

/** Appends entries and sends all that the station has; gives the codes of what must be looked at. */
export async function tell(
  world: World,
  station: TestStation,
  ...drafts: readonly (readonly [kind: string, body: Json])[]
): Promise<readonly string[]> {
  const from = station.entries.length + 1;
  for (const [kind, body] of drafts) station.append(kind, body, world.now());
  const response = await station.upload(world.app, from, station.entries.length);
  expect(response.status).toBe(200);
  return uploadAnswerSchema.parse(await response.json()).problems.map(({ code }) => code);
}

export async function hold(
  world: Pick<World, 'app' | 'now'>,
  station: TestStation,
  items: readonly Json[],
  changes: { readonly id?: string; readonly forMs?: number } = {},
): Promise<GoodsHoldAnswer> {
  const response = await station.send(world.app, {
    path: PATHS.goodsHolds,
    at: world.now(),
    body: {
      id: changes.id ?? makeUuid(),
      items,
      endsAt: addMs(world.now(), changes.forMs ?? 60_000),
    },
  });
  expect(response.status).toBe(200);
  return goodsHoldAnswerSchema.parse(await response.json());
}

/** Items of one topic, as a station that starts afresh is told; or what changed since. */
export async function feedOf(
  world: World,
  station: TestStation,
  topic: FeedTopic,
  cursor?: string,
): Promise<{ readonly items: readonly FeedItem[]; readonly cursor: string }> {
  const query = cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`;
  const response = await station.send(world.app, {
    ...{ method: 'GET', path: PATHS.feed + query },
    at: world.now(),
  });
  const answer = feedAnswerSchema.parse(await response.json());
  expect(answer.more).toBe(false);
  return { items: answer.items.filter((item) => item.topic === topic), cursor: answer.cursor };
}
