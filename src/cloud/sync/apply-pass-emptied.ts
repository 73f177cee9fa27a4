import type { PassEmptied } from '../../domain/journal/till-entries.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { KnownStation } from '../http/deps.ts';
import { problem } from './read-entry.ts';
import type { EntryProblem } from './read-entry.ts';

/** The money left the Pass when the station asked (POST /api/cards/empty): here it only must agree. */
export async function applyPassEmptied(
  tx: WritableDb,
  station: KnownStation,
  body: PassEmptied,
): Promise<EntryProblem | null> {
  const posting = await tx.query
    .selectFrom('posting')
    .select(['kind', 'station_id', 'card_id'])
    .where('id', '=', body.refundId)
    .executeTakeFirst();
  if (posting === undefined || posting.kind !== 'refund' || posting.station_id !== station.id) {
    return problem('refund-unknown', `No Pass was emptied as ${body.refundId} by this station.`);
  }
  const lines = await tx.query
    .selectFrom('transfer')
    .innerJoin('asset', 'asset.id', 'transfer.asset_id')
    .select(['amount', 'asset.kind'])
    .where('posting_id', '=', body.refundId)
    .execute();
  const cash = lines
    .filter(({ kind }) => kind === 'local' || kind === 'global')
    .reduce((sum, { amount }) => sum + amount, 0);
  return posting.card_id === body.cardId && cash === body.cashCents
    ? null
    : problem('content-differs', `${cash} left card ${posting.card_id}, not ${body.cashCents}.`);
}
