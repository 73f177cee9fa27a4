import type { ScreenState } from '../../../contract/kiosk/screen-state.ts';
import type { ProductId } from '../../../shared/ids.ts';
import { stockMovedSince } from '../../projections/stock.ts';
import type { StationContext } from '../context.ts';

export type KnownStock = {
  readonly productId: ProductId;
  /** Thousandths of the product's unit. */
  readonly amount: number;
  readonly level: ScreenState['stock'][number]['level'];
  readonly allowsBelowZero: boolean;
  readonly alertLevel: number;
};

/** What is left of all that is counted: as the cloud last said, with what this station moved since. */
export function knownStock(context: StationContext): readonly KnownStock[] {
  const { knowledge, settings } = context;
  const moved = stockMovedSince(
    context.journal.database,
    settings.getNumber('reflected-unsecured-seq'),
  );
  return knowledge.all('stock').flatMap(({ id, amount: known }): readonly KnownStock[] => {
    const rule = knowledge.one('product', id)?.stockRule;
    if (rule === undefined || rule === null) return [];
    const amount = known + (moved.get(id) ?? 0);
    const level = amount <= 0 ? 'out' : amount <= rule.alertLevel ? 'low' : 'enough';
    return [{ productId: id, amount, level, ...rule }];
  });
}

/** How much of a product can still be sold; null when it is not counted or may go below zero. */
export function sellableStock(context: StationContext, productId: ProductId): number | null {
  const known = knownStock(context).find((one) => one.productId === productId);
  return known === undefined || known.allowsBelowZero ? null : known.amount;
}
