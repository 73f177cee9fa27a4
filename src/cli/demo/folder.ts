import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StartFailure } from '../../contract/supervised.ts';
import { takeOwnerLock } from '../../station/journal/owner-lock.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';

/** Marks a folder as ours, so that --fresh never empties another one. The lock stands beside it. */
const MARKER = 'tibillet-demo';

export type DemoFolder = {
  /** Gives the folder back; the system does so too when the process dies. */
  readonly release: () => void;
};

/** Makes the demo's folder, or takes the one of the last time; one demo at a time has it. */
export function openDemoFolder(
  dataDir: string,
  isFresh: boolean,
): Result<DemoFolder, StartFailure> {
  if (existsSync(dataDir) && !isOurs(dataDir)) {
    const detail = `${dataDir} holds something else. Choose another folder with --data.`;
    return err({ reason: 'settings-wrong', detail });
  }
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(join(dataDir, MARKER), 'Data of the TiBillet Station demo.\n');
  } catch (error) {
    const detail = `${dataDir} cannot be used: ${(error as Error).message}`;
    return err({ reason: 'settings-wrong', detail });
  }
  const lock = takeOwnerLock(join(dataDir, MARKER));
  if (!lock.ok) {
    const detail =
      lock.error === 'taken'
        ? `A demo runs in ${dataDir} already. Stop it, or choose another folder with --data.`
        : `${dataDir} cannot be written.`;
    return err({ reason: lock.error === 'taken' ? 'already-running' : 'settings-wrong', detail });
  }
  if (isFresh) empty(dataDir);
  return ok(lock.value);
}

const isOurs = (dataDir: string): boolean =>
  statSync(dataDir).isDirectory() &&
  (existsSync(join(dataDir, MARKER)) || readdirSync(dataDir).length === 0);

function empty(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    // Not the lock, which we hold.
    if (!name.startsWith(MARKER)) rmSync(join(dataDir, name), { recursive: true, force: true });
  }
}
