import { useState } from 'react';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import type { Cents } from '../../../src/shared/money.ts';
import { useTexts } from '../../app/texts.ts';
import { ConfirmBar } from '../../components/confirm-bar.tsx';
import { ReasonPicker } from '../../components/reason-picker.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { ask } from '../../stores/station-store.ts';

/** The house pays. A reason is asked; a cashier is asked for a manager by the station. */
export function OfferedSheet(props: {
  readonly screen: ScreenState;
  readonly partCents: Cents | null;
}) {
  const { say, euros } = useTexts();
  const { screen, partCents } = props;
  const { revision, dueCents } = screen.basket;
  const [reason, setReason] = useState('');
  return (
    <SheetFrame
      kind="offered"
      title={say('pay.offer')}
      note={euros(partCents ?? dueCents)}
      foot={
        <ConfirmBar
          label={say('pay.offer-confirm', { amount: euros(partCents ?? dueCents) })}
          icon="gift"
          isOff={reason.trim() === ''}
          onConfirm={() =>
            ask(
              { kind: 'pay-offered', basketRevision: revision, partCents, reason: reason.trim() },
              `pay:${revision}`,
            )
          }
        />
      }
    >
      <SheetBody>
        <RefusedTouch />
        <ReasonPicker
          presets={[
            say('reason.volunteer'),
            say('reason.artist'),
            say('reason.gesture'),
            say('reason.mistake'),
          ]}
          value={reason}
          onChange={setReason}
        />
      </SheetBody>
    </SheetFrame>
  );
}
