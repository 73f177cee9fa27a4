import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import type { Db } from '../../../src/cloud/db/open-database.ts';
import { linkCard } from '../../../src/cloud/ledger/link-card.ts';
import { topUp } from '../../../src/cloud/ledger/operations.ts';
import type { PostingId } from '../../../src/domain/wallet/ledger-types.ts';
import type { AssetKind } from '../../../src/domain/wallet/asset.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import type { AssetId, CardId, CollectiveId, PersonId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { systemClock } from '../../../src/shared/time.ts';

/** Moneys and people for the tests of what a till sends. */

export async function addAsset(
  db: Db,
  kind: AssetKind,
  issuerId: CollectiveId | null,
): Promise<AssetId> {
  const known = await db.query
    .selectFrom('asset')
    .select('id')
    .where('kind', '=', 'global')
    .executeTakeFirst();
  if (kind === 'global' && known !== undefined) return known.id as AssetId;
  const id = toId<'Asset'>(makeUuid());
  await writeTransaction(db, (tx) =>
    tx.query
      .insertInto('asset')
      .values({ id, kind, issuer_id: issuerId, name: kind, created_at: systemClock() })
      .execute(),
  );
  return id;
}

export const loadGlobal = async (
  db: Db,
  cardId: CardId,
  assetId: AssetId,
  amount: number,
): Promise<void> => {
  const command = {
    ...{ id: makeUuid() as PostingId, at: systemClock(), stationId: null, cause: null },
    ...{ collectiveId: null, to: { cardId }, assetId, amountCents: cents(amount) },
  };
  unwrap(await writeTransaction(db, (tx) => topUp(tx, command)));
};

export async function addPerson(db: Db, email: string, name: string): Promise<PersonId> {
  const id = toId<'Person'>(makeUuid());
  await writeTransaction(db, (tx) =>
    tx.query
      .insertInto('person')
      .values({ id, email, name, language: 'fr', created_at: systemClock() })
      .execute(),
  );
  return id;
}

export const linkTo = async (db: Db, cardId: CardId, personId: PersonId): Promise<void> => {
  const id = makeUuid() as PostingId;
  unwrap(
    await writeTransaction(db, (tx) => linkCard(tx, { id, cardId, personId, at: systemClock() })),
  );
};

export const addMembership = (
  db: Db,
  personId: PersonId,
  collectiveId: CollectiveId,
  endsOn: string | null,
): Promise<unknown> =>
  writeTransaction(db, (tx) =>
    tx.query
      .insertInto('membership')
      .values({
        ...{ id: makeUuid(), person_id: personId, collective_id: collectiveId, name: 'Adhésion' },
        ...{ state: 'active', starts_on: '2019-01-01', ends_on: endsOn },
      })
      .execute(),
  );

export const paysOutGlobal = (db: Db, collectiveId: CollectiveId): Promise<unknown> =>
  writeTransaction(db, (tx) =>
    tx.query
      .insertInto('station_settings')
      .values({
        collective_id: collectiveId,
        ...{ offline_card_cents_0: 0, offline_card_cents_1: 0, offline_card_cents_2: 0 },
        ...{ offline_card_cents_3: 0, offline_station_cents: 0, pays_out_global: 1 },
      })
      .execute(),
  );

/** Balances of the wallet that a card now points to, by asset; what is 0 is left out. */
export async function onCard(db: Db, cardId: CardId): Promise<Readonly<Record<string, number>>> {
  const rows = await db.query
    .selectFrom('card')
    .innerJoin('account', 'account.owner_id', 'card.wallet_id')
    .select(['asset_id', 'balance'])
    .where('card.id', '=', cardId)
    .where('balance', '<>', 0)
    .execute();
  return Object.fromEntries(rows.map((row) => [row.asset_id, row.balance]));
}
