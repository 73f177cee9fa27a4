import type { Email } from '../auth/email.ts';
import { countTry } from '../api/rate-limit.ts';
import { hashCode, hashSecret, isSameText, makeCode } from '../auth/secrets.ts';
import { PER_ADDRESS, SIGN_IN_MS_MAX, TRIES_MAX } from '../auth/sign-in-store.ts';
import type { CodeRefusal } from '../auth/sign-in-store.ts';
import type { EmailChangeTable } from '../db/account-tables.ts';
import type { ReadableDb, WritableDb } from '../db/open-database.ts';
import type { SignedInPerson } from '../http/deps.ts';
import { queueMail } from '../mail/mail-store.ts';
import type { MakeId, PersonId } from '../../shared/ids.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { addMs } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import { emailChangedMail, newEmailMail } from './account-mails.ts';
import { readContacts } from './contacts.ts';

/** RULES P3: a new address is proved by a code sent to it: one use, 15 minutes, 5 tries. */

/** What one person may ask in an hour, whatever the addresses. */
const PER_PERSON = PER_ADDRESS;

type Means = { readonly makeId: MakeId; readonly now: Instant };

export type OpenEmailChange = { readonly id: string; readonly email: Email };

/**
 * Sends a code to the new address. Whether somebody else has that address changes nothing here: it
 * is only told to whoever proves that the address is theirs.
 */
export async function askEmailChange(
  tx: WritableDb,
  person: SignedInPerson,
  email: Email,
  { makeId, now }: Means,
): Promise<Result<OpenEmailChange, 'too-many'>> {
  const isPersonCalm = await countTry(tx, `new-email-of:${person.personId}`, PER_PERSON, now);
  // Counted with the codes to sign in: nobody's mailbox is filled by going through here.
  const isAddressCalm = await countTry(tx, `code-to:${hashSecret(email)}`, PER_ADDRESS, now);
  if (!isPersonCalm || !isAddressCalm) return err('too-many');
  // Only the last code asked for is good.
  await tx.query
    .deleteFrom('email_change')
    .where('person_id', '=', person.personId)
    .where('used_at', 'is', null)
    .execute();
  const id = makeId();
  const code = makeCode();
  await tx.query
    .insertInto('email_change')
    .values({
      ...{ id, person_id: person.personId, email, code_hash: hashCode(id, code) },
      ...{ created_at: now, expires_at: addMs(now, SIGN_IN_MS_MAX), used_at: null },
    })
    .execute();
  const mail = newEmailMail({ to: email, language: person.language, code });
  await queueMail(tx, makeId(), mail, now);
  return ok({ id, email });
}

const isSpent = (row: EmailChangeRow, now: Instant): boolean =>
  row.used_at !== null || row.expires_at <= now || row.tries >= TRIES_MAX;

type EmailChangeRow = Pick<EmailChangeTable, 'email' | 'code_hash' | 'expires_at' | 'used_at'> & {
  readonly tries: number;
};

/** The change that this person is in the middle of; null when it can no longer be proved. */
export async function findEmailChange(
  db: ReadableDb,
  personId: PersonId,
  id: string,
  now: Instant,
): Promise<OpenEmailChange | null> {
  const row = await selectChange(db, personId, id).executeTakeFirst();
  return row === undefined || isSpent(row, now) ? null : { id, email: row.email as Email };
}

const selectChange = (db: ReadableDb, personId: PersonId, id: string) =>
  db.query
    .selectFrom('email_change')
    .select(['email', 'code_hash', 'expires_at', 'used_at', 'tries'])
    .where('id', '=', id)
    .where('person_id', '=', personId);

export type EmailCodeRefusal = CodeRefusal | { readonly code: 'taken' };

/**
 * Tries the code; a right one changes the address and tells the old one. Call it inside a
 * transaction that commits even when the code was wrong: each try counts.
 */
export async function proveEmail(
  tx: WritableDb,
  person: SignedInPerson,
  typed: { readonly id: string; readonly code: string },
  { makeId, now }: Means,
): Promise<Result<Email, EmailCodeRefusal>> {
  const { id, code } = typed;
  const query = selectChange(tx, person.personId, id);
  const row = await (tx.kind === 'postgres' ? query.forUpdate() : query).executeTakeFirst();
  if (row === undefined || isSpent(row, now)) return err({ code: 'spent' });
  const tries = row.tries + 1;
  const isRight = isSameText(hashCode(id, code), row.code_hash);
  await tx.query
    .updateTable('email_change')
    .set({ tries, used_at: isRight ? now : null })
    .where('id', '=', id)
    .execute();
  if (!isRight) {
    const triesLeft = TRIES_MAX - tries;
    return err(triesLeft === 0 ? { code: 'spent' } : { code: 'wrong', triesLeft });
  }
  const other = await tx.query
    .selectFrom('person')
    .select('id')
    .where('email', '=', row.email)
    .executeTakeFirst();
  if (other !== undefined) return err({ code: 'taken' });
  await tx.query
    .updateTable('person')
    .set({ email: row.email })
    .where('id', '=', person.personId)
    .execute();
  const contacts = await readContacts(tx, person.personId);
  const mail = emailChangedMail({ to: person.email, language: person.language, contacts });
  await queueMail(tx, makeId(), mail, now);
  return ok(row.email as Email);
}

/** Takes away what can no longer be proved. */
export async function purgeEmailChanges(tx: WritableDb, before: Instant): Promise<void> {
  await tx.query.deleteFrom('email_change').where('expires_at', '<', before).execute();
}
