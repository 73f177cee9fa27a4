import type { ReactNode } from 'react';
import type { Cents } from '../../src/shared/money.ts';
import { useTexts } from '../app/texts.ts';
import { BigAmount } from './amount.tsx';

/** A word over a large amount. */
export function AmountFigure(props: { readonly label: string; readonly amount: Cents }) {
  return (
    <p className="amount-figure">
      <span>{props.label}</span>
      <BigAmount amount={props.amount} />
    </p>
  );
}

/** Lines of words and amounts under one another, figures in one column. */
export function Sums({ children }: { readonly children: ReactNode }) {
  return <ul className="sums">{children}</ul>;
}

export function SumRow(props: {
  readonly label: string;
  readonly amount: Cents;
  readonly isTotal?: boolean;
}) {
  const { euros } = useTexts();
  return (
    <li className="sum-row" data-total={props.isTotal ?? false}>
      <span>{props.label}</span>
      <span>{euros(props.amount)}</span>
    </li>
  );
}
