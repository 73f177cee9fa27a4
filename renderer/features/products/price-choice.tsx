import type { Cents } from '../../../src/shared/money.ts';
import { useTexts } from '../../app/texts.ts';

type Price = {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly priceCents: Cents;
  readonly priceMinCents: Cents | null;
  readonly placesLeft?: number | null;
};

/** The prices of an event or of a membership. A single one is only read. */
export function PriceChoice(props: {
  readonly prices: readonly Price[];
  readonly chosenId: string | null;
  readonly onChoose: (id: string) => void;
}) {
  const { say, euros } = useTexts();
  return (
    <div className="price-choice" role="group" aria-label={say('product.price')}>
      {props.prices.map((price) => {
        const isOpen = price.priceMinCents !== null;
        return (
          <button
            key={price.id}
            type="button"
            className="choice"
            aria-pressed={price.id === props.chosenId}
            disabled={price.placesLeft === 0}
            onClick={() => props.onChoose(price.id)}
          >
            <span>{price.name}</span>
            <span className="choice-delta">
              {isOpen
                ? say('product.from', { price: euros(price.priceMinCents ?? price.priceCents) })
                : euros(price.priceCents)}
            </span>
          </button>
        );
      })}
    </div>
  );
}
