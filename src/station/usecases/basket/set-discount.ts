import type { IntentionOf } from '../../../contract/kiosk/intentions.ts';
import { discountLines, withoutDiscount } from '../../../domain/till/discount.ts';
import { addCents } from '../../../shared/money.ts';
import { err } from '../../../shared/result.ts';
import { readOpenBasket } from '../../projections/basket.ts';
import { managerOf } from '../acting.ts';
import type { Acting, Outcome, TillDeps } from '../acting.ts';
import { DONE } from '../context.ts';
import { writeLines } from './edit-basket.ts';

/** Reduces a line or the whole basket, or takes that back (RULES T12): a manager answers for it. */
export function setDiscount(
  deps: TillDeps,
  acting: Acting,
  intention: IntentionOf<'set-discount'>,
): Outcome {
  const { context } = deps;
  const { lineId, discount, reason } = intention;
  const basket = readOpenBasket(context.journal.database);
  if (basket.lines.length === 0) return err('basket-empty');
  if (discount === null) {
    const lines = withoutDiscount(basket.lines, lineId);
    return lines.length === 0 ? DONE : writeLines(context, acting.staff, basket, lines, null);
  }
  const manager = managerOf(acting);
  // What cannot be is refused before anybody is called for it.
  const wish = { lineId, discount, reason, approvedBy: manager ?? acting.staff };
  const reduced = discountLines(basket.lines, wish);
  if (!reduced.ok) return reduced;
  if (manager === null) {
    const offCents = addCents(...reduced.value.flatMap((line) => line.discount?.cents ?? []));
    return deps.askApproval(intention, 'set-discount', offCents);
  }
  return writeLines(context, acting.staff, basket, reduced.value, null);
}
