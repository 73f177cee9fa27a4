import type {
  LineDetail,
  PaidPart,
  Payment,
  SaleCorrected,
  SaleLine,
  SaleMeansChanged,
  SaleRecorded,
} from '../journal/sale-entries.ts';
import { assert } from '../../shared/assert.ts';
import type { LineId } from '../../shared/ids.ts';
import { ZERO_CENTS, addCents, cents, shareByLargestRemainder } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';

/** The means between which a mistake is put right (RULES T10): money on a Pass never is one of them. */
export const CHANGEABLE_MEANS = ['cash', 'bank-card', 'cheque'] as const;
export type ChangeableMeans = (typeof CHANGEABLE_MEANS)[number];

/** A sale and all that was put right in it since, oldest first. */
export type SaleHistory = {
  readonly sale: SaleRecorded;
  readonly corrections: readonly SaleCorrected[];
  readonly meansChanges: readonly SaleMeansChanged[];
};

/** Who takes it back, when and why: everything of the entry that is not computed. */
export type CorrectionStamp = Pick<
  SaleCorrected,
  'correctionId' | 'number' | 'day' | 'staff' | 'approvedBy' | 'reason'
>;

export type WantedLine = { readonly lineId: LineId; readonly count: number };

export type CorrectionRefusal =
  | 'already-corrected'
  | 'count-wrong'
  /** More would go back by a means than came by it: a returned deposit stands against the line. */
  | 'cancel-whole';

/**
 * The counter-entry that takes back what is left of a sale, or some pieces of some lines. Each
 * part goes back to the payment it came from, and never more than is left of it; corrections one
 * after the other sum to the sale to the cent.
 *
 * @param wanted null: all that is left
 */
export function correctSale(
  history: SaleHistory,
  wanted: readonly WantedLine[] | null,
  stamp: CorrectionStamp,
): Result<SaleCorrected, CorrectionRefusal> {
  const { sale } = history;
  const left = leftOfLines(history);
  const asked = wanted ?? left.map(({ line, count }) => ({ lineId: line.lineId, count }));
  if (left.every(({ count }) => count === 0)) return err('already-corrected');
  if (new Set(asked.map(({ lineId }) => lineId)).size !== asked.length) return err('count-wrong');

  const taken = asked.map(({ lineId, count }) => {
    const found = left.find(({ line }) => line.lineId === lineId);
    return found === undefined || count > found.count || count < 0 ? null : takeBack(found, count);
  });
  if (taken.includes(null)) return err('count-wrong');
  const lines = taken.filter((line) => line !== null).filter(({ count }) => count > 0);
  if (lines.length === 0) return err('count-wrong');

  const refunds = sumRefunds(history, lines);
  if (givesBackTooMuch(history, lines)) return err('cancel-whole');
  return ok({
    ...stamp,
    saleId: sale.saleId,
    saleNumber: sale.number,
    lines,
    refunds,
    totalCents: addCents(...lines.map((line) => line.totalCents)),
  });
}

/** What a payment is now, after changes of means. */
export function currentMeans(history: SaleHistory, payment: number): Payment['means'] | null {
  const change = history.meansChanges.findLast((one) => one.payment === payment);
  return change?.to ?? history.sale.payments[payment]?.means ?? null;
}

/** What of a payment was not given back yet. */
export function leftOfPayment({ sale, corrections }: SaleHistory, payment: number): Cents {
  const refunded = corrections.flatMap(({ refunds }) =>
    refunds.flatMap((one) => (one.payment === payment ? [one.cents] : [])),
  );
  return cents((sale.payments[payment]?.cents ?? 0) - addCents(...refunded));
}

/** The means of one payment put right: what is left of it changes from one drawer to another. */
export function changeMeans(
  history: SaleHistory,
  wanted: { readonly payment: number; readonly to: ChangeableMeans },
  stamp: CorrectionStamp,
): Result<SaleMeansChanged, 'means-wrong' | 'already-corrected'> {
  const from = CHANGEABLE_MEANS.find((one) => one === currentMeans(history, wanted.payment));
  if (from === undefined || from === wanted.to) return err('means-wrong');
  const leftCents = leftOfPayment(history, wanted.payment);
  if (leftCents === 0) return err('already-corrected');
  // Deposits that were paid out came from the drawer: no card and no cheque did that.
  if (leftCents < 0) return err('means-wrong');
  return ok({
    ...stamp,
    saleId: history.sale.saleId,
    saleNumber: history.sale.number,
    payment: wanted.payment,
    from,
    to: wanted.to,
    cents: leftCents,
  });
}

/** How many pieces of each line were not taken back yet. */
export const leftCounts = (history: SaleHistory): ReadonlyMap<LineId, number> =>
  new Map(leftOfLines(history).map(({ line, count }) => [line.lineId, count]));

type CorrectedLine = SaleCorrected['lines'][number];

type LeftOfLine = {
  readonly line: SaleLine;
  readonly count: number;
  /** Pieces that were taken back before. */
  readonly goneCount: number;
  readonly paid: readonly PaidPart[];
  readonly before: readonly CorrectedLine[];
};

function leftOfLines({ sale, corrections }: SaleHistory): readonly LeftOfLine[] {
  return sale.lines.map((line) => {
    const before = corrections.flatMap(({ lines }) =>
      lines.filter(({ lineId }) => lineId === line.lineId),
    );
    const goneCount = before.reduce((sum, one) => sum + one.count, 0);
    assert(goneCount <= line.count, `took back ${goneCount} of ${line.count}`);
    const paid = line.paid.map((part) => ({
      ...part,
      cents: cents(part.cents - sumOfPart(before, part)),
    }));
    return { line, count: line.count - goneCount, goneCount, paid, before };
  });
}

const sumOfPart = (lines: readonly CorrectedLine[], wanted: PaidPart): Cents =>
  addCents(
    ...lines.flatMap(({ paid }) =>
      paid.flatMap((part) =>
        part.payment === wanted.payment && part.assetId === wanted.assetId ? [part.cents] : [],
      ),
    ),
  );

/**
 * Some pieces of one line. The price of pieces is cut by how many are gone, so that the last one
 * takes what rounding left; it is shared over what is left of each part, which it never exceeds.
 *
 * Example: 3 pieces for 8.30 after a discount go back as 2.76, 2.77 and 2.77.
 */
function takeBack(left: LeftOfLine, count: number): CorrectedLine {
  const { line, goneCount } = left;
  const upTo = (pieces: number): number =>
    Math.floor((Math.abs(line.totalCents) * pieces) / line.count);
  const size = cents(upTo(goneCount + count) - upTo(goneCount));
  const sign = line.totalCents < 0 ? -1 : 1;
  const shares = shareByLargestRemainder(
    size,
    left.paid.map((part) => Math.abs(part.cents)),
  );
  return {
    lineId: line.lineId,
    productId: line.productId,
    label: line.label,
    categoryId: line.categoryId,
    count,
    totalCents: cents(sign * size + 0),
    vatRateBp: line.vatRateBp,
    detail: detailOfPieces(line.detail, left, count),
    paid: left.paid.flatMap((part, index) => {
      const share = shares[index] ?? ZERO_CENTS;
      return share === 0 ? [] : [{ ...part, cents: cents(sign * share) }];
    }),
  };
}

/** Of several tickets the last ones go first: who came in shows the first. */
function detailOfPieces(detail: LineDetail, left: LeftOfLine, count: number): LineDetail {
  if (detail.kind !== 'ticket') return detail;
  const gone = new Set(
    left.before.flatMap(({ detail: one }) =>
      one.kind === 'ticket' ? one.tickets.map(({ ticketId }) => ticketId) : [],
    ),
  );
  const there = detail.tickets.filter(({ ticketId }) => !gone.has(ticketId));
  return { ...detail, tickets: count === 0 ? [] : there.slice(-count) };
}

function sumRefunds(
  history: SaleHistory,
  lines: readonly CorrectedLine[],
): SaleCorrected['refunds'] {
  return history.sale.payments.flatMap((_, payment) => {
    const means = currentMeans(history, payment);
    const sum = addCents(...partsOf(lines, payment).map((part) => part.cents));
    return sum === 0 || means === null ? [] : [{ payment, means, cents: sum }];
  });
}

/** Cash can go either way over the counter; every other means gives back at most what it took. */
function givesBackTooMuch(history: SaleHistory, lines: readonly CorrectedLine[]): boolean {
  return history.sale.payments.some((payment, index) => {
    if (currentMeans(history, index) === 'cash') return false;
    const assetIds = payment.means === 'pass' ? payment.parts.map((one) => one.assetId) : [null];
    return assetIds.some((assetId) => {
      const back = addCents(
        ...partsOf(lines, index).flatMap((part) => (part.assetId === assetId ? [part.cents] : [])),
      );
      return back < 0 || back > leftOfPart(history, index, assetId);
    });
  });
}

function leftOfPart(
  { sale, corrections }: SaleHistory,
  payment: number,
  assetId: PaidPart['assetId'],
): Cents {
  const sumOver = (lines: readonly { readonly paid: readonly PaidPart[] }[]): Cents =>
    addCents(
      ...partsOf(lines, payment).flatMap((part) => (part.assetId === assetId ? [part.cents] : [])),
    );
  return cents(sumOver(sale.lines) - sumOver(corrections.flatMap(({ lines }) => lines)));
}

const partsOf = (
  lines: readonly { readonly paid: readonly PaidPart[] }[],
  payment: number,
): readonly PaidPart[] =>
  lines.flatMap(({ paid }) => paid.filter((part) => part.payment === payment));
