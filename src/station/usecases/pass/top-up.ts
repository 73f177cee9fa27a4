import type { IntentionOf } from '../../../contract/kiosk/intentions.ts';
import type { Refusal } from '../../../contract/kiosk/refusals.ts';
import type { TopUpRecorded } from '../../../domain/journal/till-entries.ts';
import { payInCash } from '../../../domain/till/sale.ts';
import { toId } from '../../../shared/ids.ts';
import { ZERO_CENTS } from '../../../shared/money.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import type { Acting, TillDeps } from '../acting.ts';
import { DONE, showResult } from '../context.ts';
import type { CommandResult, StationContext } from '../context.ts';
import { recordOperation } from '../day/record-operation.ts';
import { readTraining } from '../day/shown.ts';
import { tillDay } from '../day/till-day.ts';
import { currentPointOfSale } from '../paying/record-sale.ts';
import { isOwnMoney, refuseAmount, refuseCredit, TOP_UP_CENTS_MIN } from './credit-limits.ts';
import { deskPass, uidThere } from './open-desk.ts';
import type { DeskPass } from './open-desk.ts';
import { beforeAndAfter } from './read-money.ts';

type TopUp = IntentionOf<'top-up'>;

/** Puts local money on the Pass that lies there (RULES T5). Works without network too. */
export function topUp({ context }: TillDeps, { staff }: Acting, wanted: TopUp): CommandResult {
  const pass = passToTopUp(context, wanted);
  if (!pass.ok) return pass;
  const payment = paymentOf(wanted);
  if (!payment.ok) return payment;

  const { cardId, cardNumber } = pass.value;
  const topUpId = toId<'TopUp'>(context.makeId());
  const { beforeCents, afterCents } = beforeAndAfter(context, cardId, wanted.cents);
  const recorded = recordOperation(context, [
    {
      kind: 'top-up.recorded@1',
      body: {
        topUpId,
        day: tillDay(context),
        staff,
        cardId,
        cardNumber,
        assetId: wanted.assetId,
        cents: wanted.cents,
        payment: payment.value,
        beforeCents,
        afterCents,
      },
    },
  ]);
  if (!recorded.ok) return recorded;
  const isCash = payment.value.means === 'cash';
  showResult(
    context,
    {
      kind: 'top-up-done',
      operationId: toId<'Operation'>(topUpId),
      cardNumber,
      cents: wanted.cents,
      beforeCents,
      afterCents,
      changeCents: payment.value.means === 'cash' ? payment.value.changeCents : ZERO_CENTS,
    },
    null,
  );
  if (isCash && !readTraining(context)) context.printers.openDrawer();
  return DONE;
}

function passToTopUp(context: StationContext, wanted: TopUp): Result<DeskPass, Refusal> {
  const pass = deskPass(context, wanted.cardId);
  const refusal = refuseCredit(pass) ?? refuseAmount(wanted.cents, TOP_UP_CENTS_MIN);
  if (pass === null || refusal !== null) return err(refusal ?? 'card-unknown');
  if (!isOwnMoney(context, wanted.assetId, 'local')) return err('extra-wrong');
  if (currentPointOfSale(context)?.means.includes(wanted.means) !== true) {
    return err('means-not-accepted');
  }
  return uidThere(context, wanted.cardId) === null ? err('card-not-on-reader') : ok(pass);
}

function paymentOf(wanted: TopUp): Result<TopUpRecorded['payment'], Refusal> {
  const { means, cents } = wanted;
  return means === 'cash' ? payInCash(cents, wanted.givenCents ?? cents) : ok({ means, cents });
}
