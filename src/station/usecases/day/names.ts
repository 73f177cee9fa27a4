import type { DayTotals } from '../../../domain/closing/day-totals.ts';
import type { StationContext } from '../context.ts';

/** Names for the ids in totals; what the office deleted since keeps its id. */
export type TotalNames = {
  readonly categoryNames: Readonly<Record<string, string>>;
  readonly pointOfSaleNames: Readonly<Record<string, string>>;
};

export function namesOf(context: StationContext, totals: DayTotals): TotalNames {
  const { knowledge } = context;
  const named = (ids: readonly string[], topic: 'category' | 'point-of-sale') =>
    Object.fromEntries(ids.map((id) => [id, knowledge.one(topic, id)?.name ?? id]));
  return {
    categoryNames: named(
      totals.byCategory.map((row) => row.categoryId),
      'category',
    ),
    pointOfSaleNames: named(
      totals.byPointOfSale.map((row) => row.pointOfSaleId),
      'point-of-sale',
    ),
  };
}
