import type { BasketShown } from '../../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../../app/texts.ts';
import { Icon } from '../../components/icon.tsx';
import { ask } from '../../stores/station-store.ts';
import { MEANS_ICONS } from './means.ts';

/** Parts that were handed over: nothing is sold until they cover the whole. Each can be given back. */
export function Pledges({ basket }: { readonly basket: BasketShown }) {
  const { say, euros } = useTexts();
  return (
    <ul className="pledges" aria-label={say('pay.handed-over')}>
      <li className="pledge pledge-total">
        <span>{say('basket.total')}</span>
        <span>{euros(basket.totalCents)}</span>
      </li>
      {basket.pledges.map(({ pledgeId, means, cents }) => (
        <li key={pledgeId} className="pledge">
          <Icon name={MEANS_ICONS[means]} />
          <span>{say(`means.${means}`)}</span>
          <span>{euros(cents)}</span>
          <button
            type="button"
            aria-label={say('pay.give-back', { what: say(`means.${means}`), amount: euros(cents) })}
            onClick={() =>
              ask(
                { kind: 'withdraw-pledge', basketRevision: basket.revision, pledgeId },
                `withdraw:${pledgeId}`,
              )
            }
          >
            <Icon name="undo" />
          </button>
        </li>
      ))}
    </ul>
  );
}
