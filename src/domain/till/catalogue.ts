import type { Cents } from '../../shared/money.ts';
import type { AssetId, CollectiveId, EventId, ProductId } from '../../shared/ids.ts';

/** How a sale can be paid (RULES T4). */
export const MEANS = ['pass', 'cash', 'bank-card', 'cheque'] as const;
export type Means = (typeof MEANS)[number];

/** What a product is, as the till sells it (RULES T1). */
export const PRODUCT_KINDS = [
  'piece',
  'weight',
  'volume',
  'open-price',
  'hour',
  'ticket',
  'membership',
  'deposit',
  'top-up',
  'gift',
] as const;
export type ProductKind = (typeof PRODUCT_KINDS)[number];

export type OptionChoice = {
  readonly id: string;
  readonly name: string;
  readonly priceDeltaCents: Cents;
};

/** A question asked when the product is sold: between `min` and `max` choices must be given. */
export type OptionGroup = {
  readonly id: string;
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly choices: readonly OptionChoice[];
};

export type Product = {
  readonly id: ProductId;
  readonly collectiveId: CollectiveId;
  readonly categoryId: string;
  readonly kind: ProductKind;
  readonly name: string;
  /** Of one piece, kilogram, litre or hour; proposed for `open-price`; loaded for `top-up` and `gift`. */
  readonly priceCents: Cents;
  /** The least that is accepted for `open-price`; otherwise null. */
  readonly priceMinCents: Cents | null;
  /** VAT in basis points: 2000 is 20 %. */
  readonly vatRateBp: number;
  /** Where it is prepared; null when it is handed over at once. */
  readonly preparedAt: 'kitchen' | 'bar' | null;
  /** Null: its stock is not counted (RULES T14). `alertLevel` in thousandths of its unit. */
  readonly stockRule: { readonly allowsBelowZero: boolean; readonly alertLevel: number } | null;
  /** What a `top-up` or a `gift` loads. */
  readonly assetId: AssetId | null;
  readonly eventId: EventId | null;
  readonly eventPriceId: string | null;
  readonly offerId: string | null;
  readonly offerPriceId: string | null;
  readonly options: readonly OptionGroup[];
  /** File name in resources/demo/pictures, or an uploaded picture; null when there is none. */
  readonly picture: string | null;
  readonly colour: string | null;
  readonly sortOrder: number;
  readonly active: boolean;
};

export type Category = {
  readonly id: string;
  readonly name: string;
  readonly colour: string | null;
  readonly picture: string | null;
  readonly sortOrder: number;
};

export type PointOfSale = {
  readonly id: string;
  readonly name: string;
  readonly categoryIds: readonly string[];
  readonly means: readonly Means[];
  readonly sortOrder: number;
};

/** What one `priceCents` of a product buys. */
export function unitOf(kind: ProductKind): 'piece' | 'kilogram' | 'litre' | 'hour' {
  if (kind === 'weight') return 'kilogram';
  if (kind === 'volume') return 'litre';
  return kind === 'hour' ? 'hour' : 'piece';
}
