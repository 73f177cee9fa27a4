import { useEffect, useRef } from 'react';
import type { CustomerState } from '../../../src/contract/kiosk/customer-state.ts';
import { formatSignedCents } from '../../../src/shared/format.ts';
import { cents } from '../../../src/shared/money.ts';
import { useTexts } from '../../app/texts.ts';
import { BigAmount } from '../../components/amount.tsx';
import { Icon } from '../../components/icon.tsx';
import { MEANS_ICONS } from '../paying/means.ts';

type Moment = Extract<CustomerState['moment'], { kind: 'basket' | 'short' }>;

/** The basket as it grows, what it comes to, and what the person can do now. */
export function CustomerBasket(props: {
  readonly customer: CustomerState;
  readonly moment: Moment;
}) {
  const { say, euros } = useTexts();
  const { customer, moment } = props;
  const isPartPaid = customer.pledges.length > 0;
  return (
    <main className="customer" data-revision={customer.revision} data-moment={moment.kind}>
      <Lines customer={customer} />
      <section className="customer-stub">
        {isPartPaid && (
          <ul className="customer-pledges">
            <li>
              <span>{say('basket.total')}</span>
              <span>{euros(customer.totalCents)}</span>
            </li>
            {customer.pledges.map(({ means, cents: amount }, index) => (
              <li key={index}>
                <span>
                  <Icon name={MEANS_ICONS[means]} />
                  {say(`means.${means}`)}
                </span>
                <span>{euros(amount)}</span>
              </li>
            ))}
          </ul>
        )}
        <p className="customer-total">
          <span>{say(isPartPaid ? 'pay.left' : 'basket.total')}</span>
          <BigAmount amount={customer.dueCents} />
        </p>
        <What moment={moment} />
      </section>
    </main>
  );
}

function Lines({ customer }: { readonly customer: CustomerState }) {
  const { say, euros, language } = useTexts();
  const list = useRef<HTMLUListElement>(null);
  // What was just added stands at the end, and is seen.
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [customer.lines.length]);
  return (
    <section className="customer-basket">
      <h1>{customer.collectiveName}</h1>
      <ul ref={list} className="customer-lines" aria-label={say('basket.title')}>
        {customer.lines.map((line) => (
          <li key={line.lineId}>
            <span className="customer-count">{line.count}</span>
            <span className="customer-label">
              {line.label}
              {line.optionLabels.length > 0 && <small>{line.optionLabels.join(' · ')}</small>}
              {line.discountCents > 0 && (
                <small className="customer-discount">
                  {say('customer.discount', {
                    amount: formatSignedCents(cents(-line.discountCents), language),
                  })}
                </small>
              )}
            </span>
            <span className="customer-price">{euros(line.totalCents)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function What({ moment }: { readonly moment: Moment }) {
  const { say, euros } = useTexts();
  if (moment.kind === 'short') {
    return (
      <p className="customer-what" data-tone="attention" role="status">
        <Icon name="warning" />
        <span>
          <strong>{say('customer.short', { amount: euros(moment.missingCents) })}</strong>{' '}
          {say('customer.short-do')}
        </span>
      </p>
    );
  }
  if (moment.pass === 'none') return null;
  return (
    <p className="customer-what" data-tone="pass" role="status">
      <Icon name="reader" />
      <span>{say(moment.pass === 'work' ? 'customer.wait' : 'customer.put-pass')}</span>
    </p>
  );
}
