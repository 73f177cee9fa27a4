/** The eight colours that tell products and categories apart (docs/look.md). */
export type GarlandColour =
  'cherry' | 'tangerine' | 'straw' | 'leaf' | 'pool' | 'sky' | 'plum' | 'stone';

/** A catalogue names a colour of the garland, or what is sold: the bar's beers are straw everywhere. */
const COLOUR_BY_NAME: Readonly<Record<string, GarlandColour>> = {
  cherry: 'cherry',
  tangerine: 'tangerine',
  straw: 'straw',
  leaf: 'leaf',
  pool: 'pool',
  sky: 'sky',
  plum: 'plum',
  stone: 'stone',
  hot: 'tangerine',
  beer: 'straw',
  wine: 'cherry',
  soft: 'pool',
  food: 'leaf',
  meal: 'tangerine',
  sweet: 'cherry',
  grocery: 'leaf',
  shop: 'plum',
  pass: 'sky',
  door: 'plum',
  room: 'sky',
};

/** The first name that is known. A colour the look does not know is stone, readable in both themes. */
export const garlandColour = (...names: readonly (string | null)[]): GarlandColour =>
  names.flatMap((name) => COLOUR_BY_NAME[name ?? ''] ?? [])[0] ?? 'stone';
