import { join } from 'node:path';
import { BrowserWindow } from 'electron';
import type { Rectangle } from 'electron';
import { openPage } from './kiosk-page.ts';
import type { KioskPage, Log, Shown } from './kiosk-page.ts';
import { isShellShortcut, windowOptions } from './window-options.ts';

export type KioskWindow = KioskPage & {
  readonly focus: () => void;
  readonly whenClosed: (act: () => void) => void;
  /** Where it stands; null when it is gone. */
  readonly bounds: () => Rectangle | null;
  /** Lets the window close: otherwise a full-screen kiosk stays. */
  readonly allowClose: () => void;
};

/** The one window, on the page of the station. */
export function openKioskWindow(options: {
  readonly isFullScreen: boolean;
  readonly first: Shown;
  readonly log: Log;
}): KioskWindow {
  const { isFullScreen, first, log } = options;
  const window = new BrowserWindow(
    windowOptions({
      isFullScreen,
      preloadPath: join(import.meta.dirname, '..', 'preload', 'index.cjs'),
    }),
  );
  let mayClose = !isFullScreen;

  window.on('close', (event) => {
    if (!mayClose) event.preventDefault();
  });
  window.on('leave-full-screen', () => {
    if (!mayClose) window.setKiosk(true);
  });
  window.webContents.on('before-input-event', (event, input) => {
    if (isFullScreen && isShellShortcut(input)) event.preventDefault();
  });
  window.once('ready-to-show', () => window.show());

  return {
    ...openPage(window, { first, log }),
    whenClosed: (act) => window.once('closed', act),
    bounds: () => (window.isDestroyed() ? null : window.getBounds()),
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
