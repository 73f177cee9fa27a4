import { assert } from '../../shared/assert.ts';

/** A text, or a number written for a French spreadsheet. */
export type CsvCell = string | { readonly number: string };

/** Tells a spreadsheet that the file is UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** A whole number of the last decimal, written with a decimal comma: 250 with 2 is `2,50`. */
export function number(units: number, decimals = 0): CsvCell {
  assert(Number.isSafeInteger(units), `not a whole number: ${units}`);
  const digits = String(Math.abs(units)).padStart(decimals + 1, '0');
  const sign = units < 0 ? '-' : '';
  if (decimals === 0) return { number: `${sign}${digits}` };
  return { number: `${sign}${digits.slice(0, -decimals)},${digits.slice(-decimals)}` };
}

/** A file of `;` and CRLF (RULES D3). */
export const csvFile = (rows: readonly (readonly CsvCell[])[]): string =>
  BYTE_ORDER_MARK + rows.map((row) => `${row.map(write).join(';')}\r\n`).join('');

function write(cell: CsvCell): string {
  if (typeof cell !== 'string') return cell.number;
  // A spreadsheet runs a text that begins like a formula: an apostrophe keeps it a text.
  const safe = /^[\s]*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
