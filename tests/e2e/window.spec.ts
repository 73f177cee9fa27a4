import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { ElectronApplication } from '@playwright/test';
import { keepPicture } from '../helpers/page/screens.ts';
import { STAFF } from '../helpers/station-knowledge.ts';
import { prepareStation } from './prepared-station.ts';
import type { PreparedStation } from './prepared-station.ts';
import { descendantsOf, isRunning } from '../helpers/processes.ts';
import { openWindow, startAgain, typePin } from './window.ts';
import type { OpenedWindow } from './window.ts';

/** The window's own life: one of it, how it is left, and what it says when there is no till. */

let station: PreparedStation;
let opened: OpenedWindow | undefined;

test.beforeEach(async () => {
  station = await prepareStation();
  opened = undefined;
});
test.afterEach(async () => {
  await opened?.app.close();
  station.remove();
});

const open = async (env: Readonly<Record<string, string>> = {}): Promise<OpenedWindow> => {
  opened = await openWindow({ ...station.env, ...env });
  return opened;
};

/** A touch that ends the app, maybe before it is told that it was done. */
async function leaveBy(app: ElectronApplication, touch: () => Promise<void>): Promise<void> {
  const closed = app.waitForEvent('close');
  await touch().catch(() => undefined);
  await closed;
}

test('a second start shows the first window and ends, without a second station', async () => {
  const { app, pid, page } = await open();
  await expect(page.locator('.keypad')).toBeVisible();
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  const before = descendantsOf(pid).filter(({ command }) => command.includes('station/main'));

  const second = startAgain(station.env);
  const [code] = await once(second, 'exit');
  expect(code).toBe(0);
  await expect
    .poll(() =>
      app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().map((one) => one.isVisible()),
      ),
    )
    .toEqual([true]);
  expect(descendantsOf(pid).filter(({ command }) => command.includes('station/main'))).toEqual(
    before,
  );
});

test('a full-screen kiosk is left by a manager’s PIN only, and takes its station along', async () => {
  const { app, page, pid, stationPid } = await open({ KIOSK_FULL_SCREEN: '1' });
  await expect(page.locator('.keypad')).toBeVisible();
  const watched = [pid, stationPid()];
  const isKiosk = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.isKiosk(),
  );
  expect(isKiosk).toBe(true);

  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await page.keyboard.press('Control+w');
  await page.keyboard.press('F11');
  await page.getByRole('button', { name: 'Fermer la fenêtre' }).click();
  await keepPicture(page, 'window-leave');
  await typePin(page, STAFF.cashier.pin);
  await expect(page.getByRole('alert')).toContainText('n’est pas celui d’un responsable');
  expect(watched.map(isRunning)).toEqual([true, true]);

  await leaveBy(app, () => typePin(page, STAFF.manager.pin));
  opened = undefined;
  await expect.poll(() => watched.map(isRunning)).toEqual([false, false]);
});

test('the system may end it, also in full screen: the station stops in order', async () => {
  const { app, page, pid, stationPid, log } = await open({ KIOSK_FULL_SCREEN: '1' });
  await expect(page.locator('.keypad')).toBeVisible();
  const watched = [pid, stationPid()];
  const closed = app.waitForEvent('close');
  process.kill(pid, 'SIGTERM');
  await closed;
  opened = undefined;
  await expect.poll(() => watched.map(isRunning)).toEqual([false, false]);
  expect(log()).not.toContain('the station ended');
});

test('it keeps the screen awake', async () => {
  const { app } = await open();
  const isAwake = await app.evaluate(({ powerSaveBlocker }) => powerSaveBlocker.isStarted(0));
  expect(isAwake).toBe(true);
});

test('a station that cannot start is told in plain words; once repaired, a touch starts it', async () => {
  const database = join(station.dataDir, 'work.sqlite');
  const version = setVersion(database, 99);
  const { page, app } = await open({ KIOSK_HELPER: 'Nolwenn, 06 12 34 56 78' });
  await expect(page.locator('body')).toHaveAttribute('data-notice', 'failed');
  await expect(page.locator('h1')).toHaveText('La caisse ne peut pas s’allumer');
  await expect(page.locator('main')).toContainText(
    'Ses données viennent d’une version plus récente. Installez cette version, puis réessayez.',
  );
  await expect(page.locator('main')).toContainText('Qui peut aider : Nolwenn, 06 12 34 56 78');
  await expect(page.locator('.detail')).toContainText('work.sqlite was made by a newer version');
  await page.evaluate(() => document.fonts.ready);
  await keepPicture(page, 'window-cannot-start');
  const drawn = await page.evaluate(() => ({
    font: document.fonts.check('20px "Atkinson Hyperlegible Next"'),
    dusk: document.querySelector('img')?.naturalWidth ?? 0,
    target: document.querySelector('.actions a')?.getBoundingClientRect().height ?? 0,
  }));
  expect(drawn.font).toBe(true);
  expect(drawn.dusk).toBeGreaterThan(0);
  expect(drawn.target).toBeGreaterThanOrEqual(64);

  setVersion(database, version);
  await page.getByRole('link', { name: 'Réessayer' }).click();
  await expect(page.locator('.keypad')).toBeVisible();
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('without a till even a full-screen kiosk can be closed, so that somebody can repair', async () => {
  setVersion(join(station.dataDir, 'work.sqlite'), 99);
  const { page, app, pid } = await open({ KIOSK_FULL_SCREEN: '1', KIOSK_LANGUAGE: 'en' });
  await expect(page.locator('h1')).toHaveText('The till cannot start');
  await leaveBy(app, () => page.getByRole('link', { name: 'Close' }).click());
  opened = undefined;
  await expect.poll(() => isRunning(pid)).toBe(false);
});

test('a page that dies six times in a row makes room for a calm one, until a touch', async () => {
  const { app, inPage, stationPid } = await open();
  const killPage = (): Promise<void> =>
    app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      const gone = new Promise<void>((resolve) =>
        contents?.once('render-process-gone', () => resolve()),
      );
      contents?.forcefullyCrashRenderer();
      await gone;
    });
  const notice = () => inPage('document.body?.dataset.notice');
  const kiosk = () => inPage(`document.querySelector('.keypad') !== null`);
  const before = stationPid();
  for (let deaths = 1; deaths <= 6; deaths += 1) {
    await expect.poll(kiosk, { timeout: 10_000, intervals: [50] }).toBe(true);
    await killPage();
  }
  await expect.poll(notice, { timeout: 10_000 }).toBe('page-stopped');
  const words = await inPage('document.body.innerText');
  expect(words).toContain('L’écran s’est arrêté plusieurs fois');
  expect(words).toContain('Appelez la personne qui s’occupe de la caisse.');
  await inPage(`document.querySelector('.actions a').click()`);
  await expect.poll(kiosk, { timeout: 10_000 }).toBe(true);
  expect(stationPid()).toBe(before);
});

/** Writes the version of an SQLite file, as a newer version of the station would; gives the old one. */
function setVersion(database: string, version: number): number {
  const code = `
    const db = require('better-sqlite3')(process.argv[1]);
    process.stdout.write(String(db.pragma('user_version', { simple: true })));
    db.pragma('user_version = ' + process.argv[2]);`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', code, database, String(version)], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return Number(stdout);
}
