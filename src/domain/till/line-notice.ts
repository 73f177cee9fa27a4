import type { BasketLine } from './basket.ts';
import { addCents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import type { Product } from './catalogue.ts';
import type { SoldOffer } from './price-membership.ts';
import type { SoldEvent } from './price-ticket.ts';
import { chooseOptions } from './price-product.ts';

/** What the catalogue says now about what lies in a basket. */
export type CurrentSources = {
  readonly product: Product | undefined;
  /** For a ticket; otherwise undefined. */
  readonly event: SoldEvent | undefined;
  /** For a membership; otherwise undefined. */
  readonly offer: SoldOffer | undefined;
};

/** What the office changed in a product since it was put in the basket; the price shown is kept. */
export function lineNotice(
  line: BasketLine,
  { product, event, offer }: CurrentSources,
): 'price-changed' | 'withdrawn' | null {
  if (product === undefined) return 'withdrawn';
  const chosen = chooseOptions(product, line.choiceIds);
  if (!chosen.ok) return 'withdrawn';
  const compared = compare(line, product, chosen.value.deltaCents, { event, offer });
  if (compared === 'gone') return 'withdrawn';
  return compared ? null : 'price-changed';
}

/** Whether the price is still the same; `gone` when there is none any more. */
function compare(
  { detail, unitPriceCents }: BasketLine,
  product: Product,
  deltaCents: Cents,
  { event, offer }: Pick<CurrentSources, 'event' | 'offer'>,
): boolean | 'gone' {
  switch (detail.kind) {
    case 'piece':
      return addCents(product.priceCents, deltaCents) === unitPriceCents;
    case 'deposit':
      return (
        (detail.direction === 'taken' ? 1 : -1) * product.priceCents + deltaCents === unitPriceCents
      );
    case 'measure':
      return detail.unitCents === product.priceCents;
    case 'room':
      return detail.hourCents === product.priceCents;
    // What a stay cost was reckoned when it ended; no catalogue changes it.
    case 'presence':
      return true;
    case 'open-price':
      return unitPriceCents - deltaCents >= (product.priceMinCents ?? 0);
    case 'ticket': {
      const price = event?.prices.find((one) => one.id === detail.priceId);
      if (price === undefined) return 'gone';
      return price.kind === 'open'
        ? unitPriceCents >= (price.priceMinCents ?? 0)
        : (price.kind === 'free' ? 0 : price.priceCents) === unitPriceCents;
    }
    case 'membership': {
      const price = offer?.prices.find((one) => one.id === detail.priceId);
      if (price === undefined) return 'gone';
      return price.kind === 'free'
        ? unitPriceCents >= (price.priceMinCents ?? 0)
        : price.priceCents === unitPriceCents;
    }
  }
}
