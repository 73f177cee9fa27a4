import type { ScreenState } from '../../src/contract/kiosk/screen-state.ts';
import type { Sheet } from './sheets.ts';

/**
 * Whether the reason of a sheet is gone: what it was to pay is paid, its line was taken out. It
 * closes by itself then. A sheet that is not named here stays until somebody closes it.
 */
export function isStale(sheet: Sheet, { activity, basket }: ScreenState): boolean {
  if (OF_THE_BASKET.has(sheet.kind)) return isDone(activity) || basket.lines.length === 0;
  if (OF_A_PASS.has(sheet.kind)) return isDone(activity);
  const result = activity.kind === 'result' ? activity.result : null;
  if (sheet.kind === 'line') {
    return isDone(activity) || basket.lines.every(({ lineId }) => lineId !== sheet.lineId);
  }
  if (sheet.kind === 'park') return basket.lines.length === 0;
  // Sent: the address is of no more use.
  if (sheet.kind === 'receipt-mail') {
    return result?.kind === 'done' && result.what === 'receipt-mailed';
  }
  // Closed: the count is of no more use.
  return sheet.kind === 'day-close' && result?.kind === 'day-closed';
}

/** What can be done with a basket, until it is paid or emptied. */
const OF_THE_BASKET: ReadonlySet<Sheet['kind']> = new Set([
  'pay',
  'cash',
  'bank-card',
  'cheque',
  'offered',
  'discount',
  'basket',
]);

const OF_A_PASS: ReadonlySet<Sheet['kind']> = new Set([
  'top-up',
  'gift',
  'empty-pass',
  'link-pass',
  'lost-pass',
  'replace-pass',
]);

/** A refusal leaves the sheet open, so that it can be tried again. */
const isDone = (activity: ScreenState['activity']): boolean =>
  activity.kind === 'result' && activity.result.kind !== 'refused';
