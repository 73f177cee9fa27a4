import { getConnInfo } from '@hono/node-server/conninfo';
import type { Call } from './route.ts';

/**
 * Where a request comes from, to count tries. Behind a reverse proxy it is the last address that
 * the proxy itself wrote; earlier ones can be made up by the client.
 */
export function clientAddress(call: Call): string {
  if (call.deps.config.trustsProxy) {
    const forwarded = call.c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim();
    if (forwarded !== undefined && forwarded !== '') return forwarded;
  }
  // Hono's own test requests have no socket.
  if ((call.c.env as { incoming?: unknown } | undefined)?.incoming === undefined) return 'local';
  return getConnInfo(call.c).remote.address ?? 'unknown';
}
