import { join } from 'node:path';
import type { Logger } from 'pino';
import type { DemoPass, StationConfig } from '../contract/config/station.ts';
import type { StartFailure, StartFailureReason } from '../contract/supervised.ts';
import type { MakeId, StationId } from '../shared/ids.ts';
import { toId } from '../shared/ids.ts';
import type { SigningKey } from '../shared/node/crypto.ts';
import { err, ok } from '../shared/result.ts';
import type { Result } from '../shared/result.ts';
import { addMs } from '../shared/time.ts';
import type { Clock } from '../shared/time.ts';
import { createDoorOpening } from './door-opening/door-opening.ts';
import { openJournal } from './journal/journal.ts';
import type { Journal, OpenFailure } from './journal/journal.ts';
import { openKeyFile } from './journal/key-store.ts';
import { STATION_PROJECTIONS } from './projections/all.ts';
import { readPairing } from './projections/pairing.ts';
import { readLastSale } from './projections/sales.ts';
import { createPrintService } from './printers/print-queue.ts';
import { createPcscReader } from './readers/pcsc-reader.ts';
import { createReaderHub } from './readers/reader-hub.ts';
import { createTrayReader } from './readers/tray-reader.ts';
import { createWedgeReader } from './readers/wedge-reader.ts';
import { startScreenServer } from './screen-api/server.ts';
import type { ScreenServer } from './screen-api/server.ts';
import { createStation } from './station.ts';
import type { Demo, Station, StationParts } from './station.ts';
import { createCloudClient } from './sync/cloud-client.ts';
import { CLOCK_OFF_MS_MAX, createConnection } from './sync/connection.ts';
import type { Connection, ConnectionDeps } from './sync/connection.ts';
import { createDemoNetwork } from './sync/demo-network.ts';
import { createSynchroniser } from './sync/synchroniser.ts';
import { readMode } from './usecases/badge/shown.ts';
import { record } from './usecases/context.ts';
import { showLastSale } from './usecases/paying/show-last-sale.ts';
import { createKnowledge } from './work/knowledge.ts';
import { readPreferences } from './work/preferences.ts';
import { createSettings, openWorkDatabase } from './work/work-database.ts';
import type { Settings, WorkDatabase } from './work/work-database.ts';

/** A sale younger than this is shown again after a restart, so that nobody sells it twice. */
const LAST_SALE_SHOWN_MS = 60_000;

export type OpenedStation = {
  readonly kioskUrl: string;
  readonly station: Station;
  readonly close: () => Promise<void>;
};

export type StationDeps = {
  readonly config: StationConfig;
  readonly identity: { readonly stationId: StationId; readonly kioskKey: string };
  readonly machineClock: Clock;
  readonly makeId: MakeId;
  readonly logger: Logger;
  readonly version: string;
  readonly rendererPath: string;
  readonly picturesPath: string;
  readonly demoPasses: readonly DemoPass[] | null;
  /** Tells the supervisor that the window may close; null without one. */
  readonly leave: (() => void) | null;
};

/** Puts a whole station together: files, readers, sync and screen. */
export async function openStation(deps: StationDeps): Promise<Result<OpenedStation, StartFailure>> {
  // The screen server is the last to start: what changes before is in its first message.
  const later: { server?: ScreenServer; station?: Station } = {};
  const changed = (): void => later.server?.changed();
  const files = openFiles(deps, {
    onChange: () => {
      changed();
      later.station?.resume();
    },
    onJump: (body) => {
      if (later.station !== undefined) {
        record(later.station.context, [{ kind: 'clock.jumped@1', body }]);
      }
    },
  });
  if (!files.ok) return files;
  const demo = await openDemo(deps, changed);
  const station = assembleStation(deps, files.value, demo, changed);
  later.station = station;
  const { journal, work } = files.value;
  const { synchroniser } = station.context;
  const started = await startScreenServer({
    ...deps,
    station: () => station,
    port: deps.config.port,
    kioskKey: deps.identity.kioskKey,
  });
  if (!started.ok) return started;
  const server = started.value;
  later.server = server;
  await begin(deps, station, journal);
  void checkAll(journal, deps.logger, changed);
  const { kioskUrl, close } = server;
  return ok({
    kioskUrl,
    station,
    close: async () => {
      await synchroniser.stop();
      await station.stop();
      await station.context.doorOpening?.stop();
      await station.context.printers.stop();
      await close();
      demo?.network.close();
      journal.close();
      work.close();
    },
  });
}

const FAILURE_OF_JOURNAL: Readonly<Record<OpenFailure['code'], StartFailureReason>> = {
  locked: 'already-running',
  'newer-version': 'newer-version',
  'not-a-journal': 'wrong-files',
  'wrong-station': 'wrong-files',
  'wrong-key': 'wrong-files',
  'journal-missing': 'wrong-files',
  'disk-full': 'disk-full',
  io: 'other',
};

type Files = {
  readonly key: SigningKey;
  readonly journal: Journal;
  readonly work: WorkDatabase;
  readonly settings: Settings;
  readonly connection: Connection;
};

function openFiles(
  deps: StationDeps,
  events: Pick<ConnectionDeps, 'onChange' | 'onJump'>,
): Result<Files, StartFailure> {
  const file = (name: string): string => join(deps.config.dataDir, name);
  const work = openWorkDatabase(file('work.sqlite'));
  if (!work.ok) {
    const detail = `${file('work.sqlite')} was made by a newer version: install that version.`;
    return err({ reason: 'newer-version', detail });
  }
  const settings = createSettings(work.value);
  const connection = createConnection({ machineClock: deps.machineClock, settings, ...events });
  const key = openKeyFile(file('station.key'));
  if (!key.ok) {
    const detail = `The key of the station cannot be used. ${key.error.message}`;
    return err({ reason: 'key-unusable', detail });
  }
  const journal = openJournal({
    databasePath: file('journal.sqlite'),
    sealPath: file('journal.seal'),
    key: key.value,
    stationId: deps.identity.stationId,
    clock: connection.clock,
    makeId: deps.makeId,
    projections: STATION_PROJECTIONS,
  });
  if (!journal.ok) {
    const detail = `The journal cannot be used. ${journal.error.message}`;
    return err({ reason: FAILURE_OF_JOURNAL[journal.error.code], detail });
  }
  return ok({ key: key.value, journal: journal.value, work: work.value, settings, connection });
}

async function openDemo(deps: StationDeps, onChange: () => void): Promise<Demo | null> {
  if (deps.demoPasses === null) return null;
  return {
    network: await createDemoNetwork(deps.config.cloudUrl, onChange),
    tray: createTrayReader(),
    passes: deps.demoPasses,
  };
}

function assembleStation(
  deps: StationDeps,
  files: Files,
  demo: Demo | null,
  onChange: () => void,
): Station {
  const { config, identity, logger } = deps;
  const { key, journal, work, settings, connection } = files;
  const knowledge = createKnowledge(work);
  const client = createCloudClient({
    baseUrl: () => demo?.network.baseUrl ?? config.cloudUrl,
    stationId: identity.stationId,
    key,
    clock: connection.clock,
  });
  const shared = { client, connection, journal, knowledge, settings, work, logger };
  const synchroniser = createSynchroniser({
    ...shared,
    stationId: identity.stationId,
    onKnowledge: onChange,
    onAcked: onChange,
    onTrouble: onChange,
  });
  const printers = createPrintService({
    ...shared,
    clock: connection.clock,
    makeId: deps.makeId,
    onChange,
    language: () => readPreferences(settings).language,
    defaults: [],
  });
  const wedge = createWedgeReader({ byteOrder: config.wedgeByteOrder });
  const pcsc = config.pcsc ? [createPcscReader({ log: (line) => logger.warn(line) })] : [];
  const parts: StationParts = {
    ...shared,
    synchroniser,
    printers,
    stationId: identity.stationId,
    publicKeyHex: key.publicKeyHex,
    sign: key.sign,
    clock: connection.clock,
    makeId: deps.makeId,
    readers: createReaderHub([...pcsc, wedge, ...(demo === null ? [] : [demo.tray])]),
    wedge,
    wedgeByteOrder: config.wedgeByteOrder,
    doorOpening: createDoorOpening(config, logger),
    demo,
    leave: deps.leave,
    onChange,
  };
  return createStation(parts);
}

/** Checks every entry on a thread while the till sells; a fault stops the sales and is said. */
async function checkAll(journal: Journal, logger: Logger, onChange: () => void): Promise<void> {
  const checked = await journal.checkInBackground();
  if (!checked.ok) {
    logger.warn({ failure: checked.error }, 'the journal could not be checked');
  } else if (checked.value.faults.length > 0) {
    logger.error({ faults: checked.value.faults.slice(0, 20) }, 'the journal has faults');
    onChange();
  }
}

/** What happens at each start: it is recorded, a fresh sale is shown again, the sync begins. */
async function begin(deps: StationDeps, station: Station, journal: Journal): Promise<void> {
  const { context } = station;
  const last = readLastSale(journal.database);
  noteTimeBefore(context, journal);
  const { mode } = deps.config;
  if (mode !== undefined && context.settings.get('mode') === undefined) {
    context.settings.set('mode', mode);
  }
  record(context, [{ kind: 'station.started@1', body: { version: deps.version } }]);
  // At a badge station the person has gone, or taps again and is asked.
  const isTill = readMode(context) === 'till';
  if (isTill && last !== undefined && addMs(last.at, LAST_SALE_SHOWN_MS) > context.clock()) {
    showLastSale(context, journal, last.seq);
  }
  if (readPairing(journal.database) !== null) context.synchroniser.start();
  else if (deps.config.pairingCode !== undefined) {
    const id = toId<'Intention'>(deps.makeId());
    const refusal = await station.intend({ id, kind: 'pair', code: deps.config.pairingCode });
    if (refusal !== null) deps.logger.error({ refusal }, 'the station could not be paired');
  }
}

/** The journal ends in what is now the future: the clock of the machine was set back meanwhile. */
function noteTimeBefore(context: Station['context'], journal: Journal): void {
  const newest = journal.read(journal.head().seq, 1)[0];
  const foundAt = context.clock();
  if (newest === undefined || newest.at <= addMs(foundAt, CLOCK_OFF_MS_MAX)) return;
  record(context, [{ kind: 'clock.jumped@1', body: { expectedAt: newest.at, foundAt } }]);
}
