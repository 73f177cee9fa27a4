import { addDays, dayOf } from '../../shared/format.ts';
import type { AssetId, CardId, CollectiveId, PersonId, WalletId } from '../../shared/ids.ts';
import { makeUuid, toId } from '../../shared/ids.ts';
import { cents } from '../../shared/money.ts';
import { unwrap } from '../../shared/result.ts';
import type { PostingId } from '../../domain/wallet/ledger-types.ts';
import type { Db, WritableDb } from '../db/open-database.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import { give, topUp } from '../ledger/operations.ts';

const TRUST_LEVEL = 3;
const MEMBERSHIP_DAYS = 30;
const TIME_ZONE = 'Europe/Paris';

export type DemoPersonWish = {
  readonly name: string;
  readonly collectiveId: CollectiveId;
  /** Assets with cents of them. Gifts are given, the rest is topped up. */
  readonly money: readonly {
    readonly assetId: AssetId;
    readonly kind: 'global' | 'local' | 'gift';
    readonly cents: number;
  }[];
  /** Offers of which a membership runs for 30 days from today. */
  readonly offers: readonly { readonly offerId: string; readonly name: string }[];
};

export type DemoPersonMade = {
  readonly personId: PersonId;
  readonly walletId: WalletId;
  readonly cardId: CardId;
  /** Of the Pass. */
  readonly uid: string;
  readonly number: string;
};

/** One more person in a demo, with a Pass and exactly this money. */
export async function addDemoPerson(db: Db, wish: DemoPersonWish): Promise<DemoPersonMade> {
  const person: DemoPersonMade = {
    personId: toId<'Person'>(makeUuid()),
    walletId: toId<'Wallet'>(makeUuid()),
    ...newPass(),
  };
  await writeTransaction(db, async (tx) => {
    await insertPerson(tx, db, wish, person);
    await insertPass(tx, db, wish.collectiveId, person);
    await insertMemberships(tx, db, wish, person);
    await putMoney(tx, db, wish, person);
    tx.changed('badge-account', person.walletId, wish.collectiveId);
  });
  return person;
}

/** One more Pass for somebody of the demo, and more money. */
export async function addDemoPass(
  db: Db,
  holder: Pick<DemoPersonWish, 'collectiveId' | 'money'> & {
    readonly id: PersonId;
    readonly walletId: WalletId;
  },
): Promise<DemoPersonMade> {
  const { id: personId, walletId, collectiveId } = holder;
  const person: DemoPersonMade = { personId, walletId, ...newPass() };
  await writeTransaction(db, async (tx) => {
    await insertPass(tx, db, collectiveId, person);
    await putMoney(tx, db, holder, person);
  });
  return person;
}

function newPass(): Pick<DemoPersonMade, 'cardId' | 'uid' | 'number'> {
  const cardId = toId<'Card'>(makeUuid());
  const uid = `04${cardId.replaceAll('-', '').slice(-12).toUpperCase()}`;
  return { cardId, uid, number: uid.slice(2, 10) };
}

async function putMoney(
  tx: WritableDb,
  { clock }: Db,
  { collectiveId, money }: Pick<DemoPersonWish, 'collectiveId' | 'money'>,
  { walletId }: DemoPersonMade,
): Promise<void> {
  for (const { assetId, kind, cents: amount } of money) {
    unwrap(
      await (kind === 'gift' ? give : topUp)(tx, {
        ...{ id: makeUuid() as PostingId, at: clock(), stationId: null, cause: null },
        collectiveId: kind === 'global' ? null : collectiveId,
        to: { walletId },
        assetId,
        amountCents: cents(amount),
      }),
    );
  }
}

async function insertPerson(
  tx: WritableDb,
  { clock }: Db,
  { name }: DemoPersonWish,
  { personId, walletId, number }: DemoPersonMade,
): Promise<void> {
  const now = clock();
  const email = `${number.toLowerCase()}@example.org`;
  await tx.query
    .insertInto('person')
    .values({ id: personId, email, name, language: 'fr', created_at: now })
    .execute();
  await tx.query
    .insertInto('wallet')
    .values({ id: walletId, person_id: personId, created_at: now })
    .execute();
}

async function insertPass(
  tx: WritableDb,
  { clock }: Db,
  collectiveId: CollectiveId,
  { personId, walletId, cardId, uid, number }: DemoPersonMade,
): Promise<void> {
  await tx.query
    .insertInto('card')
    .values({
      ...{ id: cardId, uid, tag4: uid.slice(0, 8), number, qr: makeUuid(), state: 'linked' },
      ...{ wallet_id: walletId, person_id: personId, collective_id: collectiveId },
      ...{ trust_level: TRUST_LEVEL, created_at: clock() },
    })
    .execute();
  tx.changed('card', cardId, null);
}

async function insertMemberships(
  tx: WritableDb,
  { clock }: Db,
  { collectiveId, offers }: DemoPersonWish,
  { personId }: DemoPersonMade,
): Promise<void> {
  const today = dayOf(clock(), TIME_ZONE);
  for (const { offerId, name } of offers) {
    await tx.query
      .insertInto('membership')
      .values({
        ...{ id: makeUuid(), person_id: personId, collective_id: collectiveId, name },
        ...{ offer_id: offerId, price_id: null, state: 'active' },
        ...{ starts_on: today, ends_on: addDays(today, MEMBERSHIP_DAYS) },
      })
      .execute();
  }
}
