import { readPresences } from '../badge/read-presences.ts';
import type { ReadableDb } from '../db/open-database.ts';
import type { PersonId, WalletId } from '../../shared/ids.ts';
import { addCents, cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';

/** What must be settled before somebody can leave for good (RULES P4). */
export type LeaveBlock =
  /** They are in a coworking place now. */
  | { readonly kind: 'inside'; readonly collective: string }
  /** Stays that wait to be paid. */
  | { readonly kind: 'dues'; readonly collectiveSlug: string; readonly cents: Cents }
  | { readonly kind: 'debt'; readonly cents: Cents }
  /** A station was promised some of their money. */
  | { readonly kind: 'money-held'; readonly cents: Cents }
  /** They may still be paying at the bank. */
  | { readonly kind: 'payment-running' }
  /** Nobody else runs this collective. */
  | { readonly kind: 'last-manager'; readonly collective: string };

export async function findBlocks(
  db: ReadableDb,
  personId: PersonId,
  walletId: WalletId | undefined,
): Promise<readonly LeaveBlock[]> {
  const [money, stays, payments, collectives] = await Promise.all([
    walletId === undefined ? [] : findMoneyBlocks(db, walletId),
    walletId === undefined ? [] : findStayBlocks(db, walletId),
    findRunningTopUps(db, personId),
    findLastManaged(db, personId),
  ]);
  return [
    ...stays,
    ...money,
    ...(payments.length === 0 ? [] : [{ kind: 'payment-running' as const }]),
    ...collectives.map((collective) => ({ kind: 'last-manager' as const, collective })),
  ];
}

async function findMoneyBlocks(db: ReadableDb, walletId: WalletId): Promise<readonly LeaveBlock[]> {
  const rows = await db.query
    .selectFrom('account')
    .select(['held', 'debt'])
    .where('owner_id', '=', walletId)
    .where('kind', '=', 'wallet')
    .execute();
  const held = addCents(...rows.map((row) => cents(row.held)));
  const debt = addCents(...rows.map((row) => cents(row.debt)));
  return [
    ...(debt === 0 ? [] : [{ kind: 'debt' as const, cents: debt }]),
    ...(held === 0 ? [] : [{ kind: 'money-held' as const, cents: held }]),
  ];
}

async function findStayBlocks(db: ReadableDb, walletId: WalletId): Promise<readonly LeaveBlock[]> {
  const [open, due, slugs] = await Promise.all([
    readPresences(db, { walletId, isOpen: true }),
    readPresences(db, { walletId, isDue: true }),
    db.query.selectFrom('collective').select(['id', 'slug']).execute(),
  ]);
  const slugOf = new Map<string, string>(slugs.map(({ id, slug }) => [id, slug]));
  const inside = new Set(open.map(({ collectiveName }) => collectiveName));
  const owed = Map.groupBy(
    due.filter(({ state, dueCents }) => state !== 'open' && dueCents > 0),
    ({ collectiveId }) => collectiveId,
  );
  return [
    ...[...inside].map((collective) => ({ kind: 'inside' as const, collective })),
    ...[...owed].map(([id, ofPlace]) => ({
      kind: 'dues' as const,
      collectiveSlug: slugOf.get(id) ?? '',
      cents: addCents(...ofPlace.map(({ dueCents }) => dueCents)),
    })),
  ];
}

/** Payments that would still bring money to the purse. What pays a booking goes back by itself. */
export async function findRunningTopUps(
  db: ReadableDb,
  personId: PersonId,
): Promise<readonly string[]> {
  const rows = await db.query
    .selectFrom('bank_payment')
    .select('id')
    .where('person_id', '=', personId)
    .where('purpose', '=', 'top-up')
    .where('state', '=', 'started')
    .execute();
  return rows.map(({ id }) => id);
}

async function findLastManaged(db: ReadableDb, personId: PersonId): Promise<readonly string[]> {
  const rows = await db.query
    .selectFrom('collective_manager as own')
    .innerJoin('collective', 'collective.id', 'own.collective_id')
    .select('collective.name')
    .where('own.person_id', '=', personId)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('collective_manager as other')
            .select('other.person_id')
            .whereRef('other.collective_id', '=', 'own.collective_id')
            .where('other.person_id', '<>', personId),
        ),
      ),
    )
    .orderBy('collective.name')
    .execute();
  return rows.map(({ name }) => name);
}
