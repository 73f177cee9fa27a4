import type { KeyboardEvent } from 'react';
import type { BasketShown, CatalogueShown } from '../../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../../app/texts.ts';
import { playSound } from '../../bridge/sounds.ts';
import { ask, useStation } from '../../stores/station-store.ts';
import { openSheet } from '../../stores/view-store.ts';
import { garlandColour } from './garland.ts';
import { Icon } from '../../components/icon.tsx';

export type ProductShown = CatalogueShown['products'][number];

export function ProductGrid(props: {
  readonly products: readonly ProductShown[];
  readonly categoryColour: string | null;
  readonly basket: BasketShown;
}) {
  const { say } = useTexts();
  if (props.products.length === 0) {
    return (
      <div className="products-empty">
        <Icon name="lantern" />
        <p>{say('selling.nothing')}</p>
        <p>{say('selling.nothing-do')}</p>
      </div>
    );
  }
  return (
    <div className="products" role="group" aria-label={say('selling.products')}>
      {props.products.map((product) => (
        <ProductTile
          key={product.id}
          product={product}
          colour={garlandColour(product.colour, props.categoryColour)}
          count={countOf(product, props.basket)}
        />
      ))}
    </div>
  );
}

const countOf = (product: ProductShown, basket: BasketShown): number =>
  basket.lines.reduce((sum, line) => (line.productId === product.id ? sum + line.count : sum), 0);

/**
 * One touch adds the article, unless a choice must be made first. What may be chosen, as the milk of
 * a coffee, is behind a second target: most people want none of it, and the queue waits.
 */
function ProductTile(props: {
  readonly product: ProductShown;
  readonly colour: string;
  readonly count: number;
}) {
  const { say, euros } = useTexts();
  const hasSound = useStation(({ screen }) => screen?.preferences.sound ?? false);
  const { product, count } = props;
  const mustChoose = product.options.some(({ min }) => min > 0);
  const mayChoose = !mustChoose && product.options.length > 0;

  const choose = () => {
    if (hasSound) playSound('tap');
    openSheet({ kind: 'product', productId: product.id });
  };
  const add = () => {
    if (hasSound) playSound('tap');
    ask({ kind: 'add-product', productId: product.id, choiceIds: [], count: 1, extra: null });
  };

  return (
    <div className="tile-place" data-colour={props.colour} data-may-choose={mayChoose}>
      <button
        type="button"
        className="tile"
        data-product={product.id}
        onClick={mustChoose ? choose : add}
        onKeyDown={moveFocusByArrow}
      >
        <span className="tile-picture">
          {product.picture === null ? (
            <Icon name="lantern" />
          ) : (
            <img src={product.picture} alt="" loading="lazy" draggable={false} />
          )}
        </span>
        <span className="tile-words">
          <span className="tile-name">{product.name}</span>
          <span className="tile-price">{euros(product.priceCents)}</span>
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
          aria-label={say('selling.choose-options', { label: product.name })}
          onClick={choose}
        >
          <Icon name="list" />
        </button>
      )}
    </div>
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
