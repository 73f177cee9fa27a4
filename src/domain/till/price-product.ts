import type { LineDetail } from '../journal/sale-entries.ts';
import { addCents, cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { msOfInstant } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import { priceOfMeasure, priceOfMinutes } from './amounts.ts';
import { BASKET_CENTS_MAX } from './basket.ts';
import type { PricedProduct } from './basket.ts';
import type { Product } from './catalogue.ts';

/** What the cashier says beside product and options (RULES T1); null for plain pieces. */
export type ProductWish =
  | null
  | { readonly kind: 'measure'; readonly amount: number }
  | { readonly kind: 'open-price'; readonly cents: Cents }
  | { readonly kind: 'room'; readonly startsAt: Instant; readonly endsAt: Instant }
  | { readonly kind: 'deposit'; readonly direction: 'taken' | 'returned' };

export type PriceRefusal =
  'product-withdrawn' | 'options-wrong' | 'extra-wrong' | 'price-too-low' | 'amount-too-large';

/** A room is sold from now on: somebody may have sat down this long before the touch. */
export const ROOM_LATE_MS_MAX = 15 * 60_000;
const ROOM_MS_MAX = 24 * 3_600_000;
const MINUTE_MS = 60_000;

/**
 * Prices a product with its options, from the station's own catalogue (RULES T3). Tickets and
 * memberships have prices of their own (price-ticket.ts, price-membership.ts); what loads a Pass
 * is no line of a basket.
 */
export function priceProduct(
  product: Product,
  choiceIds: readonly string[],
  wish: ProductWish,
  now: Instant,
): Result<PricedProduct, PriceRefusal> {
  const chosen = chooseOptions(product, choiceIds);
  if (!chosen.ok) return chosen;
  const priced = priceWish(product, wish, now);
  if (!priced.ok) return priced;
  return lineOfProduct(product, chosen.value, priced.value);
}

type Priced = { readonly unitPriceCents: Cents; readonly detail: LineDetail };

function priceWish(
  product: Product,
  wish: ProductWish,
  now: Instant,
): Result<Priced, 'extra-wrong' | 'price-too-low' | 'amount-too-large'> {
  const { kind, priceCents } = product;
  switch (kind) {
    case 'piece':
      return wish === null
        ? ok({ unitPriceCents: priceCents, detail: { kind: 'piece' } })
        : err('extra-wrong');
    case 'weight':
    case 'volume':
      if (wish?.kind !== 'measure') return err('extra-wrong');
      return ok({
        unitPriceCents: priceOfMeasure(wish.amount, priceCents),
        detail: {
          kind: 'measure',
          unit: kind === 'weight' ? 'kilogram' : 'litre',
          amount: wish.amount,
          unitCents: priceCents,
        },
      });
    case 'open-price':
      if (wish?.kind !== 'open-price') return err('extra-wrong');
      if (wish.cents < (product.priceMinCents ?? 0)) return err('price-too-low');
      return ok({ unitPriceCents: wish.cents, detail: { kind: 'open-price' } });
    case 'hour':
      return wish?.kind === 'room' ? priceRoom(priceCents, wish, now) : err('extra-wrong');
    case 'deposit':
      if (wish?.kind !== 'deposit') return err('extra-wrong');
      return ok({
        // Adding 0 keeps a deposit of nothing from becoming -0.
        unitPriceCents: wish.direction === 'taken' ? priceCents : cents(-priceCents + 0),
        detail: { kind: 'deposit', direction: wish.direction },
      });
    case 'ticket':
    case 'membership':
    case 'top-up':
    case 'gift':
      return err('extra-wrong');
  }
}

function priceRoom(
  hourCents: Cents,
  { startsAt, endsAt }: { readonly startsAt: Instant; readonly endsAt: Instant },
  now: Instant,
): Result<Priced, 'extra-wrong'> {
  const startMs = msOfInstant(startsAt);
  const lengthMs = msOfInstant(endsAt) - startMs;
  const isPast = startMs < msOfInstant(now) - ROOM_LATE_MS_MAX;
  if (lengthMs <= 0 || lengthMs > ROOM_MS_MAX || lengthMs % MINUTE_MS !== 0 || isPast) {
    return err('extra-wrong');
  }
  return ok({
    unitPriceCents: priceOfMinutes(lengthMs / MINUTE_MS, hourCents),
    detail: { kind: 'room', startsAt, endsAt, hourCents },
  });
}

export type ChosenOptions = {
  readonly choiceIds: readonly string[];
  readonly optionLabels: readonly string[];
  readonly deltaCents: Cents;
};

/** The options that were chosen, in the catalogue's order; refused when a group is not answered right. */
export function chooseOptions(
  product: Product,
  choiceIds: readonly string[],
): Result<ChosenOptions, 'product-withdrawn' | 'options-wrong'> {
  if (!product.active) return err('product-withdrawn');
  const wanted = new Set(choiceIds);
  if (wanted.size !== choiceIds.length) return err('options-wrong');
  const chosen = product.options.map((group) => ({
    group,
    choices: group.choices.filter((choice) => wanted.has(choice.id)),
  }));
  const counted = chosen.reduce((sum, { choices }) => sum + choices.length, 0);
  const fits = chosen.every(
    ({ group, choices }) => choices.length >= group.min && choices.length <= group.max,
  );
  if (!fits || counted !== choiceIds.length) return err('options-wrong');
  const choices = chosen.flatMap((one) => one.choices);
  return ok({
    // Kept in the catalogue's order, so that the same coffee is always the same line.
    choiceIds: choices.map((choice) => choice.id),
    optionLabels: choices.map((choice) => choice.name),
    deltaCents: addCents(...choices.map((one) => one.priceDeltaCents)),
  });
}

/** A line of a product at a price found; what the options add is added to each piece. */
export function lineOfProduct(
  product: Product,
  { choiceIds, optionLabels, deltaCents }: ChosenOptions,
  { unitPriceCents: baseCents, detail }: Priced,
): Result<PricedProduct, 'options-wrong' | 'amount-too-large'> {
  const unitPriceCents = addCents(baseCents, deltaCents);
  if (baseCents >= 0 && unitPriceCents < 0) return err('options-wrong');
  if (unitPriceCents > BASKET_CENTS_MAX) return err('amount-too-large');
  return ok({
    productId: product.id,
    choiceIds,
    label: product.name,
    optionLabels,
    unitPriceCents,
    vatRateBp: product.vatRateBp,
    categoryId: product.categoryId,
    detail,
    discount: null,
  });
}
