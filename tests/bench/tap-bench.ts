import { setTimeout as wait } from 'node:timers/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { putDownVirtualCard } from '../../src/cli/virtual-card.ts';
import { unwrap } from '../../src/shared/result.ts';
import { lockVirtualReaders, startPcscd } from '../helpers/pcscd.ts';
import type { BenchRow } from './bench-row.ts';
import { openScreen } from './bench-screen.ts';
import type { BenchScreen } from './bench-screen.ts';
import { makeWorld, startCloudProcess } from './bench-world.ts';
import type { BenchWorld, WorldPass } from './bench-world.ts';
import { launchChromium, nowEpochMs, openKiosk, waitForResult } from './kiosk-page.ts';
import { withFolder } from './places.ts';
import { startStation } from './processes.ts';
import { tapRow, tapTimes } from './tap-times.ts';
import type { Tap } from './tap-times.ts';

const TAPS = 40;
const WARM_UPS = 4;
/** pcscd looks at the virtual reader every 400 ms: sooner the next Pass would not be seen to come. */
const REMOVED_MS = 600;

/** A Pass put on the real pcscd until its result is on glass in Chromium: with network, and without. */
export async function benchTap(): Promise<readonly BenchRow[]> {
  const pcscd = await startPcscd();
  if (pcscd === null) {
    return [notYet('tap to painted result', 'pcscd and vsmartcard-vpcd are not installed')];
  }
  const release = await lockVirtualReaders();
  try {
    return await withFolder('tap', measureTaps);
  } finally {
    await release();
    await pcscd.stop();
  }
}

async function measureTaps(folder: string): Promise<readonly BenchRow[]> {
  const world = await makeWorld(join(folder, 'cloud'), 2 * TAPS + WARM_UPS);
  const cloud = await startCloudProcess(world.dataDir);
  const station = await startStation({
    dataDir: join(folder, 'station'),
    cloudUrl: cloud.url,
    pcsc: true,
    pairingCode: world.pairingCode,
  });
  const browser = await launchChromium();
  try {
    const screen = await openScreen(station.kioskUrl);
    const page = await openKiosk(browser, station.kioskUrl);
    await signIn(screen, page, world);
    const till = { screen, page, world };
    const passes = [...world.passes];
    await tapAll(till, passes.splice(0, WARM_UPS));
    const online = await tapAll(till, passes.splice(0, TAPS));
    await cloud.stop();
    await screen.until('no network', ({ network }) => network.kind === 'offline');
    const offline = await tapAll(till, passes.splice(0, TAPS));
    screen.close();
    return [
      tapRow('tap, network on, a reserve asked for the sale', online, 250),
      notYet('tap, reserved before', 'a station asks for a reserve at each sale: the cushion is 0'),
      tapRow('tap, without network', offline, 150),
    ];
  } finally {
    await browser.close();
    await station.stop();
    await cloud.stop();
  }
}

type Till = {
  readonly screen: BenchScreen;
  readonly page: Page;
  readonly world: BenchWorld;
};

async function signIn(screen: BenchScreen, page: Page, world: BenchWorld): Promise<void> {
  await screen.until('reader ready', ({ readers }) => readers.pcsc === 'ready');
  await screen.until('point of sale', ({ pointOfSaleId }) => pointOfSaleId !== null);
  screen.wish({ kind: 'sign-in-with-pin', pin: world.staff.pin });
  await screen.until('signed in', ({ session }) => session.kind === 'signed-in');
  await page.waitForSelector(productTile(world));
}

const productTile = ({ product }: BenchWorld): string => `[data-product="${product.id}"]`;

async function tapAll(till: Till, passes: readonly WorldPass[]): Promise<readonly Tap[]> {
  const taps: Tap[] = [];
  for (const pass of passes) taps.push(await tapOnce(till, pass));
  return taps;
}

/** One coffee: the article is touched on the page, the Pass is put down, the result is painted. */
async function tapOnce({ screen, page, world }: Till, pass: WorldPass): Promise<Tap> {
  const lastResultId = await page.evaluate<string>(
    "document.documentElement.dataset.paintedResultId ?? ''",
  );
  await page.click(productTile(world));
  await screen.until('article in the basket', ({ basket }) => basket.lines.length === 1);
  await page.waitForSelector(`${productTile(world)} .tile-count`);
  const downAtMs = nowEpochMs();
  const card = unwrap(await putDownVirtualCard({ uidHex: pass.uid, slot: 0 }));
  const painted = await waitForResult(page, lastResultId);
  const tap = tapTimes(screen, painted, { kind: 'sale-done', downAtMs });
  await card.remove();
  await wait(REMOVED_MS);
  return tap;
}

const notYet = (what: string, note: string): BenchRow => ({ what, value: null, unit: 'ms', note });
