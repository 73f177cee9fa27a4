import { cardAfter } from '../../../domain/card/state.ts';
import type { CardId, PersonId } from '../../../shared/ids.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import type { Instant } from '../../../shared/time.ts';
import type { WritableDb } from '../../db/open-database.ts';
import { lockCards } from '../../ledger/cards.ts';

/**
 * The holder declares a Pass lost (RULES C6): stations are told and refuse it, the money stays in
 * the purse. The card keeps its wallet, so that what was sold without network is still paid.
 */
export async function losePass(
  tx: WritableDb,
  order: { readonly cardId: CardId; readonly personId: PersonId; readonly at: Instant },
): Promise<Result<void, 'not-theirs' | 'not-in-use'>> {
  const { cardId, personId, at } = order;
  const card = (await lockCards(tx, [{ cardId }], 'update'))({ cardId });
  if (typeof card === 'string' || card.personId !== personId) return err('not-theirs');
  const state = cardAfter(card.state, 'declare-lost');
  if (!state.ok) return err('not-in-use');
  await tx.query
    .updateTable('card')
    .set({ state: state.value, lost_at: at })
    .where('id', '=', cardId)
    .execute();
  tx.changed('card', cardId, null);
  return ok(undefined);
}
