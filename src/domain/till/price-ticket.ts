import type { CardId, EventId, TicketId } from '../../shared/ids.ts';
import { ZERO_CENTS } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { Instant } from '../../shared/time.ts';
import type { PricedProduct } from './basket.ts';
import type { Product } from './catalogue.ts';
import { looksLikeEmail } from './email.ts';
import { chooseOptions, lineOfProduct } from './price-product.ts';
import type { PriceRefusal } from './price-product.ts';

export type EventPrice = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'fixed' | 'free' | 'open' | 'member';
  readonly priceCents: Cents;
  readonly priceMinCents: Cents | null;
};

export type SoldEvent = {
  readonly id: EventId;
  readonly name: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly asksNames: boolean;
  readonly prices: readonly EventPrice[];
};

export type TicketWish = {
  readonly priceId: string | null;
  readonly cents: Cents | null;
  readonly names: readonly string[];
  readonly email: string | null;
  readonly count: number;
  /** The Pass that carries them; null when none does. */
  readonly cardId: CardId | null;
  /** Whether a membership runs on the Pass that lies there. */
  readonly isMember: boolean;
};

export type TicketRefusal = PriceRefusal | 'event-over' | 'name-missing' | 'email-wrong';

/** Prices places of an event (RULES E2). How many are left is another question. */
export function priceTicket(
  product: Product,
  event: SoldEvent | undefined,
  wish: TicketWish,
  parts: { readonly now: Instant; readonly makeTicketId: () => TicketId },
): Result<PricedProduct, TicketRefusal> {
  const chosen = chooseOptions(product, []);
  if (!chosen.ok) return chosen;
  if (product.kind !== 'ticket') return err('extra-wrong');
  if (event === undefined || event.endsAt <= parts.now) return err('event-over');
  const price = findPrice(product, event, wish.priceId);
  if (price === undefined) return err('extra-wrong');
  const priced = centsOf(price, wish);
  if (!priced.ok) return priced;
  if (wish.names.length > wish.count) return err('extra-wrong');
  const names = wish.names.map((name) => name.trim());
  const isNamed = names.length === wish.count && names.every((name) => name !== '');
  if (event.asksNames && !isNamed) return err('name-missing');
  if (wish.email !== null && !looksLikeEmail(wish.email)) return err('email-wrong');
  const tickets = Array.from({ length: wish.count }, (_, index) => ({
    ticketId: parts.makeTicketId(),
    holderName: names[index] ?? '',
  }));
  return lineOfProduct(product, chosen.value, {
    unitPriceCents: priced.value,
    detail: {
      kind: 'ticket',
      eventId: event.id,
      eventName: event.name,
      eventStartsAt: event.startsAt,
      priceId: price.id,
      priceName: price.name,
      tickets,
      cardId: wish.cardId,
      email: wish.email,
    },
  });
}

/** The price named, the product's own, or the only one there is. */
export function findPrice(
  product: Product,
  event: Pick<SoldEvent, 'prices'>,
  wantedId: string | null,
): EventPrice | undefined {
  const only = event.prices.length === 1 ? event.prices[0]?.id : undefined;
  const priceId = product.eventPriceId ?? wantedId ?? only;
  if (wantedId !== null && wantedId !== priceId) return undefined;
  return event.prices.find((price) => price.id === priceId);
}

function centsOf(
  price: EventPrice,
  wish: TicketWish,
): Result<Cents, 'extra-wrong' | 'price-too-low'> {
  switch (price.kind) {
    case 'open':
      if (wish.cents === null) return err('extra-wrong');
      return wish.cents < (price.priceMinCents ?? 0) ? err('price-too-low') : ok(wish.cents);
    case 'free':
      return ok(ZERO_CENTS);
    case 'member':
      return wish.isMember ? ok(price.priceCents) : err('extra-wrong');
    case 'fixed':
      return ok(price.priceCents);
  }
}
