import type { PersonId } from '../../../shared/ids.ts';
import { DEFAULT_LANGUAGE } from '../../../shared/i18n.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import type { Instant } from '../../../shared/time.ts';
import { parseEmail } from '../../auth/email.ts';
import type { WritableDb } from '../../db/open-database.ts';
import { uuidOf } from '../../ledger/account-id.ts';

const CARD_NUMBER = /^[0-9A-F]{8}$/;

/**
 * Whom a manager means by an e-mail address or by the number printed on a Pass. An address that is
 * new here becomes a person, as at a till: the page never tells whether somebody had an account.
 */
export async function findNamedPerson(
  tx: WritableDb,
  typed: string,
  at: Instant,
): Promise<Result<PersonId, 'person-empty' | 'pass-unknown' | 'email-wrong'>> {
  const text = typed.trim();
  if (text === '') return err('person-empty');
  const number = text.replaceAll(/\s/g, '').toUpperCase();
  if (CARD_NUMBER.test(number)) {
    const card = await tx.query
      .selectFrom('card')
      .select('person_id')
      .where('number', '=', number)
      .where('state', '=', 'linked')
      .executeTakeFirst();
    return card?.person_id == null ? err('pass-unknown') : ok(card.person_id as PersonId);
  }
  const email = parseEmail(text);
  if (!email.ok) return err('email-wrong');
  const id = uuidOf(`person ${email.value}`) as PersonId;
  await tx.query
    .insertInto('person')
    .values({ id, email: email.value, name: '', language: DEFAULT_LANGUAGE, created_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { id: known } = await tx.query
    .selectFrom('person')
    .select('id')
    .where('email', '=', email.value)
    .executeTakeFirstOrThrow();
  return ok(known as PersonId);
}
