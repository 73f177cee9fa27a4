import { cardAfter } from '../../domain/card/state.ts';
import { assert } from '../../shared/assert.ts';
import type { MakeId, PersonId, WalletId } from '../../shared/ids.ts';
import { addMs } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { ReadableDb, WritableDb } from '../db/open-database.ts';
import type { SignedInPerson } from '../http/deps.ts';
import { walletsBehind } from '../ledger/wallets.ts';
import { ERASURE_MS_MAX } from './erasure-requests.ts';

/** What is taken away of somebody who leaves for good (docs/decisions/0021). */

/**
 * Tells each collective that knows them: they may stand on lists of its own. Called while the name
 * is still there.
 */
export async function askErasures(
  tx: WritableDb,
  person: SignedInPerson,
  walletId: WalletId | undefined,
  { makeId, now }: { readonly makeId: MakeId; readonly now: Instant },
): Promise<void> {
  const { personId, name, email } = person;
  const collectiveIds = await findCollectives(tx, personId, walletId);
  if (collectiveIds.length === 0) return;
  await tx.query
    .insertInto('erasure_request')
    .values(
      collectiveIds.map((collectiveId) => ({
        ...{ id: makeId(), collective_id: collectiveId, name, email },
        ...{ state: 'asked' as const, asked_at: now, closed_at: null },
      })),
    )
    .execute();
}

/** Where they were a member, booked, helped, or came to work. */
async function findCollectives(
  db: ReadableDb,
  personId: PersonId,
  walletId: WalletId | undefined,
): Promise<readonly string[]> {
  const ofPerson = await Promise.all([
    db.query
      .selectFrom('membership')
      .select('collective_id')
      .distinct()
      .where('person_id', '=', personId)
      .execute(),
    db.query
      .selectFrom('booking')
      .select('collective_id')
      .distinct()
      .where('person_id', '=', personId)
      .execute(),
    db.query
      .selectFrom('shift_sign_up')
      .innerJoin('shift', 'shift.id', 'shift_sign_up.shift_id')
      .select('collective_id')
      .distinct()
      .where('person_id', '=', personId)
      .execute(),
    db.query
      .selectFrom('presence')
      .select('collective_id')
      .distinct()
      .where('wallet_id', '=', walletId ?? '')
      .execute(),
  ]);
  return [...new Set(ofPerson.flat().map((row) => row.collective_id))].toSorted();
}

/** Takes the name and the address away wherever they stand, and all that opens the account. */
export async function forgetPerson(
  tx: WritableDb,
  { personId, email }: SignedInPerson,
  walletId: WalletId | undefined,
  now: Instant,
): Promise<void> {
  await retirePasses(tx, personId);
  await emptyTickets(tx, { personId, email, walletId });
  const { query } = tx;
  await query
    .updateTable('card_request')
    .set({ state: 'withdrawn', closed_at: now })
    .where('person_id', '=', personId)
    .where('state', '=', 'asked')
    .execute();
  for (const table of ['reminder', 'presence_consent', 'collective_manager', 'session'] as const) {
    await query.deleteFrom(table).where('person_id', '=', personId).execute();
  }
  await query.deleteFrom('email_change').where('person_id', '=', personId).execute();
  await query.deleteFrom('sign_in').where('email', '=', email).execute();
  await query.deleteFrom('mail').where('to_address', '=', email).execute();
  await query
    .updateTable('person')
    .set({
      ...{ email: null, name: '', calendar_secret: null, deleted_at: now },
      ...{ text_size: 'normal', contrast: 'normal' },
    })
    .where('id', '=', personId)
    .execute();
  if (walletId === undefined) return;
  tx.changed('wallet', walletId, null);
  tx.changed('badge-account', walletId, null);
}

/** Their wallet stays behind: what a till sold without network still finds who paid. */
async function retirePasses(tx: WritableDb, personId: PersonId): Promise<void> {
  const query = tx.query
    .selectFrom('card')
    .select(['id', 'state'])
    .where('person_id', '=', personId)
    .orderBy('id');
  const cards = await (tx.kind === 'postgres' ? query.forUpdate() : query).execute();
  for (const card of cards) {
    const state = card.state === 'retired' ? null : cardAfter(card.state, 'retire');
    assert(state === null || state.ok, `a ${card.state} card cannot be retired`);
    await tx.query
      .updateTable('card')
      .set({ state: 'retired', person_id: null })
      .where('id', '=', card.id)
      .execute();
    tx.changed('card', card.id, null);
  }
}

/** A ticket stays as it was used or sold, without a name. */
async function emptyTickets(
  tx: WritableDb,
  of: {
    readonly personId: PersonId;
    readonly email: string;
    readonly walletId: WalletId | undefined;
  },
): Promise<void> {
  const wallets = of.walletId === undefined ? [] : await walletsBehind(tx, of.walletId);
  const rows = await tx.query
    .updateTable('ticket')
    .set({ email: null, holder_name: '' })
    .where((where) =>
      where.or([
        where('person_id', '=', of.personId),
        where('email', '=', of.email),
        isOneOf(tx.kind, 'wallet_id', wallets),
      ]),
    )
    .returning(['id', 'event_id'])
    .execute();
  if (rows.length === 0) return;
  const events = await tx.query
    .selectFrom('event')
    .select(['id', 'collective_id'])
    .where(
      isOneOf(
        tx.kind,
        'id',
        rows.map((row) => row.event_id),
      ),
    )
    .execute();
  const owners = new Map(events.map((row) => [row.id, row.collective_id]));
  for (const row of rows) tx.changed('ticket', row.id, owners.get(row.event_id) ?? null);
}

/**
 * A month after somebody left: collectives that did not answer lose the name too, and so do mails
 * that were sent to an address that opens no account any more. Gives how many requests were emptied.
 */
export async function forgetOldErasures(tx: WritableDb, now: Instant): Promise<number> {
  const before = addMs(now, -ERASURE_MS_MAX);
  const emptied = await tx.query
    .updateTable('erasure_request')
    .set({ name: '', email: '', state: 'done', closed_at: now })
    .where('state', '=', 'asked')
    .where('asked_at', '<=', before)
    .returning('id')
    .execute();
  await tx.query
    .deleteFrom('mail')
    .where((where) => where.or([where('sent_at', '<=', before), where('gave_up_at', '<=', before)]))
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('person')
            .select('person.id')
            .whereRef('person.email', '=', 'mail.to_address'),
        ),
      ),
    )
    .execute();
  return emptied.length;
}
