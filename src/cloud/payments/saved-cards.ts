import type { Selectable } from 'kysely';
import type { BankCardTable } from '../db/bank-tables.ts';
import type { ReadableDb, WritableDb } from '../db/open-database.ts';
import type { CollectiveId, PersonId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import { assert } from '../../shared/assert.ts';
import { uuidOf } from '../ledger/account-id.ts';
import type { KeptCard } from './bank-port.ts';
import type { PaymentRow } from './payment-rows.ts';

/** A card that a person left with a collective, for its renewals. */
export type SavedCard = Pick<BankCardTable, 'id' | 'label'>;
type CardRow = Selectable<BankCardTable>;

export async function readSavedCard(
  db: ReadableDb,
  personId: PersonId,
  collectiveId: CollectiveId,
): Promise<SavedCard | null> {
  const card = await findCardInUse(db, personId, collectiveId);
  return card === undefined ? null : { id: card.id, label: card.label };
}

export const findCardInUse = (
  db: ReadableDb | WritableDb,
  personId: string,
  collectiveId: string,
): Promise<CardRow | undefined> =>
  db.query
    .selectFrom('bank_card')
    .selectAll()
    .where('person_id', '=', personId)
    .where('collective_id', '=', collectiveId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();

export const findCard = (
  db: ReadableDb | WritableDb,
  cardId: string,
): Promise<CardRow | undefined> =>
  db.query.selectFrom('bank_card').selectAll().where('id', '=', cardId).executeTakeFirst();

/** Keeps the card of a payment; the one left before with this collective serves no more. */
export async function keepCard(
  tx: WritableDb,
  payment: PaymentRow,
  card: KeptCard,
  at: Instant,
): Promise<void> {
  const { person_id, collective_id, account } = payment;
  assert(collective_id !== null && account !== null, `${payment.id} keeps a card for nobody`);
  await removeCards(tx, { personId: person_id as PersonId, at }, collective_id);
  const isGone = await hasLeft(tx, person_id);
  await tx.query
    .insertInto('bank_card')
    .values({
      id: uuidOf(`card of ${payment.id}`),
      ...{ person_id, collective_id, account },
      ...{ customer: card.customer, method: card.method, label: card.label },
      // A job has the bank forget the card of somebody who has left.
      ...{ added_at: at, removed_at: isGone ? at : null, forgotten_at: null },
    })
    .execute();
}

/** Whether a person has left for good. */
export async function hasLeft(tx: WritableDb, personId: string): Promise<boolean> {
  const person = await tx.query
    .selectFrom('person')
    .select('deleted_at')
    .where('id', '=', personId)
    .executeTakeFirstOrThrow();
  return person.deleted_at != null;
}

/** They serve no more; the bank is told afterwards. */
export async function removeCards(
  tx: WritableDb,
  { personId, at }: { readonly personId: PersonId; readonly at: Instant },
  collectiveId?: string,
): Promise<void> {
  await tx.query
    .updateTable('bank_card')
    .set({ removed_at: at })
    .where('person_id', '=', personId)
    .where('removed_at', 'is', null)
    .$if(collectiveId !== undefined, (query) =>
      query.where('collective_id', '=', collectiveId ?? ''),
    )
    .execute();
}
