import type { Selectable } from 'kysely';
import type { CollectiveId, PersonId } from '../../shared/ids.ts';
import type { BankCardTable } from '../db/bank-tables.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import type { CloudDeps } from '../http/deps.ts';
import { removeCards } from './saved-cards.ts';

/** How many a job tells at once; its next turn takes the others. */
const CARDS_MAX = 50;

/**
 * Forgets the cards that a person left, here and at the bank: all of them, or the one left with one
 * collective. What the bank cannot hear now is told again by a job. Called outside a transaction.
 */
export async function forgetCards(
  deps: CloudDeps,
  personId: PersonId,
  collectiveId?: CollectiveId,
): Promise<void> {
  await writeTransaction(deps.db, (tx) =>
    removeCards(tx, { personId, at: deps.clock() }, collectiveId),
  );
  await tellBank(deps, await listToForget(deps, personId));
}

/** Tells the bank of every card that serves no more. A renewal that is still asked keeps its card. */
export const forgetRemovedCards = async (deps: CloudDeps): Promise<void> =>
  tellBank(deps, await listToForget(deps));

type CardRow = Selectable<BankCardTable>;

const listToForget = ({ db }: CloudDeps, personId?: PersonId): Promise<readonly CardRow[]> =>
  db.query
    .selectFrom('bank_card')
    .selectAll()
    .where('removed_at', 'is not', null)
    .where('forgotten_at', 'is', null)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('bank_payment')
            .select('bank_payment.id')
            .whereRef('bank_payment.card_id', '=', 'bank_card.id')
            .where('bank_payment.state', '=', 'started'),
        ),
      ),
    )
    .$if(personId !== undefined, (query) => query.where('person_id', '=', personId ?? ''))
    .orderBy('removed_at')
    .limit(CARDS_MAX)
    .execute();

async function tellBank(deps: CloudDeps, cards: readonly CardRow[]): Promise<void> {
  if (deps.bank === null) return;
  for (const card of cards) {
    const told = await deps.bank.forgetCard(card);
    if (!told.ok) {
      deps.logger.warn({ cardId: card.id, failure: told.error }, 'the bank still has a card');
      continue;
    }
    await writeTransaction(deps.db, (tx) =>
      tx.query
        .updateTable('bank_card')
        .set({ forgotten_at: deps.clock() })
        .where('id', '=', card.id)
        .execute(),
    );
  }
}
