import type { IntentionOf } from '../../../contract/kiosk/intentions.ts';
import { basketTotal } from '../../../domain/till/basket.ts';
import type { BasketId } from '../../../shared/ids.ts';
import { err } from '../../../shared/result.ts';
import { readBasket } from '../../projections/basket.ts';
import type { Acting, TillDeps } from '../acting.ts';
import { managerOf } from '../acting.ts';
import { DONE, record } from '../context.ts';
import type { CommandResult } from '../context.ts';
import { cancelOrders } from './send-order.ts';

/**
 * Throws a tab away: somebody left without paying, or it was a mistake. A manager answers for it,
 * and what the kitchen still prepares for it is called off.
 */
export function discardTab(
  deps: TillDeps,
  acting: Acting,
  tab: {
    /** What runs again once a manager agreed. */
    readonly intention: IntentionOf<'discard-parked' | 'discard-basket'>;
    readonly basketId: BasketId;
  },
): CommandResult {
  const { context, askApproval } = deps;
  const basket = readBasket(context.journal.database, tab.basketId);
  if (basket === undefined || basket.lines.length === 0) return err('basket-unknown');
  // Notes that were handed over must be given back first, part by part.
  if (basket.pledges.length > 0) return err('basket-pledged');
  if (managerOf(acting) === null) {
    return askApproval(tab.intention, 'discard-parked', basketTotal(basket.lines));
  }
  const { basketId } = basket;
  const { staff, approvedBy } = acting;
  const orders = cancelOrders(context, staff, basket);
  const recorded = record(context, [
    ...orders.drafts,
    {
      kind: 'basket.discarded@1',
      body: { basketId, staff, ...(approvedBy === null ? {} : { approvedBy }) },
    },
  ]);
  if (!recorded.ok) return recorded;
  orders.print();
  return DONE;
}
