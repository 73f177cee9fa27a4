import { join } from 'node:path';
import { BrowserWindow } from 'electron';
import { watchAlive } from '../../src/shared/node/watch-alive.ts';
import type { Notice } from './notice.ts';
import { planReload } from './plan-reload.ts';
import { WAITING_URL } from './security.ts';
import { isShellShortcut, windowOptions } from './window-options.ts';

/** A page whose script does not move for 6 to 8 s is hung: nobody waits that long at a bar. */
const LOOK = { everyMs: 2_000, missesMax: 3 } as const;
/** Where the look runs: beside the page, which cannot see or stop it. */
const LOOK_WORLD = 4_711;
const LOAD_AGAIN_MS = 1_000;

export type Shown =
  | { readonly kind: 'notice'; readonly notice: Notice }
  | { readonly kind: 'kiosk'; readonly url: string };

export type KioskWindow = {
  /** Shows the station, or a notice while there is none. */
  readonly show: (shown: Shown) => void;
  /** What the waiting page says now. */
  readonly notice: () => Notice;
  /** Loads the station's page again, when it died too often. */
  readonly tryAgain: () => void;
  readonly focus: () => void;
  /** Lets the window close: otherwise a full-screen kiosk stays. */
  readonly allowClose: () => void;
};

/** The one window. A page that dies or hangs is loaded again on the same basket: the station has it. */
export function openKioskWindow(options: {
  readonly isFullScreen: boolean;
  readonly first: Shown;
  readonly log: (line: string) => void;
}): KioskWindow {
  const window = new BrowserWindow(
    windowOptions({
      isFullScreen: options.isFullScreen,
      preloadPath: join(import.meta.dirname, '..', 'preload', 'index.cjs'),
    }),
  );
  const page = createPage(window, options.first, options.log);
  let mayClose = !options.isFullScreen;

  window.on('close', (event) => {
    if (!mayClose) event.preventDefault();
  });
  window.on('leave-full-screen', () => {
    if (!mayClose) window.setKiosk(options.isFullScreen);
  });
  window.webContents.on('before-input-event', (event, input) => {
    if (options.isFullScreen && isShellShortcut(input)) event.preventDefault();
  });
  window.once('ready-to-show', () => window.show());

  return {
    show: page.show,
    notice: page.notice,
    tryAgain: page.tryAgain,
    focus: () => {
      if (window.isDestroyed()) return;
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    allowClose: () => {
      mayClose = true;
    },
  };
}

type Page = Pick<KioskWindow, 'show' | 'notice' | 'tryAgain'>;

/** What stands in the window: loaded, and loaded again when it dies, hangs or does not come. */
function createPage(window: BrowserWindow, first: Shown, log: (line: string) => void): Page {
  const { webContents } = window;
  let wanted = first;
  /** Stands instead of what is wanted, after too many deaths. */
  let isCalm = false;
  let deathsInRow = 0;
  let loadedAtMs = 0;
  let loadTimer: NodeJS.Timeout | undefined;
  let stopLooking = (): void => undefined;

  const notice = (): Notice => {
    if (isCalm) return { kind: 'page-stopped' };
    return wanted.kind === 'notice' ? wanted.notice : { kind: 'starting' };
  };
  const load = (address: string): void => {
    clearTimeout(loadTimer);
    stopLooking();
    if (window.isDestroyed()) return;
    loadedAtMs = performance.now();
    // What does not come is seen by did-fail-load.
    webContents.loadURL(address).catch(() => undefined);
  };
  const loadWanted = (): void => {
    isCalm = false;
    load(wanted.kind === 'kiosk' ? wanted.url : WAITING_URL);
  };
  const loadAfter = (waitMs: number): void => {
    clearTimeout(loadTimer);
    loadTimer = setTimeout(loadWanted, waitMs);
  };

  webContents.on('render-process-gone', (_event, { reason }) => {
    stopLooking();
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    const plan = planReload({ livedMs: performance.now() - loadedAtMs, deathsInRow });
    log(`the page died (${reason}), ${plan.deathsInRow} in a row: ${plan.shows}`);
    ({ deathsInRow } = plan);
    if (plan.shows === 'calm-page') {
      isCalm = true;
      load(WAITING_URL);
    }
    loadAfter(plan.waitMs);
  });
  webContents.on('did-fail-load', (_event, code, description, _url, isMainFrame) => {
    // ERR_ABORTED: another load took its place.
    if (!isMainFrame || code === -3) return;
    log(`the page did not come: ${description}`);
    // Not Chromium's own error page, which no catalogue has written.
    load(WAITING_URL);
    loadAfter(LOAD_AGAIN_MS);
  });
  webContents.on('did-finish-load', () => {
    // Nothing to go back to: neither the waiting page nor the address with the key.
    webContents.navigationHistory.clear();
    stopLooking();
    stopLooking = watchAlive({
      ...LOOK,
      look: () => isMoving(window),
      onHung: () => {
        log('the page hangs');
        if (!window.isDestroyed()) webContents.forcefullyCrashRenderer();
      },
    });
  });
  window.on('closed', () => {
    clearTimeout(loadTimer);
    stopLooking();
  });
  loadWanted();

  return {
    show: (next) => {
      // The page connects again by itself when the same station comes back: nothing to load.
      const isSame = JSON.stringify(next) === JSON.stringify(wanted);
      wanted = next;
      // While the calm page stands, only its button or its minute brings the station back.
      if (!isSame && !(isCalm && next.kind === 'kiosk')) loadWanted();
    },
    notice,
    tryAgain: loadWanted,
  };
}

/** Whether the page's script answers. Somebody who looks into it with the tools may stop it. */
async function isMoving({ webContents }: BrowserWindow): Promise<boolean> {
  if (webContents.isDevToolsOpened()) return true;
  return (await webContents.executeJavaScriptInIsolatedWorld(LOOK_WORLD, [{ code: '1' }])) === 1;
}
