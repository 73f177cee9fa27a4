import type { ResultShown } from '../../../src/contract/kiosk/results.ts';
import { useTexts } from '../../app/texts.ts';
import { BigAmount } from '../../components/amount.tsx';
import { Icon } from '../../components/icon.tsx';
import { Shape } from '../../components/shape.tsx';
import { MEANS_ICONS } from '../paying/means.ts';

type Cancelled = Extract<ResultShown, { kind: 'sale-cancelled' }>;
type Changed = Extract<ResultShown, { kind: 'means-changed' }>;

/** More than that are drawn tighter, so that all are seen without scrolling. */
const REFUNDS_AT_EASE = 2;

/** What the person gets back, and how: cash first, which is counted out now. */
export function SaleCancelledWords({ result }: { readonly result: Cancelled }) {
  const { say, euros } = useTexts();
  const cash = result.refunds.find(({ means }) => means === 'cash');
  return (
    <div className="sale" data-tight={result.refunds.length > REFUNDS_AT_EASE}>
      <div className="sale-head">
        <Shape tone="done" />
        <h1>{say('result.sale-cancelled')}</h1>
      </div>
      {cash !== undefined && (
        <p className="result-figure">
          <span>{say('cancel.give-back')}</span>
          <BigAmount amount={cash.cents} />
        </p>
      )}
      <ul className="result-list">
        {result.refunds.map(({ means, cents }, index) => (
          <li key={index} className="result-row">
            <Icon name={MEANS_ICONS[means]} />
            <span>{say(`means.${means}`)}</span>
            <span>{euros(cents)}</span>
          </li>
        ))}
      </ul>
      {result.refunds.some(({ means }) => means === 'bank-card') && (
        <p className="result-do">{say('cancel.on-terminal')}</p>
      )}
      <p className="result-note">{say('sales.one-number', { number: result.saleNumber })}</p>
    </div>
  );
}

export function MeansChangedWords({ result }: { readonly result: Changed }) {
  const { say } = useTexts();
  return (
    <>
      <Shape tone="done" />
      <h1>{say('result.means-changed')}</h1>
      <p className="result-why">
        {say('change-means.done', {
          from: say(`means.${result.from}`),
          to: say(`means.${result.to}`),
        })}
      </p>
      <p className="result-figure">
        <BigAmount amount={result.cents} />
      </p>
      <p className="result-note">{say('sales.one-number', { number: result.saleNumber })}</p>
    </>
  );
}
