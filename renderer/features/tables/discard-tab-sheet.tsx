import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../../app/texts.ts';
import { ConfirmBar } from '../../components/confirm-bar.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { ask } from '../../stores/station-store.ts';
import { closeSheet, openSheet } from '../../stores/view-store.ts';
import { AmountFigure } from '../../components/figures.tsx';

/** A tab that nobody will pay: a manager answers for it. */
export function DiscardTabSheet({ screen }: { readonly screen: ScreenState }) {
  const { say } = useTexts();
  const { basketId, name, totalCents } = screen.basket;
  return (
    <SheetFrame
      kind="discard-tab"
      title={name}
      onBack={() => openSheet({ kind: 'basket' })}
      foot={
        <ConfirmBar
          label={say('tables.discard')}
          icon="trash"
          isDanger
          isOff={basketId === null}
          onConfirm={() => {
            if (basketId === null) return;
            closeSheet();
            ask({ kind: 'discard-parked', basketId }, `discard:${basketId}`);
          }}
        >
          {say('tables.discard-text')}
        </ConfirmBar>
      }
    >
      <SheetBody>
        <RefusedTouch />
        <AmountFigure label={say('tables.discard-sum')} amount={totalCents} />
      </SheetBody>
    </SheetFrame>
  );
}
