import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const PCSCD_PROGRAM = '/usr/sbin/pcscd';
const PCSCD_SOCKET = '/run/pcscd/pcscd.comm';

/** Ports where vsmartcard-vpcd waits for the virtual cards of its two readers. */
export const VIRTUAL_READER_PORTS = [35963, 35964] as const;

/** How the kernel's table writes the state of a port that waits for connections. */
const LISTENING = '0A';

const READY_MS_MAX = 10_000;
const POLL_MS = 50;

export type RunningPcscd = {
  /** Stops it, unless it ran before us. */
  readonly stop: () => Promise<void>;
};

/**
 * Makes sure that pcscd runs with the virtual readers. One that runs already is used and left
 * alone. Gives null where pcscd or vsmartcard-vpcd is not installed.
 */
export async function startPcscd(): Promise<RunningPcscd | null> {
  if (await isSocketOpen(PCSCD_SOCKET)) {
    return (await areReadersReady()) ? { stop: async () => {} } : null;
  }
  if (!existsSync(PCSCD_PROGRAM)) return null;

  const child = spawn(PCSCD_PROGRAM, ['--foreground'], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const kill = (): void => void child.kill('SIGTERM');
  process.once('exit', kill);
  const stop = async (): Promise<void> => {
    process.off('exit', kill);
    kill();
    await ended;
  };
  const deadline = Date.now() + READY_MS_MAX;
  while (Date.now() < deadline && child.exitCode === null) {
    if (await areReadersReady()) return { stop };
    await wait(POLL_MS);
  }
  await stop();
  return null;
}

async function areReadersReady(): Promise<boolean> {
  if (!(await isSocketOpen(PCSCD_SOCKET))) return false;
  const listening = await readListeningPorts();
  return VIRTUAL_READER_PORTS.every((port) => listening.has(port));
}

/** Read from the kernel's tables: to connect would be to put a card down for a moment. */
async function readListeningPorts(): Promise<ReadonlySet<number>> {
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((path) => readFile(path, 'utf8').catch(() => '')),
  );
  const ports = tables
    .flatMap((table) => table.split('\n'))
    .map((line) => line.trim().split(/\s+/))
    .filter((columns) => columns[3] === LISTENING)
    .map((columns) => Number.parseInt(columns[1]?.split(':').at(-1) ?? '', 16));
  return new Set(ports);
}

function isSocketOpen(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
