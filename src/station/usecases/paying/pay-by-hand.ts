import type { IntentionOf } from '../../../contract/kiosk/intentions.ts';
import type { Refusal } from '../../../contract/kiosk/refusals.ts';
import type { Payment } from '../../../domain/journal/sale-entries.ts';
import { basketTotal } from '../../../domain/till/basket.ts';
import { decidePart, pledgedCents } from '../../../domain/till/pledges.ts';
import { payInCash } from '../../../domain/till/sale.ts';
import { subtractCents } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { readOpenBasket } from '../../projections/basket.ts';
import type { OpenBasket } from '../../projections/basket.ts';
import { managerOf } from '../acting.ts';
import type { Acting, Outcome, TillDeps } from '../acting.ts';
import type { CommandResult, StationContext } from '../context.ts';
import { finishSale, pledge } from './finish-sale.ts';
import { goodsOf, keepGoods } from './keep-goods.ts';
import { currentPointOfSale } from './record-sale.ts';

type HandMeans = 'pay-cash' | 'pay-bank-card' | 'pay-cheque';

/** What is still to be paid of a basket. */
export const dueOf = (basket: Pick<OpenBasket, 'lines' | 'pledges'>): Cents =>
  subtractCents(basketTotal(basket.lines), pledgedCents(basket.pledges));

/** The open basket, when it is still the one that the cashier saw. */
export function seenBasket(
  context: StationContext,
  basketRevision: number,
): Result<OpenBasket, 'basket-changed' | 'basket-empty'> {
  const basket = readOpenBasket(context.journal.database);
  if (basket.revision !== basketRevision) return err('basket-changed');
  return basket.lines.length === 0 ? err('basket-empty') : ok(basket);
}

/** Cash, bank card and cheque: the cashier says that it was handed over. */
export function payByHand(
  deps: TillDeps,
  acting: Acting,
  intention: IntentionOf<HandMeans>,
): Outcome {
  const { context } = deps;
  const basket = seenBasket(context, intention.basketRevision);
  if (!basket.ok) return basket;
  const means = MEANS[intention.kind];
  if (currentPointOfSale(context)?.means.includes(means) !== true) {
    return err('means-not-accepted');
  }
  return payPart(deps, acting, basket.value, {
    means,
    partCents: intention.partCents,
    paymentOf: (partCents) =>
      intention.kind === 'pay-cash'
        ? payInCash(partCents, intention.givenCents)
        : ok({ means: intention.kind === 'pay-cheque' ? 'cheque' : 'bank-card', cents: partCents }),
  });
}

const MEANS = {
  'pay-cash': 'cash',
  'pay-bank-card': 'bank-card',
  'pay-cheque': 'cheque',
} as const satisfies Record<HandMeans, Payment['means']>;

/** The house pays (RULES T4): a manager answers for it, with a reason. */
export function payOffered(
  deps: TillDeps,
  acting: Acting,
  intention: IntentionOf<'pay-offered'>,
): Outcome {
  const basket = seenBasket(deps.context, intention.basketRevision);
  if (!basket.ok) return basket;
  const part = partOf(basket.value, 'offered', intention.partCents);
  if (!part.ok) return part;
  const approvedBy = managerOf(acting);
  if (approvedBy === null) return deps.askApproval(intention, 'pay-offered', part.value.cents);
  return payPart(deps, acting, basket.value, {
    means: 'offered',
    partCents: intention.partCents,
    paymentOf: (cents) => ok({ means: 'offered', cents, reason: intention.reason, approvedBy }),
  });
}

const partOf = (basket: OpenBasket, means: Payment['means'], partCents: Cents | null) =>
  decidePart({ means, dueCents: dueOf(basket), partCents, pledgeCount: basket.pledges.length });

function payPart(
  deps: TillDeps,
  { staff }: Acting,
  basket: OpenBasket,
  wanted: {
    readonly means: Payment['means'];
    readonly partCents: Cents | null;
    readonly paymentOf: (partCents: Cents) => Result<Payment, Refusal>;
  },
): Outcome {
  const { context } = deps;
  const part = partOf(basket, wanted.means, wanted.partCents);
  if (!part.ok) return part;
  const payment = wanted.paymentOf(part.value.cents);
  if (!payment.ok) return payment;
  const payments = [payment.value];
  if (!part.value.isLast) return pledge(context, staff, basket, payments);
  const finish = async (): Promise<CommandResult> => {
    const goods = await keepGoods(context, basket.lines);
    if (!goods.ok) return goods;
    return finishSale(context, staff, {
      basket,
      payments,
      goodsHoldId: goods.value,
      left: new Map(),
      tapSeenAtMs: null,
    });
  };
  // Nothing to ask the cloud for: nobody has to wait, and no tap is lost meanwhile.
  return goodsOf(context, basket.lines).length === 0 ? finish() : deps.whilePaying(finish);
}
