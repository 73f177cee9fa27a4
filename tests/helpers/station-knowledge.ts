import { scryptSync } from 'node:crypto';
import type { FeedItem } from '../../src/contract/sync/messages.ts';
import { toId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { toInstant } from '../../src/shared/time.ts';

/** A small bar as the cloud would describe it, for tests of a station that has no network. */

const id = <Name extends string>(kind: number, number: number) =>
  toId<Name>(
    `019b76da-a8${String(kind).padStart(2, '0')}-7000-8000-${String(number).padStart(12, '0')}`,
  );

export const COLLECTIVE_ID = id<'Collective'>(2, 1);
export const GIFT_ID = id<'Asset'>(3, 1);
export const LOCAL_ID = id<'Asset'>(3, 2);
export const GLOBAL_ID = id<'Asset'>(3, 3);

export const PRODUCTS = {
  tea: { id: id<'Product'>(4, 1), name: 'Thé', priceCents: 250 },
  soda: { id: id<'Product'>(4, 2), name: 'Limonade', priceCents: 280 },
} as const;

const pinHash = (pin: string): string => {
  const salt = Buffer.alloc(16, 7);
  const hash = scryptSync(pin, salt, 32, { N: 1024, r: 8, p: 1 });
  return `scrypt$1024$8$1$${salt.toString('hex')}$${hash.toString('hex')}`;
};

export const STAFF = {
  cashier: { id: id<'Staff'>(5, 1), name: 'Karim', pin: '135790', uid: '04AAAAAAAAAAAA' },
  manager: { id: id<'Staff'>(5, 2), name: 'Nolwenn', pin: '246810', uid: '04BBBBBBBBBBBB' },
} as const;

/** UIDs of the Passes: 5.00 gift + 5.00 local; 1.20 local; lost; unknown. */
export const PASSES = {
  half: { uid: 'A3F21C5E', cardId: id<'Card'>(6, 1), walletId: id<'Wallet'>(7, 1) },
  short: { uid: '04B7D21A6F5C80', cardId: id<'Card'>(6, 2), walletId: id<'Wallet'>(7, 2) },
  lost: { uid: 'C0FFEE01', cardId: id<'Card'>(6, 3), walletId: id<'Wallet'>(7, 3) },
  blank: { uid: 'C0FFEE02', cardId: id<'Card'>(6, 4), walletId: null },
  unknown: { uid: 'DEADBEEF' },
} as const;

const card = (
  pass: {
    readonly uid: string;
    readonly cardId: ReturnType<typeof id<'Card'>>;
    readonly walletId: ReturnType<typeof id<'Wallet'>> | null;
  },
  state: 'blank' | 'anonymous' | 'lost',
): FeedItem => ({
  topic: 'card',
  id: pass.cardId,
  value: {
    id: pass.cardId,
    uid: pass.uid,
    tag: pass.uid.slice(0, 8),
    number: pass.uid.slice(0, 8),
    state,
    trustLevel: 1,
    walletId: pass.walletId,
  },
});

const staffItems = Object.values(STAFF).flatMap((one, index): FeedItem[] => {
  const cardId = id<'Card'>(8, index + 1);
  return [
    {
      topic: 'staff',
      id: one.id,
      value: {
        id: one.id,
        name: one.name,
        isManager: one === STAFF.manager,
        cardId,
        pinHash: pinHash(one.pin),
      },
    },
    {
      topic: 'card',
      id: cardId,
      value: {
        id: cardId,
        uid: one.uid,
        tag: one.uid.slice(0, 8),
        number: one.uid.slice(0, 8),
        state: 'blank',
        trustLevel: 1,
        walletId: null,
      },
    },
  ];
});

const asset = (
  assetId: ReturnType<typeof id<'Asset'>>,
  kind: 'gift' | 'local' | 'global',
  name: string,
): FeedItem => ({
  topic: 'asset',
  id: assetId,
  value: {
    id: assetId,
    kind,
    issuerId: kind === 'global' ? null : COLLECTIVE_ID,
    name,
    createdAt: toInstant('2026-01-01T00:00:00.000Z'),
    accepted: true,
  },
});

export const product = (
  one: {
    readonly id: ReturnType<typeof id<'Product'>>;
    readonly name: string;
    readonly priceCents: number;
  },
  change: Partial<Extract<FeedItem, { topic: 'product' }>['value'] & object> = {},
): FeedItem => ({
  topic: 'product',
  id: one.id,
  value: {
    id: one.id,
    collectiveId: COLLECTIVE_ID,
    categoryId: 'drinks',
    kind: 'piece',
    name: one.name,
    priceCents: cents(one.priceCents),
    priceMinCents: null,
    vatRateBp: 1000,
    preparedAt: null,
    stockRule: null,
    assetId: null,
    eventId: null,
    eventPriceId: null,
    offerId: null,
    offerPriceId: null,
    options: [],
    picture: null,
    colour: null,
    sortOrder: 1,
    active: true,
    ...change,
  },
});

export const wallet = (
  walletId: ReturnType<typeof id<'Wallet'>>,
  holdings: readonly (readonly [ReturnType<typeof id<'Asset'>>, number])[],
  debtCents = 0,
): FeedItem => ({
  topic: 'wallet',
  id: walletId,
  value: {
    id: walletId,
    holdings: holdings.map(([assetId, availableCents]) => ({ assetId, availableCents })),
    debtCents: cents(debtCents),
    memberships: [],
    loyaltyProgress: 0,
  },
});

export const KNOWLEDGE: readonly FeedItem[] = [
  {
    topic: 'settings',
    id: COLLECTIVE_ID,
    value: {
      collectiveName: 'Le Bar',
      timeZone: 'Europe/Paris',
      cutOffHour: 4,
      offlineCardCentsMax: [0, 2_000, 2_000, 5_000].map(cents),
      offlineStationCentsMax: cents(20_000),
      cushionCents: cents(0),
      paysOutGlobal: true,
      siteUrl: 'http://127.0.0.1:4710',
      receiptLines: [],
      loyalty: null,
      badge: null,
    },
  },
  {
    topic: 'category',
    id: 'drinks',
    value: { id: 'drinks', name: 'Boissons', colour: null, picture: null, sortOrder: 1 },
  },
  {
    topic: 'point-of-sale',
    id: 'bar',
    value: {
      id: 'bar',
      name: 'Comptoir',
      categoryIds: ['drinks'],
      means: ['pass', 'cash', 'bank-card', 'cheque'],
      sortOrder: 1,
    },
  },
  product(PRODUCTS.tea),
  product(PRODUCTS.soda),
  ...staffItems,
  asset(GIFT_ID, 'gift', 'Bon cadeau du bar'),
  asset(LOCAL_ID, 'local', 'Monnaie du bar'),
  asset(GLOBAL_ID, 'global', 'Euro TiBillet'),
  card(PASSES.half, 'anonymous'),
  card(PASSES.short, 'anonymous'),
  card(PASSES.lost, 'lost'),
  card(PASSES.blank, 'blank'),
  wallet(PASSES.half.walletId, [
    [GIFT_ID, 500],
    [LOCAL_ID, 500],
  ]),
  wallet(PASSES.short.walletId, [[LOCAL_ID, 120]]),
  wallet(PASSES.lost.walletId, [[LOCAL_ID, 2_000]]),
];
