import { useState } from 'react';
import { useTexts } from '../../app/texts.ts';
import { ConfirmBar } from '../../components/confirm-bar.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { ask } from '../../stores/station-store.ts';
import { CARD_NUMBER_LENGTH, NumberEntry } from './number-entry.tsx';

/** Declares a Pass lost by its printed number (RULES C6). `number`: of the one that lies open. */
export function LostSheet(props: { readonly number: string }) {
  const { say } = useTexts();
  const [number, setNumber] = useState(props.number);
  return (
    <SheetFrame
      kind="lost-pass"
      title={say('pass.lost-title')}
      foot={
        <ConfirmBar
          isDanger
          icon="lock"
          label={say('pass.lost-do')}
          isOff={number.length < CARD_NUMBER_LENGTH}
          onConfirm={() => ask({ kind: 'declare-lost', cardNumber: number }, `lost:${number}`)}
        >
          {say('pass.lost-means')}
        </ConfirmBar>
      }
    >
      <SheetBody>
        <RefusedTouch />
        <p>{say('pass.number-where')}</p>
        <NumberEntry label={say('pass.number-lost')} value={number} onChange={setNumber} />
      </SheetBody>
    </SheetFrame>
  );
}
