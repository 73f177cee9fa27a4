import type { FeedItem } from '../../../src/contract/sync/messages.ts';
import type { ProductExtra } from '../../../src/contract/kiosk/intentions.ts';
import type { Refusal } from '../../../src/contract/kiosk/refusals.ts';
import type { Payment, SaleRecorded } from '../../../src/domain/journal/sale-entries.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import type { ProductId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import type { Cents } from '../../../src/shared/money.ts';
import { instantFromMs } from '../../../src/shared/time.ts';
import { compareProjections } from '../../../src/station/journal/projections.ts';
import { STATION_PROJECTIONS } from '../../../src/station/projections/all.ts';
import { readDrawerCents } from '../../../src/station/projections/sales.ts';
import { KNOWLEDGE, PRODUCTS, product, STAFF, wallet } from '../../helpers/station-knowledge.ts';
import { openPairedRig } from '../../helpers/station-rig.ts';
import type { Rig, RigOptions, Wish } from '../../helpers/station-rig.ts';

/** A till that lost its network, with the few touches that tests of selling make again and again. */
export type TillRig = Rig & {
  readonly add: (productId: ProductId, extra?: ProductExtra, count?: number) => Promise<R>;
  readonly tea: (count?: number) => Promise<R>;
  readonly soda: (count?: number) => Promise<R>;
  readonly cash: (given: number, part?: number) => Promise<R>;
  readonly card: (part?: number) => Promise<R>;
  readonly cheque: (part?: number) => Promise<R>;
  /** Any intention on the basket as it is seen now. */
  readonly seen: (wish: SeenWish) => Promise<R>;
  readonly manager: () => Promise<void>;
  readonly sales: () => readonly SaleRecorded[];
  readonly drawer: () => Cents;
  readonly result: () => ReturnType<typeof resultOf>;
  /** Moves the till's clock. */
  readonly later: (ms: number) => void;
};
type R = Refusal | null;
type SeenWish = Wish extends infer One
  ? One extends { readonly basketRevision: number }
    ? Omit<One, 'basketRevision'>
    : never
  : never;

export const START_MS = Date.parse('2026-11-03T18:00:00.000Z');

export async function openTill(options: RigOptions = {}): Promise<TillRig> {
  let nowMs = START_MS;
  const rig = await openPairedRig({ clock: () => instantFromMs(nowMs), ...options });
  if (options.dataDir === undefined) rig.know(KNOWLEDGE);
  const seen = (wish: SeenWish) =>
    rig.wish({ ...wish, basketRevision: rig.state().basket.revision });
  const add: TillRig['add'] = (productId, extra, count = 1) =>
    rig.wish({ kind: 'add-product', productId, choiceIds: [], count, extra: extra ?? null });
  const partOf = (part: number | undefined) => (part === undefined ? null : cents(part));
  return {
    ...rig,
    add,
    tea: (count) => add(PRODUCTS.tea.id, undefined, count),
    soda: (count) => add(PRODUCTS.soda.id, undefined, count),
    cash: (given, part) =>
      seen({ kind: 'pay-cash', partCents: partOf(part), givenCents: cents(given) }),
    card: (part) => seen({ kind: 'pay-bank-card', partCents: partOf(part) }),
    cheque: (part) => seen({ kind: 'pay-cheque', partCents: partOf(part) }),
    seen,
    manager: async () => {
      await rig.wish({ kind: 'sign-in-with-pin', pin: STAFF.manager.pin });
    },
    sales: () => rig.entries('sale.recorded@2'),
    drawer: () => readDrawerCents(rig.station().station.context.journal.database),
    result: () => resultOf(rig),
    later: (ms) => {
      nowMs += ms;
    },
    close: async () => {
      const { database } = rig.station().station.context.journal;
      const wrong = compareProjections(database, STATION_PROJECTIONS);
      await rig.close();
      if (wrong.length > 0) throw new Error(`not what a rebuild gives: ${wrong.join(', ')}`);
    },
  };
}

function resultOf(rig: Rig) {
  const { activity } = rig.state();
  return activity.kind === 'result' ? activity.result : undefined;
}

/** A product of the test's own, and what the feed says of it. */
export function madeProduct(
  name: string,
  change: Parameters<typeof product>[1],
): { readonly id: ProductId; readonly item: FeedItem } {
  const id = toId<'Product'>(makeUuid());
  return { id, item: product({ id, name, priceCents: 0 }, change) };
}

/** A Pass of the test's own with its wallet, or a second Pass on a wallet that is there. */
export function madePass(
  uid: string,
  holdings: Parameters<typeof wallet>[1],
  walletId = toId<'Wallet'>(makeUuid()),
): {
  readonly uid: string;
  readonly walletId: typeof walletId;
  readonly items: readonly FeedItem[];
} {
  const cardId = toId<'Card'>(makeUuid());
  return {
    uid,
    walletId,
    items: [
      {
        topic: 'card',
        id: cardId,
        value: {
          id: cardId,
          uid,
          tag: uid.slice(0, 8),
          number: uid.slice(0, 8),
          state: 'anonymous',
          trustLevel: 3,
          walletId,
        },
      },
      wallet(walletId, holdings),
    ],
  };
}

export const meansOf = (payments: readonly Payment[]) =>
  payments.map((payment): readonly [string, number] => [payment.means, payment.cents]);
