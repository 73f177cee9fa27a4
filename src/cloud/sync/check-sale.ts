import type { SaleRecorded } from '../../domain/journal/sale-entries.ts';
import { priceOfMeasure, priceOfMinutes } from '../../domain/till/amounts.ts';
import { msOfInstant } from '../../shared/time.ts';

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
  const detailFault = findDetailFault(line);
  if (detailFault !== null) return `line ${index}: ${detailFault}`;
  const stray = line.paid.find(({ payment }) => sale.payments[payment] === undefined);
  if (stray !== undefined) return `line ${index}: there is no payment ${stray.payment}`;
  return differ(
    `line ${index}: its parts`,
    sum(line.paid.map((part) => part.cents)),
    line.totalCents,
  );
}

/** What the line says of itself beyond its price. */
function findDetailFault(line: Line): string | null {
  const { detail, discount, count, totalCents } = line;
  const isReturned = detail.kind === 'deposit' && detail.direction === 'returned';
  // Before protocol 2 a deposit was a piece.
  if (totalCents < 0 && !isReturned && detail.kind !== 'piece') {
    return 'only a deposit given back is below 0';
  }
  if (isReturned && (totalCents > 0 || discount !== null)) return 'a deposit given back costs';
  switch (detail.kind) {
    case 'measure':
      return differFromPrice(line, priceOfMeasure(detail.amount, detail.unitCents));
    case 'room': {
      const minutes = (msOfInstant(detail.endsAt) - msOfInstant(detail.startsAt)) / MINUTE_MS;
      const isLength = Number.isInteger(minutes) && minutes > 0 && minutes <= ROOM_MINUTES_MAX;
      return isLength
        ? differFromPrice(line, priceOfMinutes(minutes, detail.hourCents))
        : 'its hours are not ones';
    }
    case 'ticket':
      return differ('its tickets', detail.tickets.length, count);
    case 'piece':
    case 'open-price':
    case 'membership':
    case 'deposit':
    case 'presence':
      return null;
    default:
      return detail satisfies never;
  }
}

/** What was chosen with it may cost more or less, which only the station's catalogue knew. */
const differFromPrice = (line: Line, expected: number): string | null =>
  line.optionLabels.length > 0 ? null : differ('its price', line.unitPriceCents, expected);

const MINUTE_MS = 60_000;
/** A month: far above any room that is let at a till. */
const ROOM_MINUTES_MAX = 31 * 24 * 60;

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

export const sum = (amounts: readonly number[]): number =>
  amounts.reduce((total, amount) => total + amount, 0);

export const differ = (what: string, found: number, expected: number): string | null =>
  found === expected ? null : `${what}: ${found} is not ${expected}`;
