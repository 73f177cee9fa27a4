import { cents } from '../../../src/shared/money.ts';
import type { Cents } from '../../../src/shared/money.ts';
import { useTexts } from '../../app/texts.ts';

/** A difference of the drawer, in words. */
export function useDifferenceText(): (difference: Cents) => string {
  const { say, euros } = useTexts();
  return (difference) => {
    if (difference === 0) return say('day-close.difference-none');
    const amount = euros(cents(Math.abs(difference)));
    return say(difference < 0 ? 'day-close.difference-less' : 'day-close.difference-more', {
      amount,
    });
  };
}

export function Difference({ difference }: { readonly difference: Cents }) {
  const text = useDifferenceText();
  const side = difference === 0 ? 'none' : difference < 0 ? 'less' : 'more';
  return (
    <p className="difference" data-side={side} aria-live="polite">
      {text(difference)}
    </p>
  );
}
