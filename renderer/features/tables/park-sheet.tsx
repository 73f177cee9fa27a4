import { useState } from 'react';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../../app/texts.ts';
import { ConfirmBar } from '../../components/confirm-bar.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { TextEntry } from '../../components/text-entry.tsx';
import { ask } from '../../stores/station-store.ts';
import { closeSheet, openSheet } from '../../stores/view-store.ts';

/** A tab is called out loud: a first name, or a word. */
const NAME_CHARS_MAX = 30;

/** Puts the basket aside under a name. */
export function ParkSheet({ screen }: { readonly screen: ScreenState }) {
  const { say } = useTexts();
  const { basket } = screen;
  const [name, setName] = useState('');
  const isReady = name.trim() !== '';
  const park = () => {
    if (!isReady) return;
    closeSheet();
    ask({ kind: 'park-basket', name: name.trim(), tableId: null }, `park:${basket.revision}`);
  };
  return (
    <SheetFrame
      kind="park"
      title={say('tables.park-title')}
      onBack={() => openSheet({ kind: 'tables', purpose: basket.name === '' ? 'go' : 'move' })}
      foot={
        <ConfirmBar label={say('tables.park')} icon="pause" isOff={!isReady} onConfirm={park} />
      }
    >
      <SheetBody>
        <RefusedTouch />
        <TextEntry
          label={say('tables.name')}
          value={name}
          kind="name"
          lengthMax={NAME_CHARS_MAX}
          onChange={setName}
          onEnter={park}
        />
      </SheetBody>
    </SheetFrame>
  );
}
