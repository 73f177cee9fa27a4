import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { msOfInstant } from '../../../shared/time.ts';
import type { Instant } from '../../../shared/time.ts';
import type { Call } from '../../http/route.ts';

export type Feed = {
  readonly contentType: string;
  readonly body: string;
  /** When the newest thing in it was changed; null when that is not known. */
  readonly changedAt: Instant | null;
  /** What a browser saves it as. */
  readonly fileName?: string;
  /** A person's own feed is kept by no shared cache. */
  readonly isPrivate?: boolean;
};

const KEPT_SECONDS = 300;
/** Below this the header of gzip costs more than it saves. */
const COMPRESSED_BYTES_MIN = 1_000;

/** Answers a feed, or 304 to a reader that has it already: calendars ask every hour, for ever. */
export function answerFeed(call: Call, feed: Feed): Response {
  const { c } = call;
  const etag = `"${createHash('sha256').update(feed.body).digest('base64url').slice(0, 32)}"`;
  c.header('ETag', etag);
  c.header('Vary', 'Accept-Encoding');
  c.header(
    'Cache-Control',
    feed.isPrivate === true ? 'private, no-cache' : `public, max-age=${KEPT_SECONDS}`,
  );
  if (feed.changedAt !== null) {
    c.header('Last-Modified', new Date(msOfInstant(feed.changedAt)).toUTCString());
  }
  if (isUnchanged(call, etag, feed.changedAt)) return c.body(null, 304);
  c.header('Content-Type', feed.contentType);
  if (feed.fileName !== undefined) {
    c.header('Content-Disposition', `attachment; filename="${feed.fileName}"`);
  }
  const acceptsGzip = (c.req.header('accept-encoding') ?? '').includes('gzip');
  if (!acceptsGzip || feed.body.length < COMPRESSED_BYTES_MIN) return c.body(feed.body);
  c.header('Content-Encoding', 'gzip');
  return c.body(new Uint8Array(gzipSync(feed.body)));
}

/** The mark decides; the date only for readers that send no mark, as RFC 9110 says. */
function isUnchanged(call: Call, etag: string, changedAt: Instant | null): boolean {
  const marks = call.c.req.header('if-none-match');
  if (marks !== undefined) {
    return marks
      .split(',')
      .map((mark) => mark.trim().replace(/^W\//, ''))
      .some((mark) => mark === etag || mark === '*');
  }
  const since = Date.parse(call.c.req.header('if-modified-since') ?? '');
  if (changedAt === null || Number.isNaN(since)) return false;
  return Math.floor(msOfInstant(changedAt) / 1_000) * 1_000 <= since;
}
