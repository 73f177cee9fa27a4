/**
 * Milliseconds of the machine's monotonic clock. All processes of one machine share it and setting
 * the wall clock does not move it, so a time taken in the reader process compares with ours.
 */
export const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6;

/** The same moment as Unix milliseconds, for logs and measures; exact only while the wall clock is not set. */
export const epochMsOfMonotonic = (atMs: number): number => Date.now() - (monotonicMs() - atMs);
