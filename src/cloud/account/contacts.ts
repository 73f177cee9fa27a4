import type { PersonId } from '../../shared/ids.ts';
import type { ReadableDb } from '../db/open-database.ts';
import type { Contact } from './account-mails.ts';

const CONTACTS_MAX = 3;

/** Whom a person can write to: the collectives they take part in, else any that has an address. */
export async function readContacts(
  db: ReadableDb,
  personId: PersonId,
): Promise<readonly Contact[]> {
  const rows = await db.query
    .selectFrom('collective_page as page')
    .innerJoin('collective', 'collective.id', 'page.collective_id')
    .select(['collective.name', 'page.email'])
    .select((value) =>
      value
        .exists(
          value
            .selectFrom('membership')
            .select('membership.id')
            .whereRef('membership.collective_id', '=', 'collective.id')
            .where('membership.person_id', '=', personId),
        )
        .as('is_own'),
    )
    .where('page.email', 'is not', null)
    .orderBy('collective.name')
    .execute();
  const own = rows.filter((row) => Boolean(row.is_own));
  return (own.length === 0 ? rows : own)
    .slice(0, CONTACTS_MAX)
    .map(({ name, email }) => ({ name, email: email ?? '' }));
}
