import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, expect } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import { descendantsOf, findDescendant, isRunning } from '../helpers/processes.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The runtime that `npm test` prepares, or one of the machine. */
export const ELECTRON = join(
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] || join(ROOT, '.cache', 'electron-test', 'runtime'),
  'electron',
);

/** Chromium has no sandbox for root, and these are the French screens. */
const ARGS = ['--no-sandbox', '--lang=fr'];

const PAGE_ANSWER_MS_MAX = 200;

type Environment = Readonly<Record<string, string>>;

export type OpenedWindow = {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly pid: number;
  /** Runs in the page through the window's process: also after the page died; undefined while it is dead. */
  readonly inPage: (code: string) => Promise<unknown>;
  readonly stationPid: () => number;
  /** What the window and its station wrote, for a failed test. */
  readonly log: () => string;
};

/** Opens the window on a station, as a person would by starting the app. */
export async function openWindow(env: Environment): Promise<OpenedWindow> {
  const app = await launch(env);
  let log = '';
  for (const stream of [app.process().stdout, app.process().stderr]) {
    stream?.on('data', (chunk: Buffer) => (log += chunk.toString('utf8')));
  }
  const pid = app.process().pid ?? 0;
  return {
    app,
    page: await findTill(app),
    pid,
    inPage: (code) =>
      app.evaluate(
        ({ BrowserWindow }, { code, msMax }) =>
          Promise.race([
            BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code),
            // A page that is dead does not even refuse.
            new Promise((resolve) => setTimeout(resolve, msMax)),
          ]),
        { code, msMax: PAGE_ANSWER_MS_MAX },
      ),
    stationPid: () => {
      const station = findDescendant(pid, 'station/main');
      expect(station, `no station under the window\n${log}`).toBeDefined();
      return station?.pid ?? 0;
    },
    log: () => log,
  };
}

const LAUNCH_MS_MAX = 15_000;
const LAUNCH_TRIES = 3;

/**
 * Playwright's own connection to a starting Electron sometimes never answers, about once in thirty
 * starts, and nothing bounds it. The window itself runs: it is ended and started again.
 */
async function launch(env: Environment, tries = LAUNCH_TRIES): Promise<ElectronApplication> {
  const launched = _electron.launch({
    executablePath: ELECTRON,
    args: ARGS,
    env: { ...cleanEnvironment(), ...env },
    cwd: ROOT,
  });
  const answering = launched.then(async (app) => {
    await findTill(app);
    await app.evaluate(() => true);
    return app;
  });
  const late = new Promise<null>((done) => setTimeout(() => done(null), LAUNCH_MS_MAX));
  const app = await Promise.race([answering, late]);
  if (app !== null) return app;
  answering.catch(() => undefined);
  expect(tries, 'Electron never answered Playwright').toBeGreaterThan(1);
  // Its station too: the next one needs the same files and the same port.
  const left = descendantsOf(process.pid).filter(
    ({ command }) => command.startsWith(ELECTRON) || command.includes('station/main'),
  );
  for (const child of left) kill(child.pid);
  await expect.poll(() => left.filter((child) => isRunning(child.pid))).toEqual([]);
  return launch(env, tries - 1);
}

const TILL_IS_DRAWN = '.keypad, [data-notice="failed"]';
const LOOK_AGAIN_MS = 50;

/** The window of the till: the one for customers may be told first, and never has keys. */
async function findTill(app: ElectronApplication): Promise<Page> {
  await app.firstWindow();
  for (;;) {
    for (const page of app.windows()) {
      const isDrawn = page.locator(TILL_IS_DRAWN).first().isVisible();
      if (await isDrawn.catch(() => false)) return page;
    }
    await new Promise((later) => setTimeout(later, LOOK_AGAIN_MS));
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}

/** Starts the app once more, as somebody who touches its icon again. */
export function startAgain(env: Environment): ChildProcess {
  return spawn(ELECTRON, ARGS, { env: { ...cleanEnvironment(), ...env }, stdio: 'ignore' });
}

/** Settings of this machine's own stations do not reach the tests. */
function cleanEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined || /^(STATION|KIOSK|TIBILLET)_/.test(name) ? [] : [[name, value]],
    ),
  );
}

/** Types six digits on the screen's own keypad. */
export async function typePin(page: Page, pin: string): Promise<void> {
  for (const digit of pin) await page.locator('.keypad').getByText(digit, { exact: true }).click();
}

export async function signIn(page: Page, pin: string): Promise<void> {
  await typePin(page, pin);
  await expect(page.locator('.tile').first()).toBeVisible();
}
