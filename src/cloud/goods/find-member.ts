import type { LineDetail } from '../../domain/journal/sale-entries.ts';
import type { PersonId } from '../../shared/ids.ts';
import { DEFAULT_LANGUAGE } from '../../shared/i18n.ts';
import type { Instant } from '../../shared/time.ts';
import { parseEmail } from '../auth/email.ts';
import type { WritableDb } from '../db/open-database.ts';
import { uuidOf } from '../ledger/account-id.ts';

type MembershipDetail = Extract<LineDetail, { readonly kind: 'membership' }>;

/**
 * Whom a membership is for: the person the till named, or who has this e-mail, or the holder of the
 * Pass; otherwise somebody new. The row is locked, so that two tills that renew at once take turns.
 */
export async function findMember(
  tx: WritableDb,
  { membershipId, person, cardId }: MembershipDetail,
  at: Instant,
): Promise<PersonId> {
  const email = addressOf(person.email);
  const known =
    (await lockPerson(tx, 'id', person.personId)) ??
    (await lockPerson(tx, 'email', email)) ??
    (await lockPerson(tx, 'id', await findHolder(tx, cardId)));
  if (known === null) return addPerson(tx, { membershipId, name: person.name, email }, at);
  if (known.name === '' && person.name !== '') {
    await tx.query
      .updateTable('person')
      .set({ name: person.name })
      .where('id', '=', known.id)
      .execute();
  }
  return known.id as PersonId;
}

/** As it was typed when it is no address: it stays with the person, who can put it right later. */
function addressOf(typed: string): string | null {
  const parsed = parseEmail(typed);
  if (parsed.ok) return parsed.value;
  const text = typed.trim().toLowerCase();
  return text === '' ? null : text;
}

async function lockPerson(tx: WritableDb, column: 'id' | 'email', value: string | null) {
  if (value === null) return null;
  const query = tx.query.selectFrom('person').select(['id', 'name']).where(column, '=', value);
  const row = await (tx.kind === 'postgres' ? query.forNoKeyUpdate() : query).executeTakeFirst();
  return row ?? null;
}

async function findHolder(tx: WritableDb, cardId: string | null): Promise<string | null> {
  if (cardId === null) return null;
  const row = await tx.query
    .selectFrom('card')
    .select('person_id')
    .where('id', '=', cardId)
    .executeTakeFirst();
  return row?.person_id ?? null;
}

/** The id follows from the membership; two that meet on one e-mail start again and find it. */
async function addPerson(
  tx: WritableDb,
  person: {
    readonly membershipId: string;
    readonly name: string;
    readonly email: string | null;
  },
  at: Instant,
): Promise<PersonId> {
  const id = uuidOf(`person of membership ${person.membershipId}`) as PersonId;
  await tx.query
    .insertInto('person')
    .values({
      id,
      email: person.email,
      name: person.name,
      language: DEFAULT_LANGUAGE,
      created_at: at,
    })
    .execute();
  return id;
}
