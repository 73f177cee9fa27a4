import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { assert } from '../../shared/assert.ts';
import { builtPath, resourcesPath } from '../../shared/node/resources.ts';

/**
 * The files that pages need beside their HTML, read once at start. Each has its content's hash in
 * its name, so browsers keep it for ever.
 */
export type Asset = {
  readonly fileName: string;
  readonly contentType: string;
  readonly plain: Uint8Array;
  /** Null when the file is compressed already. */
  readonly gzip: Uint8Array | null;
  readonly brotli: Uint8Array | null;
};

export type AssetName =
  | 'style'
  | 'office-style'
  | 'font'
  | 'mark'
  | 'account-module'
  | 'share-module'
  | 'countdown-module';

export const ASSET_PATH = '/fichiers/';

const FONT_FILE = 'atkinson-hyperlegible-next.woff2';

const HASH_LENGTH = 12;

function makeAsset(name: string, extension: string, contentType: string, bytes: Buffer): Asset {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, HASH_LENGTH);
  const isCompressed = extension === 'woff2';
  return {
    fileName: `${name}-${hash}.${extension}`,
    contentType,
    plain: bytes,
    gzip: isCompressed ? null : gzipSync(bytes, { level: 9 }),
    brotli: isCompressed
      ? null
      : brotliCompressSync(bytes, {
          params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
        }),
  };
}

/** The sheets of a folder, by the order of their names. */
function readSheets(...folderNames: readonly string[]): string {
  const folder = resourcesPath('site', ...folderNames);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.css'))
    .toSorted()
    .map((file) => readFileSync(`${folder}/${file}`, 'utf8'))
    .join('\n');
}

/** One sheet: the tokens, then the site's own parts. */
function readStyle(fontFileName: string): Buffer {
  const tokens = readFileSync(resourcesPath('look', 'tokens.css'), 'utf8');
  const fontUrl = `../fonts/${FONT_FILE}`;
  assert(tokens.includes(fontUrl), `tokens.css no longer names ${fontUrl}`);
  const withFont = tokens.replace(fontUrl, ASSET_PATH + fontFileName);
  return Buffer.from(shortenStyle(`${withFont}\n${readSheets('styles')}`));
}

/** What only the office's pages need, so that a first visit does not pay for it. */
const readOfficeStyle = (): Buffer => Buffer.from(shortenStyle(readSheets('styles', 'office')));

/** Leaves out comments and indentation. Nothing of ours holds them inside a text. */
const shortenStyle = (sheet: string): string =>
  sheet
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([{};,]) ?/g, '$1')
    .replaceAll(/;}/g, '}')
    .trim();

/** The small module of the account; without a build the page works the same, it only does not refresh. */
function readModule(name: string): Asset | null {
  const path = builtPath('site', `${name}.js`);
  if (!existsSync(path)) return null;
  return makeAsset(name, 'js', 'text/javascript; charset=utf-8', readFileSync(path));
}

function readAssets(): Readonly<Record<AssetName, Asset | null>> {
  const font = makeAsset(
    'atkinson',
    'woff2',
    'font/woff2',
    readFileSync(resourcesPath('fonts', FONT_FILE)),
  );
  return {
    font,
    style: makeAsset('lespass', 'css', 'text/css; charset=utf-8', readStyle(font.fileName)),
    'office-style': makeAsset('gestion', 'css', 'text/css; charset=utf-8', readOfficeStyle()),
    mark: makeAsset(
      'mark',
      'svg',
      'image/svg+xml',
      readFileSync(resourcesPath('look', 'mark.svg')),
    ),
    'account-module': readModule('account'),
    'share-module': readModule('share'),
    'countdown-module': readModule('countdown'),
  };
}

const assets = readAssets();

const byFileName = new Map(
  Object.values(assets)
    .filter((asset) => asset !== null)
    .map((asset) => [asset.fileName, asset]),
);

export const findAsset = (fileName: string): Asset | null => byFileName.get(fileName) ?? null;

/** The address of a file; null when it was not built. */
export function assetUrl(name: AssetName): string | null {
  const asset = assets[name];
  return asset === null ? null : ASSET_PATH + asset.fileName;
}
