import type { Instant } from '../../shared/time.ts';
import { statement } from '../projections/statement.ts';
import type { StationContext } from '../usecases/context.ts';

/** Sales that the cloud has not acked: how many, and since when. */
export function unsentEntries(context: Pick<StationContext, 'journal' | 'settings'>): {
  readonly count: number;
  readonly oldestAt: Instant | null;
} {
  const acked = context.settings.getNumber('acked-seq');
  return statement(
    context.journal.database,
    'SELECT count(*) AS count, min(at) AS oldestAt FROM sale WHERE seq > ?',
  ).get(acked) as { count: number; oldestAt: Instant | null };
}
