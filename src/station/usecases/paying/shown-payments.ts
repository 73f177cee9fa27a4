import type { Payment } from '../../../domain/journal/sale-entries.ts';
import type { PaymentShown } from '../../../contract/kiosk/results.ts';
import { assertNever } from '../../../shared/assert.ts';
import type { CardId } from '../../../shared/ids.ts';
import type { Cents } from '../../../shared/money.ts';
import type { StationContext } from '../context.ts';
import { readTraining } from '../day/shown.ts';
import { assetNameOf } from '../pass/known-wallet.ts';

/** The payments of a sale as its result shows them. `leftOf` is what a Pass can still spend here. */
export const shownPayments = (
  context: StationContext,
  payments: readonly Payment[],
  leftOf: (cardId: CardId) => Cents,
): PaymentShown[] =>
  payments.flatMap((payment): PaymentShown[] => {
    switch (payment.means) {
      case 'cash':
        return [payment];
      case 'pass':
        return [
          {
            means: 'pass',
            cents: payment.cents,
            cardNumber: payment.cardNumber,
            leftCents: leftOf(payment.cardId),
            parts: payment.parts.map((part) => ({
              assetName: assetNameOf(context, part.assetId),
              kind: part.kind,
              cents: part.cents,
            })),
            // In training nothing waits to be sent.
            unsecured: payment.backing.kind === 'unsecured' && !readTraining(context),
          },
        ];
      case 'bank-card':
      case 'cheque':
        return [{ means: payment.means, cents: payment.cents }];
      case 'offered':
        return [{ means: 'offered', cents: payment.cents, reason: payment.reason }];
      default:
        return assertNever(payment);
    }
  });
