import type { Language } from '../../shared/i18n.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { addMs } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import type { SignInTable } from '../db/site-tables.ts';
import type { ReadableDb, WritableDb } from '../db/open-database.ts';
import type { Email } from './email.ts';
import { hashCode, hashSecret, isSameText, makeCode, makeSecret } from './secrets.ts';

/** RULES P1: a code or a link, one use, 15 minutes, 5 tries. */
export const SIGN_IN_MS_MAX = 15 * 60_000;
export const TRIES_MAX = 5;

/** Codes to one address in an hour: with 5 tries each, 25 guesses against a million. */
export const PER_ADDRESS = { triesMax: 5, windowMs: 3_600_000 } as const;

/** What somebody asked for when they gave their address. */
export type SignInOrder = {
  readonly id: string;
  readonly email: Email;
  readonly language: Language;
  readonly nextPath: string;
  /** QR of the Pass to link as soon as the address is proved; null when there is none. */
  readonly cardQr: string | null;
};

/** A proof of the address: what was asked may now be done. */
export type ProvedSignIn = Omit<SignInOrder, 'id'>;

export type CodeRefusal =
  { readonly code: 'wrong'; readonly triesLeft: number } | { readonly code: 'spent' };

/** Makes the code and the link that go into the mail. Only their hashes stay. */
export async function storeSignIn(
  tx: WritableDb,
  order: SignInOrder,
  now: Instant,
): Promise<{ readonly code: string; readonly linkSecret: string }> {
  const code = makeCode();
  const linkSecret = makeSecret();
  await tx.query
    .insertInto('sign_in')
    .values({
      id: order.id,
      email: order.email,
      code_hash: hashCode(order.id, code),
      link_hash: hashSecret(linkSecret),
      tries: 0,
      language: order.language,
      next_path: order.nextPath,
      card_qr: order.cardQr,
      created_at: now,
      expires_at: addMs(now, SIGN_IN_MS_MAX),
    })
    .execute();
  return { code, linkSecret };
}

const isSpent = (row: SignInTable, now: Instant): boolean =>
  row.used_at !== null || row.expires_at <= now || row.tries >= TRIES_MAX;

/**
 * Tries a code. Each try counts before it is looked at, and a right one is used up at once. Call
 * it inside a transaction that commits even when the code was wrong.
 */
export async function tryCode(
  tx: WritableDb,
  id: string,
  code: string,
  now: Instant,
): Promise<Result<ProvedSignIn, CodeRefusal>> {
  const row = await lockSignIn(tx, 'id', id);
  if (row === undefined || isSpent(row, now)) return err({ code: 'spent' });
  const tries = row.tries + 1;
  const isRight = isSameText(hashCode(id, code), row.code_hash);
  await tx.query
    .updateTable('sign_in')
    .set({ tries, used_at: isRight ? now : null })
    .where('id', '=', id)
    .execute();
  if (isRight) return ok(provedBy(row));
  const triesLeft = TRIES_MAX - tries;
  return err(triesLeft === 0 ? { code: 'spent' } : { code: 'wrong', triesLeft });
}

/** Uses a link up. A link is opened by the person's own click, not by whoever looks at the mail. */
export async function spendLink(
  tx: WritableDb,
  linkSecret: string,
  now: Instant,
): Promise<Result<ProvedSignIn, 'spent'>> {
  const row = await lockSignIn(tx, 'link_hash', hashSecret(linkSecret));
  if (row === undefined || isSpent(row, now)) return err('spent');
  await tx.query.updateTable('sign_in').set({ used_at: now }).where('id', '=', row.id).execute();
  return ok(provedBy(row));
}

/** What the page of a code or a link shows; null when it can no longer be used. */
export async function findOpenSignIn(
  db: ReadableDb,
  key: { readonly id: string } | { readonly linkSecret: string },
  now: Instant,
): Promise<ProvedSignIn | null> {
  const query = db.query.selectFrom('sign_in').selectAll();
  const row = await (
    'id' in key
      ? query.where('id', '=', key.id)
      : query.where('link_hash', '=', hashSecret(key.linkSecret))
  ).executeTakeFirst();
  return row === undefined || isSpent(row, now) ? null : provedBy(row);
}

const provedBy = (row: SignInTable): ProvedSignIn => ({
  email: row.email as Email,
  language: row.language as Language,
  nextPath: row.next_path,
  cardQr: row.card_qr,
});

/** Locked on PostgreSQL: two tries of one code take turns, so five stay five. */
async function lockSignIn(
  tx: WritableDb,
  column: 'id' | 'link_hash',
  value: string,
): Promise<SignInTable | undefined> {
  const query = tx.query.selectFrom('sign_in').selectAll().where(column, '=', value);
  return (tx.kind === 'postgres' ? query.forUpdate() : query).executeTakeFirst();
}

/** Takes away what can no longer be used. */
export async function purgeSignIns(tx: WritableDb, before: Instant): Promise<void> {
  await tx.query.deleteFrom('sign_in').where('expires_at', '<', before).execute();
}
