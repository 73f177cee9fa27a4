import { assert } from '../../shared/assert.ts';
import { addCents, cents, shareByLargestRemainder } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';

/**
 * Says which part of each line was paid by which payment (RULES M5): whole cents that sum exactly
 * to each line and to each payment. Each payment in turn is shared over what is left of the lines,
 * by the largest remainder; the last one pays what is left. A line below zero (a deposit given
 * back) makes the payments pay that much more of the other lines.
 *
 * Example: lines 250 and 280 paid by 500 gift and 30 local: 236 + 14 and 264 + 16.
 *
 * @returns for each line, one amount for each payment
 */
export function shareLines(
  lines: readonly Cents[],
  payments: readonly Cents[],
): readonly (readonly Cents[])[] {
  const due = addCents(...lines);
  const paid = addCents(...payments);
  assert(due === paid, `lines sum to ${due}, payments to ${paid}`);
  if (due < 0) {
    // Money given back: the same shares, seen from the other side.
    return shareLines(lines.map(negate), payments.map(negate)).map((row) => row.map(negate));
  }
  assert(
    payments.every((payment) => payment >= 0),
    `payments must not be negative, got ${JSON.stringify(payments)}`,
  );
  const isNothingDue = lines.every((line) => line === 0);
  if (isNothingDue) return lines.map(() => payments.map(() => cents(0)));
  assert(payments.length > 0, `lines that are not 0 need a payment, if only one of 0`);

  const charged = lines.map((line) => cents(Math.max(line, 0)));
  const givenBack = lines.map((line) => cents(Math.max(-line, 0)));
  const backSum = addCents(...givenBack);
  const weights = due === 0 ? payments.map(() => 1) : payments;
  const backByPayment = shareByLargestRemainder(backSum, weights);
  const chargedByPayment = payments.map((payment, index) =>
    addCents(payment, at(backByPayment, index)),
  );
  const plus = sharePositive(charged, chargedByPayment);
  const minus = sharePositive(givenBack, backByPayment);
  return lines.map((_, line) =>
    payments.map((_, payment) => cents(at(at(plus, line), payment) - at(at(minus, line), payment))),
  );
}

/** A share never exceeds what is left of its line: the remainder goes to lines with cents to spare. */
function sharePositive(
  lines: readonly Cents[],
  payments: readonly Cents[],
): readonly (readonly Cents[])[] {
  const columns = payments.reduce<{
    readonly left: readonly Cents[];
    readonly shares: readonly (readonly Cents[])[];
  }>(
    ({ left, shares }, payment) => {
      const column = shareByLargestRemainder(payment, left);
      return {
        left: left.map((amount, line) => cents(amount - at(column, line))),
        shares: [...shares, column],
      };
    },
    { left: lines, shares: [] },
  );
  return lines.map((_, line) => columns.shares.map((column) => at(column, line)));
}

// Adding 0 keeps 0 from becoming -0, which JSON and comparisons tell apart.
const negate = (amount: Cents): Cents => cents(-amount + 0);

function at<Item>(list: readonly Item[], index: number): Item {
  const item = list[index];
  assert(item !== undefined, `no item ${index} in a list of ${list.length}`);
  return item;
}
