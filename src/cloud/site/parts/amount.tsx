import { formatCents } from '../../../shared/format.ts';
import type { Language } from '../../../shared/i18n.ts';
import { cents } from '../../../shared/money.ts';

type AmountProps = { readonly cents: number; readonly language: Language };

/** A large amount: the euro sign a little lighter than the figures. */
export const LargeAmount = ({ cents: amount, language }: AmountProps) => {
  const text = formatCents(cents(amount), language);
  const [before, after] = text.split('€');
  return (
    <span class="amount">
      {before}
      <span class="amount-unit">€</span>
      {after}
    </span>
  );
};
