import { chromium } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { assert } from '../../src/shared/assert.ts';

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const SIZE = { width: 1_024, height: 768 };
const WAIT_MS_MAX = 10_000;

export const launchChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM, args: FLAGS });

export const openKiosk = async (browser: Browser, url: string): Promise<Page> => {
  const page = await browser.newPage({ viewport: SIZE });
  await page.goto(url, { waitUntil: 'commit' });
  return page;
};

/** When an element was on glass, in epoch milliseconds: the second frame after it is there. */
export async function waitUntilPainted(page: Page, selector: string): Promise<number> {
  await page.waitForSelector(selector, { timeout: WAIT_MS_MAX });
  const paintedAtMs = await page.evaluate(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.timeOrigin + performance.now()))))',
  );
  assert(typeof paintedAtMs === 'number', 'the page tells the time');
  return paintedAtMs;
}

/** A result that was really on glass (renderer/bridge/painted.ts). */
export type PaintedResult = { readonly resultId: string; readonly paintedAtMs: number };

/** Waits for a result that is not the last one. */
export async function waitForResult(page: Page, lastResultId: string): Promise<PaintedResult> {
  const another = `html[data-painted-result-id]:not([data-painted-result-id="${lastResultId}"])`;
  await page.waitForSelector(another, { timeout: WAIT_MS_MAX });
  return (await page.evaluate(
    `(({ paintedResultId, paintedAtMs }) => ({
      resultId: paintedResultId,
      paintedAtMs: Number(paintedAtMs),
    }))(document.documentElement.dataset)`,
  )) as PaintedResult;
}

/** Epoch milliseconds, as precise as what the page and the station write. */
export const nowEpochMs = (): number => performance.timeOrigin + performance.now();
