import type { CollectiveId, PersonId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time.ts';
import type { ReadableDb, WritableDb } from '../../db/open-database.ts';
import { personOf } from './teams-store.ts';
import type { TeamPerson } from './teams-store.ts';

/** A company or an association that pays for its people. */
export type Party = {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly siren: string;
  readonly people: readonly TeamPerson[];
};

export async function listParties(
  db: ReadableDb,
  collectiveId: CollectiveId,
): Promise<readonly Party[]> {
  const parties = await db.query
    .selectFrom('billing_party')
    .select(['id', 'name', 'address', 'siren'])
    .where('collective_id', '=', collectiveId)
    .where('removed_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute();
  const people = await db.query
    .selectFrom('billing_party_person')
    .innerJoin('billing_party', 'billing_party.id', 'party_id')
    .innerJoin('person', 'person.id', 'person_id')
    .select(['party_id', 'person.id', 'person.name', 'person.email'])
    .where('collective_id', '=', collectiveId)
    .orderBy('person.name')
    .orderBy('person.email')
    .execute();
  return parties.map((party) => ({
    ...party,
    people: people.flatMap((row) => (row.party_id === party.id ? [personOf(row)] : [])),
  }));
}

export type PartyDraft = Pick<Party, 'name' | 'address' | 'siren'>;

/** Adds a party, or changes what is told of it. Invoices that were made stay as they are. */
export async function saveParty(
  tx: WritableDb,
  id: string,
  collectiveId: CollectiveId,
  draft: PartyDraft,
): Promise<void> {
  await tx.query
    .insertInto('billing_party')
    .values({ id, collective_id: collectiveId, ...draft })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(draft))
    .execute();
}

/** One person is paid for by one party of a collective. */
export async function addPartyPerson(
  tx: WritableDb,
  partyId: string,
  personId: PersonId,
  collectiveId: CollectiveId,
): Promise<void> {
  await tx.query
    .deleteFrom('billing_party_person')
    .where('person_id', '=', personId)
    .where('party_id', 'in', (query) =>
      query.selectFrom('billing_party').select('id').where('collective_id', '=', collectiveId),
    )
    .execute();
  await tx.query
    .insertInto('billing_party_person')
    .values({ party_id: partyId, person_id: personId })
    .execute();
}

export const removePartyPerson = (tx: WritableDb, partyId: string, personId: string) =>
  tx.query
    .deleteFrom('billing_party_person')
    .where('party_id', '=', partyId)
    .where('person_id', '=', personId)
    .execute();

export async function removeParty(tx: WritableDb, partyId: string, at: Instant): Promise<void> {
  await tx.query.deleteFrom('billing_party_person').where('party_id', '=', partyId).execute();
  await tx.query
    .updateTable('billing_party')
    .set({ removed_at: at })
    .where('id', '=', partyId)
    .execute();
}

const SIREN_DIGITS = 9;

/** A SIREN is 9 digits whose Luhn sum is a multiple of 10. */
export function isSiren(text: string): boolean {
  if (!new RegExp(`^\\d{${SIREN_DIGITS}}$`).test(text)) return false;
  const sum = Array.from(text).reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
