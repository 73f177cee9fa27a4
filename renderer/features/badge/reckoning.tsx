import type { PriceStep } from '../../../src/domain/badge/price-steps.ts';
import { useTexts } from '../../app/texts.ts';
import { priceLines } from './price-words.ts';

/** How a price was found, to be followed with a finger. */
export function Reckoning({ steps }: { readonly steps: readonly PriceStep[] }) {
  const texts = useTexts();
  const lines = priceLines(steps, texts);
  return (
    <ul
      className="reckoning"
      aria-label={texts.say('badge.how')}
      data-long={lines.length > LINES_AT_EASE}
    >
      {lines.map(({ words, figure, isHead }, index) => (
        <li key={index} data-head={isHead}>
          <span>{words}</span>
          <span>{figure}</span>
        </li>
      ))}
    </ul>
  );
}

/** More stand closer together. */
const LINES_AT_EASE = 5;
