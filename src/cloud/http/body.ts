import type { Context } from 'hono';

/** Largest body of a route that does not say its own: a form is far below. */
export const BODY_BYTES_MAX_DEFAULT = 100_000;

/**
 * Reads a body up to a limit. A length announced above it is refused before anything is read,
 * an unannounced one as soon as the limit is passed. Gives null when it is too large.
 *
 * The bytes are also put back in the request, so that a form can still be parsed from it.
 */
export async function readBody(c: Context, bytesMax: number): Promise<Uint8Array | null> {
  const announced = Number(c.req.header('content-length') ?? '0');
  if (!(announced <= bytesMax)) return null;
  const stream = c.req.raw.body;
  if (stream === null) return new Uint8Array();

  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > bytesMax) {
      // The rest is not worth waiting for; the connection closes after the answer.
      void reader.cancel().catch(() => undefined);
      return null;
    }
    chunks.push(value);
  }
  const bytes = Buffer.concat(chunks);
  // oxlint-disable-next-line unicorn/no-invalid-fetch-options -- a GET has no stream and ended above
  c.req.raw = new Request(c.req.raw, { body: bytes });
  return bytes;
}
