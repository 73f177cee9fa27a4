import type { Answers } from '../../answer-question.ts';
import { unitOf } from '../../../domain/till/catalogue.ts';
import { knownStock } from './known-stock.ts';

export const stockAnswers: Answers<'stock'> = {
  stock: (context) => ({
    kind: 'stock',
    rows: knownStock(context)
      .flatMap((known) => {
        const product = context.knowledge.one('product', known.productId);
        return product === undefined
          ? []
          : [{ ...known, name: product.name, unit: unitOf(product.kind) }];
      })
      .toSorted((a, b) => a.name.localeCompare(b.name, 'fr')),
  }),
};
