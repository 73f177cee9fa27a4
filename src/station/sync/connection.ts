import { instantFromMs, msOfInstant } from '../../shared/time.ts';
import type { Clock, Instant } from '../../shared/time.ts';
import type { Settings } from '../work/work-database.ts';
import type { CloudResult } from './cloud-client.ts';

/** A machine clock further off than this is said on the screen and corrected in what the station writes. */
export const CLOCK_OFF_MS_MAX = 2 * 60_000;

export type ConnectionState =
  { readonly kind: 'online' } | { readonly kind: 'offline'; readonly sinceAt: Instant };

/** Whether the cloud answers, and by how much the machine's clock differs from the cloud's. */
export type Connection = {
  readonly state: () => ConnectionState;
  /** Looks at the answer of a call: keeps the state and the clock. Returns it unchanged. */
  readonly watch: <Value>(result: CloudResult<Value>) => CloudResult<Value>;
  readonly lost: () => void;
  /** The right time: the machine's, corrected when the cloud said that it is wrong. */
  readonly clock: Clock;
  /** The cloud's time when the machine's clock is wrong, else null. */
  readonly wrongClock: () => { readonly cloudAt: Instant } | null;
};

export type ConnectionDeps = {
  readonly machineClock: Clock;
  readonly settings: Settings;
  readonly onChange: () => void;
  /** The clock was corrected, or is right again: what it says now, and what it said before. */
  readonly onJump: (jump: { readonly expectedAt: Instant; readonly foundAt: Instant }) => void;
};

export function createConnection(deps: ConnectionDeps): Connection {
  let offsetMs = deps.settings.getNumber('clock-offset-ms');
  const clock: Clock = () => instantFromMs(msOfInstant(deps.machineClock()) + offsetMs);
  let state: ConnectionState = { kind: 'offline', sinceAt: clock() };

  const noteServerTime = (serverTime: Instant): void => {
    const measuredMs = msOfInstant(serverTime) - msOfInstant(deps.machineClock());
    const nextMs = Math.abs(measuredMs) > CLOCK_OFF_MS_MAX ? measuredMs : 0;
    if (Math.abs(nextMs - offsetMs) <= CLOCK_OFF_MS_MAX && (nextMs === 0) === (offsetMs === 0))
      return;
    const foundAt = clock();
    offsetMs = nextMs;
    deps.settings.set('clock-offset-ms', offsetMs);
    deps.onJump({ expectedAt: clock(), foundAt });
    deps.onChange();
  };
  const become = (next: ConnectionState): void => {
    if (next.kind === state.kind) return;
    state = next;
    deps.onChange();
  };
  const lost = (): void => become({ kind: 'offline', sinceAt: clock() });

  return {
    state: () => state,
    clock,
    lost,
    watch: (result) => {
      if (result.ok) {
        const value = result.value as { readonly serverTime?: Instant };
        if (value.serverTime !== undefined) noteServerTime(value.serverTime);
        become({ kind: 'online' });
      } else if (result.error.kind === 'unreachable') {
        lost();
      } else if (result.error.error.serverTime !== undefined) {
        noteServerTime(result.error.error.serverTime);
      }
      return result;
    },
    wrongClock: () => (offsetMs === 0 ? null : { cloudAt: clock() }),
  };
}
