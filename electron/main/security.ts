import type { App, Session, WebContents } from 'electron';

/** Where the waiting page lives: a scheme of our own, so that no file:// address exists. */
export const WAITING_SCHEME = 'tibillet-kiosk';
export const WAITING_URL = `${WAITING_SCHEME}://window/`;

/** Whether the window may show this address: the waiting page, or the station on this machine. */
export function mayShow(address: string, kioskOrigin: string | null): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.protocol === `${WAITING_SCHEME}:`) return url.host === 'window';
  return kioskOrigin !== null && url.origin === kioskOrigin;
}

/** Says no to every permission: the kiosk needs no camera, place, notification or USB of Chromium's. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}

/** Guards every page of the app, also one that a fault would open. */
export function guardContents(app: App, kioskOrigin: () => string | null): void {
  app.on('web-contents-created', (_event, contents) => guard(contents, kioskOrigin));
}

function guard(contents: WebContents, kioskOrigin: () => string | null): void {
  const refuseForeign = (event: { preventDefault: () => void }, address: string): void => {
    if (!mayShow(address, kioskOrigin())) event.preventDefault();
  };
  contents.on('will-navigate', (event) => refuseForeign(event, event.url));
  contents.on('will-redirect', (event) => refuseForeign(event, event.url));
  contents.on('will-frame-navigate', (event) => refuseForeign(event, event.url));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
