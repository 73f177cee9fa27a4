import type { Activity } from '../../../src/contract/kiosk/activity.ts';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';

export type PassDeskShown = Extract<Activity, { kind: 'pass-desk' }>;
export type HoldingShown = PassDeskShown['holdings'][number];

/** The Pass that lies open on the counter; null when none does. */
export const deskOf = ({ activity }: Pick<ScreenState, 'activity'>): PassDeskShown | null =>
  activity.kind === 'pass-desk' ? activity : null;
