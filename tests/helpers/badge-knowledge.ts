import type { FeedItem } from '../../src/contract/sync/messages.ts';
import type { BadgePlan } from '../../src/domain/badge/plan.ts';
import { makeUuid, toId } from '../../src/shared/ids.ts';
import type { PlanId, PresenceId, SpaceId, WalletId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { toInstant } from '../../src/shared/time.ts';
import type { Day, Instant } from '../../src/shared/time.ts';
import { COLLECTIVE_ID, KNOWLEDGE, LOCAL_ID } from './station-knowledge.ts';

/** A small shared office as the cloud would describe it, beside the bar of `station-knowledge.ts`. */

const id = <Name extends string>(kind: number, number: number) =>
  toId<Name>(
    `019b76da-b9${String(kind).padStart(2, '0')}-7000-8000-${String(number).padStart(12, '0')}`,
  );

type Value<Topic extends FeedItem['topic']> = NonNullable<
  Extract<FeedItem, { readonly topic: Topic }>['value']
>;

export const SPACES = {
  desks: { id: id<'Space'>(1, 1), name: 'Bureaux', planId: id<'Plan'>(2, 1) },
  room: { id: id<'Space'>(1, 2), name: 'Salle de réunion', planId: id<'Plan'>(2, 2) },
  garden: { id: id<'Space'>(1, 3), name: 'Jardin', planId: id<'Plan'>(2, 3) },
} as const;

/** RULES 10, case 8: 3.00 an hour in steps of 15 min, 7.00 for up to 4 h, 12.00 a day. */
export const makePlan = (planId: PlanId, change: Partial<BadgePlan> = {}): BadgePlan => ({
  id: planId,
  version: 1,
  name: 'Bureaux partagés',
  description: '',
  kind: 'paid',
  timeAssetId: null,
  stepMinutes: 15,
  rounding: 'up',
  freeMinutes: 0,
  minimumCents: cents(0),
  rates: {
    hourCents: cents(300),
    halfDay: { priceCents: cents(700), minutesMax: 240 },
    dayCents: cents(1_200),
    capDayCents: null,
    capMonthCents: null,
  },
  member: null,
  included: [],
  closesAt: '20:00',
  vatRateBp: 2_000,
  ...change,
});

export const DESK_PLAN = makePlan(SPACES.desks.planId);
export const ROOM_PLAN = makePlan(SPACES.room.planId, {
  name: 'Salle de réunion',
  rates: { ...DESK_PLAN.rates, hourCents: cents(1_000), halfDay: null, dayCents: null },
});
export const GARDEN_PLAN = makePlan(SPACES.garden.planId, {
  name: 'Coup de main',
  kind: 'volunteer',
  rates: { ...DESK_PLAN.rates, hourCents: cents(0), halfDay: null, dayCents: null },
});

export const planItem = (...versions: readonly [BadgePlan, ...BadgePlan[]]): FeedItem => ({
  topic: 'badge-plan',
  id: versions[0].id,
  value: { id: versions[0].id, name: versions[0].name, versions: versions as unknown as [] },
});

export const spaceItem = (
  space: { readonly id: SpaceId; readonly name: string; readonly planId: PlanId },
  sortOrder: number,
): FeedItem => ({
  topic: 'space',
  id: space.id,
  value: { ...space, places: 12, picture: null, sortOrder },
});

export const keyItem = (month: string): FeedItem => ({
  topic: 'presence-key',
  id: month,
  value: { id: month, key: Buffer.alloc(32, month).toString('hex') },
});

export type Somebody = ReturnType<typeof makeSomebody>;
let cardCount = 0;

/** A person with a Pass of their own, and what is in their wallet. */
export function makeSomebody(
  name: string,
  held = 0,
  account: Partial<Value<'badge-account'>> = {},
): {
  readonly name: string;
  readonly uid: string;
  readonly walletId: WalletId;
  readonly cardId: ReturnType<typeof id<'Card'>>;
  readonly number: string;
  readonly items: readonly FeedItem[];
} {
  cardCount += 1;
  const walletId = toId<'Wallet'>(makeUuid());
  const cardId = toId<'Card'>(makeUuid());
  const number = `B${String(cardCount).padStart(7, '0')}`;
  const uid = `04${String(cardCount).padStart(12, '0')}`;
  return {
    name,
    uid,
    walletId,
    cardId,
    number,
    items: [
      cardItem({ id: cardId, uid, number, walletId }),
      walletItem(walletId, held),
      accountItem(walletId, { name, ...account }),
    ],
  };
}

export const cardItem = (
  card: Pick<Value<'card'>, 'id' | 'number' | 'walletId'> & { readonly uid: string },
  state: Value<'card'>['state'] = 'linked',
): FeedItem => ({
  topic: 'card',
  id: card.id,
  value: { ...card, tag: card.uid.slice(0, 8), state, trustLevel: 1 },
});

export const walletItem = (walletId: WalletId, held: number): FeedItem => ({
  topic: 'wallet',
  id: walletId,
  value: {
    id: walletId,
    holdings: held === 0 ? [] : [{ assetId: LOCAL_ID, availableCents: held }],
    debtCents: cents(0),
    memberships: [],
    loyaltyProgress: 0,
  },
});

export const accountItem = (
  walletId: WalletId,
  account: Partial<Value<'badge-account'>> = {},
): FeedItem => ({
  topic: 'badge-account',
  id: walletId,
  value: {
    id: walletId,
    name: '',
    isNamePublic: false,
    pools: [],
    memberOf: [],
    months: [],
    ...account,
  },
});

/** A stay that the cloud tells of. */
export const presenceItem = (
  presenceId: PresenceId,
  walletId: WalletId,
  stay: Partial<Value<'presence'>> & { readonly day: Day; readonly inAt: Instant | null },
): FeedItem => ({
  topic: 'presence',
  id: presenceId,
  value: {
    id: presenceId,
    spaceId: SPACES.desks.id,
    planId: SPACES.desks.planId,
    planVersion: 1,
    holder: { kind: 'wallet', walletId },
    outAt: null,
    state: 'open',
    stayedMinutes: 0,
    included: [],
    billedCents: cents(0),
    paidCents: cents(0),
    ...stay,
  },
});

export const badgeSettings = (
  change: Partial<NonNullable<Value<'settings'>['badge']>> = {},
): FeedItem => {
  const settings = KNOWLEDGE.find(({ topic }) => topic === 'settings') as Extract<
    FeedItem,
    { topic: 'settings' }
  >;
  return {
    topic: 'settings',
    id: COLLECTIVE_ID,
    value: {
      ...(settings.value as Value<'settings'>),
      badge: {
        welcome: 'Bienvenue',
        allowsGuests: true,
        keepMonths: 3,
        siteDoorUrl: 'http://127.0.0.1:4710/door/abc',
        ...change,
      },
    },
  };
};

/** One space, its plan, the keys of November and December 2026. */
export const ONE_SPACE: readonly FeedItem[] = [
  ...KNOWLEDGE,
  badgeSettings(),
  planItem(DESK_PLAN),
  spaceItem(SPACES.desks, 1),
  keyItem('2026-11'),
  keyItem('2026-12'),
];

export const THREE_SPACES: readonly FeedItem[] = [
  ...ONE_SPACE,
  planItem(ROOM_PLAN),
  spaceItem(SPACES.room, 2),
  planItem(GARDEN_PLAN),
  spaceItem(SPACES.garden, 3),
];

/** 10 a.m. in Paris on a Tuesday. */
export const TUESDAY_10: Instant = toInstant('2026-11-03T09:00:00.000Z');
