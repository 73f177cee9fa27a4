/** The eight colours that tell products and categories apart (docs/look.md). */
const GARLAND = ['cherry', 'tangerine', 'straw', 'leaf', 'pool', 'sky', 'plum', 'stone'] as const;
export type GarlandColour = (typeof GARLAND)[number];

/** The first name that is known. A colour the look does not know is stone, readable in both themes. */
export const garlandColour = (...names: readonly (string | null)[]): GarlandColour =>
  names.flatMap((name) => GARLAND.filter((colour) => colour === name))[0] ?? 'stone';
