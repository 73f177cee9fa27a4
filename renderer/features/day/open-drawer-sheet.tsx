import { useState } from 'react';
import { useTexts } from '../../app/texts.ts';
import { ConfirmBar } from '../../components/confirm-bar.tsx';
import { ReasonPicker } from '../../components/reason-picker.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { ask } from '../../stores/station-store.ts';
import { closeSheet, openSheet } from '../../stores/view-store.ts';

/** The drawer without a sale: never without a word why. */
export function OpenDrawerSheet() {
  const { say } = useTexts();
  const [reason, setReason] = useState('');
  return (
    <SheetFrame
      kind="open-drawer"
      title={say('open-drawer.title')}
      onBack={() => openSheet({ kind: 'menu' })}
      foot={
        <ConfirmBar
          label={say('open-drawer.do')}
          icon="drawer"
          isOff={reason.trim() === ''}
          onConfirm={() => {
            closeSheet();
            ask({ kind: 'open-drawer', reason });
          }}
        >
          {say('open-drawer.text')}
        </ConfirmBar>
      }
    >
      <SheetBody>
        <ReasonPicker
          presets={[
            say('open-drawer.change'),
            say('open-drawer.check'),
            say('open-drawer.mistake'),
          ]}
          value={reason}
          onChange={setReason}
        />
      </SheetBody>
    </SheetFrame>
  );
}
