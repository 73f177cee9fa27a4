import { addMs, msOfInstant } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The nearer the event, the shorter somebody may think; the first that fits counts. */
const STEPS = [
  { withinMs: 3 * HOUR_MS, thinkMs: 30 * MINUTE_MS },
  { withinMs: 48 * HOUR_MS, thinkMs: 2 * HOUR_MS },
] as const;
const THINK_MS_MOST = 24 * HOUR_MS;

/**
 * Until when places of a waiting list are kept for one person (RULES E4): 24 hours; 2 hours when
 * the event is within 48; 30 minutes within 3; never after it begins.
 *
 * Example: at 14:00, for an event at 20:00 of the same day: 16:00.
 *
 * @returns null once it has begun: nothing is offered any more
 */
export function offerDeadline(now: Instant, startsAt: Instant): Instant | null {
  const untilMs = msOfInstant(startsAt) - msOfInstant(now);
  if (untilMs <= 0) return null;
  const thinkMs = STEPS.find(({ withinMs }) => untilMs <= withinMs)?.thinkMs ?? THINK_MS_MOST;
  return addMs(now, Math.min(thinkMs, untilMs));
}
