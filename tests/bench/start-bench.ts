import { spawnSync } from 'node:child_process';
import type { BenchRow } from './bench-row.ts';
import { prepareStation } from './bench-station.ts';
import { launchChromium, nowEpochMs, openKiosk, waitUntilPainted } from './kiosk-page.ts';
import { withFolder } from './places.ts';
import { startStation } from './processes.ts';
import { interleave, median, spread } from './statistics.ts';
import { lockVirtualReaders, startPcscd } from '../helpers/pcscd.ts';

const ROUNDS = 9;
const NO_CLOUD = 'http://127.0.0.1:9';
/** Sign-in, whatever a Pass that somebody left on a reader makes it say. */
const SIGN_IN = '.calm-side';

/** Starts of the station and of the kiosk. */
export const benchStart = (): Promise<readonly BenchRow[]> =>
  withFolder('start', async (dataDir) => {
    await prepareStation(dataDir);
    const pcscd = await startPcscd();
    const release = await lockVirtualReaders();
    try {
      return await measureStarts(dataDir);
    } finally {
      await release();
      await pcscd?.stop();
    }
  });

async function measureStarts(dataDir: string): Promise<readonly BenchRow[]> {
  const rounds = await interleave(
    [
      { name: 'station', round: () => startOnly(dataDir) },
      { name: 'empty program', round: startEmptyProgram },
      { name: 'kiosk', round: () => startKiosk(dataDir) },
      { name: 'empty page', round: paintEmptyPage },
    ],
    { rounds: ROUNDS },
  );
  return [
    {
      what: 'station: process start to ready',
      value: median(rounds.of('station')),
      unit: 'ms',
      baseline: { what: 'Node that does nothing', value: median(rounds.of('empty program')) },
      ratio: rounds.ratio('station', 'empty program'),
      note: spread(rounds.of('station'), 'ms'),
    },
    {
      what: 'kiosk: station and Chromium started together, to the painted sign-in',
      value: median(rounds.of('kiosk')),
      unit: 'ms',
      target: { of: 'value', atMost: 3_000 },
      baseline: { what: 'Chromium with an empty page', value: median(rounds.of('empty page')) },
      ratio: rounds.ratio('kiosk', 'empty page'),
      note: spread(rounds.of('kiosk'), 'ms'),
    },
  ];
}

async function startOnly(dataDir: string): Promise<number> {
  const station = await startStation({ dataDir, cloudUrl: NO_CLOUD, pcsc: true });
  await station.stop();
  return station.startMs;
}

function startEmptyProgram(): number {
  const startedMs = performance.now();
  spawnSync(process.execPath, ['-e', '']);
  return performance.now() - startedMs;
}

/** As the window does it: both start at once, the page opens when the station says where. */
async function startKiosk(dataDir: string): Promise<number> {
  const startedAtMs = nowEpochMs();
  const [station, browser] = await Promise.all([
    startStation({ dataDir, cloudUrl: NO_CLOUD, pcsc: true }),
    launchChromium(),
  ]);
  try {
    const page = await openKiosk(browser, station.kioskUrl);
    return (await waitUntilPainted(page, SIGN_IN)) - startedAtMs;
  } finally {
    await browser.close();
    await station.stop();
  }
}

async function paintEmptyPage(): Promise<number> {
  const startedAtMs = nowEpochMs();
  const browser = await launchChromium();
  try {
    const page = await openKiosk(browser, 'data:text/html,<p class="calm-side">.');
    return (await waitUntilPainted(page, SIGN_IN)) - startedAtMs;
  } finally {
    await browser.close();
  }
}
