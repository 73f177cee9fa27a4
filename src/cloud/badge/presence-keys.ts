import type { SealedHolder, TapHolder } from '../../domain/journal/badge-entries.ts';
import { tapHolderField } from '../../contract/sync/badge-bodies.ts';
import { makeSealKey, unseal } from '../../shared/node/seal.ts';
import { Temporal } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import type { ReadableDb, WritableDb } from '../db/open-database.ts';

/** So far ahead does a station without network have keys (docs/decisions/0016). */
const MONTHS_AHEAD = 3;
/** A tap of the last evening of a month arrives in the next one. */
const MONTHS_BEFORE = 1;

/** The months whose keys a collective has at a moment, `2026-11`. */
function keyMonths(now: Instant, timeZone: string): readonly string[] {
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(timeZone).toPlainDate();
  return Array.from({ length: MONTHS_BEFORE + 1 + MONTHS_AHEAD }, (_, index) =>
    today
      .with({ day: 1 })
      .add({ months: index - MONTHS_BEFORE })
      .toString()
      .slice(0, 7),
  );
}

/** Makes the keys that are missing. A collective without presences needs none. */
export async function ensurePresenceKeys(
  tx: WritableDb,
  collectiveId: string,
  now: Instant,
): Promise<void> {
  for (const month of await findMissingMonths(tx, collectiveId, now)) {
    await tx.query
      .insertInto('presence_key')
      .values({ collective_id: collectiveId, month, key: makeSealKey() })
      .onConflict((conflict) => conflict.columns(['collective_id', 'month']).doNothing())
      .execute();
    tx.changed('presence-key', month, collectiveId);
  }
}

/** Months that should have a key and have none. One that was forgotten gets none again. */
export async function findMissingMonths(
  db: ReadableDb,
  collectiveId: string,
  now: Instant,
): Promise<readonly string[]> {
  const row = await db.query
    .selectFrom('badge_settings')
    .innerJoin('collective', 'collective.id', 'badge_settings.collective_id')
    .select('time_zone')
    .where('collective_id', '=', collectiveId)
    .executeTakeFirst();
  if (row === undefined) return [];
  const wanted = keyMonths(now, row.time_zone);
  const known = await db.query
    .selectFrom('presence_key')
    .select('month')
    .where('collective_id', '=', collectiveId)
    .where('month', 'in', wanted)
    .execute();
  const months = new Set(known.map(({ month }) => month));
  return wanted.filter((month) => !months.has(month));
}

export type Unsealed = TapHolder | 'key-unknown' | 'not-readable';

/** Reads whose taps they are; a month that is forgotten, or another seal, is said so. */
export async function openSeals(
  db: ReadableDb,
  collectiveId: string,
): Promise<(holder: SealedHolder) => Unsealed> {
  const rows = await db.query
    .selectFrom('presence_key')
    .select(['month', 'key'])
    .where('collective_id', '=', collectiveId)
    .execute();
  const keys = new Map(rows.map(({ month, key }) => [month, key]));
  return ({ keyId, sealed }) => {
    const key = keys.get(keyId);
    if (key === undefined) return 'key-unknown';
    const text = unseal(sealed, key);
    if (text === null) return 'not-readable';
    const parsed = tapHolderField.safeParse(parseJson(text));
    return parsed.success ? parsed.data : 'not-readable';
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
