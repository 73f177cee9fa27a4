import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { STATION_CONFIG_ENV } from '../../src/contract/config/station.ts';
import { builtPath, programPath } from '../../src/shared/node/resources.ts';
import type { ProgramName } from '../../src/shared/node/resources.ts';
import { STATION_NODE_ARGS } from '../../src/shared/node/station-node.ts';

const KIB_PER_MB = 1_000 / 1.024;
const STOP_MS_MAX = 5_000;

export type RunningProgram = {
  readonly pid: number;
  /** The line by which it said that it is ready. */
  readonly readyLine: string;
  /** From the start of the process to that line, in milliseconds. */
  readonly startMs: number;
  readonly stop: () => Promise<void>;
};

/** The program as it ships: built; from source while there is no build. */
export function builtProgram(name: ProgramName): string {
  const built = builtPath('node', `${name}.js`);
  return existsSync(built) ? built : programPath(name);
}

/** Starts a program of Node's and waits for a line of its output. */
export async function startProgram(
  args: readonly string[],
  options: {
    readonly env?: Readonly<Record<string, string>>;
    readonly isReady: (line: string) => boolean;
  },
): Promise<RunningProgram> {
  const startedMs = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const readyLine = await waitForLine(child, options.isReady);
  return {
    pid: child.pid ?? 0,
    readyLine,
    startMs: performance.now() - startedMs,
    stop: () => stopChild(child),
  };
}

export type StationFolder = {
  readonly dataDir: string;
  readonly cloudUrl: string;
  readonly pcsc?: boolean;
  readonly pairingCode?: string;
  readonly mode?: 'till' | 'badge';
};

export type RunningStation = RunningProgram & { readonly kioskUrl: string };

/** A station as a machine runs it. */
export async function startStation(options: StationFolder): Promise<RunningStation> {
  const running = await startProgram([...STATION_NODE_ARGS, builtProgram('station/main')], {
    env: {
      [STATION_CONFIG_ENV.dataDir]: options.dataDir,
      [STATION_CONFIG_ENV.cloudUrl]: options.cloudUrl,
      [STATION_CONFIG_ENV.port]: '0',
      [STATION_CONFIG_ENV.pcsc]: options.pcsc === true ? '1' : '0',
      [STATION_CONFIG_ENV.logLevel]: 'error',
      ...(options.pairingCode === undefined
        ? {}
        : { [STATION_CONFIG_ENV.pairingCode]: options.pairingCode }),
      ...(options.mode === undefined ? {} : { [STATION_CONFIG_ENV.mode]: options.mode }),
    },
    isReady: (line) => line.includes('"ready"'),
  });
  const { kioskUrl } = JSON.parse(running.readyLine) as { readonly kioskUrl: string };
  return { ...running, kioskUrl };
}

/** Memory that a process holds now, in MB; Linux only. */
export function residentMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / KIB_PER_MB;
}

/** The processes that a process started. */
export const childrenOf = (pid: number): readonly number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((candidate) => parentOf(candidate) === pid);

function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    // It ended while we looked.
    return undefined;
  }
}

async function waitForLine(
  child: ChildProcess,
  isReady: (line: string) => boolean,
): Promise<string> {
  if (child.stdout === null) throw new Error('the program has no output');
  const lines = createInterface({ input: child.stdout });
  return new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      if (isReady(line)) resolve(line);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the program ended with code ${String(code)}`)));
  });
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX);
  await exited;
  clearTimeout(timer);
}
