import { raw } from 'hono/html';
import { iconSvg, pictureSvg } from '../drawings.ts';

/** An icon in the colour of the text. A word stands beside it: it says nothing by itself. */
export const Icon = ({ name }: { readonly name: string }) => raw(iconSvg(name));

/** The eight colours that tell collectives and products apart, never good from bad. */
const GARLAND = ['cherry', 'tangerine', 'straw', 'leaf', 'pool', 'sky', 'plum', 'stone'] as const;

/** The same collective has the same colour everywhere. */
export function garlandOf(id: string): (typeof GARLAND)[number] {
  const tail = Number.parseInt(id.slice(-4), 16);
  return GARLAND[(Number.isNaN(tail) ? 0 : tail) % GARLAND.length] ?? 'stone';
}

type PictureProps = { readonly file: string | null; readonly colour: string };

/** A drawing on the wall of its colour; a lampion when there is none. */
export const Picture = ({ file, colour }: PictureProps) => (
  <div class={`picture tint-${colour}`}>{raw(pictureSvg(file) ?? iconSvg('lantern'))}</div>
);
