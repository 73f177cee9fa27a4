import { useEffect } from 'react';
import type { CustomerState } from '../../../src/contract/kiosk/customer-state.ts';
import { usePageSettings } from '../../app/page-settings.ts';
import { useTexts } from '../../app/texts.ts';
import { Dusk, Logo } from '../../components/brand.tsx';
import { useStation } from '../../stores/station-store.ts';
import { CustomerBasket } from './customer-basket.tsx';
import { CustomerMoment } from './customer-moment.tsx';

/** What the person in front of the till sees. It never asks for a touch, and sends nothing. */
export function CustomerPage() {
  const customer = useStation((station) => station.customer);
  const isAway = useStation((station) => station.link !== 'open');
  usePageSettings(customer);
  useEffect(() => {
    document.documentElement.dataset['view'] = 'customer';
  }, []);
  if (customer === null) return <Idle name="" revision={0} />;
  // A station that is gone sells nothing: nobody is left in front of an old total.
  if (isAway) return <Idle name={customer.collectiveName} revision={customer.revision} />;
  return (
    <>
      {customer.training && <Training />}
      <Now customer={customer} />
    </>
  );
}

function Now({ customer }: { readonly customer: CustomerState }) {
  switch (customer.moment.kind) {
    case 'idle':
      return <Idle name={customer.collectiveName} revision={customer.revision} />;
    case 'basket':
    case 'short':
      return <CustomerBasket customer={customer} moment={customer.moment} />;
    case 'thanks':
    case 'loaded':
    case 'back':
    case 'refused':
      return <CustomerMoment moment={customer.moment} revision={customer.revision} />;
  }
}

function Idle(props: { readonly name: string; readonly revision: number }) {
  const { say } = useTexts();
  return (
    <main className="customer customer-idle" data-revision={props.revision} data-moment="idle">
      <Dusk />
      <div className="customer-welcome">
        <p>{say('customer.welcome')}</p>
        <h1>{props.name}</h1>
      </div>
      <Logo />
    </main>
  );
}

function Training() {
  const { say } = useTexts();
  return (
    <p className="customer-training" role="status">
      {say('training.mark')}
    </p>
  );
}
