import type { DayClosed } from '../../domain/journal/till-entries.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { KnownStation } from '../http/deps.ts';
import type { CheckedEntry } from './check-upload.ts';
import { problem } from './read-entry.ts';
import type { EntryProblem } from './read-entry.ts';

/** Keeps the closing of a station's day (RULES D1). Its figures are the station's: the journal proves them. */
export async function applyClosing(
  tx: WritableDb,
  station: KnownStation,
  entry: CheckedEntry,
  body: DayClosed,
): Promise<EntryProblem | null> {
  const known = await tx.query
    .selectFrom('day_closing')
    .select('id')
    .where((where) =>
      where.or([
        where('id', '=', body.closingId),
        where.and([where('station_id', '=', station.id), where('number', '=', body.number)]),
        where.and([where('station_id', '=', station.id), where('day', '=', body.day)]),
      ]),
    )
    .executeTakeFirst();
  if (known !== undefined) {
    return problem('closing-twice', `Closing ${body.number} of ${body.day}: ${known.id} is known.`);
  }
  await tx.query
    .insertInto('day_closing')
    .values({
      ...{ id: body.closingId, station_id: station.id, seq: entry.seq },
      ...{ collective_id: station.collectiveId, number: body.number, day: body.day },
      ...{ at: entry.at, from_seq: body.fromSeq, to_seq: body.toSeq },
      ...{ staff_id: body.staff?.id ?? null, staff_name: body.staff?.name ?? null },
      totals: JSON.stringify(body.totals),
      ...{ cash_counted_cents: body.cashCountedCents, difference_cents: body.differenceCents },
      perpetual_cents: body.perpetualCents,
      perpetual_absolute_cents: body.perpetualAbsoluteCents,
      unpaid: JSON.stringify(body.unpaid),
    })
    .execute();
  return null;
}
