import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import type { Texts } from '../../app/texts.ts';

export type Space = NonNullable<ScreenState['badge']>['spaces'][number];

export const placesLeft = ({ places, insideCount }: Space): number =>
  Math.max(0, places - insideCount);

/** `3,00 € l’heure` and `12,00 € la journée`, or that it costs nothing. */
export function pricesOf(
  space: Space,
  { say, euros }: Pick<Texts, 'say' | 'euros'>,
): readonly string[] {
  if (space.planKind === 'volunteer') return [say('badge.volunteer-plan')];
  const told = [
    ...(space.hourCents > 0 ? [say('badge.hour-price', { price: euros(space.hourCents) })] : []),
    ...(space.dayCents === null ? [] : [say('badge.day-price', { price: euros(space.dayCents) })]),
  ];
  return told.length === 0 ? [say('badge.free')] : told;
}
