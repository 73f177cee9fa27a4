import { useState } from 'react';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../../app/texts.ts';
import { ConfirmBar } from '../../components/confirm-bar.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { ask } from '../../stores/station-store.ts';
import type { PassDeskShown } from './desk-of.ts';
import { NeedsPass, StayThere } from './needs-pass.tsx';
import { CARD_NUMBER_LENGTH, NumberEntry } from './number-entry.tsx';

/** The Pass that lies open takes the place of a lost one (RULES C6, C7). A manager agrees. */
export function ReplaceSheet({ screen }: { readonly screen: ScreenState }) {
  const { say } = useTexts();
  return (
    <NeedsPass screen={screen} kind="replace-pass" title={say('pass.replace-title')}>
      {(desk) => <Replace key={desk.cardId} desk={desk} />}
    </NeedsPass>
  );
}

function Replace({ desk }: { readonly desk: PassDeskShown }) {
  const { say } = useTexts();
  const [number, setNumber] = useState('');
  return (
    <SheetFrame
      kind="replace-pass"
      title={say('pass.replace-title')}
      foot={
        <ConfirmBar
          icon="swap"
          label={say('pass.replace-do')}
          isOff={number.length < CARD_NUMBER_LENGTH || !desk.isOnReader}
          onConfirm={() => ask({ kind: 'replace-pass', fromNumber: number }, `replace:${number}`)}
        >
          {say('pass.replace-means')}
        </ConfirmBar>
      }
    >
      <SheetBody>
        <StayThere desk={desk} />
        <p>{say('pass.replace-number')}</p>
        <NumberEntry label={say('pass.number-lost')} value={number} onChange={setNumber} />
      </SheetBody>
    </SheetFrame>
  );
}
