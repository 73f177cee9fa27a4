import type { CardId, MembershipId, PersonId } from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { PricedProduct } from './basket.ts';
import type { Product } from './catalogue.ts';
import { looksLikeEmail } from './email.ts';
import { chooseOptions, lineOfProduct } from './price-product.ts';
import type { PriceRefusal } from './price-product.ts';

export type OfferPrice = {
  readonly id: string;
  readonly kind: 'fixed' | 'reduced' | 'free';
  readonly priceCents: Cents;
  readonly priceMinCents: Cents | null;
};

export type SoldOffer = { readonly id: string; readonly prices: readonly OfferPrice[] };

export type MembershipWish = {
  readonly priceId: string | null;
  readonly cents: Cents | null;
  /** Somebody the cloud found; null for somebody new. */
  readonly personId: PersonId | null;
  readonly name: string;
  readonly email: string;
  /** The Pass by which the person was found. */
  readonly cardId: CardId | null;
};

export type MembershipRefusal = PriceRefusal | 'name-missing' | 'email-wrong';

/** Prices a membership for somebody found, or for a name and an e-mail (RULES A1, A2). */
export function priceMembership(
  product: Product,
  offer: SoldOffer | undefined,
  wish: MembershipWish,
  membershipId: MembershipId,
): Result<PricedProduct, MembershipRefusal> {
  const chosen = chooseOptions(product, []);
  if (!chosen.ok) return chosen;
  if (product.kind !== 'membership') return err('extra-wrong');
  if (offer === undefined) return err('product-withdrawn');
  const price = findOfferPrice(product, offer, wish.priceId);
  if (price === undefined) return err('extra-wrong');
  const priced = centsOf(price, wish.cents);
  if (!priced.ok) return priced;
  const name = wish.name.trim();
  if (name === '') return err('name-missing');
  const isFound = wish.personId !== null;
  if (!isFound && !looksLikeEmail(wish.email)) return err('email-wrong');
  return lineOfProduct(product, chosen.value, {
    unitPriceCents: priced.value,
    detail: {
      kind: 'membership',
      membershipId,
      offerId: offer.id,
      priceId: price.id,
      // The cloud knows the address of whoever it found; here it was shown half hidden.
      person: { personId: wish.personId, name, email: isFound ? '' : wish.email },
      cardId: wish.cardId,
    },
  });
}

/** The price named, the product's own, or the only one there is. */
export function findOfferPrice(
  product: Product,
  offer: SoldOffer,
  wantedId: string | null,
): OfferPrice | undefined {
  const only = offer.prices.length === 1 ? offer.prices[0]?.id : undefined;
  const priceId = product.offerPriceId ?? wantedId ?? only;
  if (wantedId !== null && wantedId !== priceId) return undefined;
  return offer.prices.find((price) => price.id === priceId);
}

function centsOf(
  price: OfferPrice,
  wanted: Cents | null,
): Result<Cents, 'extra-wrong' | 'price-too-low'> {
  if (price.kind !== 'free') return ok(price.priceCents);
  if (wanted === null) return err('extra-wrong');
  return wanted < (price.priceMinCents ?? 0) ? err('price-too-low') : ok(wanted);
}
