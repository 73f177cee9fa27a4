import type { AssetId } from '../../shared/ids.ts';
import type { PaidPart, Payment, SaleLine } from '../journal/sale-entries.ts';

/** A collective's rule (RULES T9). Amounts are cents for `points`, products for `nth-free`. */
export type LoyaltyRule = {
  readonly every: number;
  /** What the reward is given in: the collective's points, or its gift. */
  readonly assetId: AssetId;
} & (
  | { readonly kind: 'points'; readonly points: number }
  | {
      readonly kind: 'nth-free';
      readonly productIds: ReadonlySet<string>;
      readonly label: string;
    }
);
export type LoyaltyKind = LoyaltyRule['kind'];

export type CountedLine = Pick<SaleLine, 'productId' | 'count' | 'totalCents' | 'detail' | 'paid'>;

/** What one Pass payment counts. */
export type LoyaltyCount = {
  readonly payment: number;
  readonly amount: number;
  /** `nth-free`: what was paid for each product, in the order of the lines. */
  readonly worths: readonly number[];
};

/** What a sale, or what is taken back of it, counts for each of its Pass payments. */
export function countLoyalty(
  rule: LoyaltyRule,
  lines: readonly CountedLine[],
  payments: readonly Pick<Payment, 'means'>[],
): readonly LoyaltyCount[] {
  return payments.flatMap(({ means }, payment) => {
    if (means !== 'pass') return [];
    const worths =
      rule.kind === 'points'
        ? []
        : lines.flatMap((line) =>
            rule.productIds.has(line.productId) && firstPass(line.paid, payments) === payment
              ? worthsOf(line, payments)
              : [],
          );
    const amount =
      rule.kind === 'points'
        ? sum(lines.filter(isGoods).flatMap(({ paid }) => centsBy(paid, payment)))
        : worths.length;
    return amount > 0 ? [{ payment, amount, worths }] : [];
  });
}

/** A deposit comes back and a membership is not turnover (RULES M10): neither counts. */
const isGoods = ({ detail }: CountedLine): boolean =>
  detail.kind !== 'deposit' && detail.kind !== 'membership';

const centsBy = (paid: readonly PaidPart[], payment: number): readonly number[] =>
  paid.filter((part) => part.payment === payment).map((part) => part.cents);

/** A product that several Passes paid together counts once, for the first of them. */
const firstPass = (
  paid: readonly PaidPart[],
  payments: readonly Pick<Payment, 'means'>[],
): number | undefined =>
  paid
    .filter((part) => part.cents > 0 && payments[part.payment]?.means === 'pass')
    .map((part) => part.payment)
    .toSorted((left, right) => left - right)[0];

function worthsOf(
  line: CountedLine,
  payments: readonly Pick<Payment, 'means'>[],
): readonly number[] {
  const offered = line.paid.filter((part) => payments[part.payment]?.means === 'offered');
  const worth = Math.floor((line.totalCents - sum(offered.map((part) => part.cents))) / line.count);
  return worth > 0 ? Array.from({ length: line.count }, () => worth) : [];
}

/**
 * Goes forward by what a payment counts, and says what is given on the way.
 *
 * Example: 45.00 gathered, 60.00 more, every 50.00 gives 5 points: 5.00 are left and 5 + 5 given.
 */
export function gatherLoyalty(
  rule: LoyaltyRule,
  gathered: number,
  count: LoyaltyCount,
): { readonly gathered: number; readonly rewards: readonly number[] } {
  const reached = Math.floor((gathered + count.amount) / rule.every);
  const rewards = Array.from({ length: reached }, (_, step) =>
    rule.kind === 'points' ? rule.points : worthOfStep(rule.every, gathered, step, count.worths),
  );
  return { gathered: gathered + count.amount - reached * rule.every, rewards };
}

/** The Nth product is the free one. When two wallets joined it may have been reached before: the first then. */
const worthOfStep = (
  every: number,
  gathered: number,
  step: number,
  worths: readonly number[],
): number => worths[Math.max(0, every * (step + 1) - gathered - 1)] ?? 0;

const sum = (amounts: readonly number[]): number =>
  amounts.reduce((total, amount) => total + amount, 0);
