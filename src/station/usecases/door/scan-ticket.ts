import type { Outcome } from '../acting.ts';
import type { StationContext } from '../context.ts';

/** Admits by the text of a ticket's QR; null when the text is no ticket. */
export const scanTicket = (_context: StationContext, _text: string): Outcome | null => null;
