import { cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';

/**
 * A day is summed one entry at a time: each entry gives figures to add, and the sum of all of
 * them is the day. So ticket X costs nothing, however much was sold, and is the closing's sum.
 */
export type Figure = {
  readonly figure: FigureName;
  /** What it is counted by: a means, a product, a cashier. Empty when there is only one. */
  readonly key: string;
  /** The name of `key` as people know it. */
  readonly label: string;
  readonly count: number;
  readonly cents: Cents;
  /** Only of `vat`. */
  readonly vatCents: Cents;
};

export type FigureName =
  | 'sale'
  | 'turnover'
  | 'means'
  | 'asset-kind'
  | 'category'
  | 'product'
  | 'vat'
  | 'staff'
  | 'point-of-sale'
  | 'top-up'
  | 'top-up-means'
  | 'gift'
  | 'emptied'
  | 'deposit-taken'
  | 'deposit-returned'
  | 'membership'
  | 'offered'
  | 'discount'
  | 'correction'
  | 'means-changed'
  | 'cash';

export const figure = (
  name: FigureName,
  key: string,
  count: number,
  amount: number,
  label = '',
  vat = 0,
): Figure => ({
  figure: name,
  key,
  label,
  // Adding 0 keeps 0 from becoming -0.
  count: count + 0,
  cents: cents(amount + 0),
  vatCents: cents(vat + 0),
});

/** Figures of one name and key as one, so that each is written down once. */
export function mergeFigures(figures: Iterable<Figure>): readonly Figure[] {
  const sums = new Map<string, Figure>();
  for (const one of figures) {
    const id = `${one.figure} ${one.key}`;
    sums.set(id, addFigure(sums.get(id), one));
  }
  return [...sums.values()];
}

/** Two figures of one name and key as one; the newest label stays. */
const addFigure = (sum: Figure | undefined, more: Figure): Figure => ({
  ...more,
  count: (sum?.count ?? 0) + more.count,
  cents: cents((sum?.cents ?? 0) + more.cents),
  vatCents: cents((sum?.vatCents ?? 0) + more.vatCents),
});
