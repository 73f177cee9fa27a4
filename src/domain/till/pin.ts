import { addMs } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';

/** Wrong PINs in a row before the first wait (RULES C9). */
export const PIN_TRIES_MAX = 5;
const FIRST_WAIT_MS = 30_000;
const WAIT_MS_MAX = 15 * 60_000;

/**
 * Until when no PIN is tried. Five wrong ones cost 30 seconds, each further one doubles it,
 * up to 15 minutes; a right PIN or a staff Pass starts again from zero.
 */
export function pinBlockedUntil(
  wrongInARow: number,
  lastWrongAt: Instant | null,
  now: Instant,
): Instant | null {
  if (lastWrongAt === null || wrongInARow < PIN_TRIES_MAX) return null;
  const waitMs = Math.min(FIRST_WAIT_MS * 2 ** (wrongInARow - PIN_TRIES_MAX), WAIT_MS_MAX);
  const until = addMs(lastWrongAt, waitMs);
  return until > now ? until : null;
}

export const pinTriesLeft = (wrongInARow: number): number =>
  Math.max(0, PIN_TRIES_MAX - wrongInARow);
