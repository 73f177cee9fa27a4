import type { DayTotals } from '../../../domain/closing/day-totals.ts';
import { COWORKING_CATEGORY } from '../../../domain/till/stay-line.ts';
import { RECEIPT_TEXTS } from '../../printers/receipt-texts.ts';
import { readPreferences } from '../../work/preferences.ts';
import type { StationContext } from '../context.ts';

/** Names for the ids in totals; what the office deleted since keeps its id. */
export type TotalNames = {
  readonly categoryNames: Readonly<Record<string, string>>;
  readonly pointOfSaleNames: Readonly<Record<string, string>>;
};

export function namesOf(context: StationContext, totals: DayTotals): TotalNames {
  const named = (ids: readonly string[], nameOf: (context: StationContext, id: string) => string) =>
    Object.fromEntries(ids.map((id) => [id, nameOf(context, id)]));
  return {
    categoryNames: named(
      totals.byCategory.map((row) => row.categoryId),
      categoryName,
    ),
    pointOfSaleNames: named(
      totals.byPointOfSale.map((row) => row.pointOfSaleId),
      pointOfSaleName,
    ),
  };
}

/** The category of stays is the till's own; the collective may have one of that id, and name it. */
export function categoryName({ knowledge, settings }: StationContext, id: string): string {
  const known = knowledge.one('category', id)?.name;
  if (known !== undefined || id !== COWORKING_CATEGORY) return known ?? id;
  return RECEIPT_TEXTS[readPreferences(settings).language]('report.coworking');
}

/** What the badge station took by itself stands under its own name. */
export function pointOfSaleName({ knowledge, settings }: StationContext, id: string): string {
  const known = knowledge.one('point-of-sale', id)?.name;
  if (known !== undefined || id !== BADGE_POINT_OF_SALE) return known ?? id;
  return RECEIPT_TEXTS[readPreferences(settings).language]('report.badge');
}

/** Of sales that a badge station makes by itself, when somebody goes out. */
const BADGE_POINT_OF_SALE = 'badge';
