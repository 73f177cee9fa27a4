import { setTimeout as wait } from 'node:timers/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { putDownVirtualCard } from '../../src/cli/virtual-card.ts';
import { createPairingCode } from '../../src/cloud/api/pairing.ts';
import { writeTransaction } from '../../src/cloud/db/write-transaction.ts';
import { UNDO_MS_MAX } from '../../src/domain/badge/presence.ts';
import { unwrap } from '../../src/shared/result.ts';
import { DEMO_ETABLI } from '../helpers/demo-coworking.ts';
import { lockVirtualReaders, startPcscd } from '../helpers/pcscd.ts';
import type { BenchRow } from './bench-row.ts';
import { openScreen } from './bench-screen.ts';
import type { BenchScreen } from './bench-screen.ts';
import { makeWorld, startCloudProcess, withCloudDatabase } from './bench-world.ts';
import type { WorldPass } from './bench-world.ts';
import { launchChromium, nowEpochMs, openKiosk, waitForResult } from './kiosk-page.ts';
import { withFolder } from './places.ts';
import { startStation } from './processes.ts';
import { tapRow, tapTimes } from './tap-times.ts';
import type { Tap } from './tap-times.ts';

const TAPS = 40;
const WARM_UPS = 4;
const ANSWER_MS_MAX = 150;
/** pcscd looks at the virtual reader every 400 ms: sooner the next Pass would not be seen to come. */
const REMOVED_MS = 600;

/** A Pass put on the real pcscd of a badge station without network, until the result is on glass. */
export async function benchBadge(): Promise<readonly BenchRow[]> {
  const pcscd = await startPcscd();
  if (pcscd === null) {
    const note = 'pcscd and vsmartcard-vpcd are not installed';
    return [{ what: 'badge tap to painted result', value: null, unit: 'ms', note }];
  }
  const release = await lockVirtualReaders();
  try {
    return await withFolder('badge', measureTaps);
  } finally {
    await release();
    await pcscd.stop();
  }
}

async function measureTaps(folder: string): Promise<readonly BenchRow[]> {
  const world = await makeWorld(join(folder, 'cloud'), TAPS + WARM_UPS);
  const pairingCode = await makeCode(world.dataDir);
  const cloud = await startCloudProcess(world.dataDir);
  const station = await startStation({
    ...{ dataDir: join(folder, 'station'), cloudUrl: cloud.url, pairingCode },
    ...{ pcsc: true, mode: 'badge' },
  });
  const browser = await launchChromium();
  try {
    const screen = await openScreen(station.kioskUrl);
    const door: Door = { screen, page: await openKiosk(browser, station.kioskUrl) };
    await screen.until('reader ready', ({ readers }) => readers.pcsc === 'ready');
    await screen.until('spaces', ({ badge }) => (badge?.spaces.length ?? 0) > 0);
    await cloud.stop();
    await screen.until('no network', ({ network }) => network.kind === 'offline');
    const passes = world.passes.slice(WARM_UPS);
    for (const pass of world.passes.slice(0, WARM_UPS)) await tapOnce(door, pass, 'badged-in');
    const comings = await tapAll(door, passes, 'badged-in');
    // Sooner, the station would ask whether the first tap was a mistake.
    await wait(UNDO_MS_MAX);
    const goings = await tapAll(door, passes, 'badged-out');
    screen.close();
    return [
      tapRow('badge tap in, without network', comings, ANSWER_MS_MAX),
      tapRow('badge tap out, priced and paid, without network', goings, ANSWER_MS_MAX),
    ];
  } finally {
    await browser.close();
    await station.stop();
    await cloud.stop();
  }
}

const makeCode = (dataDir: string): Promise<string> =>
  withCloudDatabase(dataDir, async ({ db, cloudKey }) => {
    const { code } = await writeTransaction(db, (tx) =>
      createPairingCode(
        tx,
        { collectiveId: DEMO_ETABLI.id, stationName: 'Bench', byPersonId: null },
        { cloudKey, now: db.clock() },
      ),
    );
    return code;
  });

type Door = { readonly screen: BenchScreen; readonly page: Page };
type Expected = 'badged-in' | 'badged-out';

async function tapAll(
  door: Door,
  passes: readonly WorldPass[],
  expected: Expected,
): Promise<readonly Tap[]> {
  const taps: Tap[] = [];
  for (const pass of passes) taps.push(await tapOnce(door, pass, expected));
  return taps;
}

/** The desks are touched before a Pass that comes in, as the other spaces could be meant. */
async function tapOnce({ screen, page }: Door, pass: WorldPass, expected: Expected): Promise<Tap> {
  const lastResultId = await page.evaluate<string>(
    "document.documentElement.dataset.paintedResultId ?? ''",
  );
  const spaceId = DEMO_ETABLI.spaces.desks;
  if (expected === 'badged-in') {
    screen.wish({ kind: 'choose-space', spaceId });
    await screen.until('desks chosen', ({ badge }) => badge?.chosenSpaceId === spaceId);
  }
  const downAtMs = nowEpochMs();
  const card = unwrap(await putDownVirtualCard({ uidHex: pass.uid, slot: 0 }));
  const painted = await waitForResult(page, lastResultId);
  const tap = tapTimes(screen, painted, { kind: expected, downAtMs });
  await card.remove();
  await wait(REMOVED_MS);
  return tap;
}
