import type { CardDeclaredLost } from '../../domain/journal/till-entries.ts';
import { cardAfter } from '../../domain/card/state.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { KnownStation } from '../http/deps.ts';
import { uuidOf } from '../ledger/account-id.ts';
import { lockCards } from '../ledger/cards.ts';
import { readNeighbours } from '../ledger/sellers.ts';
import type { CheckedEntry } from './check-upload.ts';
import { problem } from './read-entry.ts';
import type { EntryProblem } from './read-entry.ts';

/**
 * Staff declare a Pass lost (RULES C6): stations are told and refuse it, the money stays. The card
 * keeps its wallet, so that what was sold without network is still paid.
 */
export async function applyCardLost(
  tx: WritableDb,
  station: KnownStation,
  entry: CheckedEntry,
  { cardId, staff }: CardDeclaredLost,
): Promise<EntryProblem | null> {
  const card = (await lockCards(tx, [{ cardId }], 'update'))({ cardId });
  if (typeof card === 'string') return problem('card-unknown', `There is no card ${cardId}.`);
  const isNeighbour = await readNeighbours(tx, [station.collectiveId]);
  if (!isNeighbour(station.collectiveId, card.collectiveId)) {
    return problem('card-foreign', `Card ${cardId} is of a collective outside the village.`);
  }
  // Lost twice is lost; a blank one holds nothing.
  const state = cardAfter(card.state, 'declare-lost');
  if (!state.ok) return null;
  await tx.query
    .updateTable('card')
    .set({ state: state.value, lost_at: entry.at })
    .where('id', '=', cardId)
    .execute();
  await tx.query
    .insertInto('card_event')
    .values({
      ...{ id: uuidOf(`lost by entry ${entry.id}`), card_id: cardId, kind: 'declared-lost' },
      ...{ at: entry.at, collective_id: station.collectiveId, station_id: station.id },
      ...{ staff_id: staff.id, staff_name: staff.name },
    })
    .execute();
  tx.changed('card', cardId, null);
  return null;
}
