import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test } from '@playwright/test';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { descendantsOf, isRunning } from '../helpers/processes.ts';
import { keepPicture } from '../helpers/page/screens.ts';
import { findFreePort } from './prepared-station.ts';
import { ROOT, signIn } from './window.ts';

/**
 * The app that `npm run dist -- --linux dir` makes: its fuses, and its first start on a machine
 * that has nothing: the whole demo.
 */

const PACK_MS_MAX = 180_000;
const FIRST_START_MS_MAX = 30_000;

let folder = '';
const resources = (): string => join(folder, 'linux-unpacked', 'resources');
const program = (): string => join(folder, 'linux-unpacked', 'tibillet-station');

test.beforeAll(() => {
  test.setTimeout(PACK_MS_MAX);
  folder = mkdtempSync(join(tmpdir(), 'packed-'));
  const output = `--config.directories.output=${folder}`;
  const made = spawnSync(
    process.execPath,
    [join(ROOT, 'build', 'run.mjs'), 'dist', '--linux', 'dir', output],
    { cwd: ROOT, encoding: 'utf8' },
  );
  expect(made.status, made.stdout + made.stderr).toBe(0);
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('19 its fuses are set: no other code, no Node, no tools', async () => {
  const wire = await getCurrentFuseWire(program());
  const states = Object.fromEntries(
    Object.values(FuseV1Options)
      .filter((fuse): fuse is FuseV1Options => typeof fuse === 'number')
      .map((fuse) => [FuseV1Options[fuse], wire[fuse]]),
  );
  expect(states).toMatchObject({
    RunAsNode: FuseState.DISABLE,
    EnableCookieEncryption: FuseState.ENABLE,
    EnableNodeOptionsEnvironmentVariable: FuseState.DISABLE,
    EnableNodeCliInspectArguments: FuseState.DISABLE,
    EnableEmbeddedAsarIntegrityValidation: FuseState.ENABLE,
    OnlyLoadAppFromAsar: FuseState.ENABLE,
    LoadBrowserProcessSpecificV8Snapshot: FuseState.DISABLE,
    GrantFileProtocolExtraPrivileges: FuseState.DISABLE,
  });
});

test('its archive holds the window and nothing else', () => {
  const files = listArchive(join(resources(), 'app.asar'));
  expect(files).toEqual([
    'dist/electron/main/index.js',
    'dist/electron/preload/index.cjs',
    'package.json',
  ]);
});

test('on a machine with nothing it starts the demo, sells, and ends with all that it started', async () => {
  test.setTimeout(60_000);
  const home = mkdtempSync(join(tmpdir(), 'packed-home-'));
  const app = spawn(program(), ['--no-sandbox', '--remote-debugging-port=0'], {
    env: {
      PATH: '/usr/bin:/bin',
      HOME: home,
      XDG_CONFIG_HOME: home,
      DISPLAY: process.env['DISPLAY'],
      XAUTHORITY: process.env['XAUTHORITY'],
      STATION_PORT: String(await findFreePort()),
      TIBILLET_CLOUD_PORT: String(await findFreePort()),
      STATION_PCSC: '0',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [app.stdout, app.stderr]) {
    stream.on('data', (chunk: Buffer) => (log += chunk.toString('utf8')));
  }
  const tools = /DevTools listening on (ws:\S+)/;
  await expect.poll(() => log, { timeout: FIRST_START_MS_MAX }).toMatch(tools);
  const browser = await chromium.connectOverCDP(tools.exec(log)?.[1] ?? '');
  const page = browser.contexts()[0]?.pages()[0];
  expect(page, log).toBeDefined();
  if (page === undefined) return;

  await expect(page.locator('.keypad'), log).toBeVisible({ timeout: FIRST_START_MS_MAX });
  expect(
    await page.evaluate(
      () =>
        (window as { readonly tibilletWindow?: { readonly isDesktop: true } }).tibilletWindow
          ?.isDesktop,
    ),
  ).toBe(true);
  await signIn(page, '246810');
  await page.locator('.tile').first().click();
  await expect(page.locator('.line')).toHaveCount(1);
  await page
    .locator('.stub')
    .getByRole('button', { name: /Espèces|Cash/ })
    .click();
  await page.locator('.cash-confirm').click();
  await expect(page.locator('.result')).toContainText('C’est payé');
  await keepPicture(page, 'window-packed-demo');
  await browser.close();

  const processes = descendantsOf(app.pid ?? 0).map(({ pid }) => pid);
  app.kill('SIGTERM');
  await once(app, 'exit');
  await expect.poll(() => processes.filter(isRunning), { timeout: 10_000 }).toEqual([]);
  rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});

/** Paths in an asar archive: a pickled header of JSON stands before the contents. */
function listArchive(path: string): readonly string[] {
  const file = openSync(path, 'r');
  const sizes = Buffer.alloc(16);
  readSync(file, sizes, 0, 16, 0);
  const header = Buffer.alloc(sizes.readUInt32LE(12));
  readSync(file, header, 0, header.length, 16);
  closeSync(file);
  type Entry = { readonly files?: Readonly<Record<string, Entry>> };
  const paths = (entry: Entry, before: string): readonly string[] =>
    Object.entries(entry.files ?? {}).flatMap(([name, inner]) =>
      inner.files === undefined ? [`${before}${name}`] : paths(inner, `${before}${name}/`),
    );
  return paths(JSON.parse(header.toString('utf8')) as Entry, '').toSorted();
}
