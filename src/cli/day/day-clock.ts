import { setTimeout as wait } from 'node:timers/promises';
import { addMs, msOfInstant } from '../../shared/time.ts';
import type { Clock, Instant } from '../../shared/time.ts';

/** How many times as fast as a real day; `max`: as fast as the machine can. */
export type DaySpeed = number | 'max';

/** Nobody watches a door for longer when nobody comes: such a time is left out. */
const WATCHED_MS_MAX = 2 * 3_600_000;

/**
 * The time of a day that is played: cloud and stations share it. It stands still while something
 * is done and sent, so no request is too old and no reserve ends on the way; between two moments
 * it runs so many times as fast, or jumps.
 */
export type DayClock = {
  readonly clock: Clock;
  /** Lets time pass up to this moment; one that is over already changes nothing. */
  readonly passTo: (at: Instant) => Promise<void>;
  /** Of the played time, since the beginning. */
  readonly passedMs: () => number;
};

export function createDayClock(
  beginsAt: Instant,
  speed: DaySpeed,
  stopping: AbortSignal,
): DayClock {
  let standsAt = beginsAt;
  let running: {
    readonly sinceMs: number;
    readonly lastMs: number;
    readonly factor: number;
  } | null = null;
  const clock: Clock = () => {
    if (running === null) return standsAt;
    const { sinceMs, lastMs, factor } = running;
    return addMs(standsAt, Math.min(lastMs, Math.floor((performance.now() - sinceMs) * factor)));
  };
  return {
    clock,
    passedMs: () => msOfInstant(clock()) - msOfInstant(beginsAt),
    passTo: async (at) => {
      const lastMs = msOfInstant(at) - msOfInstant(standsAt);
      if (lastMs <= 0) return;
      if (speed !== 'max' && lastMs <= WATCHED_MS_MAX) {
        running = { sinceMs: performance.now(), lastMs, factor: speed };
        await wait(lastMs / speed, null, { signal: stopping });
        running = null;
      }
      standsAt = at;
    },
  };
}
