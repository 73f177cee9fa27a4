import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import type { Cents } from '../../../src/shared/money.ts';
import { useTexts } from '../../app/texts.ts';
import { BigAmount } from '../../components/amount.tsx';
import { ConfirmBar } from '../../components/confirm-bar.tsx';
import { Icon } from '../../components/icon.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { SheetFrame } from '../../components/sheet-frame.tsx';
import { ask } from '../../stores/station-store.ts';

/** A cheque is looked at before it is taken: its sum, and to whom. */
export function ChequeSheet(props: {
  readonly screen: ScreenState;
  readonly partCents: Cents | null;
}) {
  const { say } = useTexts();
  const { screen, partCents } = props;
  const { revision, dueCents } = screen.basket;
  return (
    <SheetFrame
      kind="cheque"
      title={say('means.cheque')}
      foot={
        <ConfirmBar
          label={say('pay.cheque-taken')}
          onConfirm={() =>
            ask({ kind: 'pay-cheque', basketRevision: revision, partCents }, `pay:${revision}`)
          }
        />
      }
    >
      <div className="terminal">
        <Icon name="cheque" />
        <p>{say('pay.cheque-to', { name: screen.station.collectiveName })}</p>
        <BigAmount amount={partCents ?? dueCents} />
        <RefusedTouch />
      </div>
    </SheetFrame>
  );
}
