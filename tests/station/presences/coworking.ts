import type { ReplyOf } from '../../../src/contract/kiosk/questions.ts';
import type { FeedItem } from '../../../src/contract/sync/messages.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import type { CardId, PresenceId, WalletId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { makeSealKey } from '../../../src/shared/node/seal.ts';
import { toInstant } from '../../../src/shared/time.ts';
import type { Day } from '../../../src/shared/time.ts';
import { KNOWLEDGE, PASSES } from '../../helpers/station-knowledge.ts';
import type { RigOptions } from '../../helpers/station-rig.ts';
import { openTill } from '../till/till-rig.ts';
import type { TillRig } from '../till/till-rig.ts';

/** A bar with desks behind it: 3.00 an hour, 12.00 a day, and the people who sit there. */

export const PLAN_ID = toId<'Plan'>('019b76da-aa01-7000-8000-000000000001');
const DESKS_ID = toId<'Space'>('019b76da-aa02-7000-8000-000000000001');
export const TODAY = '2026-11-03' as Day;
export const YESTERDAY = '2026-11-02' as Day;

const rates = {
  hourCents: cents(300),
  halfDay: null,
  dayCents: cents(1_200),
  capDayCents: null,
  capMonthCents: null,
};

type Settings = Extract<FeedItem, { readonly topic: 'settings' }>;

export function settingsWith(change: Partial<NonNullable<Settings['value']>>): FeedItem {
  const item = KNOWLEDGE.find((one): one is Settings => one.topic === 'settings');
  if (item?.value == null) throw new Error('no settings');
  const badge = { welcome: '', allowsGuests: true, keepMonths: 3, siteDoorUrl: null };
  return { ...item, value: { ...item.value, badge, ...change } };
}

export const COWORKING: readonly FeedItem[] = [
  ...KNOWLEDGE,
  settingsWith({}),
  {
    topic: 'badge-plan',
    id: PLAN_ID,
    value: {
      id: PLAN_ID,
      name: 'Bureaux, à l’heure',
      versions: [
        {
          id: PLAN_ID,
          version: 1,
          name: 'Bureaux, à l’heure',
          description: '',
          kind: 'paid',
          timeAssetId: null,
          stepMinutes: 15,
          rounding: 'up',
          freeMinutes: 0,
          minimumCents: cents(0),
          rates,
          member: null,
          included: [],
          closesAt: '23:00',
          vatRateBp: 2_000,
        },
      ],
    },
  },
  {
    topic: 'space',
    id: DESKS_ID,
    value: {
      id: DESKS_ID,
      name: 'Bureaux partagés',
      planId: PLAN_ID,
      places: 12,
      picture: null,
      sortOrder: 1,
    },
  },
  ...['2026-10', '2026-11'].map((id): FeedItem => ({
    topic: 'presence-key',
    id,
    value: { id, key: makeSealKey() },
  })),
  account(PASSES.half.walletId, 'Zoé Ménard'),
];

function account(walletId: WalletId, name: string): FeedItem {
  return {
    topic: 'badge-account',
    id: walletId,
    value: { id: walletId, name, isNamePublic: false, pools: [], memberOf: [], months: [] },
  };
}

type StayFacts = {
  readonly holder: NonNullable<
    Extract<FeedItem, { readonly topic: 'presence' }>['value']
  >['holder'];
  /** `2026-11-03T13:00`, in UTC. */
  readonly from: string | null;
  readonly to: string | null;
  readonly billed?: number;
  readonly paid?: number;
  readonly id?: PresenceId;
};

/** A stay that the cloud told of. */
export function toldStay({
  holder,
  from,
  to,
  billed = 0,
  paid = 0,
  id = toId<'Presence'>(makeUuid()),
}: StayFacts): {
  readonly id: PresenceId;
  readonly item: FeedItem;
} {
  const instant = (text: string | null) => (text === null ? null : toInstant(`${text}:00.000Z`));
  const [inAt, outAt] = [instant(from), instant(to)];
  const minutes =
    inAt === null || outAt === null ? 0 : (Date.parse(outAt) - Date.parse(inAt)) / 60_000;
  return {
    id,
    item: {
      topic: 'presence',
      id,
      value: {
        id,
        spaceId: DESKS_ID,
        planId: PLAN_ID,
        planVersion: 1,
        holder,
        inAt,
        outAt,
        state: outAt === null ? 'open' : inAt === null ? 'no-in' : 'closed',
        day: (from ?? to ?? '').slice(0, 10) as Day,
        stayedMinutes: minutes,
        included: [],
        billedCents: cents(billed),
        paidCents: cents(paid),
      },
    },
  };
}

export const zoe = { kind: 'wallet', walletId: PASSES.half.walletId } as const;
export const noName = { kind: 'wallet', walletId: PASSES.short.walletId } as const;
export const guestOfZoe = {
  kind: 'guest',
  guestId: toId<'Guest'>('019b76da-aa03-7000-8000-000000000001'),
  name: 'Léo',
  hostWalletId: PASSES.half.walletId,
} as const;

export type Coworking = TillRig & {
  readonly presences: (day?: Day) => Promise<ReplyOf<'presences'>['rows']>;
  readonly dues: (cardId?: CardId | null, text?: string) => Promise<ReplyOf<'dues'>['rows']>;
  readonly addDues: (...presenceIds: PresenceId[]) => ReturnType<TillRig['wish']>;
};

/** A till of that bar without network, a cashier signed in. */
export async function openCoworking(
  stays: readonly { readonly item: FeedItem }[],
  options: RigOptions = {},
): Promise<Coworking> {
  const till = await openTill(options);
  till.know([...COWORKING, ...stays.map(({ item }) => item)]);
  await till.signIn();
  const ask = till.station().station.answer;
  return {
    ...till,
    presences: async (day) => {
      const reply = await ask({ kind: 'presences', day: day ?? null });
      return (reply as ReplyOf<'presences'>).rows;
    },
    dues: async (cardId = null, text = '') => {
      const reply = await ask({ kind: 'dues', cardId, text });
      return (reply as ReplyOf<'dues'>).rows;
    },
    addDues: (...presenceIds) => till.wish({ kind: 'add-dues', presenceIds }),
  };
}
