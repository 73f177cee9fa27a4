/** Exit codes of our programs, as in sysexits.h. A supervisor and a script can read them. */

/** It may pass by itself: a port that is taken, a disk that is full. Starting again may help. */
export const EXIT_MAY_PASS = 75;
/** The settings or the files are wrong: somebody must act first. */
export const EXIT_WAITS_FOR_SOMEBODY = 78;
