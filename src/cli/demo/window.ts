import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { WINDOW_CONFIG_ENV } from '../../contract/config/window.ts';
import { readSupervisedMessage } from '../../contract/supervised.ts';
import type { StartFailure, SupervisedMessage } from '../../contract/supervised.ts';
import { appPath } from '../../shared/node/resources.ts';
import type { Parts } from './parts.ts';

const STOP_MS_MAX = 8_000;

type OpenedWindow =
  | { readonly kind: 'opened'; readonly kioskUrl: string; readonly closed: Promise<void> }
  /** Electron itself ended with a fault: no display after all, a library that is missing. */
  | { readonly kind: 'would-not-open' }
  | { readonly kind: 'failed'; readonly failure: StartFailure };

/** Opens the window, which starts the station and keeps it running. */
export async function startWindow(
  options: {
    readonly path: string;
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly onMessage: (message: SupervisedMessage) => void;
  },
  parts: Parts,
): Promise<OpenedWindow> {
  // Chromium's sandbox needs a user of its own; root, as in a container, has none.
  const isRoot = process.getuid?.() === 0;
  const electron = spawn(options.path, [...(isRoot ? ['--no-sandbox'] : []), appPath()], {
    env: {
      ...options.env,
      [WINDOW_CONFIG_ENV.program]: 'station',
      [WINDOW_CONFIG_ENV.nodePath]: process.execPath,
    },
    // The window repeats to us what its station says.
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = new Promise<number | null>((resolve) => {
    electron.once('exit', (code) => resolve(code));
    electron.once('error', () => resolve(null));
  });
  parts.add(() => stopWindow(electron, ended));

  let failure: StartFailure | undefined;
  const ready = new Promise<string>((resolve) => {
    electron.on('message', (raw) => {
      const message = readSupervisedMessage(raw);
      if (message === null) return;
      if (message.kind === 'ready') resolve(message.kioskUrl);
      // The window says it too, and stays open so that it can be repaired and tried again.
      if (message.kind === 'failed') failure = message;
      options.onMessage(message);
    });
  });
  const first = await Promise.race([ready, ended]);
  if (typeof first === 'string') {
    return { kind: 'opened', kioskUrl: first, closed: ended.then(() => undefined) };
  }
  if (failure !== undefined) return { kind: 'failed', failure };
  return first === 0
    ? {
        kind: 'failed',
        failure: { reason: 'other', detail: 'The window was closed at its start.' },
      }
    : { kind: 'would-not-open' };
}

async function stopWindow(electron: ChildProcess, ended: Promise<unknown>): Promise<void> {
  electron.kill('SIGTERM');
  const timer = setTimeout(() => electron.kill('SIGKILL'), STOP_MS_MAX);
  await ended;
  clearTimeout(timer);
}
