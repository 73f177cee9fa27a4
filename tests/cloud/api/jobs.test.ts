import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { countTry } from '../../../src/cloud/api/rate-limit.ts';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import type { Job } from '../../../src/cloud/jobs/job.ts';
import { JOBS } from '../../../src/cloud/jobs/list.ts';
import { purgeTriesJob } from '../../../src/cloud/jobs/purge-tries.ts';
import { runOnce } from '../../../src/cloud/jobs/run-jobs.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { makeWorld, renewWorld } from './world.ts';
import type { World } from './world.ts';

describe.each(DATABASE_KINDS)('jobs on %s', (kind) => {
  let base: World;
  let world: World;
  let runs = 0;
  let job: Job;

  beforeAll(async () => {
    base = await makeWorld(kind);
  });
  beforeEach(async () => {
    world = await renewWorld(base);
    runs = 0;
    job = {
      name: `count ${makeUuid()}`,
      everyMs: 60_000,
      isShared: false,
      run: async () => {
        runs += 1;
      },
    };
  });
  afterAll(() => base.close());

  it('run once when several instances come at the same moment', async () => {
    await Promise.all(['a', 'b', 'c', 'd'].map((holder) => runOnce(world.deps, job, holder)));
    expect(runs).toBe(1);
  });

  it('run again when their time has come, by whoever is there', async () => {
    await runOnce(world.deps, job, 'a');
    await runOnce(world.deps, job, 'b');
    expect(runs).toBe(1);
    world.moveClock(60_001);
    await runOnce(world.deps, job, 'b');
    expect(runs).toBe(2);
  });

  it('are taken over from an instance that died at work', async () => {
    const dying: Job = { ...job, run: () => Promise.reject(new Error('killed')) };
    await runOnce(world.deps, dying, 'a');
    await runOnce(world.deps, job, 'b');
    expect(runs).toBe(0);
    world.moveClock(5 * 60_000 + 1);
    await runOnce(world.deps, job, 'b');
    expect(runs).toBe(1);
  });

  it('have each a name of their own', () => {
    expect(new Set(JOBS.map(({ name }) => name)).size).toBe(JOBS.length);
  });

  it('forget counted tries after a day, not before', async () => {
    const tryOnce = () =>
      writeTransaction(world.db, (tx) =>
        countTry(tx, 'door', { triesMax: 1, windowMs: 48 * 3_600_000 }, world.now()),
      );
    expect(await tryOnce()).toBe(true);
    await purgeTriesJob.run(world.deps);
    expect(await tryOnce()).toBe(false);
    world.moveClock(25 * 3_600_000);
    await purgeTriesJob.run(world.deps);
    expect(await tryOnce()).toBe(true);
  });
});
