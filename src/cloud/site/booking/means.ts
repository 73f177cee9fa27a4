import type { PersonId } from '../../../shared/ids.ts';
import { ZERO_CENTS } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import type { CloudDeps } from '../../http/deps.ts';
import { findWalletOfPerson } from '../../ledger/wallets.ts';
import { takesBankCards } from '../../payments/start-payment.ts';
import { readSpendable } from '../badge/badge-store.ts';
import type { OwnBooking } from '../../booking/own-bookings.ts';

/** What a booking can be paid with. */
export type Means = {
  /** What the purse can pay at this collective. */
  readonly spendableCents: Cents;
  readonly takesCards: boolean;
  /** Whether money can be added to the purse by bank card. */
  readonly canAddMoney: boolean;
};

export async function readMeans(
  deps: CloudDeps,
  booking: OwnBooking,
  personId: PersonId,
): Promise<Means> {
  const { id: collectiveId } = booking.event.collective;
  const walletId = await findWalletOfPerson(deps.db, personId);
  const [spendableCents, takesCards, canAddMoney] = await Promise.all([
    walletId === undefined ? ZERO_CENTS : readSpendable(deps.db, walletId, collectiveId),
    takesBankCards(deps, collectiveId),
    takesBankCards(deps, null),
  ]);
  return { spendableCents, takesCards, canAddMoney };
}
