import type { ResultShown } from '../../../src/contract/kiosk/results.ts';
import { useTexts } from '../../app/texts.ts';
import { Shape } from '../../components/shape.tsx';

type Parked = Extract<ResultShown, { kind: 'basket-parked' }>;
type Sent = Extract<ResultShown, { kind: 'order-sent' }>;

export function BasketParkedWords({ result }: { readonly result: Parked }) {
  const { say } = useTexts();
  return (
    <>
      <Shape tone="done" />
      <h1>{say('result.basket-parked')}</h1>
      <p className="result-why">{result.name}</p>
    </>
  );
}

/** The number is what is called out when it is ready. */
export function OrderSentWords({ result }: { readonly result: Sent }) {
  const { say } = useTexts();
  return (
    <>
      <Shape tone="done" />
      <h1>{say('result.order-sent')}</h1>
      <p className="result-figure">
        <span>{say('orders.number')}</span>
        <span className="order-number">{result.number}</span>
      </p>
      <p className="result-why">{say('orders.pieces', { count: result.count })}</p>
    </>
  );
}
