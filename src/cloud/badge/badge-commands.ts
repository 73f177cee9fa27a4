import type { CollectiveId, PersonId, PresenceId, SpaceId, TapId } from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';
import type { Result } from '../../shared/result.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';

/** What people and managers do about presences on the web. Each may be sent again under its id. */

export type SiteTap = {
  readonly tapId: TapId;
  readonly collectiveId: CollectiveId;
  readonly personId: PersonId;
  readonly spaceId: SpaceId;
  readonly direction: 'in' | 'out';
  readonly at: Instant;
};

export type SiteTapRefusal =
  /** The collective does not let people come in and go out by phone. */
  'site-not-allowed' | 'space-unknown' | 'already-in' | 'not-in' | 'content-differs';

/** In or out from a phone (RULES B1); an out is paid from the wallet when it has enough. */
export async function tapFromSite(
  _tx: WritableDb,
  _tap: SiteTap,
): Promise<Result<{ readonly presenceId: PresenceId }, SiteTapRefusal>> {
  throw new Error('not written yet');
}

/** Takes a tap of one's own back within a minute. */
export async function undoTap(
  _tx: WritableDb,
  _undo: { readonly tapId: TapId; readonly personId: PersonId; readonly at: Instant },
): Promise<Result<{ readonly tapId: TapId }, 'tap-unknown' | 'too-late'>> {
  throw new Error('not written yet');
}

export type PresenceCorrection = {
  readonly correctionId: string;
  readonly presenceId: PresenceId;
  /** Null: as it was. */
  readonly inAt: Instant | null;
  readonly outAt: Instant | null;
  /** Only a manager may say that a stay never was. */
  readonly isRemoved: boolean;
  readonly at: Instant;
  readonly by:
    | { readonly kind: 'person'; readonly personId: PersonId }
    | {
        readonly kind: 'manager';
        readonly personId: PersonId;
        readonly collectiveId: CollectiveId;
      };
  readonly reason: string;
};

export type PresenceCorrectionRefusal =
  /** Not there, or of somebody else, or of another collective. */
  | 'presence-unknown'
  /** Its hours are erased (RULES B9). */
  | 'erased'
  /** A person: nothing was forgotten. */
  | 'not-forgotten'
  /** A person: more than 48 h ago (RULES B6). */
  | 'too-late'
  /** Out before in, or later than now. */
  | 'times-wrong'
  | 'reason-missing'
  | 'content-differs';

/** Says when somebody came or left: a new event (RULES B2); the bill follows. */
export async function correctPresence(
  _tx: WritableDb,
  _correction: PresenceCorrection,
): Promise<Result<{ readonly presenceId: PresenceId }, PresenceCorrectionRefusal>> {
  throw new Error('not written yet');
}

export type DuesPaid = { readonly paidCents: Cents };

export type PayDuesRefusal = {
  readonly code:
    | 'presence-unknown'
    /** Paid by now, at a till for example. */
    | 'nothing-due'
    /** One collective at a time. */
    | 'several-collectives'
    | 'short'
    | 'content-differs';
  /** What the wallet lacks; 0 unless short. */
  readonly missingCents: Cents;
};

/** Pays stays from the person's wallet: all of them, or none (RULES M4). */
export async function payDues(
  _tx: WritableDb,
  _order: {
    readonly id: string;
    readonly personId: PersonId;
    readonly presenceIds: readonly PresenceId[];
    readonly at: Instant;
  },
): Promise<Result<DuesPaid, PayDuesRefusal>> {
  throw new Error('not written yet');
}

type Consent = {
  readonly personId: PersonId;
  readonly collectiveId: CollectiveId;
  readonly at: Instant;
};

/** Agrees to be named on the board that everybody sees (RULES B8). */
export async function giveConsent(
  _tx: WritableDb,
  _consent: Consent,
): Promise<Result<null, 'collective-unknown'>> {
  throw new Error('not written yet');
}

export async function takeConsentBack(
  _tx: WritableDb,
  _consent: Consent,
): Promise<Result<null, 'collective-unknown'>> {
  throw new Error('not written yet');
}
