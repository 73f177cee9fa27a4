import type { PersonId, WalletId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { ReadableDb, WritableDb } from '../db/open-database.ts';
import { uuidOf } from './account-id.ts';

/** Wallets flow into each other when a card is replaced, then linked; more than this is a loop. */
const MERGES_MAX = 20;

/** Where the money of each wallet is now: the wallet it flowed into, or itself. */
export async function followMerges(
  db: ReadableDb,
  walletIds: readonly string[],
): Promise<(id: string) => string> {
  const into = new Map<string, string>();
  let unseen: readonly string[] = [...new Set(walletIds)];
  for (let step = 0; unseen.length > 0 && step < MERGES_MAX; step += 1) {
    const rows = await db.query
      .selectFrom('wallet')
      .select(['id', 'merged_into'])
      .where(isOneOf(db.kind, 'id', unseen))
      .where('merged_into', 'is not', null)
      .execute();
    for (const row of rows) into.set(row.id, row.merged_into ?? row.id);
    unseen = rows.flatMap((row) => (row.merged_into === null ? [] : [row.merged_into]));
  }
  const follow = (id: string): string => {
    const next = into.get(id);
    return next === undefined ? id : follow(next);
  };
  return follow;
}

/** The wallets that flowed into this one, and itself: its whole history. */
export async function walletsBehind(db: ReadableDb, walletId: string): Promise<readonly string[]> {
  const family = [walletId];
  let unseen: readonly string[] = family;
  for (let step = 0; unseen.length > 0 && step < MERGES_MAX; step += 1) {
    const rows = await db.query
      .selectFrom('wallet')
      .select('id')
      .where(isOneOf(db.kind, 'merged_into', unseen))
      .execute();
    unseen = rows.map(({ id }) => id);
    family.push(...unseen);
  }
  return family;
}

/** Which of these wallets exist, and where their money is now; null for one that does not exist. */
export async function resolveWallets(
  db: ReadableDb,
  walletIds: readonly WalletId[],
): Promise<(id: WalletId) => WalletId | null> {
  if (walletIds.length === 0) return () => null;
  const rows = await db.query
    .selectFrom('wallet')
    .select('id')
    .where(isOneOf(db.kind, 'id', walletIds))
    .execute();
  const known = new Set(rows.map(({ id }) => id));
  const walletNow = await followMerges(db, walletIds);
  return (id) => (known.has(id) ? (walletNow(id) as WalletId) : null);
}

export async function findWalletOfPerson(
  db: ReadableDb,
  personId: PersonId,
): Promise<WalletId | undefined> {
  const row = await db.query
    .selectFrom('wallet')
    .select('id')
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row?.id as WalletId | undefined;
}

/** The wallet of a person, made the first time it is needed. */
export async function ensureWalletOfPerson(
  tx: WritableDb,
  personId: PersonId,
  at: Instant,
): Promise<WalletId> {
  const known = await findWalletOfPerson(tx, personId);
  if (known !== undefined) return known;
  // The id follows from the person, so that two who make it at once make the same one.
  const id = uuidOf(`wallet of ${personId}`) as WalletId;
  await tx.query
    .insertInto('wallet')
    .values({ id, person_id: personId, merged_into: null, created_at: at })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  tx.changed('wallet', id, null);
  return id;
}
