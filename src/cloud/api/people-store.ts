import { LIMITS } from '../../contract/sync/protocol.ts';
import type { PeopleFindAnswer } from '../../contract/sync/questions.ts';
import type { CardId, CollectiveId, PersonId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import type { ReadableDb } from '../db/open-database.ts';
import { readMemberships } from './read-memberships.ts';

type FoundPerson = PeopleFindAnswer['people'][number];

/** People of one collective that are looked through for a name: a large association has as many. */
const PEOPLE_READ_MAX = 20_000;

/**
 * People who take part in a collective: they have or had a membership, a ticket, or paid there by
 * Pass. A whole e-mail address, a part of the name, or the Pass they show finds them.
 */
export async function findPeople(
  db: ReadableDb,
  collectiveId: CollectiveId,
  by: { readonly cardId: CardId } | { readonly text: string },
  now: Instant,
): Promise<readonly FoundPerson[]> {
  const typed = 'text' in by ? by.text : '';
  const email = typed.includes('@') ? typed.toLowerCase() : null;
  const rows = await selectPeople(db, collectiveId)
    .$if('cardId' in by, (query) =>
      query.where((where) =>
        where.exists(
          where
            .selectFrom('card')
            .select('card.id')
            .whereRef('card.person_id', '=', 'person.id')
            .where('card.id', '=', 'cardId' in by ? by.cardId : '')
            .where('card.state', '=', 'linked'),
        ),
      ),
    )
    .$if(email !== null, (query) => query.where('person.email', '=', email))
    .orderBy('person.name')
    .orderBy('person.id')
    .limit(PEOPLE_READ_MAX)
    .execute();
  const isNamed = 'text' in by && email === null;
  const found = rows
    .filter((row) => !isNamed || plainText(row.name).includes(plainText(typed)))
    .slice(0, LIMITS.peopleMax);
  const memberships = await readMemberships(
    db,
    collectiveId,
    found.map(({ id }) => id as PersonId),
    now,
  );
  return found.map((row) => ({
    personId: row.id as PersonId,
    name: row.name.slice(0, NAME_LENGTH_MAX),
    email: email === null ? maskEmail(row.email ?? '') : (row.email ?? ''),
    memberships: memberships.get(row.id as PersonId) ?? [],
  }));
}

const NAME_LENGTH_MAX = 120;

const selectPeople = (db: ReadableDb, collectiveId: CollectiveId) =>
  db.query
    .selectFrom('person')
    .select(['person.id', 'person.name', 'person.email'])
    .where((where) =>
      where.or([
        where.exists(
          where
            .selectFrom('membership')
            .select('membership.id')
            .whereRef('membership.person_id', '=', 'person.id')
            .where('membership.collective_id', '=', collectiveId),
        ),
        where.exists(
          where
            .selectFrom('wallet')
            .innerJoin('posting', 'posting.wallet_id', 'wallet.id')
            .select('posting.id')
            .whereRef('wallet.person_id', '=', 'person.id')
            .where('posting.collective_id', '=', collectiveId)
            .where('posting.kind', '<>', 'link'),
        ),
        where.exists(
          where
            .selectFrom('ticket')
            .innerJoin('event', 'event.id', 'ticket.event_id')
            .innerJoin('wallet as carrier', 'carrier.id', 'ticket.wallet_id')
            .select('ticket.id')
            .whereRef('carrier.person_id', '=', 'person.id')
            .where('event.collective_id', '=', collectiveId),
        ),
      ]),
    );

/** Without accents and capitals, as it is typed in a hurry. */
const plainText = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase();

/** `awa.diop@exemple.fr` as `a…@exemple.fr`: enough to ask "is it this one?". */
function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at <= 0 ? '' : `${email.slice(0, 1)}…${email.slice(at)}`;
}
