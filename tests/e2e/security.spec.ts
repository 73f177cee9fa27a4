import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { prepareStation } from './prepared-station.ts';
import type { PreparedStation } from './prepared-station.ts';
import { openWindow } from './window.ts';
import type { OpenedWindow } from './window.ts';

/**
 * Electron's security checklist, tried in the running window on the page of a real station. The
 * numbers are those of the list in docs/window.md; what options and source already say is in
 * tests/unit/electron/security.test.ts.
 */

/** A navigation that is not refused has begun by then. */
const SETTLED_MS = 200;

let station: PreparedStation;
let opened: OpenedWindow;
/** Another server of this machine: where no page may go, and nothing may be sent. */
let foreign: Server;
let foreignUrl = '';
let foreignRequests = 0;

test.beforeAll(async () => {
  foreign = createServer((_request, response) => {
    foreignRequests += 1;
    response.setHeader('access-control-allow-origin', '*').end('elsewhere');
  }).listen(0, '127.0.0.1');
  await once(foreign, 'listening');
  foreignUrl = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}/`;
  station = await prepareStation();
  opened = await openWindow(station.env);
  await expect(opened.page.locator('.keypad')).toBeVisible();
});
test.afterAll(async () => {
  await opened.app.close();
  station.remove();
  foreign.close();
});
test.afterEach(async () => {
  // Whatever was tried, the till still stands there, and nothing was asked of anybody else. Seen
  // through the window: Playwright's page waits for a navigation that was refused.
  const url = await opened.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getURL(),
  );
  expect(url).toBe(`http://127.0.0.1:${station.env['STATION_PORT']}/`);
  expect(await opened.inPage(`document.querySelector('.keypad') !== null`)).toBe(true);
  expect(foreignRequests).toBe(0);
});

test('1 the page comes from this machine, and its address does not hold the key', () => {
  expect(opened.page.url()).toBe(`http://127.0.0.1:${station.env['STATION_PORT']}/`);
});

test('2, 20 there is no Node and no Electron in the page', async () => {
  const found = await opened.page.evaluate(() =>
    [
      'require',
      'process',
      'module',
      'Buffer',
      'global',
      '__dirname',
      'electron',
      'ipcRenderer',
    ].filter((name) => name in window),
  );
  expect(found).toEqual([]);
});

test('3, 20 all that the page gets from the window is that it stands in it', async () => {
  expect(await opened.inPage('JSON.stringify(tibilletWindow)')).toBe('{"isDesktop":true}');
  const isChanged = await opened.inPage(`
    (() => {
      try { tibilletWindow.isDesktop = false; } catch {}
      try { tibilletWindow = {}; } catch {}
      return tibilletWindow.isDesktop !== true;
    })()`);
  expect(isChanged).toBe(false);
});

test('2, 3, 4, 6, 8, 9, 10, 12 the running window has the options that were asked for', async () => {
  const preferences = await opened.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      readonly getLastWebPreferences: () => Record<string, unknown>;
    };
    return contents.getLastWebPreferences();
  });
  expect(preferences).toMatchObject({
    nodeIntegration: false,
    contextIsolation: true,
    sandbox: true,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
  });
  expect(preferences['enableBlinkFeatures'] ?? '').toBe('');
});

test('5 every permission is refused but the camera, which reads tickets', async () => {
  const answers = await opened.page.evaluate(async () => {
    const names = ['notifications', 'geolocation', 'microphone', 'midi', 'clipboard-read'];
    const states = await Promise.all(
      names.map(async (name) => (await navigator.permissions.query({ name } as never)).state),
    );
    const asked = await Notification.requestPermission();
    const place = await new Promise<string>((resolve) =>
      navigator.geolocation.getCurrentPosition(
        () => resolve('given'),
        () => resolve('refused'),
      ),
    );
    const use = (what: MediaStreamConstraints) =>
      navigator.mediaDevices.getUserMedia(what).then(
        () => 'given',
        (error: unknown) => (error as DOMException).name,
      );
    const eye = await use({ video: true });
    const eyeAndEar = await use({ video: true, audio: true });
    const ear = await use({ audio: true });
    // The machine may have no camera; it was allowed to look for one.
    return {
      states,
      asked,
      place,
      isEyeRefused: eye === 'NotAllowedError',
      ears: [ear, eyeAndEar],
    };
  });
  expect(answers).toEqual({
    states: Array.from({ length: 5 }, () => 'denied'),
    asked: 'denied',
    place: 'refused',
    isEyeRefused: false,
    ears: [expect.not.stringMatching('given'), expect.not.stringMatching('given')],
  });
});

test('6, 7 nothing is fetched from elsewhere: by policy, and by the window without the policy', async () => {
  const byPage = await opened.page.evaluate(
    (url) =>
      fetch(url).then(
        () => 'came',
        () => 'refused',
      ),
    foreignUrl,
  );
  expect(byPage).toBe('refused');
  // Not bound by the policy of the page, but still by the session.
  const bySession = await opened.app.evaluate(async ({ session }, url) => {
    const kiosk = session.fromPartition('kiosk');
    return kiosk.fetch(url).then(
      () => 'came',
      () => 'refused',
    );
  }, foreignUrl);
  expect(bySession).toBe('refused');
});

test('7 the policy is there and holds: no inline script, no eval, no frame', async () => {
  const { page } = opened;
  const policy = await page.evaluate(async () =>
    (await fetch('/')).headers.get('content-security-policy'),
  );
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain('unsafe');
  const ran = await page.evaluate(async () => {
    const violated = new Promise<string>((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) =>
        resolve(event.effectiveDirective),
      );
    });
    const script = document.createElement('script');
    script.textContent = 'window.wasRun = true';
    document.body.append(script);
    const directive = await violated;
    script.remove();
    const frame = document.createElement('iframe');
    frame.src = '/';
    document.body.append(frame);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const frames = window.frames.length > 0 && frame.contentDocument?.body?.innerText;
    frame.remove();
    return { directive, wasRun: 'wasRun' in window, frames: frames || 'empty' };
  });
  expect(ran).toEqual({ directive: 'script-src-elem', wasRun: false, frames: 'empty' });
});

test('11, 12 a webview stays an unknown element', async () => {
  const made = await opened.page.evaluate((src) => {
    const view = document.createElement('webview');
    view.setAttribute('src', src);
    document.body.append(view);
    const isKnown = 'loadURL' in view;
    view.remove();
    return isKnown;
  }, foreignUrl);
  expect(made).toBe(false);
});

test('14 no other window opens, by script or by a link', async () => {
  const { app, page } = opened;
  const windows = await page.evaluate((url) => {
    const byScript = window.open(url);
    const link = document.createElement('a');
    Object.assign(link, { href: url, target: '_blank' });
    document.body.append(link);
    link.click();
    link.remove();
    return byScript;
  }, foreignUrl);
  expect(windows).toBeNull();
  await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
  const count = await app.evaluate(({ webContents }) => webContents.getAllWebContents().length);
  expect(count).toBe(1);
});

test('14 nothing is downloaded', async () => {
  const { app, page } = opened;
  const started = app.evaluate(
    ({ session }) =>
      new Promise<string>((resolve) => {
        const kiosk = session.fromPartition('kiosk');
        kiosk.once('will-download', (event) =>
          setImmediate(() => resolve(event.defaultPrevented ? 'refused' : 'started')),
        );
        setTimeout(() => resolve('nothing asked'), 2_000);
      }),
  );
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(['x']));
    link.download = 'x.txt';
    document.body.append(link);
    link.click();
    link.remove();
  });
  expect(await started).not.toBe('started');
});

test('17 there is no IPC: nothing in the window listens to a page', async () => {
  const handlers = await opened.app.evaluate(({ ipcMain }) => {
    const { _invokeHandlers: invoked } = ipcMain as unknown as {
      readonly _invokeHandlers?: ReadonlyMap<string, unknown>;
    };
    return { events: ipcMain.eventNames().map(String), invoked: invoked?.size ?? 'unknown' };
  });
  // The one event is Electron's own, so that an error of its own does not end the process.
  expect(handlers).toEqual({ events: ['error'], invoked: 0 });
});

test('18 the scheme of the window serves its page and nothing else', async () => {
  const statuses = await opened.app.evaluate(async ({ session }) => {
    const kiosk = session.fromPartition('kiosk');
    const paths = [
      '',
      'look/tokens.css',
      'package.json',
      'locales/fr/window.json',
      '..%2fdemo/staff.json',
    ];
    return Promise.all(
      paths.map(async (path) => (await kiosk.fetch(`tibillet-kiosk://window/${path}`)).status),
    );
  });
  expect(statuses).toEqual([200, 200, 404, 404, 404]);
});

test('the page cannot go back to where it came from', async () => {
  await opened.page.evaluate(() => history.back());
  await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
  const entries = await opened.app.evaluate(
    ({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.navigationHistory.getAllEntries().length,
  );
  expect(entries).toBe(1);
});

test('the key of the kiosk is not written into the files of the window', async () => {
  const isPersistent = await opened.app.evaluate(({ session }) =>
    session.fromPartition('kiosk').isPersistent(),
  );
  expect(isPersistent).toBe(false);
  const cookies = await opened.app.evaluate(({ session }) =>
    session.fromPartition('kiosk').cookies.get({}),
  );
  expect(cookies.map(({ name, httpOnly }) => ({ name, httpOnly }))).toEqual([
    { name: expect.stringMatching(/^kiosk-[0-9a-f]{8}$/), httpOnly: true },
  ]);
});

// Last: Playwright's page is of no use after a navigation that was refused.
for (const [name, address] of [
  ['another server', () => foreignUrl],
  ['a file', () => 'file:///etc/hostname'],
  ['the waiting page', () => 'tibillet-kiosk://window/'],
  ['a button of the waiting page', () => 'tibillet-kiosk://window/leave'],
  ['a page of Chromium', () => 'chrome://gpu'],
  ['data', () => 'data:text/html,<h1>elsewhere</h1>'],
] as const) {
  test(`13, 18 the page cannot go to ${name}`, async () => {
    await opened.inPage(`void (location.href = ${JSON.stringify(address())})`);
    await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
  });
}
