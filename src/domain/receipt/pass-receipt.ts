import type { EntryBodies } from '../journal/entries.ts';
import { ZERO_CENTS, addCents } from '../../shared/money.ts';
import type { AssetId } from '../../shared/ids.ts';
import type { PassReceipt, ReceiptHead } from './receipt.ts';

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
  body: EntryBodies['pass.emptied@1'],
  head: ReceiptHead,
  assetNameOf: (assetId: AssetId) => string,
): PassReceipt => ({
  ...head,
  kind: 'refund',
  passEnd: passEndOf(body.cardNumber),
  totalCents: body.cashCents,
  beforeCents: addCents(...body.paidOut.map((part) => part.cents)),
  afterCents: ZERO_CENTS,
  details:
    body.paidOut.length > 1
      ? body.paidOut.map((part) => ({
          label: { text: assetNameOf(part.assetId) },
          value: { kind: 'cents', cents: part.cents },
        }))
      : [],
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
