import { addMs } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';

export type RateLimit = { readonly triesMax: number; readonly windowMs: number };

/**
 * Counts a try under a key, in the database so that every instance counts together.
 * False once the window has had its tries. A new window begins with the first try after the last.
 */
export async function countTry(
  tx: WritableDb,
  key: string,
  limit: RateLimit,
  now: Instant,
): Promise<boolean> {
  const windowStartMin = addMs(now, -limit.windowMs);
  const row = await tx.query
    .insertInto('rate_limit')
    .values({ key, window_start: now, count: 1 })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((value) => {
        const isOver = value('rate_limit.window_start', '<=', windowStartMin);
        return {
          count: value
            .case()
            .when(isOver)
            .then(value.lit(1))
            .else(value('rate_limit.count', '+', 1))
            .end(),
          window_start: value
            .case()
            .when(isOver)
            .then(value.val(now))
            .else(value.ref('rate_limit.window_start'))
            .end(),
        };
      }),
    )
    .returning('count')
    .executeTakeFirstOrThrow();
  return row.count <= limit.triesMax;
}

/** How many rows the purge takes away at once is not limited: a row is a few bytes. */
export async function purgeTries(tx: WritableDb, before: Instant): Promise<void> {
  await tx.query.deleteFrom('rate_limit').where('window_start', '<', before).execute();
}
