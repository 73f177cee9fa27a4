import type { IntentionOf } from '../../../contract/kiosk/intentions.ts';
import type { Refusal } from '../../../contract/kiosk/refusals.ts';
import { toId } from '../../../shared/ids.ts';
import { cents } from '../../../shared/money.ts';
import { err } from '../../../shared/result.ts';
import { approvedByOf, managerOf } from '../acting.ts';
import type { Acting, TillDeps } from '../acting.ts';
import { DONE, refuse, showResult } from '../context.ts';
import type { CommandResult } from '../context.ts';
import { recordOperation } from '../day/record-operation.ts';
import { tillDay } from '../day/till-day.ts';
import { isOwnMoney, refuseAmount, refuseCredit } from './credit-limits.ts';
import { assetNameOf } from './known-wallet.ts';
import { deskPass } from './open-desk.ts';
import { beforeAndAfter } from './read-money.ts';

const GIFT_CENTS_MIN = cents(1);

/**
 * Puts a gift of this collective on a Pass: a manager's right, with a reason. The Pass need not lie
 * there any more, as the manager may have put theirs on the same reader.
 */
export function giveGift(
  { context, askApproval }: TillDeps,
  acting: Acting,
  wanted: IntentionOf<'give-gift'>,
): CommandResult {
  // Whoever waits for a manager sees no sheet any more: the refusal comes as a result.
  const no = (reason: Refusal): CommandResult =>
    acting.approvedBy === null ? err(reason) : refuse(context, reason, null);
  const pass = deskPass(context, wanted.cardId);
  const refusal = refuseCredit(pass) ?? refuseAmount(wanted.cents, GIFT_CENTS_MIN);
  if (pass === null || refusal !== null) return no(refusal ?? 'card-unknown');
  if (!isOwnMoney(context, wanted.assetId, 'gift')) return no('extra-wrong');
  if (managerOf(acting) === null) return askApproval(wanted, 'give-gift', wanted.cents);

  const { cardId, cardNumber } = pass;
  const { assetId, reason } = wanted;
  const { afterCents } = beforeAndAfter(context, cardId, wanted.cents);
  const recorded = recordOperation(context, [
    {
      kind: 'gift.given@1',
      body: {
        giftId: toId<'Gift'>(context.makeId()),
        day: tillDay(context),
        staff: acting.staff,
        approvedBy: approvedByOf(acting),
        cardId,
        cardNumber,
        assetId,
        cents: wanted.cents,
        reason,
      },
    },
  ]);
  if (!recorded.ok) return no(recorded.error);
  const assetName = assetNameOf(context, assetId);
  showResult(
    context,
    { kind: 'gift-given', cardNumber, assetName, cents: wanted.cents, afterCents },
    null,
  );
  return DONE;
}
