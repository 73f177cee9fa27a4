import type { CatalogueShown } from '../../../src/contract/kiosk/catalogue-shown.ts';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';

type Product = CatalogueShown['products'][number];

/** What is left of an article, when it is counted and worth saying. `left` in pieces or places. */
export type StockSaid =
  | { readonly kind: 'enough' }
  | { readonly kind: 'low'; readonly left: number; readonly unit: Product['unit'] | 'place' }
  | { readonly kind: 'out' };

const THOUSANDTHS = 1_000;
/** From so many places on, how many are left is no news. */
const PLACES_LOW = 20;

/** Of the stock of an article, or of the places of an event. */
export function stockOf(
  product: Product,
  stock: ScreenState['stock'],
  events: CatalogueShown['events'],
): StockSaid {
  if (product.kind === 'ticket') return placesOf(product, events);
  const known = stock.find(({ productId }) => productId === product.id);
  if (known === undefined || known.level === 'enough') return { kind: 'enough' };
  if (known.level === 'out') return { kind: 'out' };
  // Where it may go below zero, none is left and it is sold all the same.
  return { kind: 'low', left: Math.max(0, known.amount) / THOUSANDTHS, unit: product.unit };
}

function placesOf(product: Product, events: CatalogueShown['events']): StockSaid {
  const event = events.find(({ id }) => id === product.eventId);
  if (event === undefined) return { kind: 'enough' };
  const price = event.prices.find(({ id }) => id === product.eventPriceId);
  const left = Math.min(event.placesLeft ?? Infinity, price?.placesLeft ?? Infinity);
  if (left <= 0) return { kind: 'out' };
  return left <= PLACES_LOW ? { kind: 'low', left, unit: 'place' } : { kind: 'enough' };
}
