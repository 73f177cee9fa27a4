import fc from 'fast-check';
import type { ProductExtra } from '../../src/contract/kiosk/intentions.ts';
import type { Refusal } from '../../src/contract/kiosk/refusals.ts';
import { makeUuid } from '../../src/shared/ids.ts';
import type { AssetId, CardId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { addMs } from '../../src/shared/time.ts';
import type { Known } from '../../src/station/work/knowledge.ts';
import { STAFF } from './station-knowledge.ts';
import type { Rig, Wish } from './station-rig.ts';

/**
 * What people do at a till, in any order: each move is a kind and two numbers, which choose among
 * what is there at that moment. So every sequence can be played, and a failing one gets shorter.
 */

/** A till that is played on: a station, and Passes to put down. */
export type PlayedTill = {
  readonly rig: Rig;
  readonly walletCount: number;
  /** A Pass of a wallet that was not put down a moment ago. */
  readonly takePass: (wallet: number) => { readonly uid: string; readonly cardId: CardId };
  readonly localId: AssetId;
  readonly giftId: AssetId;
  readonly moveClock: (byMs: number) => void;
  readonly pins: { readonly cashier: string; readonly manager: string };
};

export type Move = {
  readonly what: keyof typeof MOVES;
  readonly n: number;
  readonly m: number;
  readonly yes: boolean;
};

type Played = Promise<Refusal | null | undefined>;
type Play = (till: PlayedTill, move: Move) => Played;

const pick = <One>(list: readonly One[], n: number): One | undefined =>
  list.length === 0 ? undefined : list[n % list.length];

const basket = ({ rig }: PlayedTill) => rig.state().basket;
const seen = (till: PlayedTill) => ({ basketRevision: basket(till).revision });
/** All that is due, or a part of it. */
const partOf = (till: PlayedTill, { n, yes }: Move) => {
  const { dueCents } = basket(till);
  return yes || dueCents <= 1 ? null : cents(1 + ((n * 37) % dueCents));
};
const REASON = { reason: 'Il le fallait' } as const;

/** Sends it as the screen does; now and then twice, as fingers do. A manager agrees or does not. */
async function wish({ rig, pins }: PlayedTill, one: Wish, { n, m }: Move): Played {
  const id = makeUuid();
  const answers = await Promise.all(
    n % 4 === 0 ? [rig.wish(one, id), rig.wish(one, id)] : [rig.wish(one, id)],
  );
  if (rig.state().activity.kind !== 'approval') return answers[0];
  return m % 5 === 0
    ? rig.wish({ kind: 'dismiss' })
    : rig.wish({ kind: 'approve-with-pin', pin: pins.manager });
}

function extraOf(till: PlayedTill, { kind }: Known<'product'>, { n, m, yes }: Move) {
  const now = till.rig.station().station.context.clock();
  const extras: Partial<Record<typeof kind, ProductExtra>> = {
    weight: { kind: 'measure', amount: 1 + ((n * 7) % 900) },
    volume: { kind: 'measure', amount: 1 + ((n * 7) % 900) },
    'open-price': { kind: 'open-price', cents: cents(50 + ((n * 13) % 900)) },
    deposit: { kind: 'deposit', direction: yes ? 'taken' : 'returned' },
    hour: {
      kind: 'room',
      startsAt: addMs(now, (m % 40) * 3_600_000),
      endsAt: addMs(now, (m % 40) * 3_600_000 + (1 + (n % 100)) * 60_000),
    },
    ticket: {
      kind: 'ticket',
      priceId: null,
      cents: null,
      names: [],
      email: null,
      isOnPass: false,
    },
    membership: {
      kind: 'membership',
      priceId: null,
      cents: null,
      personId: null,
      name: 'Lou Martin',
      email: 'lou@example.org',
      cardId: null,
    },
  };
  return extras[kind] ?? null;
}

const addProduct: Play = async (till, move) => {
  const { n, m, yes } = move;
  const products = till.rig
    .station()
    .station.context.knowledge.all('product')
    .filter(({ kind }) => kind !== 'top-up' && kind !== 'gift')
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const product = pick(products, m);
  if (product === undefined) return undefined;
  const isCounted = ['piece', 'deposit', 'ticket', 'open-price'].includes(product.kind);
  return wish(
    till,
    {
      kind: 'add-product',
      productId: product.id,
      choiceIds: product.options.flatMap(({ min, choices }) =>
        choices
          .slice(yes ? 0 : 1)
          .slice(0, min)
          .map((choice) => choice.id),
      ),
      count: isCounted ? 1 + (n % 3) : 1,
      extra: extraOf(till, product, move),
    },
    move,
  );
};

const setCount: Play = async (till, move) => {
  const line = pick(basket(till).lines, move.n);
  if (line === undefined) return undefined;
  return wish(till, { kind: 'set-line-count', lineId: line.lineId, count: move.m % 5 }, move);
};

const discount: Play = async (till, move) => {
  const line = pick(basket(till).lines, move.n);
  const { m, yes } = move;
  return wish(
    till,
    {
      kind: 'set-discount',
      lineId: yes || line === undefined ? null : line.lineId,
      discount:
        m % 7 === 0
          ? null
          : m % 2 === 0
            ? { kind: 'percent', rateBp: 1 + ((m * 97) % 10_000) }
            : { kind: 'amount', cents: cents(1 + ((m * 11) % 700)) },
      ...REASON,
    },
    move,
  );
};

const payCash: Play = async (till, move) => {
  const partCents = partOf(till, move);
  const wanted = Math.max(0, partCents ?? basket(till).dueCents);
  return wish(
    till,
    { kind: 'pay-cash', ...seen(till), partCents, givenCents: cents(wanted + (move.m % 3) * 500) },
    move,
  );
};
const payCard: Play = async (till, move) =>
  wish(till, { kind: 'pay-bank-card', ...seen(till), partCents: partOf(till, move) }, move);
const payCheque: Play = async (till, move) =>
  wish(till, { kind: 'pay-cheque', ...seen(till), partCents: partOf(till, move) }, move);
const offer: Play = async (till, move) =>
  wish(
    till,
    { kind: 'pay-offered', ...seen(till), partCents: partOf(till, move), ...REASON },
    move,
  );
const armPass: Play = async (till, move) =>
  wish(till, { kind: 'arm-pass', ...seen(till), partCents: partOf(till, move) }, move);
const keepShort: Play = async (till, move) =>
  wish(till, { kind: 'keep-short-pass', ...seen(till) }, move);
const withdraw: Play = async (till, move) => {
  const pledge = pick(basket(till).pledges, move.n);
  if (pledge === undefined) return undefined;
  return wish(till, { kind: 'withdraw-pledge', ...seen(till), pledgeId: pledge.pledgeId }, move);
};
const tap: Play = async (till, move) => {
  await till.rig.tap(till.takePass(move.n % till.walletCount).uid);
  return null;
};
/** A Pass that pays what it has, whatever the price was: short, kept, and the rest in cash. */
const payMixed: Play = async (till, move) => {
  await tap(till, move);
  if (till.rig.state().activity.kind !== 'pass-short') return undefined;
  await wish(till, { kind: 'keep-short-pass', ...seen(till) }, move);
  return payCash(till, { ...move, yes: true });
};

const withPassDown = async (
  till: PlayedTill,
  move: Move,
  then: (cardId: CardId) => Wish,
): Played => {
  if (basket(till).lines.length > 0) await park(till, move);
  const { uid, cardId } = till.takePass(move.n % till.walletCount);
  await till.rig.wish({ kind: 'tray-put-down', uid });
  const answer = await wish(till, then(cardId), move);
  await till.rig.wish({ kind: 'tray-take-away', uid });
  return answer;
};
const topUp: Play = async (till, move) =>
  withPassDown(till, move, (cardId) => {
    const means = pick(['cash', 'bank-card', 'cheque'] as const, move.m) ?? 'cash';
    const amount = cents(100 + ((move.m * 53) % 4_000));
    return {
      kind: 'top-up',
      cardId,
      assetId: till.localId,
      cents: amount,
      means,
      givenCents: means === 'cash' ? cents(amount + (move.n % 2) * 1_000) : null,
    };
  });
const gift: Play = async (till, move) =>
  withPassDown(till, move, (cardId) => ({
    kind: 'give-gift',
    cardId,
    assetId: till.giftId,
    cents: cents(1 + ((move.m * 17) % 900)),
    ...REASON,
  }));
const empty: Play = async (till, move) =>
  withPassDown(till, move, (cardId) => ({
    kind: 'empty-pass',
    cardId,
    isHandedBack: move.yes,
  }));

const salesOf = ({ rig }: PlayedTill) => {
  const real = rig.entries('sale.recorded@2');
  const inTraining = rig
    .entries('training.recorded@1')
    .filter(({ as }) => as === 'sale.recorded@2')
    .map(({ body }) => body as unknown as (typeof real)[number]);
  return rig.state().training ? [...inTraining, ...real.slice(0, 1)] : [...real, ...inTraining];
};
const cancelSale: Play = async (till, move) => {
  const sale = pick(salesOf(till), move.n);
  if (sale === undefined) return undefined;
  const line = pick(sale.lines, move.m);
  const lines =
    move.yes || line === undefined
      ? null
      : [{ lineId: line.lineId, count: 1 + (move.m % line.count) }];
  return wish(till, { kind: 'cancel-sale', saleId: sale.saleId, lines, ...REASON }, move);
};
const changeMeans: Play = async (till, move) => {
  const sale = pick(salesOf(till), move.n);
  if (sale === undefined) return undefined;
  const to = pick(['cash', 'bank-card', 'cheque'] as const, move.m) ?? 'cash';
  const payment = move.m % sale.payments.length;
  return wish(till, { kind: 'change-means', saleId: sale.saleId, payment, to, ...REASON }, move);
};

const park: Play = async (till, move) =>
  wish(till, { kind: 'park-basket', name: `Ami ${move.n % 3}`, tableId: null }, move);
const openParked: Play = async (till, move) => {
  const parked = pick(till.rig.state().parked, move.n);
  if (parked === undefined) return undefined;
  return wish(till, { kind: 'open-basket', basketId: parked.basketId }, move);
};
const merge: Play = async (till, move) => {
  const open = basket(till).basketId;
  const all = [
    ...till.rig.state().parked.map(({ basketId }) => basketId),
    ...(open === null ? [] : [open]),
  ];
  const [from, into] = [pick(all, move.n), pick(all, move.m)];
  if (from === undefined || into === undefined) return undefined;
  return wish(till, { kind: 'merge-baskets', fromBasketId: from, intoBasketId: into }, move);
};
const split: Play = async (till, move) => {
  const line = pick(basket(till).lines, move.n);
  if (line === undefined) return undefined;
  const lines = [{ lineId: line.lineId as never, count: 1 + (move.m % line.count) }];
  return wish(till, { kind: 'split-basket', lines }, move);
};
const discardParked: Play = async (till, move) => {
  const parked = pick(till.rig.state().parked, move.n);
  if (parked === undefined) return undefined;
  return wish(till, { kind: 'discard-parked', basketId: parked.basketId }, move);
};

const restart: Play = async (till) => {
  const before = till.rig.state();
  await till.rig.restart();
  const after = till.rig.state();
  const kept = ({ basket: open, parked, training, day, stock }: typeof after) =>
    // What the next Pass was asked for is forgotten: nobody pays by surprise.
    JSON.stringify({ open: { ...open, armedCents: null }, parked, training, day, stock });
  if (kept(before) !== kept(after)) {
    throw new Error(`a restart changed what was there:\n${kept(before)}\n${kept(after)}`);
  }
  return undefined;
};

const closeDay: Play = async (till, move) =>
  wish(
    till,
    { kind: 'close-day', countedCents: move.yes ? null : cents((move.n * 101) % 20_000) },
    move,
  );
const moveCash: Play = async (till, move) =>
  wish(
    till,
    { kind: 'move-cash', cents: cents(((move.m * 331) % 20_001) - 10_000), ...REASON },
    move,
  );
const moveStock: Play = async (till, move) => {
  const stock = pick(till.rig.state().stock, move.n);
  if (stock === undefined) return undefined;
  return wish(
    till,
    {
      kind: 'move-stock',
      productId: stock.productId,
      move: pick(['delivery', 'adjustment', 'loss'] as const, move.m) ?? 'loss',
      amount: (move.m % 5) * 1_000,
      ...REASON,
    },
    move,
  );
};
const changeStaff: Play = async (till, move) => {
  await till.rig.wish({ kind: 'sign-out' });
  return till.rig.wish({
    kind: 'sign-in-with-pin',
    pin: move.yes ? till.pins.manager : till.pins.cashier,
  });
};

const later: Play = async (till, { n, yes }) => {
  till.moveClock(
    yes ? (1 + (n % 30)) * 60_000 : ((1 + (n % 3)) * 86_400_000) / (n % 2 === 0 ? 1 : 4),
  );
  return undefined;
};

export const MOVES = {
  addProduct,
  setCount,
  discount,
  payCash,
  payCard,
  payCheque,
  offer,
  armPass,
  keepShort,
  payMixed,
  withdraw,
  tap,
  topUp,
  gift,
  empty,
  cancelSale,
  changeMeans,
  park,
  openParked,
  merge,
  split,
  discardParked,
  discard: async (till, move) => wish(till, { kind: 'discard-basket' }, move),
  training: async (till, move) =>
    wish(till, { kind: 'set-training', on: !till.rig.state().training }, move),
  openDrawer: async (till, move) => wish(till, { kind: 'open-drawer', ...REASON }, move),
  moveCash,
  moveStock,
  changeStaff,
  pointOfSale: async (till, { yes }) =>
    till.rig.wish({ kind: 'choose-point-of-sale', pointOfSaleId: yes ? 'bar' : 'terrace' }),
  dismiss: async (till) => till.rig.wish({ kind: 'dismiss' }),
  restart,
  closeDay,
  later,
} as const satisfies Record<string, Play>;

/** How often each is done; what is not named once. */
const WEIGHTS: Partial<Record<Move['what'], number>> = {
  addProduct: 14,
  payCash: 4,
  payMixed: 3,
  tap: 6,
  keepShort: 2,
  topUp: 3,
  gift: 2,
  merge: 2,
  split: 2,
  cancelSale: 4,
  changeMeans: 3,
  openParked: 2,
  closeDay: 2,
};

/** The moves of one shift. `without` leaves out what a test does not look at. */
export const arbitraryMoves = (options: {
  readonly lengthMax: number;
  readonly without?: readonly Move['what'][];
}): fc.Arbitrary<Move[]> => {
  const kinds = (Object.keys(MOVES) as Move['what'][]).filter(
    (what) => options.without?.includes(what) !== true,
  );
  const move = fc.record({
    what: fc.oneof(
      ...kinds.map((what) => ({ weight: WEIGHTS[what] ?? 1, arbitrary: fc.constant(what) })),
    ),
    n: fc.nat(999),
    m: fc.nat(999),
    yes: fc.boolean(),
  });
  return fc.array(move, { minLength: 5, maxLength: options.lengthMax, size: 'max' });
};

export const playMove = (till: PlayedTill, move: Move): Played => MOVES[move.what](till, move);

export const TEST_PINS = { cashier: STAFF.cashier.pin, manager: STAFF.manager.pin } as const;
