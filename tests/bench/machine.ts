import { execFileSync } from 'node:child_process';
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { appPath } from '../../src/shared/node/resources.ts';
import { withFolder } from './places.ts';
import { median, quantile, round } from './statistics.ts';

const BYTES_PER_GIB = 1_024 ** 3;
const PAGE_BYTES = 4_096;
const SYNCS = 200;

/** What the figures were measured on, one fact a line. */
export async function describeMachine(): Promise<readonly (readonly [string, string])[]> {
  const all = cpus();
  return [
    ['processor', `${all[0]?.model.trim() ?? 'unknown'}, ${all.length} cores`],
    ['memory', `${(totalmem() / BYTES_PER_GIB).toFixed(1)} GiB`],
    ['disk', `${describeDisk()}; ${await describeSync()}`],
    ['system', `${type()} ${release()}`],
    ['Node', process.version],
  ];
}

/** Load of the last minute: processes that run or wait for the disk. */
export const loadNow = (): number => loadavg()[0] ?? 0;

function describeDisk(): string {
  try {
    const answer = execFileSync('df', ['--output=source,fstype', appPath()], { encoding: 'utf8' });
    return (answer.trim().split('\n')[1] ?? '').split(/\s+/).join(', ');
  } catch {
    // Not Linux: the rest of the page still says enough.
    return 'unknown';
  }
}

/** How long the disk takes to keep a page: what every confirmed sale waits for. */
const describeSync = (): Promise<string> =>
  withFolder('sync', async (folder) => {
    const file = openSync(join(folder, 'page'), 'w');
    const page = Buffer.alloc(PAGE_BYTES, 1);
    const timesMs = Array.from({ length: SYNCS }, (_, index) => {
      const startedMs = performance.now();
      writeSync(file, page, 0, PAGE_BYTES, index * PAGE_BYTES);
      fdatasyncSync(file);
      return performance.now() - startedMs;
    });
    closeSync(file);
    return `a page forced to it in ${round(median(timesMs))} ms (p95 ${round(quantile(timesMs, 0.95))} ms)`;
  });
