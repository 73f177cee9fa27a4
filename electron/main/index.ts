import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app, powerSaveBlocker, protocol, session } from 'electron';
import { WINDOW_CONFIG_ENV, windowConfigSchema } from '../../src/contract/config/window.ts';
import { supervisedMessageSchema } from '../../src/contract/supervised.ts';
import { createSupervisor } from '../../src/shared/node/supervisor.ts';
import { openKioskWindow } from './kiosk-window.ts';
import type { KioskWindow } from './kiosk-window.ts';
import { denyPermissions, guardContents, mayShow, WAITING_SCHEME } from './security.ts';
import { createWaitingPage } from './waiting-page.ts';

/**
 * The window and its supervisor: starts the station with the Node that ships beside the app,
 * keeps it running, and shows its screen. No business rule lives here.
 */
const config = windowConfigSchema.parse(
  Object.fromEntries(
    Object.entries(WINDOW_CONFIG_ENV).flatMap(([name, variable]) => {
      const value = process.env[variable];
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  ),
);

/** The folder with `package.json`, `dist` and `resources`: beside the app, or the checkout. */
const stationFolder = app.isPackaged
  ? join(process.resourcesPath, 'station')
  : join(import.meta.dirname, '..', '..', '..');

let kioskUrl: string | null = null;
let failure: string | null = null;
let window: KioskWindow | undefined;

app.enableSandbox();
protocol.registerSchemesAsPrivileged([
  { scheme: WAITING_SCHEME, privileges: { standard: true, secure: true } },
]);

// One till, one window: a second start shows the first one and ends.
if (app.requestSingleInstanceLock()) run();
else app.exit(0);

function run(): void {
  const supervisor = createSupervisor(programToRun(), {
    onMessage: (message) => {
      const parsed = supervisedMessageSchema.safeParse(message);
      if (!parsed.success) return;
      switch (parsed.data.kind) {
        case 'ready':
          kioskUrl = parsed.data.kioskUrl;
          failure = null;
          window?.show(kioskUrl);
          return;
        case 'failed':
          failure = parsed.data.sentence;
          kioskUrl = null;
          window?.show(null);
          return;
        case 'leave-allowed':
          window?.allowClose();
          app.quit();
      }
    },
    onDown: ({ waitMs }) => {
      // The page stays: it says that the till is away and comes back by itself.
      if (waitMs === null) window?.show(null);
    },
  });

  guardContents(app, () => (kioskUrl === null ? null : new URL(kioskUrl).origin));
  app.on('second-instance', () => window?.focus());
  app.on('window-all-closed', () => app.quit());
  let isStopped = false;
  app.on('will-quit', (event) => {
    if (isStopped) return;
    event.preventDefault();
    void supervisor.stop().finally(() => {
      isStopped = true;
      app.quit();
    });
  });
  process.on('SIGTERM', () => app.quit());
  process.on('SIGINT', () => app.quit());

  supervisor.start();
  app.on('ready', () => {
    denyPermissions(session.defaultSession);
    const language = app.getLocale().startsWith('en') ? 'en' : 'fr';
    const waitingPage = createWaitingPage(join(stationFolder, 'resources'), language);
    protocol.handle(WAITING_SCHEME, (request) =>
      mayShow(request.url, null) ? waitingPage(failure) : new Response(null, { status: 404 }),
    );
    powerSaveBlocker.start('prevent-display-sleep');
    window = openKioskWindow({ fullScreen: config.fullScreen });
    window.show(kioskUrl);
  });
}

function programToRun() {
  // Without a station of its own the app shows what it can do.
  const program =
    config.program ?? (process.env['STATION_DATA_DIR'] === undefined ? 'demo' : 'station');
  const node = (name: string): string => join(stationFolder, 'dist', 'node', `${name}.js`);
  return {
    nodePath: config.nodePath ?? bundledNode(),
    programPath: program === 'demo' ? node('cli/main') : node('station/main'),
    args:
      program === 'demo'
        ? ['start', '--headless', '--data', join(app.getPath('userData'), 'demo')]
        : [],
    env: process.env,
  };
}

function bundledNode(): string {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const beside = join(stationFolder, 'bin', name);
  return existsSync(beside) ? beside : join(stationFolder, 'node_modules', '.bin', name);
}
