import type { BadgePlan, HourPool } from '../../domain/badge/plan.ts';
import type { PresenceState } from '../../domain/badge/presence.ts';
import type { PriceStep, VisitBill } from '../../domain/badge/price-steps.ts';
import type {
  CollectiveId,
  GuestId,
  PersonId,
  PlanId,
  PresenceId,
  SpaceId,
  WalletId,
} from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';
import type { Day, Instant } from '../../shared/time.ts';
import type { ReadableDb } from '../db/open-database.ts';

export type PresenceHolder =
  | {
      readonly kind: 'wallet';
      readonly walletId: WalletId;
      readonly personId: PersonId | null;
      /** Of a Pass on this wallet; null when there is none any more. */
      readonly cardNumber: string | null;
    }
  | {
      readonly kind: 'guest';
      readonly guestId: GuestId;
      /** Who brought them, and pays; null for a day visitor. */
      readonly hostWalletId: WalletId | null;
      readonly hostPersonId: PersonId | null;
      readonly hostName: string;
    };

/** A stay as people read it. */
export type PresenceRow = {
  readonly presenceId: PresenceId;
  readonly collectiveId: CollectiveId;
  readonly collectiveName: string;
  readonly spaceId: SpaceId;
  readonly spaceName: string;
  readonly planId: PlanId;
  readonly planName: string;
  readonly planVersion: number;
  readonly holder: PresenceHolder;
  /** Of the person or the guest; empty when nobody has linked the Pass. */
  readonly name: string;
  /** They agreed to be named on the board that everybody sees. */
  readonly isNamePublic: boolean;
  /** Null for `no-in`, and once erased. */
  readonly inAt: Instant | null;
  /** Null while they are in, and once erased. */
  readonly outAt: Instant | null;
  readonly day: Day;
  /** 0 while they are in. */
  readonly stayedMinutes: number;
  readonly included: VisitBill['included'];
  /** Credited as `time` by a volunteer plan. */
  readonly timeMinutes: number;
  readonly cents: Cents;
  readonly paidCents: Cents;
  readonly dueCents: Cents;
  readonly why: readonly PriceStep[];
  readonly state: PresenceState;
  readonly isCorrected: boolean;
  readonly isErased: boolean;
};

export type PresenceFilter = {
  readonly collectiveId?: CollectiveId;
  /** Of this wallet, and of the guests it pays for. */
  readonly walletId?: WalletId;
  readonly presenceIds?: readonly PresenceId[];
  /** `2026-11`. */
  readonly month?: string;
  readonly day?: Day;
  readonly isOpen?: boolean;
  /** Only what is not paid yet. */
  readonly isDue?: boolean;
};

/** Stays, oldest first; those that were removed among them, with their state. */
export async function readPresences(
  _db: ReadableDb,
  _filter: PresenceFilter,
): Promise<readonly PresenceRow[]> {
  throw new Error('not written yet');
}

export type PoolNow = HourPool & {
  readonly collectiveId: CollectiveId;
  readonly membershipId: string;
  readonly planName: string;
  readonly leftMinutes: number;
};

/** Included hours that run now or begin later, soonest to end first. */
export async function readPools(
  _db: ReadableDb,
  _of: { readonly walletId: WalletId } | { readonly collectiveId: CollectiveId },
  _now: Instant,
): Promise<readonly PoolNow[]> {
  throw new Error('not written yet');
}

/** A version of a plan, the newest when none is named; undefined when there is none. */
export async function readPlan(
  _db: ReadableDb,
  _planId: PlanId,
  _version?: number,
): Promise<BadgePlan | undefined> {
  throw new Error('not written yet');
}
