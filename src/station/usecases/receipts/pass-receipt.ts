import type { EntryBodies } from '../../../domain/journal/entries.ts';
import type { PassReceipt, ReceiptHead, ReceiptRow } from '../../../domain/receipt/receipt.ts';
import type { AssetPart } from '../../../domain/wallet/split-payment.ts';
import { ZERO_CENTS, addCents } from '../../../shared/money.ts';
import { assetNameOf } from '../pass/known-wallet.ts';
import type { StationContext } from '../context.ts';

const passEndOf = (cardNumber: string): string => cardNumber.slice(-4);

/** The paper of money put on a Pass (RULES T5). */
export const topUpReceipt = (
  body: EntryBodies['top-up.recorded@1'],
  head: ReceiptHead,
): PassReceipt => ({
  ...head,
  kind: 'top-up',
  passEnd: passEndOf(body.cardNumber),
  totalCents: body.cents,
  beforeCents: body.beforeCents,
  afterCents: body.afterCents,
  details: [],
  payments: [
    {
      means: body.payment.means,
      cents: body.payment.cents,
      givenCents: body.payment.means === 'cash' ? body.payment.givenCents : null,
      changeCents: body.payment.means === 'cash' ? body.payment.changeCents : null,
      passEnd: null,
      leftCents: null,
    },
  ],
});

/** The paper of a Pass that was emptied (RULES T6): of what could be paid out nothing is left. */
export const emptiedReceipt = (
  context: StationContext,
  body: EntryBodies['pass.emptied@1'],
  head: ReceiptHead,
): PassReceipt => ({
  ...head,
  kind: 'refund',
  passEnd: passEndOf(body.cardNumber),
  totalCents: body.cashCents,
  beforeCents: addCents(...body.paidOut.map((part) => part.cents)),
  afterCents: ZERO_CENTS,
  details: body.paidOut.length > 1 ? body.paidOut.map((part) => rowOf(context, part)) : [],
  payments: [
    {
      means: 'cash',
      cents: body.cashCents,
      givenCents: null,
      changeCents: null,
      passEnd: null,
      leftCents: null,
    },
  ],
});

const rowOf = (context: StationContext, part: AssetPart): ReceiptRow => ({
  label: { text: assetNameOf(context, part.assetId) },
  value: { kind: 'cents', cents: part.cents },
});
