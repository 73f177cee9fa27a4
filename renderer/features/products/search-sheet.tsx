import { useState } from 'react';
import type { CatalogueShown } from '../../../src/contract/kiosk/catalogue-shown.ts';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../../app/texts.ts';
import { NoRows } from '../../components/rows.tsx';
import { SheetFrame } from '../../components/sheet-frame.tsx';
import { Keyboard, TextLine } from '../../components/text-entry.tsx';
import { ProductGrid } from './product-grid.tsx';
import type { ProductShown } from './product-grid.tsx';
import { productsOf } from './shelf.tsx';

const TEXT_LENGTH_MAX = 40;

/** Articles by a part of their name, whatever their category. They are touched as on the shelf. */
export function SearchSheet(props: {
  readonly screen: ScreenState;
  readonly catalogue: CatalogueShown;
}) {
  const { say } = useTexts();
  const { screen, catalogue } = props;
  const [text, setText] = useState('');
  const point = catalogue.pointsOfSale.find(({ id }) => id === screen.pointOfSaleId) ?? null;
  const found = findProducts(productsOf(catalogue, point), text);
  return (
    <SheetFrame kind="search" title={say('selling.search')}>
      <div className="search">
        <TextLine label={say('selling.search-label')} value={text} isOpen />
        <div className="search-found">
          {found.length === 0 ? (
            <NoRows icon="search" text={say('selling.search-none')} />
          ) : (
            <ProductGrid products={found} catalogue={catalogue} screen={screen} />
          )}
        </div>
        <Keyboard value={text} kind="text" lengthMax={TEXT_LENGTH_MAX} onChange={setText} />
      </div>
    </SheetFrame>
  );
}

/** Without accents and capitals: nobody types "crêpe" in a hurry. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

/** Every word typed begins a word of the name; names that begin with the text come first. */
export function findProducts(
  products: readonly ProductShown[],
  text: string,
): readonly ProductShown[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return products;
  const startsEarly = (product: ProductShown) => plain(product.name).startsWith(words.join(' '));
  return products
    .filter(({ name }) => {
      const parts = plain(name).split(/[^\p{Letter}\p{Number}]+/u);
      return words.every((word) => parts.some((part) => part.startsWith(word)));
    })
    .toSorted((left, right) => Number(startsEarly(right)) - Number(startsEarly(left)));
}
