import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createPairingCode } from '../../cloud/api/pairing.ts';
import { writeTransaction } from '../../cloud/db/write-transaction.ts';
import { loadDemoData } from '../../cloud/demo/demo-data.ts';
import { JOBS } from '../../cloud/jobs/list.ts';
import { startCloud } from '../../cloud/start.ts';
import type { RunningCloud } from '../../cloud/start.ts';
import { cloudConfigSchema } from '../../contract/config/cloud.ts';
import type { DemoPass } from '../../contract/config/station.ts';
import { stationConfigSchema } from '../../contract/config/station.ts';
import { assert } from '../../shared/assert.ts';
import { makeUuid, toId } from '../../shared/ids.ts';
import type { CollectiveId } from '../../shared/ids.ts';
import { builtPath, resourcesPath } from '../../shared/node/resources.ts';
import { ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { DemoStationPlace } from '../demo/tray.ts';
import { DEMO_BADGE } from '../demo/tray.ts';
import type { DayClock } from './day-clock.ts';
import { openDayStation } from './day-station.ts';
import type { DayStation } from './day-station.ts';

/** What is sent reaches everybody within this time, or the day is not played to the end. */
const QUIET_MS_MAX = 15_000;
const LOOK_MS = 5;

export type DayStationName = 'street' | 'yard' | 'till';

/** A coworking place of its own, in a temporary folder: a cloud, two doors, a till. */
export type DayPlace = {
  readonly cloud: RunningCloud;
  readonly collectiveId: CollectiveId;
  readonly timeZone: string;
  readonly stations: Readonly<Record<DayStationName, DayStation>>;
  /** Ends when all that was done is known to the cloud, and to each station that has a network. */
  readonly quiet: () => Promise<void>;
  /** What the cloud does by itself now and then. */
  readonly runJobs: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const STATIONS: Readonly<Record<DayStationName, DemoStationPlace & { mode: 'till' | 'badge' }>> = {
  street: { slug: DEMO_BADGE.slug, stationName: 'Porte de la rue', mode: 'badge' },
  yard: { slug: DEMO_BADGE.slug, stationName: 'Porte de la cour', mode: 'badge' },
  till: { slug: DEMO_BADGE.slug, stationName: 'Accueil', mode: 'till' },
};

type Failure = { readonly sentence: string; readonly mayPass: boolean };

/** Starts all of it on free ports; `prepare` puts people into the cloud before a station asks it. */
export async function openDayPlace(
  dayClock: DayClock,
  prepare: (cloud: RunningCloud, collectiveId: CollectiveId) => Promise<readonly DemoPass[]>,
): Promise<Result<DayPlace, Failure>> {
  const folder = mkdtempSync(join(tmpdir(), 'tibillet-day-'));
  const cloud = await startCloud(
    cloudConfigSchema.parse({
      dataDir: join(folder, 'cloud'),
      port: 0,
      demo: true,
      logLevel: 'error',
    }),
    dayClock.clock,
  );
  if (!cloud.ok) {
    rmSync(folder, { recursive: true, force: true });
    return cloud;
  }
  const collective = loadDemoData().collectives.find(({ slug }) => slug === DEMO_BADGE.slug);
  assert(collective !== undefined, `the demo has no ${DEMO_BADGE.slug}`);
  const passes = await prepare(cloud.value, collective.id);
  const open = (name: DayStationName): Promise<DayStation> =>
    openStationOf(cloud.value, { collectiveId: collective.id, folder, name, passes, dayClock });
  const stations = {
    street: await open('street'),
    yard: await open('yard'),
    till: await open('till'),
  };
  return ok({
    cloud: cloud.value,
    collectiveId: collective.id,
    timeZone: collective.timeZone,
    stations,
    quiet: () => becomeQuiet(cloud.value, Object.values(stations)),
    runJobs: async () => {
      for (const job of JOBS) await job.run(cloud.value.deps);
    },
    close: async () => {
      await Promise.all(Object.values(stations).map((station) => station.close()));
      await cloud.value.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  });
}

async function openStationOf(
  cloud: RunningCloud,
  options: {
    readonly collectiveId: CollectiveId;
    readonly folder: string;
    readonly name: DayStationName;
    readonly passes: readonly DemoPass[];
    readonly dayClock: DayClock;
  },
): Promise<DayStation> {
  const { db, cloudKey, clock } = cloud.deps;
  const { stationName, mode } = STATIONS[options.name];
  const pairing = await writeTransaction(db, (tx) =>
    createPairingCode(
      tx,
      { collectiveId: options.collectiveId, stationName, byPersonId: null },
      { cloudKey, now: clock() },
    ),
  );
  const dataDir = join(options.folder, options.name);
  mkdirSync(dataDir);
  return openDayStation(
    {
      config: stationConfigSchema.parse({
        ...{ dataDir, mode, port: 0, pcsc: '0', logLevel: 'error' },
        ...{ cloudUrl: `http://127.0.0.1:${cloud.port}`, pairingCode: pairing.code },
      }),
      identity: {
        stationId: toId<'Station'>(makeUuid()),
        kioskKey: makeUuid().replaceAll('-', ''),
      },
      machineClock: clock,
      makeId: makeUuid,
      logger: cloud.deps.logger,
      version: 'day',
      rendererPath: builtPath('renderer'),
      picturesPath: resourcesPath('demo', 'pictures'),
      demoPasses: options.passes,
      leave: null,
    },
    { name: stationName, passedMs: options.dayClock.passedMs },
  );
}

async function becomeQuiet({ deps }: RunningCloud, stations: readonly DayStation[]): Promise<void> {
  const endsAtMs = performance.now() + QUIET_MS_MAX;
  for (;;) {
    const { seq } = await deps.db.query
      .selectFrom('feed_counter')
      .select('seq')
      .executeTakeFirstOrThrow();
    const loud = stations.filter((station) => !station.isSettled(seq));
    if (loud.length === 0) return;
    assert(
      performance.now() < endsAtMs,
      `${loud.map(({ name }) => name).join(', ')}: not all is sent and heard`,
    );
    await wait(LOOK_MS);
  }
}
