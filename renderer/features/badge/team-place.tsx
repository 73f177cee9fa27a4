import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../../app/texts.ts';
import { PinEntry } from '../../components/pin-entry.tsx';
import { LeaveEntry } from '../menu/leave-entry.tsx';
import { PreferenceButtons } from '../menu/preference-rows.tsx';
import { useView } from '../../stores/view-store.ts';
import { PlaceFrame } from './place-frame.tsx';

/** Staff get in with their code: here a Pass badges. */
export function TeamPlace({ screen }: { readonly screen: ScreenState }) {
  const { say } = useTexts();
  const isLeaving = useView(({ sheet }) => sheet.kind === 'leave');
  return (
    <PlaceFrame kind="team" title={say('badge.team-title')}>
      <div className="team-body">
        {isLeaving ? (
          <LeaveEntry />
        ) : (
          screen.session.kind === 'signed-out' && (
            <PinEntry session={screen.session} text={say('badge.team-text')} canTap={false} />
          )
        )}
        <PreferenceButtons preferences={screen.preferences} />
      </div>
    </PlaceFrame>
  );
}
