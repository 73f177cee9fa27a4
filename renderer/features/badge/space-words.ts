import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { cents } from '../../../src/shared/money.ts';
import type { Texts } from '../../app/texts.ts';

export type Space = NonNullable<ScreenState['badge']>['spaces'][number];

export const placesLeft = ({ places, insideCount }: Space): number =>
  Math.max(0, places - insideCount);

/** `3,00 € l’heure, 12,00 € la journée`. */
export function pricesOf(space: Space, { say, euros }: Pick<Texts, 'say' | 'euros'>): string {
  if (space.planKind === 'volunteer') return say('badge.volunteer-plan');
  const hour =
    space.hourCents === cents(0)
      ? null
      : say('badge.hour-price', { price: euros(space.hourCents) });
  const day =
    space.dayCents === null ? null : say('badge.day-price', { price: euros(space.dayCents) });
  const told = [hour, day].filter((words) => words !== null);
  return told.length === 0 ? say('badge.free') : told.join(', ');
}
