import type { Instant } from '../../../shared/time.ts';
import type { EventOnSite, EventPrice } from './event-store.ts';

/** Below this a reader is told how few places are left. */
const FEW_PLACES = 10;

/** Whether one may still come, as a list says it in two words. */
export type Availability =
  | { readonly kind: 'over' }
  | { readonly kind: 'sold-out' }
  | { readonly kind: 'few'; readonly left: number }
  | { readonly kind: 'open' };

export function availabilityOf(event: EventOnSite, now: Instant): Availability {
  if (event.endsAt <= now) return { kind: 'over' };
  const left = countPlacesLeft(event);
  if (left === null) return { kind: 'open' };
  if (left === 0) return { kind: 'sold-out' };
  return left <= FEW_PLACES ? { kind: 'few', left } : { kind: 'open' };
}

/** Places that somebody can still have; null when there is no limit. */
export function countPlacesLeft({ placesLeft, prices }: EventOnSite): number | null {
  const byPrice = prices.map((price) => price.placesLeft);
  const ofPrices =
    byPrice.length === 0 || byPrice.includes(null)
      ? null
      : byPrice.reduce<number>((sum, left) => sum + (left ?? 0), 0);
  if (placesLeft === null) return ofPrices;
  return ofPrices === null ? placesLeft : Math.min(placesLeft, ofPrices);
}

/** What somebody who is no member pays; the members' prices where there are no others. */
export function pricesForAll(prices: readonly EventPrice[]): readonly EventPrice[] {
  const forAll = prices.filter(({ kind }) => kind !== 'member');
  return forAll.length === 0 ? prices : forAll;
}

/** The least that a price asks for. */
export const leastCents = (price: EventPrice): number => price.minCents ?? price.cents;
