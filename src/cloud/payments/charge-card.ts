import type { CloudDeps } from '../http/deps.ts';
import type { CollectiveId, MembershipId, PaymentId, PersonId } from '../../shared/ids.ts';
import type { Cents } from '../../shared/money.ts';

export type CardCharge = {
  /** Follows from the membership and the try, so that it is taken once. */
  readonly paymentId: PaymentId;
  readonly membershipId: MembershipId;
  readonly personId: PersonId;
  readonly collectiveId: CollectiveId;
  readonly cents: Cents;
  readonly label: string;
};

/**
 * `paid`: `membershipPaid` was called. `needs-person`: their bank wants to ask them, they must pay
 * on a page. `waiting`: not known yet, call again with the same order. `no-card`: none is left with
 * this collective, or it takes no cards.
 */
export type ChargeOutcome = 'paid' | 'refused' | 'needs-person' | 'waiting' | 'no-card';

/** Takes a renewal from the card that the person left. Called outside a transaction. */
export async function chargeSavedCard(
  _deps: CloudDeps,
  _charge: CardCharge,
): Promise<ChargeOutcome> {
  throw new Error('not written yet');
}
