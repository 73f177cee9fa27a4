import type { EventId } from '../../../shared/ids.ts';
import type { Acting, Outcome } from '../acting.ts';
import { refuse } from '../context.ts';
import type { StationContext, TappedPass } from '../context.ts';

/** The event whose door this screen is; null at the till. */
export const openDoorEvent = (_context: StationContext): EventId | null => null;

/** Lets in by the ticket that a Pass carries (RULES T8). */
export const admitByPass = (
  context: StationContext,
  _acting: Acting,
  tapped: TappedPass,
): Outcome => refuse(context, 'no-ticket-on-pass', tapped.seenAtMs);
