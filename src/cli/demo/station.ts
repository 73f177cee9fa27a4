import { STATION_CONFIG_ENV } from '../../contract/config/station.ts';

import type { StartFailure, SupervisedMessage } from '../../contract/supervised.ts';
import { ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { superviseStation } from '../station.ts';
import type { WindowProgram } from './electron.ts';
import type { Parts } from './parts.ts';
import { startWindow } from './window.ts';

export type DemoStation = {
  readonly kioskUrl: string;
  /** How it is shown; says why when that is not the window. */
  readonly window: WindowProgram;
  /** Ends when the window was closed; never without one. */
  readonly closed: Promise<void>;
};

export type DemoStationOptions = {
  readonly dataDir: string;
  readonly cloudUrl: string;
  readonly port: number;
  readonly demoPassesPath: string;
  readonly pairingCode: string;
  readonly window: WindowProgram;
};

const NEVER = new Promise<void>(() => undefined);

/** Starts the demo's till: under the window when it opens, else under a supervisor of its own. */
export async function startDemoStation(
  options: DemoStationOptions,
  parts: Parts,
): Promise<Result<DemoStation, StartFailure>> {
  const env = environmentOf(options);
  let { window } = options;
  if (window.kind === 'found') {
    const opened = await startWindow({ path: window.path, env, onMessage: tellParent }, parts);
    if (opened.kind !== 'would-not-open') {
      return opened.kind === 'failed'
        ? { ok: false, error: opened.failure }
        : ok({ kioskUrl: opened.kioskUrl, window, closed: opened.closed });
    }
    window = { kind: 'none', why: 'would-not-open' };
  }
  const station = superviseStation(env, tellParent);
  parts.add(station.stop);
  const ready = await station.ready;
  return ready.ok ? ok({ kioskUrl: ready.value.kioskUrl, window, closed: NEVER }) : ready;
}

/**
 * Starts the demo's badge station, always without a window: its page is opened in a browser. The
 * reader of the machine is the till's, or one Pass put down would be tapped at both.
 */
export async function startDemoBadge(
  options: Omit<DemoStationOptions, 'window'>,
  parts: Parts,
): Promise<Result<string, StartFailure>> {
  const station = superviseStation(
    {
      ...environmentOf(options),
      [STATION_CONFIG_ENV.mode]: 'badge',
      [STATION_CONFIG_ENV.pcsc]: '0',
    },
    () => undefined,
  );
  parts.add(station.stop);
  const ready = await station.ready;
  return ready.ok ? ok(ready.value.kioskUrl) : ready;
}

const environmentOf = (
  options: Omit<DemoStationOptions, 'window'>,
): Readonly<Record<string, string | undefined>> => ({
  ...process.env,
  [STATION_CONFIG_ENV.dataDir]: options.dataDir,
  [STATION_CONFIG_ENV.cloudUrl]: options.cloudUrl,
  [STATION_CONFIG_ENV.port]: String(options.port),
  [STATION_CONFIG_ENV.demoPassesPath]: options.demoPassesPath,
  [STATION_CONFIG_ENV.logLevel]: process.env[STATION_CONFIG_ENV.logLevel] ?? 'warn',
  // Of use at the first start only; afterwards the station knows that it is paired.
  [STATION_CONFIG_ENV.pairingCode]: options.pairingCode,
});

/** The packed app shows the demo: it hears all that its station says, as from a station alone. */
function tellParent(message: SupervisedMessage): void {
  // "ready" is for the whole demo, and said when all of it is.
  if (message.kind !== 'ready' && process.connected) process.send?.(message);
}
