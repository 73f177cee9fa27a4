import type { Cents } from '../../src/shared/money.ts';
import { useTexts } from '../app/texts.ts';

/** A large amount: the euro sign stands a little back from the figures. */
export function BigAmount({ amount }: { readonly amount: Cents }) {
  const { euros } = useTexts();
  const text = euros(amount);
  const figures = text.replace(/^€|\u202f?€$/gu, '');
  return (
    <span className="big-amount" data-size={sizeOf(text)}>
      {text.startsWith('€') ? (
        <>
          <span className="euro">€</span>
          {figures}
        </>
      ) : (
        <>
          {figures}
          <span className="euro">{'\u202f'}€</span>
        </>
      )}
    </span>
  );
}

/** Long amounts take smaller figures rather than a second line. */
function sizeOf(text: string): 'normal' | 'long' | 'longest' {
  if (text.length <= 8) return 'normal';
  return text.length <= 10 ? 'long' : 'longest';
}
