import type { Instant } from '../../shared/time.ts';
import type { CardId, GuestId, PlanId, PresenceId, SpaceId, TapId } from '../../shared/ids.ts';
import type { StaffRef } from './sale-entries.ts';

/**
 * Whose stay it is, sealed with the key of the month. The journal cannot be changed, so after the
 * months that the collective keeps presences the key is destroyed, and with it what was sealed
 * (RULES B9, docs/decisions/0016).
 */
export type SealedHolder = {
  /** The month of the key, `2026-11`. */
  readonly keyId: string;
  /** AES-256-GCM of the JSON of a `TapHolder`, base64 (src/shared/node/seal.ts). */
  readonly sealed: string;
};

/** What is sealed. */
export type TapHolder =
  | { readonly kind: 'card'; readonly cardId: CardId; readonly cardNumber: string }
  | {
      readonly kind: 'guest';
      readonly guestId: GuestId;
      readonly name: string;
      /** The Pass of the person who brought them and pays; null for a day visitor. */
      readonly hostCardId: CardId | null;
    };

/** Somebody came in or went out (RULES B1). */
export type PresenceTapped = {
  readonly tapId: TapId;
  readonly direction: 'in' | 'out';
  /** The best time the station knew: its clock, put right by the cloud's when that is known. */
  readonly tappedAt: Instant;
  readonly spaceId: SpaceId;
  readonly spaceName: string;
  readonly planId: PlanId;
  /** The plan as it was when they came in; a change while somebody is in counts from their next visit. */
  readonly planVersion: number;
  readonly holder: SealedHolder;
  /** Null at a badge station, where nobody is signed in. */
  readonly staff: StaffRef | null;
};

/** A tap is taken back within a minute (RULES B1). */
export type PresenceUndone = { readonly tapId: TapId; readonly staff: StaffRef | null };

/** What staff say about a stay; the last word counts (RULES B2, B6). */
export type PresenceCorrected = {
  readonly correctionId: string;
  readonly presenceId: PresenceId;
  /** Null: as it was. */
  readonly inAt: Instant | null;
  readonly outAt: Instant | null;
  /** The stay never was. */
  readonly isRemoved: boolean;
  readonly staff: StaffRef;
  readonly approvedBy: StaffRef | null;
  readonly reason: string;
};
