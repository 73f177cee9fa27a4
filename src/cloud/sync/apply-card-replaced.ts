import type { CardReplaced } from '../../domain/journal/till-entries.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { KnownStation } from '../http/deps.ts';
import { readReplacement } from '../ledger/replace-card.ts';
import { problem } from './read-entry.ts';
import type { EntryProblem } from './read-entry.ts';

/** The Pass was replaced when the station asked (POST /api/cards/replace): here it only must agree. */
export async function applyCardReplaced(
  tx: WritableDb,
  station: KnownStation,
  body: CardReplaced,
): Promise<EntryProblem | null> {
  const done = await readReplacement(tx, body.replacementId);
  if (done === null || done.stationId !== station.id) {
    return problem('replacement-unknown', `No Pass was replaced as ${body.replacementId}.`);
  }
  return done.fromCardId === body.fromCardId && done.toCardId === body.toCardId
    ? null
    : problem('content-differs', `${done.fromCardId} was replaced by ${done.toCardId}.`);
}
