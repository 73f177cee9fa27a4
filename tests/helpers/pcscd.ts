import { execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isPcscServiceUp } from '../../src/station/readers/pcsc-service.ts';

const PCSCD_PATHS = ['/usr/sbin/pcscd', '/usr/local/sbin/pcscd'];
const VIRTUAL_READER_PORTS = [0x8c7b, 0x8c7c];
const START_WAIT_MS_MAX = 5_000;
const START_COUNT_MAX = 2;
const LOOK_AGAIN_MS = 50;
const STOP_WAIT_MS_MAX = 5_000;
/**
 * The readers' ports lie where the kernel also takes ports for outgoing connections, and vpcd does not
 * take one that such a connection had: the kernel keeps it for 60 s (TIME_WAIT).
 */
const PORTS_FREE_MS_MAX = 75_000;
const RESERVED_PORTS_FILE = '/proc/sys/net/ipv4/ip_local_reserved_ports';

/** The pcscd that we started, so that no other one is ever stopped. Shared by all test processes. */
const PID_FILE = join(tmpdir(), 'tibillet-tests-pcscd.pid');
const LOG_FILE = join(tmpdir(), 'tibillet-tests-pcscd.log');

export type RunningPcscd = {
  /** Whether we started it, in this process or another one: then it may be stopped in a test. */
  readonly isOurs: boolean;
  /** Stops it if this call started it. */
  readonly stop: () => Promise<void>;
};

/**
 * Makes sure that pcscd runs with the virtual readers of vsmartcard-vpcd. Uses the one that runs, or
 * starts one in the foreground (root without systemd or polkit is enough). May be called again.
 * Gives null where pcscd or vsmartcard-vpcd is not installed, or pcscd does not start.
 */
export async function startPcscd(): Promise<RunningPcscd | null> {
  if (await isPcscServiceUp()) {
    if (!(await becomesTrue(areVirtualReadersUp, START_WAIT_MS_MAX))) return null;
    return { isOurs: ourPid() !== undefined, stop: async () => {} };
  }
  const path = PCSCD_PATHS.find((candidate) => existsSync(candidate));
  if (path === undefined) return null;
  keepPortsForReaders();
  const isReady = async (): Promise<boolean> => areVirtualReadersUp() && (await isPcscServiceUp());
  for (let start = 0; start < START_COUNT_MAX; start += 1) {
    spawnPcscd(path);
    if (await becomesTrue(isReady, START_WAIT_MS_MAX)) return { isOurs: true, stop: stopPcscd };
    await stopPcscd();
    await becomesTrue(arePortsFree, PORTS_FREE_MS_MAX);
  }
  return null;
}

/** Stops the pcscd that startPcscd started, in whichever process; leaves any other alone. */
export async function stopPcscd(): Promise<void> {
  const pid = ourPid();
  if (pid === undefined) return;
  process.kill(pid, 'SIGTERM');
  const isGone = (): boolean => ourPid() === undefined;
  if (!(await becomesTrue(isGone, STOP_WAIT_MS_MAX))) process.kill(pid, 'SIGKILL');
  rmSync(PID_FILE, { force: true });
}

/**
 * Waits for the virtual readers to be free of other test files, and keeps them until released or
 * until this process ends. There are two slots on the whole machine.
 */
export async function lockVirtualReaders(): Promise<() => Promise<void>> {
  for (;;) {
    const release = await tryLock();
    if (release !== undefined) return release;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

function spawnPcscd(path: string): void {
  // Where polkit guards pcscd, tests would need a session; older versions do not know the option.
  const isPolkitKnown = execFileSync(path, ['--help'], { encoding: 'utf8' }).includes(
    'disable-polkit',
  );
  const log = openSync(LOG_FILE, 'a');
  const args = ['--foreground', ...(isPolkitKnown ? ['--disable-polkit'] : [])];
  const child = spawn(path, args, {
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.once('error', () => undefined);
  child.unref();
  if (child.pid !== undefined) writeFileSync(PID_FILE, String(child.pid));
}

/** The pid in our file, when that process still lives and is a pcscd. */
function ourPid(): number | undefined {
  if (!existsSync(PID_FILE)) return undefined;
  const pid = Number(readFileSync(PID_FILE, 'utf8'));
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const isZombie = /\) Z /.test(stat);
    return stat.includes('(pcscd)') && !isZombie ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** So that no outgoing connection of another test gets one of the readers' ports; needs root. */
function keepPortsForReaders(): void {
  try {
    writeFileSync(RESERVED_PORTS_FILE, VIRTUAL_READER_PORTS.join(','));
  } catch {
    // Not root, or a container: then we wait for the ports.
  }
}

const areVirtualReadersUp = (): boolean =>
  VIRTUAL_READER_PORTS.every((port) =>
    localSockets().some((socket) => socket.port === port && socket.state === LISTENING),
  );
const arePortsFree = (): boolean =>
  !localSockets().some(({ port }) => VIRTUAL_READER_PORTS.includes(port));

const LISTENING = '0A';

/** Read from the kernel's table (proc_net_tcp(5)): connecting would put a card down. */
function localSockets(): readonly { readonly port: number; readonly state: string }[] {
  return ['/proc/net/tcp', '/proc/net/tcp6']
    .filter((path) => existsSync(path))
    .flatMap((path) => readFileSync(path, 'utf8').split('\n').slice(1))
    .map((line) => /^\s*\d+: [0-9A-F]+:([0-9A-F]{4}) \S+ ([0-9A-F]{2}) /.exec(line))
    .flatMap((found) =>
      found === null ? [] : [{ port: parseInt(found[1] ?? '', 16), state: found[2] ?? '' }],
    );
}

async function becomesTrue(
  ask: () => boolean | Promise<boolean>,
  waitMsMax: number,
): Promise<boolean> {
  const end = Date.now() + waitMsMax;
  while (Date.now() < end) {
    if (await ask()) return true;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
  return ask();
}

/** An abstract socket: only one process can own the name, and the kernel frees it when that process ends. */
function tryLock(): Promise<(() => Promise<void>) | undefined> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', () => resolve(undefined));
    server.listen('\0tibillet-tests-virtual-readers', () => {
      server.unref();
      resolve(() => new Promise((released) => server.close(() => released())));
    });
  });
}
