import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import type { Cents } from '../../../src/shared/money.ts';

/**
 * What is to be paid now, when nobody chose a part. A short Pass that gives what it has leaves the
 * missing amount; the station says the same in its next state.
 */
export const dueNow = ({ activity, basket }: ScreenState): Cents =>
  activity.kind === 'pass-short' && activity.canKeep ? activity.missingCents : basket.dueCents;
