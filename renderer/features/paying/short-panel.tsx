import type { Activity } from '../../../src/contract/kiosk/activity.ts';
import { useTexts } from '../../app/texts.ts';
import { BigAmount } from '../../components/amount.tsx';
import { Icon } from '../../components/icon.tsx';
import { Shape } from '../../components/shape.tsx';
import { ask } from '../../stores/station-store.ts';
import { openSheet } from '../../stores/view-store.ts';
import { MEANS_ICONS } from './means.ts';

const OTHER_MEANS = ['cash', 'bank-card'] as const;

/** RULES M4: what is missing, and how it can be paid. Nothing is debited before the whole is. */
export function ShortPanel(props: {
  readonly short: Extract<Activity, { kind: 'pass-short' }>;
  readonly basketRevision: number;
  readonly means: readonly string[];
}) {
  const { say, euros } = useTexts();
  const { short, basketRevision } = props;
  /** The Pass gives what it has first; then the sheet asks for the rest. */
  const keep = () => {
    if (short.canKeep) ask({ kind: 'keep-short-pass', basketRevision }, `keep:${basketRevision}`);
    else ask({ kind: 'dismiss' }, `dismiss:short:${basketRevision}`);
  };
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
          {say(short.canUseSecondPass ? 'short.second-pass' : 'short.nothing-taken')}
        </p>
      </div>
      <div className="result-actions">
        {OTHER_MEANS.filter((means) => props.means.includes(means)).map((means) => (
          <button
            key={means}
            type="button"
            className="button button-ink"
            onClick={() => {
              keep();
              openSheet({ kind: means, partCents: null });
            }}
          >
            <Icon name={MEANS_ICONS[means]} />
            {say(means === 'bank-card' ? 'pay.card' : `means.${means}`)}
          </button>
        ))}
      </div>
      {short.canKeep && (
        <button type="button" className="button button-on-tone" onClick={keep}>
          {say('short.keep')}
        </button>
      )}
      <button
        type="button"
        className="button button-on-tone"
        onClick={() => ask({ kind: 'dismiss' }, `dismiss:short:${basketRevision}`)}
      >
        {say('short.back')}
      </button>
    </section>
  );
}
