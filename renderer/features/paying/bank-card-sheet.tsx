import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import type { Cents } from '../../../src/shared/money.ts';
import { useTexts } from '../../app/texts.ts';
import { BigAmount } from '../../components/amount.tsx';
import { Icon } from '../../components/icon.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { SheetFrame } from '../../components/sheet-frame.tsx';
import { ask } from '../../stores/station-store.ts';
import { openSheet } from '../../stores/view-store.ts';
import { dueNow } from './due-now.ts';

/** The amount for the terminal beside the till; the cashier says what it answered. */
export function BankCardSheet(props: {
  readonly screen: ScreenState;
  readonly partCents: Cents | null;
}) {
  const { say } = useTexts();
  const { partCents } = props;
  const { revision } = props.screen.basket;
  const dueCents = dueNow(props.screen);
  return (
    <SheetFrame kind="bank-card" title={say('means.bank-card')}>
      <div className="terminal">
        <Icon name="card" />
        <p>{say('pay.on-terminal')}</p>
        <BigAmount amount={partCents ?? dueCents} />
        <RefusedTouch />
      </div>
      <div className="sheet-foot terminal-answers">
        <button
          type="button"
          className="button button-danger"
          onClick={() => openSheet({ kind: 'pay' })}
        >
          <Icon name="cross" />
          {say('pay.card-refused')}
        </button>
        <button
          type="button"
          className="button button-main"
          onClick={() =>
            ask({ kind: 'pay-bank-card', basketRevision: revision, partCents }, `pay:${revision}`)
          }
        >
          <Icon name="check" />
          {say('pay.card-accepted')}
        </button>
      </div>
    </SheetFrame>
  );
}
