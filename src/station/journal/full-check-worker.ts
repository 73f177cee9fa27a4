import { parentPort, workerData } from 'node:worker_threads';
import { checkJournalFiles } from './check-files.ts';
import type { JournalFiles } from './check-files.ts';

// The answer is plain data: a Result goes through as it is.
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
parentPort?.postMessage(checkJournalFiles(workerData as JournalFiles));
