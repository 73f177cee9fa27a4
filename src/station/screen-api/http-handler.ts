import type http from 'node:http';
import { timingSafeEqual } from 'node:crypto';
import sirv from 'sirv';
import { sha256 } from '../../shared/node/crypto.ts';

/** Browsers keep one jar for all ports of a machine: each station's cookie has a name of its own. */
const COOKIE = 'kiosk';
const COOKIE_NAME_DIGITS = 8;
const COOKIE_SECONDS = 31_536_000;
const PICTURE_SECONDS = 3_600;

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=()',
};

/** Serves the built screen and the pictures of products to whoever knows the kiosk key. */
export function createHttpHandler(deps: {
  readonly kioskKey: string;
  readonly rendererPath: string;
  readonly picturesPath: string;
}): http.RequestListener {
  // dev: looks at the disk each time, so that an update beside a running station does not break it.
  const serveRenderer = sirv(deps.rendererPath, { dev: true, etag: true });
  const servePicture = sirv(deps.picturesPath, { etag: true, maxAge: PICTURE_SECONDS });

  return (request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    if (!isLoopbackHost(request.headers.host)) return refuse(response, 421);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
    const url = new URL(request.url ?? '/', 'http://kiosk');
    const offered = url.searchParams.get('key');
    if (offered !== null && isSameText(offered, deps.kioskKey)) {
      // The key leaves the address at once, so that it is in no history and no referrer.
      response.setHeader(
        'set-cookie',
        `${cookieNameOf(deps.kioskKey)}=${deps.kioskKey}; HttpOnly; SameSite=Strict; Path=/; Max-Age=${COOKIE_SECONDS}`,
      );
      const view = url.searchParams.get('view');
      const location = view === null ? '/' : `/?view=${encodeURIComponent(view)}`;
      response.writeHead(303, { location }).end();
      return;
    }
    if (!hasKioskKey(request, deps.kioskKey)) return refuse(response, 403);
    const notFound = (): void => refuse(response, 404);
    if (url.pathname.startsWith('/pictures/')) {
      request.url = url.pathname.slice('/pictures'.length);
      servePicture(request, response, notFound);
    } else serveRenderer(request, response, notFound);
  };
}

/** Another name for this machine would let a web page reach the kiosk (DNS rebinding). */
export const isLoopbackHost = (host: string | undefined): boolean =>
  /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '');

export function hasKioskKey(request: http.IncomingMessage, key: string): boolean {
  const cookies = (request.headers.cookie ?? '').split(';').map((part) => part.trim());
  return [COOKIE, cookieNameOf(key)].some((name) =>
    cookies.some((cookie) => isSameText(cookie, `${name}=${key}`)),
  );
}

/** Says nothing of the key. */
const cookieNameOf = (key: string): string =>
  `${COOKIE}-${Buffer.from(sha256(Buffer.from(key)))
    .toString('hex')
    .slice(0, COOKIE_NAME_DIGITS)}`;

function refuse(response: http.ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(status === 403 ? 'Open the kiosk by the address that the station printed.\n' : '');
}

function isSameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
