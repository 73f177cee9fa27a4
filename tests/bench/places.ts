import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { appPath } from '../../src/shared/node/resources.ts';

/** On the disk of the project: a temporary folder may be in memory, where nothing is ever forced to a disk. */
const BENCH_FOLDER = join(appPath(), '.cache', 'bench');

/** A folder that is kept for the next bench, to be made once. */
export function keptFolder(name: string): string {
  const folder = join(BENCH_FOLDER, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Runs with an empty folder that is gone afterwards. */
export async function withFolder<Value>(
  name: string,
  work: (folder: string) => Promise<Value>,
): Promise<Value> {
  mkdirSync(BENCH_FOLDER, { recursive: true });
  const folder = mkdtempSync(join(BENCH_FOLDER, `${name}-`));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
