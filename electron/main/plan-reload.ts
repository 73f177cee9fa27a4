/** Waits before a page that died is loaded again. The first is none: it is back within 2 s. */
export const RELOAD_WAITS_MS = [0, 250, 1_000, 2_000, 5_000] as const;
/** After that many deaths in a row a calm page stands instead, and the screen is tried each minute. */
const CALM_WAIT_MS = 60_000;
/** A page that lived so long was well. */
const WELL_AFTER_MS = 30_000;

export type ReloadPlan = {
  readonly deathsInRow: number;
  /** What stands meanwhile: nothing new, or the calm page that says who can help. */
  readonly shows: 'same-page' | 'calm-page';
  readonly waitMs: number;
};

/** What to do after the page died: how long to wait before it is loaded again, and what to show. */
export function planReload(death: {
  readonly livedMs: number;
  readonly deathsInRow: number;
}): ReloadPlan {
  const deathsInRow = death.livedMs > WELL_AFTER_MS ? 1 : death.deathsInRow + 1;
  const waitMs = RELOAD_WAITS_MS[deathsInRow - 1];
  return waitMs === undefined
    ? { deathsInRow, shows: 'calm-page', waitMs: CALM_WAIT_MS }
    : { deathsInRow, shows: 'same-page', waitMs };
}
