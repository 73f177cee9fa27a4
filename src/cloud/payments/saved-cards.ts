import type { BankCardTable } from '../db/bank-tables.ts';
import type { ReadableDb } from '../db/open-database.ts';
import type { CloudDeps } from '../http/deps.ts';
import type { Language } from '../../shared/i18n.ts';
import type { CollectiveId, MembershipId, PaymentId, PersonId } from '../../shared/ids.ts';
import type { Result } from '../../shared/result.ts';
import type { Instant } from '../../shared/time.ts';
import type { PaymentRefusal } from './start-payment.ts';

/** A card that a person left with a collective, for its renewals. */
export type SavedCard = Pick<BankCardTable, 'id' | 'label'>;

export async function readSavedCard(
  _db: ReadableDb,
  _personId: PersonId,
  _collectiveId: CollectiveId,
): Promise<SavedCard | null> {
  throw new Error('not written yet');
}

export type CardPageAsked = {
  /** Made by the form that asks. */
  readonly id: PaymentId;
  readonly membershipId: MembershipId;
  readonly personId: PersonId;
  readonly email: string;
  readonly language: Language;
  readonly collectiveId: CollectiveId;
  readonly label: string;
  readonly endsAt: Instant;
};

/** As `startPayment`, but a card is left and nothing is paid; the person comes back to /paiement/:payment. */
export async function startCardPage(
  _deps: CloudDeps,
  _order: CardPageAsked,
): Promise<Result<{ readonly url: string }, PaymentRefusal>> {
  throw new Error('not written yet');
}
