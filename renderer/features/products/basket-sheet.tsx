import { useState } from 'react';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../../app/texts.ts';
import { ConfirmBar } from '../../components/confirm-bar.tsx';
import { Row } from '../../components/rows.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { ask } from '../../stores/station-store.ts';
import { closeSheet, openSheet } from '../../stores/view-store.ts';
import { BASKET_ACTIONS } from './basket-actions.ts';

/** More to do with the basket. Emptying it asks once more. */
export function BasketSheet({ screen }: { readonly screen: ScreenState }) {
  const { say, euros } = useTexts();
  const [isSure, setIsSure] = useState(false);
  const { basket } = screen;
  const actions = BASKET_ACTIONS.filter(({ isShown }) => isShown?.(screen) ?? true);
  const discard = () => {
    ask({ kind: 'discard-basket' }, `discard:${basket.revision}`);
    closeSheet();
  };
  return (
    <SheetFrame
      kind="basket"
      title={basket.name === '' ? say('basket.title') : basket.name}
      note={euros(basket.totalCents)}
      {...(isSure ? { onBack: () => setIsSure(false) } : {})}
      foot={
        isSure && (
          <ConfirmBar label={say('basket.discard-yes')} icon="trash" isDanger onConfirm={discard}>
            {say('basket.discard-sure')}
          </ConfirmBar>
        )
      }
    >
      <SheetBody>
        <ul className="rows rows-in-two">
          {actions.map(({ icon, label, opens }) => (
            <Row key={label} icon={icon} title={say(label)} onTouch={() => openSheet(opens)} />
          ))}
          <Row
            icon="trash"
            title={say('basket.discard')}
            isChosen={isSure}
            onTouch={() => setIsSure(true)}
          />
        </ul>
      </SheetBody>
    </SheetFrame>
  );
}
