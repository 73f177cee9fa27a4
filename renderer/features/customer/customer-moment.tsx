import type { CustomerState } from '../../../src/contract/kiosk/customer-state.ts';
import type { Cents } from '../../../src/shared/money.ts';
import { useTexts } from '../../app/texts.ts';
import { BigAmount } from '../../components/amount.tsx';
import { Shape } from '../../components/shape.tsx';

type Moment = Extract<CustomerState['moment'], { kind: 'thanks' | 'loaded' | 'back' | 'refused' }>;

/** What came of it, over the whole page: the figure that matters to this person, very large. */
export function CustomerMoment(props: { readonly moment: Moment; readonly revision: number }) {
  const { say, euros } = useTexts();
  const { moment } = props;
  const isRefused = moment.kind === 'refused';
  return (
    <main
      className="customer customer-moment result"
      data-revision={props.revision}
      data-moment={moment.kind}
      data-tone={isRefused ? 'refused' : 'done'}
    >
      <Shape tone={isRefused ? 'refused' : 'done'} />
      <h1>{say(`customer.${moment.kind}`)}</h1>
      {moment.kind === 'thanks' && (
        <>
          {moment.changeCents > 0 && (
            <Figure label={say('customer.change')} amount={moment.changeCents} />
          )}
          {moment.leftCents !== null && (
            <Figure label={say('customer.left')} amount={moment.leftCents} />
          )}
          <p className="customer-small">
            {say('customer.paid', { amount: euros(moment.paidCents) })}
          </p>
          {moment.loyaltyText !== '' && <p className="customer-small">{moment.loyaltyText}</p>}
        </>
      )}
      {moment.kind === 'loaded' && (
        <>
          <Figure label={say('customer.left')} amount={moment.afterCents} />
          {moment.changeCents > 0 && (
            <Figure label={say('customer.change')} amount={moment.changeCents} />
          )}
        </>
      )}
      {moment.kind === 'back' && <Figure label={say('customer.change')} amount={moment.cents} />}
      {isRefused && <p className="customer-small">{say('customer.refused-do')}</p>}
    </main>
  );
}

function Figure(props: { readonly label: string; readonly amount: Cents }) {
  return (
    <p className="customer-figure">
      <span>{props.label}</span>
      <BigAmount amount={props.amount} />
    </p>
  );
}
