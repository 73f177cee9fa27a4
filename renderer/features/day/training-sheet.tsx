import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../../app/texts.ts';
import { ConfirmBar } from '../../components/confirm-bar.tsx';
import { Icon } from '../../components/icon.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { ask } from '../../stores/station-store.ts';
import { closeSheet, openSheet } from '../../stores/view-store.ts';

/** Turns training on and off; a manager answers for both. */
export function TrainingSheet({ screen }: { readonly screen: ScreenState }) {
  const { say } = useTexts();
  const isOn = screen.training;
  return (
    <SheetFrame
      kind="training"
      title={say('training.title')}
      onBack={() => openSheet({ kind: 'menu' })}
      foot={
        <ConfirmBar
          label={say(isOn ? 'training.stop' : 'training.start')}
          icon={isOn ? 'check' : 'mask'}
          onConfirm={() => {
            closeSheet();
            ask({ kind: 'set-training', on: !isOn }, 'set-training');
          }}
        />
      }
    >
      <SheetBody>
        <div className="training-words">
          <Icon name="mask" />
          {isOn ? (
            <p>{say('training.on-text')}</p>
          ) : (
            <>
              <p>{say('training.off-text')}</p>
              <p>{say('training.off-list')}</p>
            </>
          )}
        </div>
        <RefusedTouch />
      </SheetBody>
    </SheetFrame>
  );
}
