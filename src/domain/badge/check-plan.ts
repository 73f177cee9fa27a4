import type { BadgePlan } from './plan.ts';

/** Why a plan makes no sense; each has a sentence on the pages of gestion. */
export type PlanFault =
  | 'cap-day-below-minimum'
  | 'cap-month-below-cap-day'
  | 'cap-month-below-minimum'
  | 'half-day-above-day'
  | 'half-day-too-long'
  | 'half-day-useless'
  | 'day-above-cap'
  | 'minimum-above-day'
  | 'free-minutes-too-long'
  | 'volunteer-with-prices'
  | 'volunteer-without-asset'
  | 'member-dearer'
  | 'member-without-offer'
  | 'included-twice';

/** What is absurd in the figures of a plan; empty when it may be saved. */
export function checkPlan(_plan: BadgePlan): readonly PlanFault[] {
  throw new Error('not written yet');
}
