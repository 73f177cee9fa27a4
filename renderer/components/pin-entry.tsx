import { useCallback } from 'react';
import type { ScreenState } from '../../src/contract/kiosk/screen-state.ts';
import { msOfInstant } from '../../src/shared/time.ts';
import { useTexts } from '../app/texts.ts';
import { ask } from '../stores/station-store.ts';
import { CodeEntry } from './code-entry.tsx';
import { countdown } from './countdown.ts';
import { Icon } from './icon.tsx';
import { RefusedTouch } from './refused-touch.tsx';
import { useNowMs } from './use-now.ts';

const PIN_LENGTH = 6;
const PIN_TRIES_MAX = 5;

export type SignedOut = Extract<ScreenState['session'], { readonly kind: 'signed-out' }>;

/** RULES C9: six digits, five tries, then a growing wait. */
export function PinEntry(props: {
  readonly session: SignedOut;
  readonly text: string;
  /** A staff Pass opens too. */
  readonly canTap: boolean;
}) {
  const { say } = useTexts();
  const { session, canTap } = props;
  const waitMs = useWaitMs(session);
  const isBlocked = waitMs > 0;
  const tryPin = useCallback((pin: string) => ask({ kind: 'sign-in-with-pin', pin }, 'pin'), []);
  return (
    <div className="entry">
      <h1>{say('sign-in.title')}</h1>
      <p className="entry-text">{props.text}</p>
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
