import type { ScreenState } from '../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../app/texts.ts';
import { ask } from '../stores/station-store.ts';
import { closeSheet } from '../stores/view-store.ts';
import { Icon } from './icon.tsx';
import { LeaveButton } from './leave-entry.tsx';
import { PreferenceRows } from './preference-rows.tsx';
import { SheetFrame } from './sheet-frame.tsx';

export function MenuSheet({ screen }: { readonly screen: ScreenState }) {
  const { say } = useTexts();
  const { session } = screen;
  return (
    <SheetFrame kind="menu" title={say('menu.title')} closeLabel={say('menu.close')}>
      <div className="menu">
        <PreferenceRows preferences={screen.preferences} />
        {session.kind === 'signed-in' && (
          <div className="menu-row menu-session">
            <span>
              <Icon name="user" />
              <span className="menu-name">
                {say('menu.signed-in', { name: session.staffName })}
                {session.isManager && <small>{say('menu.manager')}</small>}
              </span>
            </span>
            <button
              type="button"
              className="button"
              onClick={() => {
                closeSheet();
                ask({ kind: 'sign-out' }, 'sign-out');
              }}
            >
              <Icon name="leave" />
              {say('menu.sign-out')}
            </button>
          </div>
        )}
        <LeaveButton className="button menu-leave" />
      </div>
    </SheetFrame>
  );
}
