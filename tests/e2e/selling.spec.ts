import { expect, test } from '@playwright/test';
import { keepPicture } from '../helpers/page/screens.ts';
import { PRODUCTS, STAFF } from '../helpers/station-knowledge.ts';
import { prepareStation } from './prepared-station.ts';
import type { PreparedStation } from './prepared-station.ts';
import { openWindow, signIn } from './window.ts';
import type { OpenedWindow } from './window.ts';

/** Sales in the real window on a real station, and what happens when one of the two dies. */

/** DESIGN 1, "Who may fail": window and station are back on the same basket within that time. */
const BACK_MS_MAX = 2_000;
const LOOK_EVERY_MS = 20;

let station: PreparedStation;
let opened: OpenedWindow;

test.beforeEach(async () => {
  station = await prepareStation();
  opened = await openWindow(station.env);
  await signIn(opened.page, STAFF.cashier.pin);
});
test.afterEach(async () => {
  await opened.app.close();

  station.remove();
});

async function fillBasket(): Promise<void> {
  await opened.page.locator('.tile', { hasText: PRODUCTS.tea.name }).click();
  await opened.page.locator('.tile', { hasText: PRODUCTS.soda.name }).click();
  await expect(opened.page.locator('.line')).toHaveCount(2);
}

/** Milliseconds until this is true in the page; the page may be dead meanwhile. */
async function msUntil(code: string, fromMs = performance.now()): Promise<number> {
  await expect
    .poll(() => opened.inPage(`Boolean(${code})`), {
      intervals: [LOOK_EVERY_MS],
      timeout: 10_000,
      message: code,
    })
    .toBe(true);
  return performance.now() - fromMs;
}

const BASKET_IS_BACK = `
  document.querySelectorAll('.basket .line').length === 2 &&
  document.querySelector('.away') === null`;

test('a sale is done in the window, by a Pass and then in cash', async () => {
  const { page } = opened;
  await fillBasket();
  await page.locator('.tray-pass').click();
  const result = page.locator('.result');
  await expect(result).toContainText('5,30');
  // RULES 10.1: gift first, 4.70 is left.
  await expect(result).toContainText('4,70');
  await keepPicture(page, 'window-sale-done');
  await result.getByRole('button', { name: 'Fermer' }).click();

  await fillBasket();
  await page.locator('.stub').getByRole('button', { name: 'Espèces' }).click();
  await page.locator('.notes .button', { hasText: '20' }).click();
  await page.locator('.cash-confirm').click();
  await expect(page.locator('.result')).toContainText('4,70');
  await expect(page.locator('.line')).toHaveCount(0);
});

test('the station is killed: the window is back within 2 s on the same basket, and sells', async () => {
  await fillBasket();
  const killed = opened.stationPid();
  const fromMs = performance.now();
  process.kill(killed, 'SIGKILL');
  await msUntil(`document.querySelector('.away') !== null`);
  const backMs = await msUntil(BASKET_IS_BACK, fromMs);
  test.info().annotations.push({ type: 'station back', description: `${Math.round(backMs)} ms` });
  expect(backMs).toBeLessThan(BACK_MS_MAX);
  expect(opened.stationPid()).not.toBe(killed);

  await opened.page.locator('.tray-pass').click();
  await expect(opened.page.locator('.result')).toContainText('5,30');
});

test('the page is killed: it is back within 2 s on the same basket', async () => {
  await fillBasket();
  const stationPid = opened.stationPid();
  const pagePid = await opened.app.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0,
  );
  process.kill(pagePid, 'SIGKILL');
  const backMs = await msUntil(BASKET_IS_BACK);
  test.info().annotations.push({ type: 'page back', description: `${Math.round(backMs)} ms` });
  expect(backMs).toBeLessThan(BACK_MS_MAX);
  expect(opened.stationPid()).toBe(stationPid);
});

test('a page that hangs is noticed without a touch, and comes back on the same basket', async () => {
  await fillBasket();
  await opened.page.evaluate(() => {
    setTimeout(() => {
      for (;;);
    });
  });
  await expect.poll(() => opened.log(), { timeout: 15_000 }).toContain('the page hangs');
  expect(await msUntil(BASKET_IS_BACK)).toBeLessThan(BACK_MS_MAX);
});
