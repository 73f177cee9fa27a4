import { useCallback } from 'react';
import type { Activity } from '../../../src/contract/kiosk/activity.ts';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { msOfInstant } from '../../../src/shared/time.ts';
import { useTexts } from '../../app/texts.ts';
import { BigAmount } from '../../components/amount.tsx';
import { CodeEntry } from '../../components/code-entry.tsx';
import { Icon } from '../../components/icon.tsx';
import { countdown } from '../../components/countdown.ts';
import { passPrompt } from '../../components/readers.ts';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { useNowMs } from '../../components/use-now.ts';
import { ask } from '../../stores/station-store.ts';

const PIN_LENGTH = 6;
const PIN_TRIES_MAX = 5;
const TICK_MS = 250;

/**
 * A manager is asked, for this once: their Pass or their code. It lies over the whole till, and the
 * till below stays as it was.
 */
export function ApprovalDialog(props: {
  readonly screen: ScreenState;
  readonly approval: Extract<Activity, { kind: 'approval' }>;
}) {
  const { say } = useTexts();
  const { approval, screen } = props;
  const { action, cents: stake, pinBlockedUntilAt, pinTriesLeft } = approval;
  const nowMs = useNowMs(TICK_MS);
  const waitMs =
    pinBlockedUntilAt === null ? 0 : Math.max(0, msOfInstant(pinBlockedUntilAt) - nowMs);
  const isBlocked = waitMs > 0;
  const tryPin = useCallback((pin: string) => ask({ kind: 'approve-with-pin', pin }, 'pin'), []);
  const canTap = passPrompt(screen.readers) !== 'no-reader';
  return (
    <div className="approval" role="alertdialog" aria-label={say('approval.title')}>
      <div className="approval-card">
        <div className="approval-asked">
          <Icon name="shield" />
          <h1>{say('approval.title')}</h1>
          <p className="approval-what">{say(`approval.action.${action}`)}</p>
          {stake !== null && (
            <p>
              <BigAmount amount={stake} />
            </p>
          )}
          {canTap && (
            <p className="pass-prompt" data-lit="true">
              <Icon name="reader" />
              <span>{say('approval.put-pass')}</span>
            </p>
          )}
          <button
            type="button"
            className="button"
            onClick={() => ask({ kind: 'dismiss' }, `dismiss:approval:${action}`)}
          >
            <Icon name="cross" />
            {say('approval.give-up')}
          </button>
        </div>
        <div className="entry">
          <p className="entry-text">{say('approval.or-pin')}</p>
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
                <span>{say('sign-in.blocked', { time: countdown(waitMs) })}</span>
              </p>
            ) : (
              <>
                <RefusedTouch />
                {pinTriesLeft < PIN_TRIES_MAX && (
                  <p className="entry-tries">{say('sign-in.tries', { count: pinTriesLeft })}</p>
                )}
              </>
            )}
          </div>
        </div>
      </div>
    </div>
  );
}
