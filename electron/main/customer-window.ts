import { BrowserWindow, screen } from 'electron';
import type { Display, Rectangle } from 'electron';
import { CUSTOMER_VIEW } from '../../src/contract/kiosk/customer-state.ts';
import type { WindowConfig } from '../../src/contract/config/window.ts';
import { openPage } from './kiosk-page.ts';
import type { KioskPage, Log, Shown } from './kiosk-page.ts';
import { customerWindowOptions } from './window-options.ts';

export type CustomerWindow = {
  readonly show: (shown: Shown) => void;
  readonly close: () => void;
};

/**
 * The second screen, for the person in front of the till: it opens on a display that the till does
 * not use, and goes with it. A window that nobody can touch, on a page that sends nothing.
 */
export function openCustomerWindow(options: {
  readonly mode: WindowConfig['customerDisplay'];
  /** Where the till is; null when its window is gone. */
  readonly tillBounds: () => Rectangle | null;
  readonly first: Shown;
  readonly log: Log;
}): CustomerWindow {
  const { mode, tillBounds, log } = options;
  let shown = options.first;
  let opened: { readonly window: BrowserWindow; readonly page: KioskPage } | null = null;
  const close = (): void => {
    if (opened !== null && !opened.window.isDestroyed()) opened.window.destroy();
    opened = null;
  };
  const place = (): void => {
    const till = tillBounds();
    const display = mode === 'off' || till === null ? null : otherDisplay(till);
    if (till === null || (display === null && mode !== 'window')) return close();
    if (opened !== null && !opened.window.isDestroyed()) {
      if (display !== null) opened.window.setBounds(display.bounds);
      return;
    }
    log(display === null ? 'the customer has a window' : `the customer has display ${display.id}`);
    const window = new BrowserWindow(customerWindowOptions(display?.bounds ?? null));
    // Not to take the hand from the till.
    window.once('ready-to-show', () => window.showInactive());
    opened = { window, page: openPage(window, { first: forCustomer(shown), log }) };
  };

  place();
  if (mode !== 'off') {
    screen.on('display-added', place);
    screen.on('display-removed', place);
    screen.on('display-metrics-changed', place);
  }
  return {
    show: (next) => {
      shown = next;
      opened?.page.show(forCustomer(next));
    },
    close: () => {
      screen.off('display-added', place);
      screen.off('display-removed', place);
      screen.off('display-metrics-changed', place);
      close();
    },
  };
}

/** The first display that the till does not stand on. */
function otherDisplay(till: Rectangle): Display | null {
  const taken = screen.getDisplayMatching(till).id;
  return screen.getAllDisplays().find(({ id }) => id !== taken) ?? null;
}

/** The same station, seen from the other side of the counter. Its troubles are told at the till. */
function forCustomer(shown: Shown): Shown {
  if (shown.kind === 'notice') return { kind: 'notice', notice: { kind: 'starting' } };
  const address = new URL(shown.url);
  address.searchParams.set('view', CUSTOMER_VIEW);
  return { kind: 'kiosk', url: address.href };
}
