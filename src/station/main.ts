import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { makeUuid, toId } from '../shared/ids.ts';
import type { StationId } from '../shared/ids.ts';
import { builtPath, resourcesPath } from '../shared/node/resources.ts';
import { systemClock } from '../shared/time.ts';
import { demoPassesSchema, stationIdentitySchema } from '../contract/config/station.ts';
import type { StationConfig } from '../contract/config/station.ts';
import { exitCodeOfFailure } from '../contract/supervised.ts';
import type { StartFailure } from '../contract/supervised.ts';
import { readConfig } from './config.ts';
import { openStation } from './open-station.ts';

const VERSION = '0.1.0';

try {
  await main();
} catch (error) {
  fail({ reason: 'other', detail: error instanceof Error ? error.message : String(error) });
}

async function main(): Promise<void> {
  const config = readConfig(process.env);
  if (!config.ok) return fail({ reason: 'settings-wrong', detail: config.error });
  mkdirSync(config.value.dataDir, { recursive: true, mode: 0o700 });
  const logger = pino({ level: config.value.logLevel, base: null }, pino.destination(2));

  const opened = await openStation({
    config: config.value,
    identity: readIdentity(config.value.dataDir),
    machineClock: systemClock,
    makeId: makeUuid,
    logger,
    version: VERSION,
    rendererPath: builtPath('renderer'),
    picturesPath: resourcesPath('demo', 'pictures'),
    demoPasses: readDemoPasses(config.value),
    leave: process.send === undefined ? null : () => void process.send?.({ kind: 'leave-allowed' }),
  });
  if (!opened.ok) return fail(opened.error);

  const { kioskUrl, close } = opened.value;
  // For whoever opens a browser on this machine; as secret as the identity beside it.
  writeFileSync(join(config.value.dataDir, 'kiosk.url'), `${kioskUrl}\n`, { mode: 0o600 });
  const ready = { kind: 'ready', kioskUrl } as const;
  if (process.send === undefined) process.stdout.write(`${JSON.stringify(ready)}\n`);
  // A supervisor that is gone meanwhile is no fault of ours: we stop below.
  else process.send(ready, () => undefined);

  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    void close().finally(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // The supervisor went away: the till must not go on without a window or a restart.
  process.on('disconnect', stop);
  if (process.send !== undefined && !process.connected) stop();
}

/** Says why there is no till, to the log and to the supervisor, and ends. */
function fail(failure: StartFailure): void {
  process.stderr.write(`${failure.detail}\n`);
  const end = (): void => process.exit(exitCodeOfFailure(failure.reason));
  if (process.send === undefined) end();
  else process.send({ kind: 'failed', ...failure }, end);
}

/** Who this station is: made once, then kept. */
function readIdentity(dataDir: string): {
  readonly stationId: StationId;
  readonly kioskKey: string;
} {
  const path = join(dataDir, 'identity.json');
  if (!existsSync(path)) {
    const made = { stationId: makeUuid(), kioskKey: randomBytes(16).toString('hex') };
    writeFileSync(path, JSON.stringify(made), { mode: 0o600, flag: 'wx' });
  }
  const identity = stationIdentitySchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  return { stationId: toId<'Station'>(identity.stationId), kioskKey: identity.kioskKey };
}

function readDemoPasses(config: StationConfig) {
  if (config.demoPassesPath === undefined) return null;
  return demoPassesSchema.parse(JSON.parse(readFileSync(config.demoPassesPath, 'utf8')));
}
