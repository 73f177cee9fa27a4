import { getCookie, setCookie } from 'hono/cookie';
import type { Call } from '../http/route.ts';

/**
 * Cookies of the site. None follows anybody: one keeps the language, one how pages look, one the
 * session, one marks the forms of this browser. Over HTTPS their names start with `__Host-`, so that no other host
 * of the same domain can set them.
 */
export const COOKIES = {
  language: { name: 'langue', maxAgeSeconds: 365 * 24 * 3600 },
  look: { name: 'lisibilite', maxAgeSeconds: 365 * 24 * 3600 },
  session: { name: 'session', maxAgeSeconds: 90 * 24 * 3600 },
  visitor: { name: 'visite', maxAgeSeconds: 24 * 3600 },
} as const;

export type CookieName = keyof typeof COOKIES;

const isSecure = (call: Call): boolean => call.deps.config.publicUrl.startsWith('https:');

export const readCookie = (call: Call, cookie: CookieName): string | undefined =>
  isSecure(call)
    ? getCookie(call.c, COOKIES[cookie].name, 'host')
    : getCookie(call.c, COOKIES[cookie].name);

/** Sets a cookie; an empty value takes it away. */
export function writeCookie(call: Call, cookie: CookieName, value: string): void {
  const { name, maxAgeSeconds } = COOKIES[cookie];
  setCookie(call.c, name, value, {
    httpOnly: true,
    // Lax: whoever comes from a mail or a QR is still signed in; a form from elsewhere is not.
    sameSite: 'Lax',
    path: '/',
    maxAge: value === '' ? 0 : maxAgeSeconds,
    ...(isSecure(call) ? { secure: true, prefix: 'host' } : {}),
  });
}
