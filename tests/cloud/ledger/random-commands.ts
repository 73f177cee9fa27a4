import * as fc from 'fast-check';
import type { LedgerAnswer, LedgerCommand } from '../../../src/cloud/ledger/commands.ts';
import type { PostingId } from '../../../src/domain/wallet/ledger-types.ts';
import type { CardId, ReserveId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { AT, ENDS_AT } from './ledger-world.ts';
import type { LedgerWorld } from './ledger-world.ts';

const KINDS = [
  ...([
    'reserve',
    'reserve',
    'reserve',
    'sale',
    'sale',
    'sale',
    'release',
    'unsecured-sale',
  ] as const),
  ...(['top-up', 'top-up', 'top-up', 'gift', 'refund', 'correction', 'settlement'] as const),
];

export type RandomStep = {
  readonly kind: (typeof KINDS)[number];
  readonly card: number;
  readonly atCafe: boolean;
  readonly amount: number;
  readonly more: number;
  readonly asset: number;
  /** Which earlier step it speaks of. */
  readonly earlier: number;
  readonly flag: boolean;
};

export const CARDS_COUNT = 3;

export const randomSteps = (countMax: number): fc.Arbitrary<readonly RandomStep[]> =>
  fc.array(
    fc.record({
      kind: fc.constantFrom(...KINDS),
      card: fc.nat(CARDS_COUNT - 1),
      atCafe: fc.boolean(),
      amount: fc.integer({ min: 1, max: 1_500 }),
      more: fc.integer({ min: 0, max: 800 }),
      asset: fc.nat(5),
      earlier: fc.nat(50),
      flag: fc.boolean(),
    }),
    { minLength: 1, maxLength: countMax },
  );

/** Money on each card first, so that what follows finds some. */
const FIRST_STEPS: readonly RandomStep[] = [0, 1, 2].flatMap((card) =>
  [0, 1, 2, 3].map((asset) => ({
    ...{ kind: asset === 3 ? 'gift' : 'top-up', card, asset, amount: 300 + 100 * asset },
    ...{ atCafe: card === 2, more: 0, earlier: 0, flag: true },
  })),
);

/** A UUID that only depends on a number. */
export const numberedUuid = (number: number): string =>
  `019a0000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;

/**
 * Commands of a till that knows its world but not what happened to money: reserves that do not
 * exist, parts that a reserve does not cover, corrections of anything.
 */
export function commandsOf(
  steps: readonly RandomStep[],
  world: LedgerWorld,
  cards: readonly CardId[],
  idOf: (step: number) => string,
): readonly LedgerCommand[] {
  const { assets } = world;
  const euros = [assets.barLocal, assets.cafeLocal, assets.global];
  const all = [...FIRST_STEPS, ...steps];
  return all.map((step, index): LedgerCommand => {
    const cardId = cards[step.card % cards.length]!;
    const earlier = earlierStep(all.slice(0, index), step);
    const earlierId = idOf(earlier);
    // Mostly the till that was there before; now and then the other one, which is refused.
    const isSameTill = SPEAKS_OF[step.kind] !== undefined && step.more % 8 !== 0;
    const atCafe = isSameTill ? (all[earlier]?.atCafe ?? step.atCafe) : step.atCafe;
    const [collectiveId, stationId] = atCafe
      ? [world.cafe, world.cafeStation]
      : [world.bar, world.barStation];
    const movement = { id: idOf(index) as PostingId, at: AT, stationId, cause: null, collectiveId };
    const amountCents = cents(step.amount);
    const assetId = euros[step.asset % euros.length]!;
    switch (step.kind) {
      case 'reserve':
        return {
          ...{ kind: step.kind, id: idOf(index) as ReserveId, stationId, collectiveId },
          ...{ card: { cardId }, amountCents, wantedCents: cents(step.amount + step.more) },
          ...{ endsAt: ENDS_AT, at: AT },
        };
      case 'release':
        return { kind: step.kind, reserveId: earlierId as ReserveId, stationId, at: AT };
      case 'sale': {
        const parts = [{ assetId, cents: amountCents }];
        return {
          ...{ kind: step.kind, ...movement, parts },
          ...{ reserveId: earlierId as ReserveId, final: step.flag },
        };
      }
      case 'unsecured-sale': {
        const reserveId = step.flag ? (earlierId as ReserveId) : null;
        return {
          ...{ kind: step.kind, ...movement, card: { cardId }, reserveId },
          totalCents: amountCents,
        };
      }
      case 'top-up': {
        const isGlobal = assetId === assets.global;
        const issuer = assetId === assets.barLocal ? world.bar : world.cafe;
        return {
          ...{ kind: step.kind, ...movement, to: { cardId }, assetId, amountCents },
          collectiveId: isGlobal ? null : issuer,
        };
      }
      case 'gift': {
        const [gift, giver] = atCafe
          ? [assets.cafeGift, world.cafe]
          : [step.flag ? assets.barGift : assets.barHours, world.bar];
        return {
          ...{ kind: step.kind, ...movement, to: { cardId }, assetId: gift, amountCents },
          collectiveId: giver,
        };
      }
      case 'refund':
        return {
          ...{ kind: step.kind, ...movement, card: { cardId } },
          ...{ includesGlobal: step.flag, cancelsGifts: step.more > 400 },
        };
      case 'correction': {
        const parts = step.flag ? null : [{ assetId, cents: amountCents }];
        return { kind: step.kind, ...movement, corrects: earlierId as PostingId, parts };
      }
      case 'settlement':
        return { kind: step.kind, ...movement, assetId, amountCents };
      default:
        return step.kind satisfies never;
    }
  });
}

const SPEAKS_OF: Partial<Record<RandomStep['kind'], readonly RandomStep['kind'][]>> = {
  sale: ['reserve'],
  release: ['reserve'],
  'unsecured-sale': ['reserve'],
  correction: ['sale', 'unsecured-sale', 'top-up', 'gift', 'refund'],
};

/** The earlier step that a step speaks of: nearly always one of the right kind. */
function earlierStep(before: readonly RandomStep[], step: RandomStep): number {
  const kinds = SPEAKS_OF[step.kind] ?? [];
  const fitting = before.flatMap(({ kind }, index) => (kinds.includes(kind) ? [index] : []));
  const any = step.earlier % Math.max(1, before.length);
  return step.more % 10 === 0 ? any : (fitting[step.earlier % Math.max(1, fitting.length)] ?? any);
}

/** How an accepted command changed the sum of all wallets, by its own answer. */
export function walletsChange(
  answer: LedgerAnswer,
  sumOfCorrected: (id: string) => number,
): number {
  if (!answer.result.ok) return 0;
  switch (answer.kind) {
    case 'top-up':
    case 'gift':
      return answer.result.value.amountCents;
    case 'sale':
    case 'unsecured-sale':
    case 'wallet-sale':
    case 'give-up':
      return -answer.result.value.parts.reduce((sum, part) => sum + part.cents, 0);
    case 'refund': {
      const { paidOut, cancelled } = answer.result.value;
      return -[...paidOut, ...cancelled].reduce((sum, part) => sum + part.cents, 0);
    }
    case 'correction':
      return sumOfCorrected(answer.result.value.postingId);
    case 'reserve':
    case 'release':
    case 'settlement':
      return 0;
    default:
      return answer satisfies never;
  }
}
