import type { PlanId, PresenceId, SpaceId, TapId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';

/** What is known of comings and goings: facts, in any order of arrival (RULES B2, B10). */
export type BadgeEvent =
  | {
      readonly kind: 'tap';
      readonly tapId: TapId;
      readonly at: Instant;
      readonly direction: 'in' | 'out';
      /** Whose: a wallet's id or a guest's, the same for all taps of one holder. */
      readonly holder: string;
      readonly spaceId: SpaceId;
      readonly planId: PlanId;
      readonly planVersion: number;
    }
  | { readonly kind: 'undo'; readonly tapId: TapId }
  | {
      readonly kind: 'correction';
      readonly correctionId: string;
      readonly madeAt: Instant;
      readonly presenceId: PresenceId;
      /** Null: as it was. */
      readonly inAt: Instant | null;
      readonly outAt: Instant | null;
      readonly isRemoved: boolean;
    };

/**
 * - `open`: in now.
 * - `closed`: came in, went out, as tapped or corrected.
 * - `automatic`: the going out was forgotten; closed at the closing hour, or when they came in again.
 * - `no-in`: went out without having come in; costs nothing until somebody says when.
 * - `removed`: somebody said that it never was.
 */
export type PresenceState = 'open' | 'closed' | 'automatic' | 'no-in' | 'removed';

export type PairedPresence = {
  readonly presenceId: PresenceId;
  /**
   * All taps that it is made of, at every door. A tap that arrives late can give a stay another
   * id; what was said of or paid for any of these is about this stay.
   */
  readonly tapIds: readonly TapId[];
  readonly holder: string;
  readonly spaceId: SpaceId;
  readonly planId: PlanId;
  readonly planVersion: number;
  /** Null only for `no-in`. */
  readonly inAt: Instant | null;
  /** Null only for `open`. */
  readonly outAt: Instant | null;
  readonly state: PresenceState;
  readonly isCorrected: boolean;
};

/** A second tap within this time asks to take the first one back (RULES B1). */
export const UNDO_MS_MAX = 60_000;
/** A person can say when they left for this long after a forgotten going out (RULES B6). */
export const CORRECTION_MS_MAX = 48 * 3_600_000;
/** No correction makes a stay longer: it would be a slip of the pen. */
export const STAY_MS_MAX = 7 * 24 * 3_600_000;
