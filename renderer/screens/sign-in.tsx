import type { ScreenState } from '../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../app/texts.ts';
import { Dusk, Logo } from '../components/brand.tsx';
import { PinEntry } from '../components/pin-entry.tsx';
import type { SignedOut } from '../components/pin-entry.tsx';
import { passPrompt } from '../components/readers.ts';
import { LeaveSheet } from '../features/menu/leave-sheet.tsx';
import { PreferenceButtons } from '../features/menu/preference-rows.tsx';
import { ResultPanel } from '../features/results/result-panel.tsx';
import { useView } from '../stores/view-store.ts';

/** RULES C9: a staff Pass, or six digits. */
export function SignIn(props: { readonly screen: ScreenState; readonly session: SignedOut }) {
  const { say } = useTexts();
  const { screen, session } = props;
  const isLeaving = useView(({ sheet }) => sheet.kind === 'leave');
  const canTap = passPrompt(screen.readers) !== 'no-reader';
  return (
    <div className="calm">
      <Evening screen={screen} />
      <main className="calm-side">
        {screen.activity.kind === 'result' ? (
          <ResultPanel key={screen.activity.resultId} activity={screen.activity} />
        ) : isLeaving ? (
          <LeaveSheet />
        ) : (
          <PinEntry
            session={session}
            text={say(canTap ? 'sign-in.with-pass' : 'sign-in.with-pin-only')}
            canTap={canTap}
          />
        )}
      </main>
    </div>
  );
}

export function Evening({ screen }: { readonly screen: ScreenState }) {
  return (
    <header className="evening">
      <Dusk />
      <Logo />
      <p className="evening-name">
        <strong>{screen.station.collectiveName}</strong>
        <span>{screen.station.name}</span>
      </p>
      <PreferenceButtons preferences={screen.preferences} />
    </header>
  );
}
