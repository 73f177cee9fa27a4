import type { CloudDeps } from '../http/deps.ts';

/**
 * Work that the cloud does by itself. Running it again, or in two instances at once, is safe.
 *
 * How to add one:
 * 1. write `<verb>-<noun>.ts` beside this file that exports a `Job`;
 * 2. say how often, and whether one instance at a time is enough (`isShared`);
 * 3. add it to `list.ts`;
 * 4. test what it does in tests/cloud/api/jobs.test.ts with a clock that the test moves.
 */
export type Job = {
  readonly name: string;
  readonly everyMs: number;
  /** True: every instance runs it. False: the instance that holds the lease. */
  readonly isShared: boolean;
  readonly run: (deps: CloudDeps) => Promise<void>;
};
