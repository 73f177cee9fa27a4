import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../../app/texts.ts';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { openSheet } from '../../stores/view-store.ts';
import { PreferenceRows } from './preference-rows.tsx';

export function PreferencesSheet({ screen }: { readonly screen: ScreenState }) {
  const { say } = useTexts();
  return (
    <SheetFrame
      kind="preferences"
      title={say('menu.preferences')}
      onBack={() => openSheet({ kind: 'menu' })}
    >
      <SheetBody>
        <div className="preferences">
          <PreferenceRows preferences={screen.preferences} />
        </div>
      </SheetBody>
    </SheetFrame>
  );
}
