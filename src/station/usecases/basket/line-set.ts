import type { TypedDraft } from '../../../domain/journal/entries.ts';
import type { StaffRef } from '../../../domain/journal/sale-entries.ts';
import type { BasketLine } from '../../../domain/till/basket.ts';
import type { BasketId } from '../../../shared/ids.ts';

/** The entry that sets a line of a basket: its own fields only, whatever else the line carries. */
export const lineSet = (
  basketId: BasketId,
  staff: StaffRef,
  line: BasketLine,
  /** Only for pieces that come from another line. */
  sentCount?: number,
): TypedDraft => ({
  kind: 'basket.line-set@2',
  body: {
    basketId,
    staff,
    lineId: line.lineId,
    productId: line.productId,
    choiceIds: line.choiceIds,
    label: line.label,
    optionLabels: line.optionLabels,
    count: line.count,
    unitPriceCents: line.unitPriceCents,
    vatRateBp: line.vatRateBp,
    categoryId: line.categoryId,
    detail: line.detail,
    discount: line.discount,
    ...(sentCount === undefined ? {} : { sentCount }),
  },
});
