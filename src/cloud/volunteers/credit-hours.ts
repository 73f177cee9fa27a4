import type { PostingId } from '../../domain/wallet/ledger-types.ts';
import type { AssetId, CollectiveId, MakeId, PersonId } from '../../shared/ids.ts';
import { cents } from '../../shared/money.ts';
import type { Instant } from '../../shared/time.ts';
import type { ReadableDb, WritableDb } from '../db/open-database.ts';
import { correct, give } from '../ledger/operations.ts';
import { ensureWalletOfPerson } from '../ledger/wallets.ts';
import type { Credit } from './credits.ts';
import type { SignUpRow } from './lock-shift.ts';

export type Means = { readonly makeId: MakeId; readonly now: Instant };

type Account = {
  readonly collectiveId: CollectiveId;
  /** Read under the lock of the shift: what was credited before is counted. */
  readonly signUp: SignUpRow;
};

/** The hours a collective gives to its volunteers, its oldest; null when it gives none. */
export async function findTimeAsset(
  db: ReadableDb,
  collectiveId: CollectiveId,
): Promise<AssetId | null> {
  const row = await db.query
    .selectFrom('asset')
    .select('id')
    .where('issuer_id', '=', collectiveId)
    .where('kind', '=', 'time')
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return (row?.id as AssetId | undefined) ?? null;
}

/**
 * Brings the hours credited for a sign-up to these whole minutes: gives what is missing, takes back
 * what is too much as far as it is not spent (RULES M6, M8). Asked again it moves nothing.
 */
export async function settleHours(
  tx: WritableDb,
  account: Account,
  minutes: number,
  means: Means,
): Promise<void> {
  const { signUp } = account;
  const before = signUp.credits.reduce((sum, credit) => sum + credit.minutes, 0);
  if (minutes === before) return;
  const credits =
    minutes > before
      ? await addHours(tx, account, minutes - before, means)
      : await takeBack(tx, account, before - minutes, means);
  await tx.query
    .updateTable('shift_sign_up')
    .set({ credits: JSON.stringify(credits) })
    .where('id', '=', signUp.id)
    .execute();
}

async function addHours(
  tx: WritableDb,
  { collectiveId, signUp }: Account,
  minutes: number,
  { makeId, now }: Means,
): Promise<readonly Credit[]> {
  const assetId = await findTimeAsset(tx, collectiveId);
  if (assetId === null || (await hasLeft(tx, signUp.personId))) return signUp.credits;
  const walletId = await ensureWalletOfPerson(tx, signUp.personId, now);
  const given = await give(tx, {
    ...{ id: makeId() as PostingId, at: now, stationId: null, cause: signUp.id, collectiveId },
    ...{ to: { walletId }, assetId, amountCents: cents(minutes) },
  });
  return given.ok
    ? [...signUp.credits, { postingId: given.value.postingId, minutes }]
    : signUp.credits;
}

/** Who deleted their account has no wallet that anything could be given to. */
async function hasLeft(tx: WritableDb, personId: PersonId): Promise<boolean> {
  const row = await tx.query
    .selectFrom('person')
    .select('deleted_at')
    .where('id', '=', personId)
    .executeTakeFirst();
  return row?.deleted_at != null;
}

/** What was given last goes back first. */
async function takeBack(
  tx: WritableDb,
  account: Account,
  excess: number,
  means: Means,
): Promise<readonly Credit[]> {
  let due = excess;
  const left: Credit[] = [];
  for (const credit of account.signUp.credits.toReversed()) {
    const taken = await correctBy(tx, account, credit, Math.min(due, credit.minutes), means);
    due -= taken;
    if (taken < credit.minutes) left.push({ ...credit, minutes: credit.minutes - taken });
  }
  return left.toReversed();
}

/** How many of the wanted minutes went back: those that are spent stay given. */
async function correctBy(
  tx: WritableDb,
  { collectiveId, signUp }: Account,
  { postingId }: Credit,
  wanted: number,
  { makeId, now }: Means,
): Promise<number> {
  if (wanted <= 0) return 0;
  const assetId = await assetOf(tx, postingId);
  const move = (minutes: number) =>
    correct(tx, {
      ...{ id: makeId() as PostingId, at: now, stationId: null, cause: signUp.id, collectiveId },
      ...{ corrects: postingId, parts: [{ assetId, cents: cents(minutes) }] },
    });
  const whole = await move(wanted);
  if (whole.ok) return wanted;
  const rest = whole.error.code === 'short' ? wanted - whole.error.missingCents : 0;
  if (rest <= 0) return 0;
  return (await move(rest)).ok ? rest : 0;
}

async function assetOf(tx: WritableDb, postingId: PostingId): Promise<AssetId> {
  const row = await tx.query
    .selectFrom('transfer')
    .select('asset_id')
    .where('posting_id', '=', postingId)
    .limit(1)
    .executeTakeFirstOrThrow();
  return row.asset_id as AssetId;
}
