import type { IntentionOf } from '../../../contract/kiosk/intentions.ts';
import { err } from '../../../shared/result.ts';
import type { Acting } from '../acting.ts';
import { DONE, record } from '../context.ts';
import type { CommandResult, StationContext } from '../context.ts';
import { seenBasket } from './pay-by-hand.ts';

/** Gives a part back before the sale: the notes from the drawer, or what a Pass had promised. */
export function withdrawPledge(
  context: StationContext,
  { staff }: Acting,
  { basketRevision, pledgeId }: IntentionOf<'withdraw-pledge'>,
): CommandResult {
  const basket = seenBasket(context, basketRevision);
  if (!basket.ok) return basket;
  const { basketId, pledges } = basket.value;
  const pledge = pledges.find((one) => one.pledgeId === pledgeId);
  if (basketId === null || pledge === undefined) return err('basket-changed');
  const recorded = record(context, [
    { kind: 'basket.pledge-withdrawn@1', body: { basketId, staff, pledgeId } },
  ]);
  if (!recorded.ok) return recorded;
  if (pledge.payment.means === 'cash') context.printers.openDrawer();
  return DONE;
}
