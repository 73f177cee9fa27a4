import type { SaleCorrected } from '../../domain/journal/sale-entries.ts';
import type { TopUpRecorded } from '../../domain/journal/till-entries.ts';
import { differ, sum } from './check-sale.ts';

/** Whether a top-up was paid to the cent. */
export function findTopUpFault({ cents, payment, day }: TopUpRecorded): string | null {
  if (Number.isNaN(Date.parse(day))) return `there is no day ${day}`;
  return (
    differ('what was paid', payment.cents, cents) ??
    (payment.means === 'cash'
      ? differ('the change', payment.givenCents - payment.changeCents, payment.cents)
      : null)
  );
}

/** Whether what is taken back of a sale agrees with itself; whether the sale had it is seen later. */
export function findCorrectionFault(correction: SaleCorrected): string | null {
  const { lines, refunds, totalCents, day } = correction;
  if (Number.isNaN(Date.parse(day))) return `there is no day ${day}`;
  const payments = refunds.map(({ payment }) => payment);
  if (new Set(payments).size < payments.length) return 'a payment is given back twice';
  const parts = lines.flatMap(({ paid }) => paid);
  const stray = parts.find(({ payment }) => !payments.includes(payment));
  if (stray !== undefined) return `nothing goes back to payment ${stray.payment}`;
  const faults = [
    differ('the lines', sum(lines.map((line) => line.totalCents)), totalCents),
    differ('what goes back', sum(refunds.map((refund) => refund.cents)), totalCents),
    ...lines.map((line, index) =>
      differ(`line ${index}: its parts`, sum(line.paid.map((part) => part.cents)), line.totalCents),
    ),
    ...refunds.map(({ payment, cents }) =>
      differ(
        `payment ${payment}: its parts`,
        sum(parts.filter((part) => part.payment === payment).map((part) => part.cents)),
        cents,
      ),
    ),
  ];
  return faults.find((fault) => fault !== null) ?? null;
}
