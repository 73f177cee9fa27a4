import type { ScreenState } from '../../src/contract/kiosk/screen-state.ts';
import type { Sheet } from './sheets.ts';

/**
 * Whether the reason of a sheet is gone: what it was to pay is paid, its line was taken out. It
 * closes by itself then. A sheet that is not named here stays until somebody closes it.
 */
export function isStale(sheet: Sheet, { activity, basket }: ScreenState): boolean {
  switch (sheet.kind) {
    case 'pay':
    case 'cash':
    case 'bank-card':
    case 'cheque':
    case 'offered':
    case 'discount':
    case 'basket':
      return isDone(activity) || basket.lines.length === 0;
    case 'top-up':
    case 'gift':
    case 'empty-pass':
    case 'link-pass':
    case 'lost-pass':
    case 'replace-pass':
      return isDone(activity);
    case 'line':
      return isDone(activity) || basket.lines.every(({ lineId }) => lineId !== sheet.lineId);
    case 'park':
      return basket.lines.length === 0;
    // Sent: the address is of no more use.
    case 'receipt-mail':
      return (
        activity.kind === 'result' &&
        activity.result.kind === 'done' &&
        activity.result.what === 'receipt-mailed'
      );
    // Closed: the count is of no more use.
    case 'day-close':
      return activity.kind === 'result' && activity.result.kind === 'day-closed';
    default:
      return false;
  }
}

/** A refusal leaves the sheet open, so that it can be tried again. */
const isDone = (activity: ScreenState['activity']): boolean =>
  activity.kind === 'result' && activity.result.kind !== 'refused';
