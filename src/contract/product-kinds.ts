import type { ProductKind } from '../domain/till/catalogue.ts';

/** The same list as in the domain: a kind that only one of them has does not compile. */
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
] as const satisfies readonly ProductKind[];
