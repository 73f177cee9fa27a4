import type { PlanId, PresenceId } from '../../shared/ids.ts';
import { toId } from '../../shared/ids.ts';
import { formatMinutes } from '../../shared/format.ts';
import type { Cents } from '../../shared/money.ts';
import type { Day } from '../../shared/time.ts';
import type { PricedProduct } from './basket.ts';

/** Stays are sold in a category of their own, which is on no shelf of the till. */
export const COWORKING_CATEGORY = 'coworking';

/** A stay that is to be paid, as one line of a sale (RULES B7): its plan stands for the product. */
export const stayLine = (stay: {
  readonly presenceId: PresenceId;
  readonly planId: PlanId;
  readonly planName: string;
  readonly vatRateBp: number;
  readonly day: Day;
  readonly stayedMinutes: number;
  readonly includedMinutes: number;
  readonly dueCents: Cents;
}): PricedProduct => ({
  productId: toId<'Product'>(stay.planId),
  choiceIds: [],
  // French: the language in which the collective keeps its books.
  label: `${stay.planName}, ${formatMinutes(stay.stayedMinutes, 'fr')}`,
  optionLabels: [],
  unitPriceCents: stay.dueCents,
  vatRateBp: stay.vatRateBp,
  categoryId: COWORKING_CATEGORY,
  detail: {
    kind: 'presence',
    presenceId: stay.presenceId,
    planId: stay.planId,
    day: stay.day,
    stayedMinutes: stay.stayedMinutes,
    includedMinutes: stay.includedMinutes,
  },
  discount: null,
});

/** `Bureaux partagés` of `Bureaux partagés, 2 h 10`: what totals are summed by. */
export const planNameOfLabel = (label: string): string => {
  const end = label.lastIndexOf(', ');
  return end === -1 ? label : label.slice(0, end);
};
