import type { Route } from '../http/route.ts';
import { ASSET_PATH, findAsset } from './assets.ts';
import type { Asset } from './assets.ts';

const KEPT_FOR_EVER = 'public, max-age=31536000, immutable';

/** Style sheet, font, mark, modules: named by their content, so they never change. */
export const showAssetRoute = {
  method: 'GET',
  path: `${ASSET_PATH}:file`,
  who: 'anyone',
  handle: (call) => {
    const asset = findAsset(call.c.req.param('file') ?? '');
    if (asset === null) {
      return call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });
    }
    const { encoding, bytes } = chooseEncoding(asset, call.c.req.header('accept-encoding') ?? '');
    call.c.header('Content-Type', asset.contentType);
    call.c.header('Cache-Control', KEPT_FOR_EVER);
    call.c.header('Vary', 'Accept-Encoding');
    if (encoding !== null) call.c.header('Content-Encoding', encoding);
    return call.c.body(new Uint8Array(bytes));
  },
} satisfies Route;

function chooseEncoding(
  asset: Asset,
  accepted: string,
): { readonly encoding: string | null; readonly bytes: Uint8Array } {
  const words = accepted.split(',').map((part) => part.trim().split(';')[0]);
  if (asset.brotli !== null && words.includes('br')) return { encoding: 'br', bytes: asset.brotli };
  if (asset.gzip !== null && words.includes('gzip')) return { encoding: 'gzip', bytes: asset.gzip };
  return { encoding: null, bytes: asset.plain };
}
