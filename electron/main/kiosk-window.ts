import { join } from 'node:path';
import { BrowserWindow } from 'electron';
import type { BrowserWindowConstructorOptions } from 'electron';
import { WAITING_URL } from './security.ts';

/** Waits before a page that died is loaded again; the last one repeats. */
const RELOAD_WAITS_MS = [0, 250, 1_000, 5_000] as const;
/** A page that lived so long was well. */
const WELL_AFTER_MS = 30_000;
const UNRESPONSIVE_MS_MAX = 5_000;

export const windowOptions = (options: {
  readonly fullScreen: boolean;
  readonly preloadPath: string;
}): BrowserWindowConstructorOptions => ({
  width: 1280,
  height: 800,
  minWidth: 1024,
  minHeight: 700,
  kiosk: options.fullScreen,
  fullscreen: options.fullScreen,
  autoHideMenuBar: true,
  backgroundColor: '#14202b',
  show: false,
  webPreferences: {
    preload: options.preloadPath,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: false,
    devTools: !options.fullScreen,
  },
});

export type KioskWindow = {
  /** Shows the kiosk at its address, or the waiting page while there is none. */
  readonly show: (kioskUrl: string | null) => void;
  readonly focus: () => void;
  /** Lets the window close: otherwise a full-screen kiosk stays. */
  readonly allowClose: () => void;
};

/** The one window. A page that dies or hangs is loaded again on the same basket: the station has it. */
export function openKioskWindow(options: { readonly fullScreen: boolean }): KioskWindow {
  const window = new BrowserWindow(
    windowOptions({
      fullScreen: options.fullScreen,
      preloadPath: join(import.meta.dirname, '..', 'preload', 'index.cjs'),
    }),
  );
  let address: string = WAITING_URL;
  let mayClose = !options.fullScreen;
  let deathsInRow = 0;
  let loadedAtMs = Date.now();
  let hangTimer: NodeJS.Timeout | undefined;

  const load = (): void => {
    if (window.isDestroyed()) return;
    loadedAtMs = Date.now();
    // A refused connection is seen by did-fail-load, which tries again.
    window.loadURL(address).catch(() => undefined);
  };
  const loadAgain = (): void => {
    deathsInRow = Date.now() - loadedAtMs > WELL_AFTER_MS ? 1 : deathsInRow + 1;
    const waitMs = RELOAD_WAITS_MS[Math.min(deathsInRow, RELOAD_WAITS_MS.length) - 1];
    setTimeout(load, waitMs);
  };

  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') loadAgain();
  });
  window.webContents.on('did-fail-load', (_event, code, _description, _url, isMainFrame) => {
    // -3: another load took its place.
    if (isMainFrame && code !== -3) setTimeout(load, 500);
  });
  window.on('unresponsive', () => {
    hangTimer = setTimeout(() => window.webContents.forcefullyCrashRenderer(), UNRESPONSIVE_MS_MAX);
  });
  window.on('responsive', () => clearTimeout(hangTimer));
  window.on('close', (event) => {
    if (!mayClose) event.preventDefault();
  });
  window.webContents.on('before-input-event', (event, input) => {
    if (options.fullScreen && isShellShortcut(input)) event.preventDefault();
  });
  window.once('ready-to-show', () => window.show());
  window.setMenu(null);
  load();

  return {
    show: (kioskUrl) => {
      const next = kioskUrl ?? WAITING_URL;
      // The page reconnects by itself when the same station comes back: nothing to load again.
      if (next === address) return;
      address = next;
      load();
    },
    focus: () => {
      if (window.isMinimized()) window.restore();
      window.focus();
    },
    allowClose: () => {
      mayClose = true;
    },
  };
}

/** Keys that a browser gives a meaning and a kiosk does not: reload, zoom, print, tools, close. */
export function isShellShortcut(input: {
  readonly key: string;
  readonly control: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
}): boolean {
  if (/^F([1-9]|1[0-2])$/.test(input.key)) return true;
  if (input.alt && (input.key === 'F4' || input.key.startsWith('Arrow'))) return true;
  const isTextEditing = ['a', 'c', 'v', 'x', 'z'].includes(input.key.toLowerCase());
  return (input.control || input.meta) && !isTextEditing;
}
