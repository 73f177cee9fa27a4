import { secureHeaders } from 'hono/secure-headers';
import type { MiddlewareHandler } from 'hono';

const HSTS_SECONDS = 31_536_000;

/**
 * Nothing from another host, no inline script, no frame. The camera is for scanning one's own
 * Pass. HTTPS is only promised when the public address says so: a kiosk's cloud may be on a LAN.
 */
export const securityHeaders = (publicUrl: string): MiddlewareHandler =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      mediaSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    permissionsPolicy: {
      camera: ['self'],
      microphone: [],
      geolocation: [],
      payment: [],
      usb: [],
    },
    referrerPolicy: 'same-origin',
    xFrameOptions: 'DENY',
    strictTransportSecurity: publicUrl.startsWith('https:')
      ? `max-age=${HSTS_SECONDS}; includeSubDomains`
      : false,
  });
