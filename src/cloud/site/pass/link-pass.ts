import type { PostingId } from '../../../domain/wallet/ledger-types.ts';
import type { MakeId, PersonId } from '../../../shared/ids.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import type { Instant } from '../../../shared/time.ts';
import type { WritableDb } from '../../db/open-database.ts';
import { closeRequests } from '../../cards/card-requests.ts';
import { findCard } from '../../ledger/cards.ts';
import { linkCard } from '../../ledger/link-card.ts';
import type { LinkRefusal } from '../../ledger/link-card.ts';

/**
 * Links the Pass of a QR to a person; its money flows into their purse in the same step (RULES C4).
 * Linking one's own Pass again is success.
 */
export async function linkPass(
  tx: WritableDb,
  order: { readonly qr: string; readonly personId: PersonId },
  means: { readonly makeId: MakeId; readonly now: Instant },
): Promise<Result<{ readonly number: string }, LinkRefusal>> {
  const card = await findCard(tx, { qr: order.qr });
  if (card === undefined) return err({ code: 'card-unknown' });
  const linked = await linkCard(tx, {
    id: means.makeId() as PostingId,
    cardId: card.id,
    personId: order.personId,
    at: means.now,
  });
  if (!linked.ok) return linked;
  await closeRequests(tx, { personId: order.personId, cardId: card.id, now: means.now });
  return ok({ number: card.number });
}
