import type { Route } from '../../http/route.ts';
import { PICTURE_PATH, findPictureFile } from './picture-files.ts';

const KEPT_FOR_EVER = 'public, max-age=31536000, immutable';

/** A drawing as a file, named by its content. */
export const showPictureRoute = {
  method: 'GET',
  path: `${PICTURE_PATH}:file`,
  who: 'anyone',
  handle: (call) => {
    const file = findPictureFile(call.c.req.param('file') ?? '');
    if (file === null) {
      return call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });
    }
    call.c.header('Content-Type', file.contentType);
    call.c.header('Cache-Control', KEPT_FOR_EVER);
    call.c.header('Vary', 'Accept-Encoding');
    const acceptsGzip = (call.c.req.header('accept-encoding') ?? '').includes('gzip');
    if (file.gzip === null || !acceptsGzip) return call.c.body(new Uint8Array(file.bytes));
    call.c.header('Content-Encoding', 'gzip');
    return call.c.body(new Uint8Array(file.gzip));
  },
} satisfies Route;
