import { useCallback } from 'react';
import type { ScreenState } from '../../src/contract/kiosk/screen-state.ts';
import { msOfInstant } from '../../src/shared/time.ts';
import { useTexts } from '../app/texts.ts';
import { Dusk, Logo } from '../components/brand.tsx';
import { countdown } from '../components/countdown.ts';
import { CodeEntry } from '../components/code-entry.tsx';
import { Icon } from '../components/icon.tsx';
import { LeaveSheet } from '../features/menu/leave-sheet.tsx';
import { PreferenceButtons } from '../features/menu/preference-rows.tsx';
import { passPrompt } from '../components/readers.ts';
import { RefusedTouch } from '../components/refused-touch.tsx';
import { ResultPanel } from '../features/results/result-panel.tsx';
import { useNowMs } from '../components/use-now.ts';
import { ask } from '../stores/station-store.ts';
import { useView } from '../stores/view-store.ts';

const PIN_LENGTH = 6;
const PIN_TRIES_MAX = 5;

type SignedOut = Extract<ScreenState['session'], { kind: 'signed-out' }>;

/** RULES C9: a staff Pass, or six digits. */
export function SignIn(props: { readonly screen: ScreenState; readonly session: SignedOut }) {
  const { screen, session } = props;
  const isLeaving = useView(({ sheet }) => sheet.kind === 'leave');
  return (
    <div className="calm">
      <Evening screen={screen} />
      <main className="calm-side">
        {screen.activity.kind === 'result' ? (
          <ResultPanel key={screen.activity.resultId} activity={screen.activity} />
        ) : isLeaving ? (
          <LeaveSheet />
        ) : (
          <PinEntry screen={screen} session={session} />
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

function PinEntry({
  screen,
  session,
}: {
  readonly screen: ScreenState;
  readonly session: SignedOut;
}) {
  const { say } = useTexts();
  const waitMs = useWaitMs(session);
  const isBlocked = waitMs > 0;
  const canTap = passPrompt(screen.readers) !== 'no-reader';
  const tryPin = useCallback((pin: string) => ask({ kind: 'sign-in-with-pin', pin }, 'pin'), []);
  return (
    <div className="entry">
      <h1>{say('sign-in.title')}</h1>
      <p className="entry-text">{say(canTap ? 'sign-in.with-pass' : 'sign-in.with-pin-only')}</p>
      <CodeEntry
        label={say('sign-in.label')}
        length={PIN_LENGTH}
        isSecret
        isOff={isBlocked}
        onComplete={tryPin}
      />
      <div className="entry-notice" aria-live="polite">
        {isBlocked ? (
          <p className="notice">
            <Icon name="clock" />
            <span>
              {say('sign-in.blocked', { time: countdown(waitMs) })}
              {canTap && ` ${say('sign-in.blocked-pass')}`}
            </span>
          </p>
        ) : (
          <>
            <RefusedTouch />
            {session.pinTriesLeft < PIN_TRIES_MAX && (
              <p className="entry-tries">{say('sign-in.tries', { count: session.pinTriesLeft })}</p>
            )}
          </>
        )}
      </div>
    </div>
  );
}

const TICK_MS = 250;

function useWaitMs({ pinBlockedUntilAt }: SignedOut): number {
  const nowMs = useNowMs(TICK_MS);
  return pinBlockedUntilAt === null ? 0 : Math.max(0, msOfInstant(pinBlockedUntilAt) - nowMs);
}
