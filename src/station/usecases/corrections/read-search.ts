/** What somebody looks for: a number, an amount, or either. */
export type SaleSearch = { readonly number: number | null; readonly totalCents: number };

const NUMBER = /^\d{1,9}$/;
const AMOUNT = /^(\d{1,7})[.,](\d{1,2})$/;

/**
 * Reads what was typed in the search. `12` may be the number 12 or 12.00 euros; `12,5` is an
 * amount. Null when nothing is looked for; what cannot be read finds nothing.
 */
export function readSearch(text: string): SaleSearch | null {
  const typed = text.replaceAll(/[\s€#°n]/gi, '');
  if (typed === '') return null;
  if (NUMBER.test(typed)) return { number: Number(typed), totalCents: Number(typed) * 100 };
  const amount = AMOUNT.exec(typed);
  if (amount === null) return { number: null, totalCents: -1 };
  const [, euros = '', fraction = ''] = amount;
  return { number: null, totalCents: Number(euros) * 100 + Number(fraction.padEnd(2, '0')) };
}
