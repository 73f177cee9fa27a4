import { join } from 'node:path';
import { app, Menu, powerSaveBlocker, protocol, session } from 'electron';
import { STATION_CONFIG_ENV } from '../../src/contract/config/station.ts';
import { readWindowConfig } from '../../src/contract/config/window.ts';
import type { WindowConfig } from '../../src/contract/config/window.ts';
import { isReadyMessage, readSupervisedMessage } from '../../src/contract/supervised.ts';
import { assertNever } from '../../src/shared/assert.ts';
import { EXIT_WAITS_FOR_SOMEBODY } from '../../src/shared/exit-codes.ts';
import { answersHttp } from '../../src/shared/node/answers-http.ts';
import { createSupervisor } from '../../src/shared/node/supervisor.ts';
import type { Down, Supervisor } from '../../src/shared/node/supervisor.ts';
import { openCustomerWindow } from './customer-window.ts';
import type { CustomerWindow } from './customer-window.ts';
import type { Shown } from './kiosk-page.ts';
import { openKioskWindow } from './kiosk-window.ts';
import type { KioskWindow } from './kiosk-window.ts';
import { actionsOf } from './notice.ts';
import type { NoticeAction } from './notice.ts';
import { chooseProgram } from './program.ts';
import { guardContents, guardSession, WAITING_SCHEME } from './security.ts';
import { createWaitingPage } from './waiting-page.ts';
import { KIOSK_PARTITION } from './window-options.ts';

/**
 * The window and its supervisor: starts the station with the Node that ships beside the app,
 * keeps it running, and shows its screen. No business rule lives here, and no page can call it:
 * there is no IPC. docs/window.md tells the whole.
 */

/** Deaths in a row, before any start, after which the waiting page says that something is wrong. */
const DEATHS_BEFORE_WORDS = 3;

const log = (line: string): void => void process.stderr.write(`window: ${line}\n`);

/** The folder with `package.json`, `dist` and `resources`: beside the app, or the checkout. */
const stationFolder = app.isPackaged
  ? join(process.resourcesPath, 'station')
  : join(import.meta.dirname, '..', '..', '..');

const config = readWindowConfig(process.env);
if (config.ok) begin(config.value);
else {
  log(config.error);
  app.exit(EXIT_WAITS_FOR_SOMEBODY);
}

function begin(settings: WindowConfig): void {
  // Electron would show a dialog that nobody at a bar can answer. The window holds no state worth a halt.
  process.on('uncaughtException', (error) => log(error.stack ?? error.message));
  const folder = folderBesideStation();
  if (folder !== undefined) app.setPath('userData', folder);

  // One till, one window: a second start shows the first one and ends.
  if (!app.requestSingleInstanceLock()) return app.exit(0);
  // Root, as in a container, has no sandbox: Chromium refuses to start when it is asked for both.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  // A hand on a touch screen is neither a "back" gesture nor a zoom.
  app.commandLine.appendSwitch('overscroll-history-navigation', '0');
  app.commandLine.appendSwitch('disable-pinch');
  Menu.setApplicationMenu(null);
  protocol.registerSchemesAsPrivileged([
    { scheme: WAITING_SCHEME, privileges: { standard: true, secure: true } },
  ]);
  run(settings);
}

/** Each station has its own window; without a folder of a station, Electron's usual place. */
function folderBesideStation(): string | undefined {
  const folder = process.env[STATION_CONFIG_ENV.dataDir] ?? '';
  return folder === '' ? undefined : join(folder, 'window');
}

function run(settings: WindowConfig): void {
  let shown: Shown = { kind: 'notice', notice: { kind: 'starting' } };
  let window: KioskWindow | undefined;
  let customers: CustomerWindow | undefined;
  const show = (next: Shown): void => {
    shown = next;
    window?.show(next);
    customers?.show(next);
  };
  const kioskOrigin = (): string | null =>
    shown.kind === 'kiosk' ? new URL(shown.url).origin : null;

  const supervisor = superviseStation(settings, {
    kioskUrl: () => (shown.kind === 'kiosk' ? shown.url : null),
    show,
    leave: () => app.quit(),
    onDown: ({ downsInRow, waitMs, ...end }) => {
      log(`the station ended ${JSON.stringify({ ...end, downsInRow, waitMs })}`);
      // A page of the station that stands says itself that it is away. A failure keeps its sentence.
      const isUnexplained = shown.kind === 'notice' && shown.notice.kind !== 'failed';
      if (isUnexplained && (waitMs === null || downsInRow >= DEATHS_BEFORE_WORDS)) {
        show({ kind: 'notice', notice: { kind: 'slow' } });
      }
    },
  });
  const onAction = (action: NoticeAction): void => {
    const notice = window?.notice();
    if (notice === undefined || !actionsOf(notice).includes(action)) return;
    if (action === 'leave') return app.quit();
    if (notice.kind === 'page-stopped') return window?.tryAgain();
    show({ kind: 'notice', notice: { kind: 'starting' } });
    supervisor.start();
  };

  // Whoever may quit may close: a manager's PIN, the system, whoever started the window. The
  // buttons and keys of a window manager only close, and a kiosk refuses that.
  app.on('before-quit', () => window?.allowClose());
  stopStationAtEnd(supervisor);
  app.on('second-instance', () => window?.focus());
  app.on('child-process-gone', (_event, { type, reason }) => log(`${type} process: ${reason}`));
  app.on('web-contents-created', (_event, contents) =>
    guardContents(contents, { kioskOrigin, onAction }),
  );
  // Before the window: both start at the same time.
  supervisor.start();
  app.once('ready', () => {
    const kioskSession = session.fromPartition(KIOSK_PARTITION);
    guardSession(kioskSession, { kioskOrigin, onAction });
    const waitingPage = createWaitingPage({
      resourcesFolder: join(stationFolder, 'resources'),
      language: settings.language,
      helper: settings.helper,
    });
    kioskSession.protocol.handle(WAITING_SCHEME, ({ url }) =>
      waitingPage(url, window?.notice() ?? { kind: 'starting' }),
    );
    powerSaveBlocker.start('prevent-display-sleep');
    ({ window, customers } = openWindows(settings, shown));
  });
}

/** The till's window, and the one for the person in front of it. */
function openWindows(
  settings: WindowConfig,
  first: Shown,
): { readonly window: KioskWindow; readonly customers: CustomerWindow } {
  const window = openKioskWindow({ isFullScreen: settings.fullScreen, first, log });
  const customers = openCustomerWindow({
    // A till in a window leaves the other displays to whoever works on them.
    mode:
      settings.customerDisplay === 'auto' && !settings.fullScreen
        ? 'off'
        : settings.customerDisplay,
    tillBounds: window.bounds,
    first,
    log,
  });
  // Without the till nothing is left to show; and the app ends with its last window.
  window.whenClosed(customers.close);
  return { window, customers };
}

/** The station, or the demo, under a supervisor; what it says decides what is shown. */
function superviseStation(
  settings: WindowConfig,
  window: {
    readonly kioskUrl: () => string | null;
    readonly show: (shown: Shown) => void;
    readonly leave: () => void;
    readonly onDown: (down: Down) => void;
  },
): Supervisor {
  const program = chooseProgram(settings, process.env, {
    stationFolder,
    demoFolder: join(app.getPath('userData'), 'demo'),
    isPackaged: app.isPackaged,
  });
  const isAlive = async (): Promise<boolean> => {
    const url = window.kioskUrl();
    return url === null || answersHttp(new URL(url).origin);
  };
  return createSupervisor(
    // The demo keeps its own station alive.
    { ...program, isReady: isReadyMessage, ...(program.kind === 'station' ? { isAlive } : {}) },
    {
      onDown: window.onDown,
      onMessage: (raw) => {
        const message = readSupervisedMessage(raw);
        if (message === null) return;
        // Whoever started the window, as `npm start` does, hears it too.
        if (process.connected) process.send?.(message);
        switch (message.kind) {
          case 'ready':
            return window.show({ kind: 'kiosk', url: message.kioskUrl });
          case 'failed':
            return window.show({ kind: 'notice', notice: { kind: 'failed', failure: message } });
          case 'leave-allowed':
            return window.leave();
          default:
            assertNever(message);
        }
      },
    },
  );
}

/** However the window ends, the station is stopped first, and has the time that it needs. */
function stopStationAtEnd(supervisor: Supervisor): void {
  let isStopped = false;
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (isStopped) return;
    event.preventDefault();
    void supervisor.stop().finally(() => {
      isStopped = true;
      // Not in the same turn: while it is told of this quit, Electron ignores the next one.
      setImmediate(() => app.quit());
    });
  });
  // Electron quits by itself on SIGTERM, SIGINT and SIGHUP. This is the end of who started us.
  process.on('disconnect', () => app.quit());
}
