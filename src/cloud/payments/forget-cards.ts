import type { CloudDeps } from '../http/deps.ts';
import type { CollectiveId, PersonId } from '../../shared/ids.ts';

/**
 * Forgets the cards that a person left, here and at the bank: all of them, or the one left with one
 * collective. What the bank cannot hear now is told again by a job. Called outside a transaction.
 */
export async function forgetCards(
  _deps: CloudDeps,
  _personId: PersonId,
  _collectiveId?: CollectiveId,
): Promise<void> {
  throw new Error('not written yet');
}
