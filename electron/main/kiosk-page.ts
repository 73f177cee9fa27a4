import type { BrowserWindow, WebContents } from 'electron';
import { watchAlive } from '../../src/shared/node/watch-alive.ts';
import type { Notice } from './notice.ts';
import { planReload } from './plan-reload.ts';
import { WAITING_URL } from './security.ts';

/** A page whose script does not move for 5 s is hung: nobody waits that long at a bar. */
const LOOK = { everyMs: 1_000, missesMax: 3 } as const;
/** Where the look runs: beside the page, which cannot see or stop it. */
const LOOK_WORLD = 4_711;
/** A page that does not come is asked for again after that. */
const LOAD_AGAIN_MS = 1_000;
/** Chromium's code for a load that another one replaced. */
const ERR_ABORTED = -3;

export type Shown =
  | { readonly kind: 'notice'; readonly notice: Notice }
  | { readonly kind: 'kiosk'; readonly url: string };

export type Log = (line: string) => void;

export type KioskPage = {
  /** Shows the station, or a notice while there is none. */
  readonly show: (shown: Shown) => void;
  /** What the waiting page says now. */
  readonly notice: () => Notice;
  /** Loads the station's page again, when it died too often. */
  readonly tryAgain: () => void;
};

/**
 * What stands in the window. A page that dies, hangs or does not come is loaded again, on the same
 * basket: the station has it.
 */
export function openPage(
  window: BrowserWindow,
  { first, log }: { readonly first: Shown; readonly log: Log },
): KioskPage {
  const { webContents } = window;
  let wanted = first;
  /** After too many deaths a calm page stands instead of what is wanted. */
  let isCalm = false;
  let deathsInRow = 0;
  const loader = createLoader(window);
  const loadWanted = (): void => {
    isCalm = false;
    loader.load(wanted.kind === 'kiosk' ? wanted.url : WAITING_URL);
  };

  webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    const plan = planReload({ livedMs: loader.livedMs(), deathsInRow });
    log(`the page died (${reason}), ${plan.deathsInRow} in a row: ${plan.shows}`);
    ({ deathsInRow } = plan);
    if (plan.shows === 'calm-page') {
      isCalm = true;
      loader.load(WAITING_URL);
    }
    loader.after(plan.waitMs, loadWanted);
  });
  webContents.on('did-fail-load', (_event, code, description, _url, isMainFrame) => {
    if (!isMainFrame || code === ERR_ABORTED) return;
    log(`the page did not come: ${description}`);
    // Not Chromium's own error page, which no catalogue has written.
    loader.load(WAITING_URL);
    loader.after(LOAD_AGAIN_MS, loadWanted);
  });
  reviveHungPage(webContents, log);
  loadWanted();

  return {
    show: (next) => {
      const isSame = JSON.stringify(next) === JSON.stringify(wanted);
      wanted = next;
      // The same station: its page connects again by itself. And while the calm page stands, only
      // its button or its minute brings the station back.
      if (!isSame && !(isCalm && next.kind === 'kiosk')) loadWanted();
    },
    notice: () => {
      if (isCalm) return { kind: 'page-stopped' };
      return wanted.kind === 'notice' ? wanted.notice : { kind: 'starting' };
    },
    tryAgain: loadWanted,
  };
}

type Loader = {
  readonly load: (address: string) => void;
  /** Does this later, unless something is loaded before. */
  readonly after: (waitMs: number, work: () => void) => void;
  /** Milliseconds since the last load began. */
  readonly livedMs: () => number;
};

function createLoader(window: BrowserWindow): Loader {
  let loadedAtMs = performance.now();
  let timer: NodeJS.Timeout | undefined;
  window.on('closed', () => clearTimeout(timer));
  return {
    load: (address) => {
      clearTimeout(timer);
      if (window.isDestroyed()) return;
      loadedAtMs = performance.now();
      // What does not come is seen by did-fail-load.
      window.webContents.loadURL(address).catch(() => undefined);
    },
    after: (waitMs, work) => {
      clearTimeout(timer);
      timer = setTimeout(work, waitMs);
    },
    livedMs: () => performance.now() - loadedAtMs,
  };
}

/** Looks whether the page's script moves, and ends its process when it does not: it is then loaded again. */
function reviveHungPage(webContents: WebContents, log: Log): void {
  let stopLooking = (): void => undefined;
  webContents.on('did-finish-load', () => {
    // Nothing to go back to: neither the waiting page nor the address with the key.
    webContents.navigationHistory.clear();
    stopLooking();
    stopLooking = watchAlive({
      ...LOOK,
      look: () => isMoving(webContents),
      onHung: () => {
        log('the page hangs');
        if (!webContents.isDestroyed()) webContents.forcefullyCrashRenderer();
      },
    });
  });
  for (const end of ['did-start-loading', 'render-process-gone', 'destroyed'] as const) {
    // The three have listeners of different shapes, of which none is used.
    (webContents as NodeJS.EventEmitter).on(end, () => stopLooking());
  }
}

/** Whether the page's script answers. Somebody who looks into it with the tools may stop it. */
async function isMoving(webContents: WebContents): Promise<boolean> {
  if (webContents.isDevToolsOpened()) return true;
  return (await webContents.executeJavaScriptInIsolatedWorld(LOOK_WORLD, [{ code: '1' }])) === 1;
}
