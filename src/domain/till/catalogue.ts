import type { Cents } from '../../shared/money.ts';
import type { CollectiveId, ProductId } from '../../shared/ids.ts';

/** How a sale can be paid (RULES T4). */
export const MEANS = ['pass', 'cash', 'bank-card', 'cheque'] as const;
export type Means = (typeof MEANS)[number];

/** What a product is, as the till sells it (RULES T1). The first issue sells `piece`. */
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
  readonly priceCents: Cents;
  /** VAT in basis points: 2000 is 20 %. */
  readonly vatRateBp: number;
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
