import type { SaleRecorded } from '../../domain/journal/sale-entries.ts';

/**
 * Whether a sale agrees with itself to the cent. The station computed it; a sale that does not
 * add up is kept as it is and looked at by a person, it never moves money.
 *
 * Example: a line of 2 × 250 with a total of 400 gives "line 0: 2 × 250 is not 400".
 */
export function findSaleFault(sale: SaleRecorded): string | null {
  if (Number.isNaN(Date.parse(sale.day))) return `there is no day ${sale.day}`;
  const faults = [
    ...sale.lines.map((line, index) => findLineFault(sale, line, index)),
    ...sale.payments.map((payment, index) => findPaymentFault(sale, payment, index)),
    differ('the lines', sum(sale.lines.map((line) => line.totalCents)), sale.totalCents),
    differ('the payments', sum(sale.payments.map((payment) => payment.cents)), sale.totalCents),
  ];
  return faults.find((fault) => fault !== null) ?? null;
}

type Line = SaleRecorded['lines'][number];
type Payment = SaleRecorded['payments'][number];

function findLineFault(sale: SaleRecorded, line: Line, index: number): string | null {
  const expected = line.count * line.unitPriceCents - (line.discount?.cents ?? 0);
  if (expected !== line.totalCents) {
    return `line ${index}: ${line.count} × ${line.unitPriceCents} is not ${line.totalCents}`;
  }
  const stray = line.paid.find(({ payment }) => sale.payments[payment] === undefined);
  if (stray !== undefined) return `line ${index}: there is no payment ${stray.payment}`;
  return differ(
    `line ${index}: its parts`,
    sum(line.paid.map((part) => part.cents)),
    line.totalCents,
  );
}

function findPaymentFault(sale: SaleRecorded, payment: Payment, index: number): string | null {
  const onLines = sale.lines
    .flatMap((line) => line.paid)
    .filter((part) => part.payment === index)
    .map((part) => part.cents);
  const spread = differ(`payment ${index}: its parts on the lines`, sum(onLines), payment.cents);
  if (spread !== null) return spread;
  switch (payment.means) {
    case 'pass': {
      const assetIds = payment.parts.map((part) => part.assetId);
      if (new Set(assetIds).size < assetIds.length)
        return `payment ${index}: an asset stands twice`;
      // Without a reserve the cloud decides the split, so the station's may be incomplete.
      return payment.backing.kind === 'unsecured'
        ? null
        : differ(
            `payment ${index}: its assets`,
            sum(payment.parts.map((part) => part.cents)),
            payment.cents,
          );
    }
    case 'cash':
      return differ(
        `payment ${index}: the change`,
        payment.givenCents - payment.changeCents,
        payment.cents,
      );
    case 'bank-card':
    case 'cheque':
    case 'offered':
      return null;
  }
}

const sum = (amounts: readonly number[]): number =>
  amounts.reduce((total, amount) => total + amount, 0);

const differ = (what: string, found: number, expected: number): string | null =>
  found === expected ? null : `${what}: ${found} is not ${expected}`;
