import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import type { Cents } from '../../../src/shared/money.ts';
import { useTexts } from '../../app/texts.ts';
import { Icon } from '../../components/icon.tsx';
import { ask } from '../../stores/station-store.ts';
import { closeSheet, openSheet } from '../../stores/view-store.ts';
import { MEANS_ICONS } from './means.ts';

const IN_SHEETS = ['cash', 'bank-card', 'cheque', 'offered'] as const;

/** With what the chosen part is paid. What a point of sale does not take is not shown. */
export function MeansButtons(props: {
  readonly screen: ScreenState;
  readonly means: readonly string[];
  readonly partCents: Cents | null;
  readonly isOff: boolean;
}) {
  const { say } = useTexts();
  const { screen, means, partCents, isOff } = props;
  const { revision } = screen.basket;
  // "Offered" is no means of a point of sale: whoever may do it, may do it everywhere.
  const offered = IN_SHEETS.filter((one) => one === 'offered' || means.includes(one));
  return (
    <div className="means-buttons" role="group" aria-label={say('pay.with')}>
      {means.includes('pass') && (
        <button
          type="button"
          className="button stub-way"
          disabled={isOff}
          onClick={() => {
            ask({ kind: 'arm-pass', basketRevision: revision, partCents }, `arm:${revision}`);
            closeSheet();
          }}
        >
          <Icon name={MEANS_ICONS.pass} />
          {say('means.pass')}
        </button>
      )}
      {offered.map((one) => (
        <button
          key={one}
          type="button"
          className="button stub-way"
          disabled={isOff}
          onClick={() => openSheet({ kind: one, partCents })}
        >
          <Icon name={MEANS_ICONS[one]} />
          {one === 'bank-card' ? say('pay.card') : say(`means.${one}`)}
        </button>
      ))}
    </div>
  );
}
