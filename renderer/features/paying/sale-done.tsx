import type { ResultShown } from '../../../src/contract/kiosk/results.ts';
import { useTexts } from '../../app/texts.ts';
import { BigAmount } from '../../components/amount.tsx';
import { Icon } from '../../components/icon.tsx';
import { MEANS_ICONS } from './means.ts';
import { Shape } from '../../components/shape.tsx';

type Sale = Extract<ResultShown, { kind: 'sale-done' }>;
type Payment = Sale['payments'][number];

/** More rows than that are drawn tighter, so that all are seen without scrolling. */
const ROWS_AT_EASE = 2;
const ROWS_TIGHT = 5;

export function SaleDone({ sale }: { readonly sale: Sale }) {
  const { say, euros } = useTexts();
  const cash = sale.payments.find((payment) => payment.means === 'cash');
  const pass = sale.payments.findLast((payment) => payment.means === 'pass');
  const rows = sale.payments.reduce(
    (sum, payment) => sum + (payment.means === 'pass' ? payment.parts.length : 1),
    (sale.ticketCount > 0 ? 1 : 0) +
      (sale.loyaltyText === '' ? 0 : 2) +
      (pass?.unsecured === true ? 2 : 0),
  );
  return (
    <div className="sale" data-tight={rows > ROWS_AT_EASE} data-tightest={rows > ROWS_TIGHT}>
      <div className="sale-head">
        <Shape tone="done" />
        <h1>{say('result.sale-done')}</h1>
      </div>
      {cash !== undefined && cash.changeCents > 0 ? (
        <p className="result-figure">
          <span>{say('result.change')}</span>
          <BigAmount amount={cash.changeCents} />
        </p>
      ) : pass === undefined ? null : (
        <p className="result-figure">
          <span>{say('result.left')}</span>
          <BigAmount amount={pass.leftCents} />
        </p>
      )}
      <ul className="result-list">
        {sale.payments.map((payment, index) => (
          <PaymentRows key={index} payment={payment} />
        ))}
        <li className="result-row result-sum">
          <span>{say('result.total')}</span>
          <span>{euros(sale.totalCents)}</span>
        </li>
      </ul>
      {sale.ticketCount > 0 && (
        <p className="result-do">{say('result.tickets', { count: sale.ticketCount })}</p>
      )}
      {sale.loyaltyText !== '' && <p className="result-do">{sale.loyaltyText}</p>}
      {pass?.unsecured === true && <p className="result-do">{say('result.unsecured')}</p>}
      <p className="result-note">{say('result.number', { number: sale.number })}</p>
    </div>
  );
}

function PaymentRows({ payment }: { readonly payment: Payment }) {
  const { say, euros } = useTexts();
  if (payment.means !== 'pass') {
    return (
      <li className="result-row">
        <Icon name={MEANS_ICONS[payment.means]} />
        <span>{say(`means.${payment.means}`)}</span>
        <span>{euros(payment.cents)}</span>
      </li>
    );
  }
  return payment.parts.map((part) => (
    <li key={`${part.kind}:${part.assetName}`} className="result-row">
      <Icon name={part.kind === 'gift' ? 'gift' : part.kind === 'local' ? 'local' : 'globe'} />
      <span>{part.assetName}</span>
      <span>{euros(part.cents)}</span>
    </li>
  ));
}
