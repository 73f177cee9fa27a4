import { vi } from 'vitest';
import type { Activity } from '../../../src/contract/kiosk/activity.ts';
import type { ResultShown } from '../../../src/contract/kiosk/results.ts';
import type { FeedItem } from '../../../src/contract/sync/messages.ts';
import type { PresenceId, SpaceId } from '../../../src/shared/ids.ts';
import { addMs } from '../../../src/shared/time.ts';
import type { Instant } from '../../../src/shared/time.ts';
import { compareProjections } from '../../../src/station/journal/projections.ts';
import { STATION_PROJECTIONS } from '../../../src/station/projections/all.ts';
import { knownPresences } from '../../../src/station/usecases/badge/known-presences.ts';
import type { KnownPresence } from '../../../src/station/usecases/badge/known-presences.ts';
import { ONE_SPACE, TUESDAY_10 } from '../../helpers/badge-knowledge.ts';
import type { Somebody } from '../../helpers/badge-knowledge.ts';
import { openPairedRig } from '../../helpers/station-rig.ts';
import type { Rig, RigOptions } from '../../helpers/station-rig.ts';

type Badged<Kind extends ResultShown['kind']> = Extract<ResultShown, { readonly kind: Kind }>;

export type BadgeRig = Rig & {
  readonly now: () => Instant;
  /** The machine's clock is set, forwards or back. */
  readonly setClock: (at: Instant) => void;
  readonly pass: (minutes: number) => void;
  readonly passSeconds: (seconds: number) => void;
  /** The Pass of somebody, put down and taken away; the result, when there is one. */
  readonly badge: (one: Pick<Somebody, 'uid'>) => Promise<ResultShown | null>;
  readonly badgeIn: (one: Pick<Somebody, 'uid'>) => Promise<Badged<'badged-in'>>;
  readonly badgeOut: (one: Pick<Somebody, 'uid'>) => Promise<Badged<'badged-out'>>;
  readonly activity: () => Activity;
  readonly result: () => ResultShown | null;
  readonly guestIn: (
    name: string,
    spaceId: SpaceId,
    hostCardId?: Somebody['cardId'] | null,
  ) => Promise<Badged<'badged-in'>>;
  readonly presences: () => readonly KnownPresence[];
  readonly presence: (presenceId: PresenceId) => KnownPresence | undefined;
  /** Tables of projections that a rebuild gives otherwise: must be none. */
  readonly differences: () => readonly string[];
};

/** Longer than two taps of one Pass count as one (RULES C8), on the machine's own clock. */
const BETWEEN_TAPS_MS = 3_000;

/** A badge station in a shared office, without network, with a clock that the test sets. */
export async function openBadgeRig(
  items: readonly FeedItem[] = ONE_SPACE,
  options: RigOptions = {},
): Promise<BadgeRig> {
  // Only the clock by which the readers tell a held Pass from a second tap.
  vi.useFakeTimers({ toFake: ['hrtime'] });
  let at = TUESDAY_10;
  const rig = await openPairedRig({ clock: () => at, ...options });
  rig.know(items);
  const { settings } = rig.station().station.context;
  settings.set('mode', 'badge');
  const activity = (): Activity => rig.state().activity;
  const result = (): ResultShown | null => {
    const shown = activity();
    return shown.kind === 'result' ? shown.result : null;
  };
  const badge: BadgeRig['badge'] = async ({ uid }) => {
    vi.advanceTimersByTime(BETWEEN_TAPS_MS);
    await rig.tap(uid);
    return result();
  };
  return {
    ...rig,
    now: () => at,
    setClock: (next) => {
      at = next;
    },
    pass: (minutes) => {
      at = addMs(at, minutes * 60_000);
    },
    passSeconds: (seconds) => {
      at = addMs(at, seconds * 1_000);
    },
    badge,
    badgeIn: async (one) => expectKind(await badge(one), 'badged-in'),
    badgeOut: async (one) => expectKind(await badge(one), 'badged-out'),
    activity,
    result,
    guestIn: async (name, spaceId, hostCardId = null) => {
      await rig.wish({ kind: 'guest-in', name, spaceId, hostCardId });
      return expectKind(result(), 'badged-in');
    },
    presences: () => knownPresences(rig.station().station.context, at),
    presence: (presenceId) =>
      knownPresences(rig.station().station.context, at).find(
        (one) => one.presenceId === presenceId,
      ),
    differences: () =>
      compareProjections(rig.station().station.context.journal.database, STATION_PROJECTIONS),
    close: async () => {
      await rig.close();
      vi.useRealTimers();
    },
  };
}

export function expectKind<Kind extends ResultShown['kind']>(
  shown: ResultShown | null,
  kind: Kind,
): Badged<Kind> {
  if (shown?.kind !== kind) throw new Error(`not ${kind}: ${JSON.stringify(shown)}`);
  return shown as Badged<Kind>;
}
