import type { SourceState } from './card-reader.ts';
import {
  NOT_BUILT_WAIT_MS,
  RESTART_WAITS_MS,
  SERVICE_REFUSED_WAIT_MS,
  WELL_AFTER_MS,
} from './pcsc-limits.ts';

export type RestartPlan = {
  readonly state: SourceState;
  readonly waitMs: number;
  readonly restartsInRow: number;
};

/** What to do after the reader process ended: what to say, and how long to wait before the next one. */
export function planRestart(end: {
  /** What it said before ending; undefined when it crashed or was killed. */
  readonly reason: 'not-built' | 'service-lost' | 'read-stuck' | undefined;
  readonly livedMs: number;
  readonly restartsInRow: number;
}): RestartPlan {
  if (end.reason === 'not-built') {
    return { state: 'not-built', waitMs: NOT_BUILT_WAIT_MS, restartsInRow: 0 };
  }
  if (end.reason === 'service-lost') {
    // Lost after working: the next process waits for the service. Lost at once: the service refuses us.
    const waitMs = end.livedMs > SERVICE_REFUSED_WAIT_MS ? 0 : SERVICE_REFUSED_WAIT_MS;
    return { state: 'no-service', waitMs, restartsInRow: 0 };
  }
  const restartsInRow = end.livedMs > WELL_AFTER_MS ? 0 : end.restartsInRow;
  const waitMs = RESTART_WAITS_MS[restartsInRow] ?? RESTART_WAITS_MS.at(-1) ?? 0;
  return { state: 'restarting', waitMs, restartsInRow: restartsInRow + 1 };
}
