import type { IntentionOf } from '../../../contract/kiosk/intentions.ts';
import { toId } from '../../../shared/ids.ts';
import { err } from '../../../shared/result.ts';
import { managerOf } from '../acting.ts';
import type { Acting, Handlers, Outcome, TillDeps } from '../acting.ts';
import { DONE, showResult } from '../context.ts';
import { recordOperation } from '../day/record-operation.ts';
import { knownStock } from './known-stock.ts';

export const stockHandlers: Handlers<'move-stock'> = { 'move-stock': moveStock };

/**
 * Delivery, loss, or what was counted (RULES T14). Anybody may unload a delivery; a loss or another
 * count takes something away without a sale, so a manager answers for it.
 */
function moveStock(deps: TillDeps, acting: Acting, intention: IntentionOf<'move-stock'>): Outcome {
  const { context } = deps;
  const { productId, move, amount, reason } = intention;
  const known = knownStock(context).find((one) => one.productId === productId);
  const product = context.knowledge.one('product', productId);
  if (known === undefined || product === undefined) return err('stock-unknown');
  if (move !== 'delivery') {
    if (managerOf(acting) === null) return deps.askApproval(intention, 'move-stock', null);
    if (reason === '') return err('reason-missing');
  }
  const delta = { delivery: amount, loss: -amount, adjustment: amount - known.amount }[move];
  if (delta === 0) return DONE;
  const recorded = recordOperation(context, [
    {
      kind: 'stock.moved@1',
      body: {
        moveId: toId<'Move'>(context.makeId()),
        productId,
        label: product.name,
        kind: move,
        delta,
        reason: acting.approvedBy === null ? reason : `${reason} (${acting.approvedBy.name})`,
        staff: acting.staff,
      },
    },
  ]);
  if (!recorded.ok) return recorded;
  showResult(context, { kind: 'done', what: 'stock-moved' }, null);
  return DONE;
}
