import type { CatalogueShown } from '../../../src/contract/kiosk/catalogue-shown.ts';
import type { Texts } from '../../app/texts.ts';
import type { StockSaid } from './stock-of.ts';

type Product = CatalogueShown['products'][number];
const NARROW_SPACE = '\u202f';

/** What is written as the price: of one, of a kilogram, from, an hour. */
export function priceWords(product: Product, { say, euros }: Texts): string {
  const price = euros(product.priceCents);
  switch (product.kind) {
    case 'weight':
      return say('product.per-kilogram', { price });
    case 'volume':
      return say('product.per-litre', { price });
    case 'hour':
      return say('product.per-hour', { price });
    case 'open-price':
      return product.priceMinCents === null
        ? say('product.open')
        : say('product.from', { price: euros(product.priceMinCents) });
    case 'deposit':
      return `±${NARROW_SPACE}${price}`;
    case 'piece':
    case 'ticket':
    case 'membership':
    case 'top-up':
    case 'gift':
      return price;
  }
}

/** `Épuisé`, `Reste 4`, `Reste 2,5 kg`; empty when there is enough. */
export function stockWords(said: StockSaid, { say, language }: Texts): string {
  if (said.kind === 'enough') return '';
  if (said.kind === 'out') return say('product.out');
  const left = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(said.left);
  const unit = said.unit === 'kilogram' ? 'kg' : said.unit === 'litre' ? 'l' : '';
  return say('product.left', { left: unit === '' ? left : `${left}${NARROW_SPACE}${unit}` });
}

/** `0,350 kg` and `1,5 l`: what was weighed or poured, from grams or millilitres. */
export function measureWords(
  amount: number,
  unit: 'kilogram' | 'litre',
  language: Texts['language'],
): string {
  const figures = new Intl.NumberFormat(language, { minimumFractionDigits: 3 }).format(
    amount / 1_000,
  );
  return `${figures}${NARROW_SPACE}${unit === 'kilogram' ? 'kg' : 'l'}`;
}
