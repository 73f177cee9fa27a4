import type { KeyboardEvent } from 'react';
import type { CatalogueShown } from '../../../src/contract/kiosk/catalogue-shown.ts';
import type { BasketShown, ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../../app/texts.ts';
import { playSound } from '../../bridge/sounds.ts';
import { Icon } from '../../components/icon.tsx';
import { ask } from '../../stores/station-store.ts';
import { openSheet } from '../../stores/view-store.ts';
import { openTopUp, opensPassSheet } from '../pass/open.ts';
import { countTouch } from './favourites.ts';
import { garlandColour } from './garland.ts';
import { useLongPress } from './long-press.ts';
import { priceWords, stockWords } from './product-words.ts';
import { stockOf } from './stock-of.ts';

export type ProductShown = CatalogueShown['products'][number];

export function ProductGrid(props: {
  readonly products: readonly ProductShown[];
  readonly catalogue: CatalogueShown;
  readonly screen: ScreenState;
}) {
  const { say } = useTexts();
  const { products, catalogue, screen } = props;
  if (products.length === 0) {
    return (
      <div className="products-empty">
        <Icon name="lantern" />
        <p>{say('selling.nothing')}</p>
        <p>{say('selling.nothing-do')}</p>
      </div>
    );
  }
  const colours = new Map(catalogue.categories.map(({ id, colour }) => [id, colour]));
  return (
    <div className="products" role="group" aria-label={say('selling.products')}>
      {products.map((product) => (
        <ProductTile
          key={product.id}
          product={product}
          colour={garlandColour(product.colour, colours.get(product.categoryId) ?? null)}
          catalogue={catalogue}
          screen={screen}
        />
      ))}
    </div>
  );
}

const countOf = (product: ProductShown, basket: BasketShown): number =>
  basket.lines.reduce((sum, line) => (line.productId === product.id ? sum + line.count : sum), 0);

/** Touching it adds it at once: nothing has to be asked first. */
const isAddedAtOnce = (product: ProductShown): boolean =>
  product.kind === 'piece' && product.options.every(({ min }) => min === 0);

/**
 * One touch adds the article, unless something must be asked first. What may be chosen, as the milk
 * of a coffee, is behind a second target: most people want none of it, and the queue waits. A long
 * touch asks how many.
 */
function ProductTile(props: {
  readonly product: ProductShown;
  readonly colour: string;
  readonly catalogue: CatalogueShown;
  readonly screen: ScreenState;
}) {
  const texts = useTexts();
  const { say } = texts;
  const { product, screen } = props;
  const count = countOf(product, screen.basket);
  const stock = stockOf(product, screen.stock, props.catalogue.events);
  const isOut = stock.kind === 'out';
  const isQuick = isAddedAtOnce(product);
  const mayChoose = isQuick && product.options.length > 0;

  const { choose, touch, hold } = useTile(product, screen, isOut);

  return (
    <div
      className="tile-place"
      data-colour={props.colour}
      data-may-choose={mayChoose}
      data-stock={stock.kind}
    >
      <button
        type="button"
        className="tile"
        data-product={product.id}
        disabled={isOut}
        onClick={touch}
        onKeyDown={moveFocusByArrow}
        {...hold}
      >
        <span className="tile-picture">
          <TilePicture product={product} />
          {stock.kind !== 'enough' && (
            <span className="tile-stock">{stockWords(stock, texts)}</span>
          )}
        </span>
        <span className="tile-words">
          <span className="tile-name">{product.name}</span>
          <span className="tile-price">{priceWords(product, texts)}</span>
          {count > 0 && (
            <span className="tile-count">
              <span aria-hidden="true">{count}</span>
              <span className="only-heard">{say('selling.in-basket', { count })}</span>
            </span>
          )}
        </span>
      </button>
      {mayChoose && (
        <button
          type="button"
          className="tile-options"
          disabled={isOut}
          aria-label={say('selling.choose-options', { label: product.name })}
          onClick={choose}
        >
          <Icon name="list" />
        </button>
      )}
    </div>
  );
}

/** What touches on an article do: short, long, and on its choices. */
function useTile(product: ProductShown, screen: ScreenState, isOut: boolean) {
  const isQuick = isAddedAtOnce(product);
  const counted = (act: () => void) => () => {
    if (isOut) return;
    if (screen.preferences.sound) playSound('tap');
    countTouch(product.id, screen.day.today);
    act();
  };
  const choose = counted(() =>
    opensPassSheet(product)
      ? openTopUp(product)
      : openSheet({ kind: 'product', productId: product.id }),
  );
  const add = counted(() =>
    ask({ kind: 'add-product', productId: product.id, choiceIds: [], count: 1, extra: null }),
  );
  const hold = useLongPress(
    isQuick ? counted(() => openSheet({ kind: 'product-count', productId: product.id })) : choose,
  );
  return { choose, touch: isQuick ? add : choose, hold };
}

function TilePicture({ product }: { readonly product: Pick<ProductShown, 'picture'> }) {
  return product.picture === null ? (
    <Icon name="lantern" />
  ) : (
    <img src={product.picture} alt="" loading="lazy" draggable={false} />
  );
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** A tile straight ahead is nearer than one beside the way. */
const ASIDE_WEIGHT = 4;

/** Arrows go to the nearest tile in that direction, whatever the number of columns. */
function moveFocusByArrow(event: KeyboardEvent<HTMLElement>): void {
  const direction = ARROWS[event.key];
  if (direction === undefined) return;
  event.preventDefault();
  const [across, down] = direction;
  const from = event.currentTarget;
  const origin = from.getBoundingClientRect();
  const tiles = from.closest('.products')?.querySelectorAll<HTMLElement>('.tile') ?? [];
  const nearest = [...tiles]
    .filter((tile) => tile !== from)
    .map((tile) => {
      const place = tile.getBoundingClientRect();
      const along = (place.x - origin.x) * across + (place.y - origin.y) * down;
      const aside = Math.abs((place.x - origin.x) * down) + Math.abs((place.y - origin.y) * across);
      return { tile, along, distance: along + aside * ASIDE_WEIGHT };
    })
    .filter(({ along }) => along > 1)
    .toSorted((left, right) => left.distance - right.distance)[0];
  nearest?.tile.focus();
}
