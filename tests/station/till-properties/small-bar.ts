import type { FeedItem } from '../../../src/contract/sync/messages.ts';
import { toId } from '../../../src/shared/ids.ts';
import type { AssetId, CardId, WalletId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { toInstant } from '../../../src/shared/time.ts';
import {
  GIFT_ID,
  GLOBAL_ID,
  KNOWLEDGE,
  LOCAL_ID,
  product,
  wallet,
} from '../../helpers/station-knowledge.ts';

/** A bar that sells one thing of each kind (RULES T1), and four wallets with many Passes each. */

const id = <Name extends string>(kind: string, number: number) =>
  toId<Name>(`019b76da-b8${kind}-7000-8000-${String(number).padStart(12, '0')}`);

const EVENT_ID = id<'Event'>('01', 1);
type ProductItem = Parameters<typeof product>[1] & {
  readonly name: string;
  readonly priceCents: number;
};

const GOODS: readonly ProductItem[] = [
  { name: 'Bière', priceCents: cents(320), vatRateBp: 2000 },
  { name: 'Cidre', priceCents: cents(333), vatRateBp: 2000, categoryId: 'cellar' },
  {
    name: 'Café',
    priceCents: cents(150),
    vatRateBp: 1000,
    options: [
      {
        id: 'milk',
        name: 'Lait',
        min: 1,
        max: 1,
        choices: [
          { id: 'none', name: 'Sans lait', priceDeltaCents: cents(0) },
          { id: 'oat', name: 'Avoine', priceDeltaCents: cents(37) },
        ],
      },
    ],
  },
  { name: 'Olives', kind: 'weight', priceCents: cents(1_799), vatRateBp: 550 },
  { name: 'Vin', kind: 'volume', priceCents: cents(651), vatRateBp: 2000 },
  { name: 'Affiche', kind: 'open-price', priceCents: cents(500), priceMinCents: cents(100) },
  { name: 'Consigne', kind: 'deposit', priceCents: cents(100), vatRateBp: 0 },
  { name: 'Studio', kind: 'hour', priceCents: cents(900), vatRateBp: 2000 },
  {
    name: 'Dernières bouteilles',
    priceCents: cents(1_250),
    vatRateBp: 2000,
    stockRule: { allowsBelowZero: false, alertLevel: 2_000 },
  },
  {
    name: 'Entrée',
    kind: 'ticket',
    priceCents: cents(800),
    vatRateBp: 550,
    eventId: EVENT_ID,
    eventPriceId: 'full',
  },
  {
    name: 'Adhésion',
    kind: 'membership',
    priceCents: cents(1_200),
    vatRateBp: 0,
    offerId: 'member',
    offerPriceId: 'year',
  },
];
const STOCKED = GOODS.findIndex(({ name }) => name === 'Dernières bouteilles');
export const STOCK_START = 9_000;
export const STOCKED_ID = id<'Product'>('02', STOCKED);

/** What each wallet holds at the start; the last one nothing. */
export const WALLETS: readonly {
  readonly walletId: WalletId;
  readonly holdings: readonly (readonly [AssetId, number])[];
}[] = [
  {
    walletId: id('03', 1),
    holdings: [
      [GIFT_ID, 500],
      [LOCAL_ID, 500],
    ],
  },
  {
    walletId: id('03', 2),
    holdings: [
      [LOCAL_ID, 1_733],
      [GLOBAL_ID, 2_000],
    ],
  },
  { walletId: id('03', 3), holdings: [[LOCAL_ID, 120]] },
  { walletId: id('03', 4), holdings: [] },
];

/** The numberth Pass of a wallet: a new one for each tap, as one that is put down twice counts once. */
export function passOfWallet(walletId: WalletId, number: number) {
  const cardId: CardId = id('04', number);
  const uid = `04${number.toString(16).toUpperCase().padStart(6, '0')}000000`;
  const item: FeedItem = {
    topic: 'card',
    id: cardId,
    value: {
      id: cardId,
      uid,
      tag: uid.slice(0, 8),
      number: uid.slice(0, 8),
      state: 'anonymous',
      trustLevel: 1,
      walletId,
    },
  };
  return { cardId, uid, item };
}

export const SMALL_BAR: readonly FeedItem[] = [
  ...KNOWLEDGE.filter(({ topic }) => !['product', 'category', 'point-of-sale'].includes(topic)),
  ...['drinks', 'cellar'].map((one): FeedItem => ({
    topic: 'category',
    id: one,
    value: { id: one, name: one, colour: null, picture: null, sortOrder: 1 },
  })),
  ...['bar', 'terrace'].map((one, sortOrder): FeedItem => ({
    topic: 'point-of-sale',
    id: one,
    value: {
      id: one,
      name: one,
      categoryIds: ['drinks', 'cellar'],
      means: ['pass', 'cash', 'bank-card', 'cheque'],
      sortOrder,
    },
  })),
  ...GOODS.map((one, index) =>
    product(
      { id: id<'Product'>('02', index), name: one.name, priceCents: one.priceCents },
      { ...one, priceCents: cents(one.priceCents) },
    ),
  ),
  { topic: 'stock', id: STOCKED_ID, value: { id: STOCKED_ID, amount: STOCK_START } },
  {
    topic: 'event',
    id: EVENT_ID,
    value: {
      id: EVENT_ID,
      name: 'Fanfare',
      startsAt: toInstant('2026-11-20T20:00:00.000Z'),
      doorsAt: null,
      endsAt: toInstant('2026-11-20T23:00:00.000Z'),
      capacity: 6,
      takenCount: 0,
      asksNames: false,
      prices: [
        {
          id: 'full',
          name: 'Plein',
          kind: 'fixed',
          priceCents: cents(800),
          priceMinCents: null,
          quota: null,
          takenCount: 0,
        },
      ],
    },
  },
  {
    topic: 'offer',
    id: 'member',
    value: {
      id: 'member',
      name: 'Adhésion',
      description: '',
      duration: 'year',
      prices: [
        { id: 'year', name: 'Un an', kind: 'fixed', priceCents: cents(1_200), priceMinCents: null },
      ],
    },
  },
  ...WALLETS.map(({ walletId, holdings }) => wallet(walletId, holdings)),
];
