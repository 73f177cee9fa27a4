import type { Discount, LineDetail } from '../journal/sale-entries.ts';
import type { LineId } from '../../shared/ids.ts';
import { cents } from '../../shared/money.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { BASKET_CENTS_MAX, BASKET_LINES_MAX, LINE_COUNT_MAX, basketTotal } from './basket.ts';
import type { BasketLine } from './basket.ts';

/** Pieces that leave a line for another: what kitchen and bar know of them goes along. */
export type MovedPieces = {
  readonly fromLineId: LineId;
  readonly intoLineId: LineId;
  readonly count: number;
};

/** A basket cut in two. Each line of `taken` and `kept` is as it is afterwards. */
export type SplitBasket = {
  readonly taken: readonly BasketLine[];
  readonly kept: readonly BasketLine[];
  /** For lines cut in two: the pieces taken got a line id of their own. */
  readonly moved: readonly MovedPieces[];
};

/**
 * Takes pieces out of a basket, to be paid apart (RULES T12). Prices stay what they were; a
 * discount is cut like the pieces, and both halves sum to it.
 */
export function splitBasket(
  lines: readonly BasketLine[],
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
    moved: halves.flatMap(({ taken, kept }) =>
      taken === null || kept === null
        ? []
        : [{ fromLineId: kept.lineId, intoLineId: taken.lineId, count: taken.count }],
    ),
  });
}

export type JoinedBasket = {
  /** Lines of the basket that stays, changed or added, as they are afterwards. */
  readonly changed: readonly BasketLine[];
  /** Lines of the other one that keep their id in their new basket. */
  readonly moved: readonly MovedPieces[];
};

/** Puts the lines of one basket into another; pieces of the same product at the same price join. */
export function joinBaskets(
  from: readonly BasketLine[],
  into: readonly BasketLine[],
): Result<JoinedBasket, 'basket-full'> {
  const result = new Map(into.map((line) => [line.lineId, line]));
  const changed = new Set<LineId>();
  const moved: MovedPieces[] = [];
  for (const line of from) {
    const same = [...result.values()].find((one) => canJoin(one, line));
    const next = same === undefined ? line : { ...same, count: same.count + line.count };
    result.set(next.lineId, next);
    changed.add(next.lineId);
    if (same !== undefined) {
      moved.push({ fromLineId: line.lineId, intoLineId: same.lineId, count: line.count });
    }
  }
  const lines = [...result.values()];
  if (lines.length > BASKET_LINES_MAX || basketTotal(lines) > BASKET_CENTS_MAX) {
    return err('basket-full');
  }
  return ok({ changed: lines.filter(({ lineId }) => changed.has(lineId)), moved });
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
  line: BasketLine,
  count: number,
  makeLineId: () => LineId,
): { readonly taken: BasketLine | null; readonly kept: BasketLine | null } {
  if (count === 0) return { taken: null, kept: line };
  if (count === line.count) return { taken: line, kept: null };
  const discounts = cutDiscount(line.discount, count, line.count);
  const details = cutDetail(line.detail, count);
  const taken = {
    ...line,
    lineId: makeLineId(),
    count,
    discount: discounts[0],
    detail: details[0],
  };
  const kept = {
    ...line,
    count: line.count - count,
    discount: discounts[1],
    detail: details[1],
  };
  return { taken, kept };
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
