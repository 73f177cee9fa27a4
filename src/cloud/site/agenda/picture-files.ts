import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { assert } from '../../../shared/assert.ts';
import { resourcesPath } from '../../../shared/node/resources.ts';
import { pictureSvg } from '../drawings.ts';

/**
 * Drawings of events, collectives and villages as files of their own, read once at start: the SVG
 * for pictures far down a page, a PNG for those who show a link of ours elsewhere. Names carry the
 * hash of their content, so they are kept for ever.
 */
export type PictureFile = {
  readonly contentType: 'image/svg+xml' | 'image/png';
  readonly bytes: Uint8Array;
  readonly gzip: Uint8Array | null;
};

/** All of them are drawn 16 to 9. */
export const PICTURE_WIDTH = 800;
export const PICTURE_HEIGHT = 450;
/** What social networks ask for at least twice as wide as their smallest. */
export const SHARE_WIDTH = 1_200;
export const SHARE_HEIGHT = 675;

export const PICTURE_PATH = '/images/';

const DRAWN = /^(?:event|collective|village)-[a-z0-9-]+\.svg$/;
const HASH_LENGTH = 12;
/** A drawing heavier than this has no place in a page for a slow phone. */
const SVG_BYTES_MAX = 8_000;
const SHARE_BYTES_MAX = 120_000;

const files = new Map<string, PictureFile>();
const urls = new Map<string, string>();
const shareUrls = new Map<string, string>();

function addFile(name: string, extension: 'svg' | 'png', bytes: Buffer): string {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, HASH_LENGTH);
  const fileName = `${name}-${hash}.${extension}`;
  files.set(fileName, {
    contentType: extension === 'svg' ? 'image/svg+xml' : 'image/png',
    bytes,
    gzip: extension === 'svg' ? gzipSync(bytes, { level: 9 }) : null,
  });
  return PICTURE_PATH + fileName;
}

function readPictures(): void {
  const folder = resourcesPath('demo', 'pictures');
  if (!existsSync(folder)) return;
  for (const file of readdirSync(folder).filter((name) => DRAWN.test(name))) {
    // Checked by `pictureSvg` when it was read: a plain drawing, nothing that runs.
    if (pictureSvg(file) === null) continue;
    const name = file.slice(0, -'.svg'.length);
    const svg = readFileSync(`${folder}/${file}`);
    assert(svg.length <= SVG_BYTES_MAX, `${file} has ${svg.length} bytes`);
    urls.set(file, addFile(name, 'svg', svg));
    const shared = `${folder}/share/${name}.png`;
    if (!existsSync(shared)) continue;
    const png = readFileSync(shared);
    assert(png.length <= SHARE_BYTES_MAX, `${name}.png has ${png.length} bytes`);
    shareUrls.set(file, addFile(name, 'png', png));
  }
}

readPictures();

export const findPictureFile = (fileName: string): PictureFile | null =>
  files.get(fileName) ?? null;

/** The address of a drawing as a file; null when there is none of that name. */
export const pictureUrl = (file: string | null): string | null =>
  file === null ? null : (urls.get(file) ?? null);

/** The same as a PNG, for those who show a link elsewhere; null when it was not made. */
export const sharePictureUrl = (file: string | null): string | null =>
  file === null ? null : (shareUrls.get(file) ?? null);
