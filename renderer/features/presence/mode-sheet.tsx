import { useTexts } from '../../app/texts.ts';
import { ConfirmBar } from '../../components/confirm-bar.tsx';
import { Icon } from '../../components/icon.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { ask } from '../../stores/station-store.ts';
import { closeSheet, openSheet } from '../../stores/view-store.ts';

/** The till becomes the badge station of a door, or a till again; a manager answers for it. */
export function ModeSheet({ screen }: { readonly screen: ScreenState }) {
  const { say } = useTexts();
  const next = screen.mode === 'till' ? 'badge' : 'till';
  return (
    <SheetFrame
      kind="mode"
      title={say(`presence.mode-${next}`)}
      onBack={() => openSheet({ kind: 'menu' })}
      foot={
        <ConfirmBar
          label={say(`presence.mode-${next}-do`)}
          icon={next === 'badge' ? 'door' : 'drawer'}
          onConfirm={() => {
            closeSheet();
            ask({ kind: 'set-mode', mode: next }, 'set-mode');
          }}
        />
      }
    >
      <SheetBody>
        <div className="training-words">
          <Icon name={next === 'badge' ? 'door' : 'drawer'} />
          <p>{say(`presence.mode-${next}-text`)}</p>
          <p>{say(`presence.mode-${next}-how`)}</p>
        </div>
        <RefusedTouch />
      </SheetBody>
    </SheetFrame>
  );
}
