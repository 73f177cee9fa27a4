import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { assert } from '../../shared/assert.ts';
import { resourcesPath } from '../../shared/node/resources.ts';

/**
 * Icons and drawings that are written into the page itself: no request more, and they take the
 * colour of the text. Only files that ship with us come this way, checked when they are read.
 */

// Anything that could run, load or be styled from inside is refused.
const UNSAFE = /<script|<foreignObject|\son\w+=|\sstyle=|href=|<style|<!ENTITY/i;

function readDrawings(folder: string): ReadonlyMap<string, string> {
  if (!existsSync(folder)) return new Map();
  return new Map(
    readdirSync(folder)
      .filter((file) => file.endsWith('.svg'))
      .map((file) => {
        const text = readFileSync(`${folder}/${file}`, 'utf8').trim();
        assert(text.startsWith('<svg') && !UNSAFE.test(text), `${file} is not a plain drawing`);
        return [file, text.replaceAll(/>\s+</g, '><')];
      }),
  );
}

const icons = readDrawings(resourcesPath('look', 'icons'));
const pictures = readDrawings(resourcesPath('demo', 'pictures'));

/** The drawing with attributes of its place on the page in front of its own. */
const withAttributes = (svg: string, attributes: string): string =>
  svg.replace('<svg ', `<svg ${attributes} `);

/** An icon says nothing to a screen reader: a word stands beside it. */
export function iconSvg(name: string): string {
  const svg = icons.get(`${name}.svg`);
  assert(svg !== undefined, `no icon named ${name}`);
  return withAttributes(svg, 'class="icon" width="24" height="24" aria-hidden="true"').replace(
    ' xmlns="http://www.w3.org/2000/svg"',
    '',
  );
}

/** A drawing of an event or a collective; null when there is none of that name. */
export function pictureSvg(fileName: string | null): string | null {
  const svg = fileName === null ? undefined : pictures.get(fileName);
  if (svg === undefined) return null;
  return withAttributes(
    svg,
    'aria-hidden="true" focusable="false" preserveAspectRatio="xMidYMid slice"',
  ).replace(' xmlns="http://www.w3.org/2000/svg"', '');
}

/** The mark of the house, for the head of each page. */
export const markSvg: string = withAttributes(
  readFileSync(resourcesPath('look', 'mark.svg'), 'utf8').trim(),
  'class="mark" width="40" height="40" aria-hidden="true"',
)
  .replace(/ role="img" aria-label="[^"]*"/, '')
  .replace(' xmlns="http://www.w3.org/2000/svg"', '');
