import { join } from 'node:path';
import type { Logger } from 'pino';
import type { MakeId, StationId } from '../shared/ids.ts';
import { err, ok } from '../shared/result.ts';
import type { Result } from '../shared/result.ts';
import { addMs } from '../shared/time.ts';
import type { Clock } from '../shared/time.ts';
import type { DemoPass, StationConfig } from './config.ts';
import { openJournal } from './journal/journal.ts';
import type { Journal } from './journal/journal.ts';
import { openKeyFile } from './journal/key-store.ts';
import { readPairing } from './projections/pairing.ts';
import { STATION_PROJECTIONS } from './projections/all.ts';
import { readLastSale } from './projections/sales.ts';
import { createPcscReader } from './readers/pcsc-reader.ts';
import { createReaderHub } from './readers/reader-hub.ts';
import { createTrayReader } from './readers/tray-reader.ts';
import { createWedgeReader } from './readers/wedge-reader.ts';
import { startScreenServer } from './screen-api/server.ts';
import type { ScreenServer } from './screen-api/server.ts';
import { createStation } from './station.ts';
import type { Demo, Station } from './station.ts';
import { createCloudClient } from './sync/cloud-client.ts';
import { createConnection } from './sync/connection.ts';
import { createDemoNetwork } from './sync/demo-network.ts';
import { createSynchroniser } from './sync/synchroniser.ts';
import { record } from './usecases/context.ts';
import { showLastSale } from './usecases/show-last-sale.ts';
import { createKnowledge } from './work/knowledge.ts';
import { createSettings, openWorkDatabase } from './work/work-database.ts';

export type OpenedStation = {
  readonly kioskUrl: string;
  readonly station: Station;
  readonly close: () => Promise<void>;
};

/** A sale younger than this is shown again after a restart, so that nobody sells it twice. */
const LAST_SALE_SHOWN_MS = 60_000;

/** Puts a whole station together: files, readers, sync and screen. The error is a sentence for the log. */
export async function openStation(deps: {
  readonly config: StationConfig;
  readonly identity: { readonly stationId: StationId; readonly kioskKey: string };
  readonly machineClock: Clock;
  readonly makeId: MakeId;
  readonly logger: Logger;
  readonly version: string;
  readonly rendererPath: string;
  readonly picturesPath: string;
  readonly demoPasses: readonly DemoPass[] | null;
}): Promise<Result<OpenedStation, string>> {
  const { config, identity, logger } = deps;
  const file = (name: string): string => join(config.dataDir, name);

  const work = openWorkDatabase(file('work.sqlite'));
  if (!work.ok)
    return err(`${file('work.sqlite')} was made by a newer version: install that version.`);
  const key = openKeyFile(file('station.key'));
  if (!key.ok) return err(`The station's key cannot be used: ${key.error.message}`);
  const settings = createSettings(work.value);
  let server: ScreenServer | undefined;
  const changed = (): void => server?.changed();

  const connection = createConnection({
    machineClock: deps.machineClock,
    settings,
    onChange: changed,
  });
  const opened = openJournal({
    databasePath: file('journal.sqlite'),
    sealPath: file('journal.seal'),
    key: key.value,
    stationId: identity.stationId,
    clock: connection.clock,
    makeId: deps.makeId,
    projections: STATION_PROJECTIONS,
  });
  if (!opened.ok) return err(`The journal cannot be used: ${opened.error.message}`);
  const journal = opened.value;

  const knowledge = createKnowledge(work.value);
  const demo = await openDemo(deps, changed);
  const client = createCloudClient({
    baseUrl: () => demo?.network.baseUrl ?? config.cloudUrl,
    stationId: identity.stationId,
    key: key.value,
    clock: connection.clock,
  });
  const synchroniser = createSynchroniser({
    client,
    connection,
    journal,
    knowledge,
    settings,
    work: work.value,
    stationId: identity.stationId,
    logger,
    onKnowledge: changed,
    onAcked: changed,
    onTrouble: (trouble) => {
      if (trouble !== null) logger.error({ trouble }, 'the cloud does not take this journal');
      changed();
    },
  });
  const wedge = createWedgeReader({ byteOrder: config.wedgeByteOrder });
  const station = createStation({
    stationId: identity.stationId,
    publicKeyHex: key.value.publicKeyHex,
    journal,
    knowledge,
    settings,
    work: work.value,
    client,
    connection,
    synchroniser,
    readers: createReaderHub([
      createPcscReader({ log: (line) => logger.warn(line) }),
      wedge,
      ...(demo === null ? [] : [demo.tray]),
    ]),
    wedge,
    wedgeByteOrder: config.wedgeByteOrder,
    demo,
    makeId: deps.makeId,
    logger,
    onChange: changed,
  });
  server = await startScreenServer({
    station: () => station,
    port: config.port,
    kioskKey: identity.kioskKey,
    rendererPath: deps.rendererPath,
    picturesPath: deps.picturesPath,
    version: deps.version,
    logger,
  });

  await begin(deps, station, journal);
  return ok({
    kioskUrl: server.kioskUrl,
    station,
    close: async () => {
      await synchroniser.stop();
      await station.stop();
      await server?.close();
      demo?.network.close();
      journal.close();
      work.value.close();
    },
  });
}

async function openDemo(
  deps: { readonly config: StationConfig; readonly demoPasses: readonly DemoPass[] | null },
  onChange: () => void,
): Promise<Demo | null> {
  if (deps.demoPasses === null) return null;
  return {
    network: await createDemoNetwork(deps.config.cloudUrl, onChange),
    tray: createTrayReader(),
    passes: deps.demoPasses,
  };
}

/** What happens at each start: it is recorded, a fresh sale is shown again, the sync begins. */
async function begin(
  deps: { readonly config: StationConfig; readonly version: string },
  station: Station,
  journal: Journal,
): Promise<void> {
  const { context } = station;
  const last = readLastSale(journal.database);
  record(context, [{ kind: 'station.started@1', body: { version: deps.version } }]);
  if (last !== undefined && addMs(last.at, LAST_SALE_SHOWN_MS) > context.clock()) {
    showLastSale(context, journal, last.seq);
  }
  if (readPairing(journal.database) !== null) context.synchroniser.start();
  else if (deps.config.pairingCode !== undefined) {
    await station.intend({
      id: context.makeId() as never,
      kind: 'pair',
      code: deps.config.pairingCode,
    });
  }
}
