import type { ScreenState } from '../../../contract/kiosk/screen-state.ts';
import { basketTotal, lineNotice, lineTotal } from '../../../domain/till/basket.ts';
import { readOpenBasket } from '../../projections/basket.ts';
import type { StationContext } from '../context.ts';

/** The open basket as the screen shows it. */
export function readBasketShown(context: StationContext): ScreenState['basket'] {
  const basket = readOpenBasket(context.journal.database);
  const totalCents = basketTotal(basket.lines);
  return {
    revision: basket.revision,
    basketId: basket.basketId,
    name: basket.name,
    totalCents,
    pledges: [],
    dueCents: totalCents,
    armedCents: null,
    unsentCount: 0,
    lines: basket.lines.map((line) => ({
      lineId: line.lineId,
      productId: line.productId,
      label: line.label,
      optionLabels: [...line.optionLabels],
      count: line.count,
      unitPriceCents: line.unitPriceCents,
      totalCents: lineTotal(line),
      detail: line.detail as ScreenState['basket']['lines'][number]['detail'],
      discount: line.discount,
      sentCount: line.sentCount,
      notice: lineNotice(line, context.knowledge.one('product', line.productId)),
    })),
  };
}
