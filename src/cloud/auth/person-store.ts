import { toId } from '../../shared/ids.ts';
import type { MakeId, PersonId } from '../../shared/ids.ts';
import type { Language } from '../../shared/i18n.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { Email } from './email.ts';

/**
 * The person of a proved address; a new one is made when nobody has it. Until the address is
 * proved nothing is stored about it, so nobody can learn who is known.
 */
export async function findOrAddPerson(
  tx: WritableDb,
  person: { readonly email: Email; readonly language: Language },
  makeId: MakeId,
  now: Instant,
): Promise<PersonId> {
  await tx.query
    .insertInto('person')
    .values({
      id: makeId(),
      email: person.email,
      name: '',
      language: person.language,
      created_at: now,
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .execute();
  const row = await tx.query
    .selectFrom('person')
    .select('id')
    .where('email', '=', person.email)
    .executeTakeFirstOrThrow();
  return toId(row.id);
}
