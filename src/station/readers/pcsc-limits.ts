/** How often the reader process says that it lives. */
export const ALIVE_EVERY_MS = 200;

/**
 * The station looks this often, and kills a process that was silent for this many looks. Looks are
 * counted, not time, so a station that was itself busy for a second kills nobody.
 */
export const LOOK_EVERY_MS = 200;
export const SILENT_LOOKS_MAX = 4;

/** A process that has not spoken yet has more looks: Node alone takes 1 s to start on a small machine. */
export const SILENT_LOOKS_MAX_AT_START = 50;

/** How often an absent pcscd is tried again. */
export const SERVICE_RETRY_MS = 500;

/** A process that lived this long was well: the next restart is immediate again. */
export const WELL_AFTER_MS = 10_000;

/** Wait before each restart in a row; the last one repeats. The first four keep the promise of 2 s. */
export const RESTART_WAITS_MS = [0, 250, 500, 1_000, 2_000, 5_000, 15_000, 30_000] as const;

/** A service that refuses us, or a missing library, is somebody's to repair: tried again without hurry. */
export const SERVICE_REFUSED_WAIT_MS = 1_000;
export const NOT_BUILT_WAIT_MS = 30_000;

/** After hanging up, how long the process has to end by itself before it is killed. */
export const END_WAIT_MS_MAX = 500;
