import type { IntentionOf } from '../../../contract/kiosk/intentions.ts';
import { decidePart } from '../../../domain/till/pledges.ts';
import { err } from '../../../shared/result.ts';
import type { Handlers } from '../acting.ts';
import { DONE } from '../context.ts';
import type { CommandResult, StationContext } from '../context.ts';
import { armPass } from './pass-memory.ts';
import { dueOf, payByHand, payOffered, seenBasket } from './pay-by-hand.ts';
import { keepShortPass } from './pay-pass.ts';
import { currentPointOfSale } from './record-sale.ts';
import { withdrawPledge } from './withdraw-pledge.ts';

type Kind =
  | 'pay-cash'
  | 'pay-bank-card'
  | 'pay-cheque'
  | 'pay-offered'
  | 'arm-pass'
  | 'keep-short-pass'
  | 'withdraw-pledge';

export const payingHandlers: Handlers<Kind> = {
  'pay-cash': payByHand,
  'pay-bank-card': payByHand,
  'pay-cheque': payByHand,
  'pay-offered': payOffered,
  'arm-pass': ({ context }, _acting, intention) => arm(context, intention),
  'keep-short-pass': (deps, acting, { basketRevision }) => {
    const basket = seenBasket(deps.context, basketRevision);
    return basket.ok ? keepShortPass(deps, acting, basket.value) : basket;
  },
  'withdraw-pledge': ({ context }, acting, intention) => withdrawPledge(context, acting, intention),
};

/** The next Pass pays only a part: each of the people at a table puts theirs down. */
function arm(context: StationContext, intention: IntentionOf<'arm-pass'>): CommandResult {
  const basket = seenBasket(context, intention.basketRevision);
  if (!basket.ok) return basket;
  if (currentPointOfSale(context)?.means.includes('pass') !== true) {
    return err('means-not-accepted');
  }
  const { pledges, revision } = basket.value;
  const part = decidePart({
    means: 'pass',
    dueCents: dueOf(basket.value),
    partCents: intention.partCents,
    pledgeCount: pledges.length,
  });
  if (!part.ok) return part;
  armPass(context, revision, part.value.isLast ? null : part.value.cents);
  return DONE;
}
