import type { Session, WebContents } from 'electron';
import { NOTICE_ACTIONS } from './notice.ts';
import type { NoticeAction } from './notice.ts';

/** Where the waiting page lives: a scheme of our own, so that no file:// address exists. */
export const WAITING_SCHEME = 'tibillet-kiosk';
export const WAITING_URL = `${WAITING_SCHEME}://window/`;

/** The address of a button of the waiting page. It is never loaded: asking for it is the touch. */
export const actionAddress = (action: NoticeAction): string => `${WAITING_URL}${action}`;

/** Which button an address is; null when it is none. */
export const actionAt = (address: string): NoticeAction | null =>
  NOTICE_ACTIONS.find((action) => actionAddress(action) === address) ?? null;

/** Whether this address is of the station that the window shows. */
function isOfKiosk(address: string, kioskOrigin: string | null): boolean {
  return kioskOrigin !== null && URL.canParse(address) && new URL(address).origin === kioskOrigin;
}

/** Whether a page may ask for this: its own place, the station's socket, and data in the page. */
export function mayFetch(address: string, kioskOrigin: string | null): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host } = new URL(address);
  switch (protocol) {
    case 'data:':
    case 'devtools:':
      return true;
    case `${WAITING_SCHEME}:`:
      return host === 'window';
    case 'ws:':
      return kioskOrigin !== null && host === new URL(kioskOrigin).host;
    default:
      return isOfKiosk(address, kioskOrigin);
  }
}

/** What the guards ask of the window. */
export type Guarded = {
  /** Origin of the station, null while it starts. */
  readonly kioskOrigin: () => string | null;
  /** A button of the waiting page was touched. */
  readonly onAction: (action: NoticeAction) => void;
};

/** The only permission that a page gets: the kiosk's own may see, to read the QR of a ticket; it never hears. */
export function mayUse(
  permission: string,
  asked: { readonly address: string; readonly media: readonly (string | undefined)[] },
  kioskOrigin: string | null,
): boolean {
  const isCameraAlone = asked.media.length > 0 && asked.media.every((type) => type === 'video');
  return permission === 'media' && isCameraAlone && isOfKiosk(asked.address, kioskOrigin);
}

/** Says no to every permission but the camera, every download and every foreign address. */
export function guardSession(session: Session, { kioskOrigin }: Guarded): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    answer(mayUse(permission, { address: details.requestingUrl, media }, kioskOrigin()));
  });
  session.setPermissionCheckHandler((_contents, permission, address, details) =>
    mayUse(permission, { address, media: [details.mediaType] }, kioskOrigin()),
  );
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((request, answer) =>
    answer({ cancel: !mayFetch(request.url, kioskOrigin()) }),
  );
}

/** Keeps a page where it is: no other address, no other window, no page inside it. */
export function guardContents(contents: WebContents, { kioskOrigin, onAction }: Guarded): void {
  // A page moves by itself only within the station; only we go to it and away from it.
  const refuseForeign = (event: { preventDefault: () => void }, address: string): void => {
    if (!isOfKiosk(address, kioskOrigin())) event.preventDefault();
  };
  contents.on('will-navigate', (event) => {
    const action = contents.getURL() === WAITING_URL ? actionAt(event.url) : null;
    if (action === null) return refuseForeign(event, event.url);
    event.preventDefault();
    onAction(action);
  });
  contents.on('will-redirect', (event) => refuseForeign(event, event.url));
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
