import { execFileSync } from 'node:child_process';
import { constants } from 'node:fs';
import { mkdir, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readPaper } from './paper.ts';
import type { PaperLine } from './paper.ts';

export type FakeDevice = {
  readonly path: string;
  readonly sheets: () => readonly (readonly PaperLine[])[];
  readonly kicks: () => readonly string[];
  /** Reads nothing more: what the pipe holds (64 KB) is taken, then it is full. */
  readonly block: () => void;
  readonly unblock: () => void;
  readonly unplug: () => Promise<void>;
  readonly plug: () => Promise<void>;
};

const READ_EVERY_MS = 5;

/** A printer as a file of the machine: a pipe that is read as a printer reads. */
export async function startFakeDevice(): Promise<FakeDevice> {
  const path = join(await mkdtemp(join(tmpdir(), 'tibillet-lp-')), 'lp0');
  let bytes = Buffer.alloc(0);
  const is = { blocked: false, plugged: false };
  let reading: Promise<void> = Promise.resolve();

  const read = async (): Promise<void> => {
    const file = await open(path, constants.O_RDWR | constants.O_NONBLOCK);
    const chunk = Buffer.alloc(65_536);
    while (is.plugged) {
      const count = is.blocked
        ? 0
        : await file.read(chunk).then(
            ({ bytesRead }) => bytesRead,
            () => 0,
          );
      if (count > 0) bytes = Buffer.concat([bytes, chunk.subarray(0, count)]);
      else await wait(READ_EVERY_MS);
    }
    await file.close();
  };
  const device: FakeDevice = {
    path,
    sheets: () => readPaper(bytes).sheets,
    kicks: () => readPaper(bytes).kicks,
    block: () => {
      is.blocked = true;
    },
    unblock: () => {
      is.blocked = false;
    },
    unplug: async () => {
      is.plugged = false;
      await reading;
      await rm(dirname(path), { recursive: true, force: true });
    },
    plug: async () => {
      await mkdir(dirname(path), { recursive: true });
      execFileSync('mkfifo', [path]);
      is.plugged = true;
      reading = read();
      await wait(READ_EVERY_MS);
    },
  };
  await device.plug();
  return device;
}
