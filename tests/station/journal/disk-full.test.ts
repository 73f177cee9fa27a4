import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makePlace } from './made-journal.ts';

/** A disk of 16 MB that only this process sees, and that is gone with it. */
const inSmallDisk = (folder: string, command: readonly string[]) =>
  spawnSync(
    'unshare',
    [
      '--map-root-user',
      '--mount',
      'sh',
      '-c',
      'mount -t tmpfs -o size=16m tmpfs "$0" && exec "$@"',
      folder,
      ...command,
    ],
    { encoding: 'utf8' },
  );

const canMount = inSmallDisk('/mnt', ['true']).status === 0;

it.runIf(canMount || process.env['CI'] === 'true')(
  'a full disk refuses the sale, loses nothing, and sells on once there is room',
  () => {
    const { folder } = makePlace();
    const child = inSmallDisk(folder, [
      process.execPath,
      join(import.meta.dirname, 'disk-full-child.ts'),
      folder,
    ]);
    expect(child.stderr).toBe('');
    const told = JSON.parse(child.stdout) as { readonly confirmed: number };
    expect(told.confirmed).toBeGreaterThan(10);
    expect(told).toEqual({
      atStart: 'disk-full',
      confirmed: told.confirmed,
      whileFull: {
        refusals: ['disk-full', 'disk-full'],
        refusing: 'disk-full',
        count: told.confirmed * 2,
      },
      refusingWithRoom: null,
      after: true,
      health: 'whole',
      entries: told.confirmed * 2 + 2,
      faults: [],
    });
  },
);
