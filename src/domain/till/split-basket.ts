import type { Discount, LineDetail } from '../journal/sale-entries.ts';
import type { LineId } from '../../shared/ids.ts';
import { cents } from '../../shared/money.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { BASKET_CENTS_MAX, BASKET_LINES_MAX, LINE_COUNT_MAX, basketTotal } from './basket.ts';
import type { BasketLine } from './basket.ts';

/** A line with what kitchen and bar know of it: at most its count. */
type KnownLine = BasketLine & { readonly sentCount: number };

/** A basket cut in two; each line is as it is afterwards. */
export type SplitBasket = {
  readonly taken: readonly KnownLine[];
  readonly kept: readonly KnownLine[];
};

/**
 * Takes pieces out of a basket, to be paid apart (RULES T12). Prices stay what they were; a
 * discount is cut like the pieces, and both halves sum to it. Of a line cut in two the pieces
 * taken get a line of their own, and take with them what was sent first.
 */
export function splitBasket(
  lines: readonly KnownLine[],
  wanted: readonly { readonly lineId: LineId; readonly count: number }[],
  makeLineId: () => LineId,
): Result<SplitBasket, 'count-wrong' | 'basket-changed'> {
  if (new Set(wanted.map(({ lineId }) => lineId)).size !== wanted.length) return err('count-wrong');
  const isKnown = (lineId: LineId): boolean => lines.some((line) => line.lineId === lineId);
  if (!wanted.every(({ lineId }) => isKnown(lineId))) return err('basket-changed');

  const cuts = lines.map((line) => {
    const count = wanted.find(({ lineId }) => lineId === line.lineId)?.count ?? 0;
    return { line, count };
  });
  if (cuts.some(({ line, count }) => count > line.count || count < 0)) return err('count-wrong');

  const halves = cuts.map(({ line, count }) => cutLine(line, count, makeLineId));
  return ok({
    taken: halves.flatMap(({ taken }) => (taken === null ? [] : [taken])),
    kept: halves.flatMap(({ kept }) => (kept === null ? [] : [kept])),
  });
}

/**
 * Puts the lines of one basket into another; pieces of the same product at the same price join.
 *
 * @returns the lines of `into` that are new or changed
 */
export function joinBaskets(
  from: readonly KnownLine[],
  into: readonly KnownLine[],
): Result<readonly KnownLine[], 'basket-full'> {
  const lines = new Map(into.map((line) => [line.lineId, line]));
  const changed = new Set<LineId>();
  for (const line of from) {
    const same = [...lines.values()].find((one) => canJoin(one, line));
    const next =
      same === undefined
        ? line
        : {
            ...same,
            count: same.count + line.count,
            sentCount: same.sentCount + line.sentCount,
          };
    lines.set(next.lineId, next);
    changed.add(next.lineId);
  }
  const all = [...lines.values()];
  return all.length > BASKET_LINES_MAX || basketTotal(all) > BASKET_CENTS_MAX
    ? err('basket-full')
    : ok(all.filter(({ lineId }) => changed.has(lineId)));
}

/** Only plain pieces join: a weight, a ticket or a discounted line is one thing of its own. */
const canJoin = (one: BasketLine, other: BasketLine): boolean =>
  one.detail.kind === 'piece' &&
  other.detail.kind === 'piece' &&
  one.discount === null &&
  other.discount === null &&
  one.productId === other.productId &&
  one.unitPriceCents === other.unitPriceCents &&
  one.vatRateBp === other.vatRateBp &&
  one.choiceIds.join('\n') === other.choiceIds.join('\n') &&
  one.count + other.count <= LINE_COUNT_MAX;

function cutLine(
  line: KnownLine,
  count: number,
  makeLineId: () => LineId,
): { readonly taken: KnownLine | null; readonly kept: KnownLine | null } {
  if (count === 0) return { taken: null, kept: line };
  if (count === line.count) return { taken: line, kept: null };
  const [takenDiscount, keptDiscount] = cutDiscount(line.discount, count, line.count);
  const [takenDetail, keptDetail] = cutDetail(line.detail, count);
  const takenSent = Math.min(line.sentCount, count);
  return {
    taken: {
      ...line,
      lineId: makeLineId(),
      count,
      discount: takenDiscount,
      detail: takenDetail,
      sentCount: takenSent,
    },
    kept: {
      ...line,
      count: line.count - count,
      discount: keptDiscount,
      detail: keptDetail,
      sentCount: line.sentCount - takenSent,
    },
  };
}

/** 0.10 off 3 pieces, one of them taken: 0.03 goes with it and 0.07 stays. */
function cutDiscount(
  discount: Discount | null,
  count: number,
  of: number,
): readonly [Discount | null, Discount | null] {
  if (discount === null) return [null, null];
  const taken = Math.floor((discount.cents * count) / of);
  return [
    { ...discount, cents: cents(taken) },
    { ...discount, cents: cents(discount.cents - taken) },
  ];
}

function cutDetail(detail: LineDetail, count: number): readonly [LineDetail, LineDetail] {
  if (detail.kind !== 'ticket') return [detail, detail];
  return [
    { ...detail, tickets: detail.tickets.slice(0, count) },
    { ...detail, tickets: detail.tickets.slice(count) },
  ];
}
