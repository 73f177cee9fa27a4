import type { Activity } from '../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../app/texts.ts';
import { ask } from '../stores/station-store.ts';
import { openSheet } from '../stores/view-store.ts';
import { BigAmount } from './amount.tsx';
import { Icon } from './icon.tsx';
import { Shape } from './shape.tsx';

/** RULES M4: what is missing, and how it can be paid. Nothing is debited before the whole is. */
export function ShortPanel(props: {
  readonly short: Extract<Activity, { kind: 'pass-short' }>;
  readonly basketRevision: number;
  readonly takesCash: boolean;
}) {
  const { say, euros } = useTexts();
  const { short } = props;
  const pays = short.canPayRestInCash ? 'rest' : 'all';

  return (
    <section className="result" data-tone="attention" data-kind="pass-short" role="alert">
      <div className="result-body">
        <Shape tone="attention" />
        <div className="result-figure result-missing">
          <h1>{say('short.title')}</h1>
          <BigAmount amount={short.missingCents} />
        </div>
        <p className="result-why">
          {say('short.has', {
            available: euros(short.availableCents),
            total: euros(short.totalCents),
          })}
        </p>
        <p className="result-do">
          {say(short.canPayRestInCash ? 'short.nothing-taken' : 'short.offline')}
        </p>
      </div>
      {props.takesCash && (
        <button
          type="button"
          className="button button-ink"
          onClick={() => openSheet({ kind: 'cash', pays })}
        >
          <Icon name="cash" />
          {say(pays === 'rest' ? 'short.rest-in-cash' : 'short.all-in-cash')}
        </button>
      )}
      <button
        type="button"
        className="button button-on-tone"
        onClick={() => ask({ kind: 'dismiss' }, `dismiss:short:${props.basketRevision}`)}
      >
        {say('short.back')}
      </button>
    </section>
  );
}
