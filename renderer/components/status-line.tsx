import type { ScreenState } from '../../src/contract/kiosk/screen-state.ts';
import { instantFromMs } from '../../src/shared/time.ts';
import { useTexts } from '../app/texts.ts';
import { Icon } from './icon.tsx';
import { tellReaders } from './readers.ts';
import { useNowMs } from './use-now.ts';

const CLOCK_EVERY_MS = 5_000;

/** Always there and always as high, so that losing the network or a reader moves nothing. */
export function StatusLine({ screen }: { readonly screen: ScreenState }) {
  const { say } = useTexts();
  return (
    <footer className="status" aria-label={say('status.label')}>
      <ReaderStatus screen={screen} />
      <NetworkStatus screen={screen} />
      {!isAtDoor(screen) && <DayStatus day={screen.day} />}
      <ClockStatus screen={screen} />
    </footer>
  );
}

/** Nobody sells anything at a badge station while nobody is signed in. */
const isAtDoor = ({ mode, session }: ScreenState): boolean =>
  mode === 'badge' && session.kind === 'signed-out';

function ReaderStatus({ screen }: { readonly screen: ScreenState }) {
  const { say } = useTexts();
  const { words, isWell } = tellReaders(screen.readers);
  return (
    <p className="status-part" data-tone={isWell ? 'calm' : 'attention'} role="status">
      <Icon name={isWell ? 'reader' : 'reader-off'} />
      <span>{words.map((word) => say(`status.readers.${word}`)).join('. ')}</span>
    </p>
  );
}

function NetworkStatus({ screen }: { readonly screen: ScreenState }) {
  const { say, since } = useTexts();
  const { network, unsent } = screen;
  const { count } = unsent;
  const atDoor = isAtDoor(screen);
  if (network.kind === 'offline') {
    const rest =
      count === 0
        ? say(atDoor ? 'badge.status-offline' : 'status.offline-none')
        : say(atDoor ? 'badge.status-offline-unsent' : 'status.offline-unsent', { count });
    return (
      <p className="status-part" data-tone="attention" role="status" data-network="offline">
        <Icon name="wifi-off" />
        <span>
          {say('status.offline', { hour: since(network.sinceAt) })}. {rest}
        </span>
      </p>
    );
  }
  return (
    <p className="status-part" data-tone="calm" role="status" data-network="online">
      <Icon name={count === 0 ? 'cloud-check' : 'cloud-up'} />
      <span>
        {count === 0
          ? say('status.online')
          : say(atDoor ? 'badge.status-sending' : 'status.sending', { count })}
      </span>
    </p>
  );
}

/** A day that nobody closed: before the next one closes it, and after. */
function DayStatus({ day }: { readonly day: ScreenState['day'] }) {
  const { say } = useTexts();
  if (day.openBefore === null && day.closedByItself === null) return null;
  return (
    <p className="status-part" data-tone="calm" data-day role="status">
      <Icon name="calendar" />
      <span>
        {day.openBefore === null
          ? say('status.day-closed-by-itself', { number: day.closedByItself?.number ?? 0 })
          : say('status.day-left-open')}
      </span>
    </p>
  );
}

function ClockStatus({ screen }: { readonly screen: ScreenState }) {
  const { say, clock, since } = useTexts();
  const nowMs = useNowMs(CLOCK_EVERY_MS);
  if (screen.clockWrong !== null) {
    return (
      <p className="status-part status-clock" data-tone="attention" role="status">
        <Icon name="clock" />
        <span>{say('status.clock-wrong', { hour: since(screen.clockWrong.cloudAt) })}</span>
      </p>
    );
  }
  return (
    <p className="status-part status-clock" data-tone="calm">
      <span>{clock(instantFromMs(nowMs))}</span>
    </p>
  );
}
