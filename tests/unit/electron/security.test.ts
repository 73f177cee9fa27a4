import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { actionAt, mayFetch, mayUse } from '../../../electron/main/security.ts';
import { isShellShortcut, windowOptions } from '../../../electron/main/window-options.ts';

/**
 * Electron's security checklist, the part that can be read from options and source. What a page
 * really can and cannot do is tried in the running window: tests/e2e/security.spec.ts. The whole
 * list stands in docs/window.md.
 */

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

const sources = readdirSync(join(ROOT, 'electron'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name, text: withoutComments(join(ROOT, 'electron', name)) }));

function withoutComments(path: string): string {
  return readFileSync(path, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}

const preferences = windowOptions({ isFullScreen: true, preloadPath: '/p' }).webPreferences ?? {};

describe('the options of the window', () => {
  test.each([
    ['2 no Node in the page', 'nodeIntegration', false],
    ['2 no Node in its workers', 'nodeIntegrationInWorker', false],
    ['2 no Node in its frames', 'nodeIntegrationInSubFrames', false],
    ['3 the preload has a world of its own', 'contextIsolation', true],
    ['4 the page is in the sandbox', 'sandbox', true],
    ['6 the same-origin policy holds', 'webSecurity', true],
    ['8 no insecure content in a secure page', 'allowRunningInsecureContent', false],
    ['9 no experimental features', 'experimentalFeatures', false],
    ['11, 12 no webview', 'webviewTag', false],
    ['13 a file dropped on it is not opened', 'navigateOnDragDrop', false],
    ['a kiosk has no developer tools', 'devTools', false],
  ] as const)('%s', (_item, name, value) => {
    expect(preferences[name]).toBe(value);
  });

  test('10 no Blink feature is switched on', () => {
    expect(Object.keys(preferences)).not.toContain('enableBlinkFeatures');
  });

  test('its session is in memory: the key of the kiosk is not written to the disk', () => {
    expect(preferences.partition).toBeDefined();
    expect(preferences.partition).not.toMatch(/^persist:/);
  });

  test('only a kiosk covers the screen', () => {
    const full = windowOptions({ isFullScreen: true, preloadPath: '/p' });
    const plain = windowOptions({ isFullScreen: false, preloadPath: '/p' });
    expect([full.kiosk, full.fullscreen, full.minimizable]).toEqual([true, true, false]);
    expect([plain.kiosk, plain.fullscreen, plain.minimizable]).toEqual([false, false, true]);
  });
});

describe('what a page may use', () => {
  const kiosk = 'http://127.0.0.1:4711';
  const page = `${kiosk}/`;

  test('is the camera alone, and only for the page of the station', () => {
    expect(mayUse('media', { address: page, media: ['video'] }, kiosk)).toBe(true);
    expect(mayUse('media', { address: page, media: ['video', 'audio'] }, kiosk)).toBe(false);
    expect(mayUse('media', { address: page, media: ['audio'] }, kiosk)).toBe(false);
    expect(mayUse('media', { address: page, media: [] }, kiosk)).toBe(false);
    expect(mayUse('media', { address: page, media: [undefined] }, kiosk)).toBe(false);
    expect(mayUse('geolocation', { address: page, media: ['video'] }, kiosk)).toBe(false);
    expect(mayUse('media', { address: 'http://evil.test/', media: ['video'] }, kiosk)).toBe(false);
    expect(mayUse('media', { address: page, media: ['video'] }, null)).toBe(false);
  });
});

describe('the source of the window', () => {
  test('is found', () => {
    expect(sources.map(({ name }) => name)).toContain(join('main', 'index.ts'));
  });

  test.each([
    ['15 opens no address outside', /openExternal|openPath|\bshell\b/],
    [
      '17 has no IPC whose sender would have to be checked',
      /ipcMain|ipcRenderer|MessageChannelMain/,
    ],
    ['18 shows no file:// address', /file:|loadFile|pathToFileURL/],
    ['20 gives the page no Electron', /@electron\/remote|enableRemoteModule/],
    ['loads no code that it was sent', /\beval\(|new Function\(|executeJavaScript\(/],
  ])('%s', (_item, forbidden) => {
    expect(sources.filter(({ text }) => forbidden.test(text)).map(({ name }) => name)).toEqual([]);
  });

  test('17, 20 the preload tells the page one thing, and nothing that can be called', () => {
    const preload = sources.find(({ name }) => name === join('preload', 'index.ts'))?.text ?? '';
    expect(preload.match(/exposeInMainWorld\([^)]*\)/g)).toEqual([
      "exposeInMainWorld('tibilletWindow', { isDesktop: true })",
    ]);
  });
});

describe('16 the Electron that ships', () => {
  /** Raised at each update, never lowered: three majors are kept up to date, a new one each 8 weeks. */
  const OLDEST_MAJOR = 45;

  test('is one exact version, and not an old one', () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      readonly devDependencies: Readonly<Record<string, string>>;
    };
    const version = manifest.devDependencies['electron'] ?? '';
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(Number(version.split('.')[0])).toBeGreaterThanOrEqual(OLDEST_MAJOR);
  });
});

describe('1 what a page may ask for', () => {
  const KIOSK = 'http://127.0.0.1:4711';

  test.each([
    'http://127.0.0.1:4711/assets/index.js',
    'ws://127.0.0.1:4711/screen',
    'tibillet-kiosk://window/',
    'data:image/svg+xml,%3Csvg/%3E',
  ])('%s', (address) => {
    expect(mayFetch(address, KIOSK)).toBe(true);
  });

  test.each([
    'http://127.0.0.1:4712/',
    'http://localhost:4711/',
    'https://127.0.0.1:4711/',
    'http://127.0.0.1:4711.example.org/',
    'http://127.0.0.1:4711@example.org/',
    'ws://127.0.0.1:4712/screen',
    'wss://127.0.0.1:4711/screen',
    'https://example.org/',
    'file:///etc/passwd',
    'tibillet-kiosk://other/',
    'javascript:alert(1)',
    'chrome://gpu',
    'no address',
  ])('never %s', (address) => {
    expect(mayFetch(address, KIOSK)).toBe(false);
  });

  test('nothing of a station while there is none', () => {
    expect(mayFetch('http://127.0.0.1:4711/', null)).toBe(false);
    expect(mayFetch('ws://127.0.0.1:4711/screen', null)).toBe(false);
    expect(mayFetch('tibillet-kiosk://window/look/tokens.css', null)).toBe(true);
  });

  test('a button of the waiting page is its own address and no other', () => {
    expect(actionAt('tibillet-kiosk://window/again')).toBe('again');
    expect(actionAt('tibillet-kiosk://window/leave')).toBe('leave');
    const others = [
      'tibillet-kiosk://window/',
      'tibillet-kiosk://window/leave/',
      'tibillet-kiosk://other/leave',
      'http://127.0.0.1:4711/leave',
    ];
    expect(others.map(actionAt)).toEqual([null, null, null, null]);
  });
});

describe('keys of a kiosk', () => {
  const key = (name: string, held: readonly ('control' | 'alt' | 'meta')[] = []) => ({
    key: name,
    control: held.includes('control'),
    alt: held.includes('alt'),
    meta: held.includes('meta'),
  });

  test.each([
    key('F1'),
    key('F5'),
    key('F11'),
    key('F12'),
    key('BrowserBack'),
    key('r', ['control']),
    key('W', ['control']),
    key('p', ['control']),
    key('+', ['control']),
    key('q', ['meta']),
    key('F4', ['alt']),
    key('ArrowLeft', ['alt']),
  ])('a shortcut of the shell does nothing: %o', (input) => {
    expect(isShellShortcut(input)).toBe(true);
  });

  test.each([
    key('a'),
    key('7'),
    key('Enter'),
    key('Escape'),
    key('Tab'),
    key('ArrowLeft'),
    key('v', ['control']),
    key('C', ['control']),
    // AltGr types the @ of a French keyboard.
    key('@', ['alt']),
    key('@', ['control', 'alt']),
  ])('what people type arrives: %o', (input) => {
    expect(isShellShortcut(input)).toBe(false);
  });
});
