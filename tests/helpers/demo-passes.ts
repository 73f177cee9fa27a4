import type { WritableDb, Db } from '../../src/cloud/db/open-database.ts';
import { writeTransaction } from '../../src/cloud/db/write-transaction.ts';
import { give, topUp } from '../../src/cloud/ledger/operations.ts';
import type { PostingId } from '../../src/domain/wallet/ledger-types.ts';
import { makeUuid, toId } from '../../src/shared/ids.ts';
import type { AssetId, CardId, WalletId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { unwrap } from '../../src/shared/result.ts';
import { systemClock } from '../../src/shared/time.ts';

/** The demo's bar, and people who sell there. */
export const DEMO_BAR = {
  id: toId<'Collective'>('019b76da-a802-7000-8000-000000000001'),
  global: toId<'Asset'>('019b76da-a803-7000-8000-000000000001'),
  local: toId<'Asset'>('019b76da-a803-7000-8000-000000000002'),
  gift: toId<'Asset'>('019b76da-a803-7000-8000-000000000005'),
  pins: { cashier: '135790', manager: '246810' },
} as const;

export type DemoPass = {
  readonly cardId: CardId;
  readonly uid: string;
  readonly number: string;
  readonly walletId: WalletId;
};

/** A new wallet in a real cloud with exactly this money, and so many Passes on it. */
export async function addPasses(
  db: Db,
  money: readonly (readonly [AssetId, number])[],
  count = 1,
): Promise<readonly DemoPass[]> {
  return writeTransaction(db, async (tx) => {
    const walletId = toId<'Wallet'>(makeUuid());
    await tx.query
      .insertInto('wallet')
      .values({ id: walletId, created_at: systemClock() })
      .execute();
    const passes: DemoPass[] = [];
    while (passes.length < count) passes.push(await addCard(tx, walletId));
    for (const [assetId, amount] of money) {
      const credit = assetId === DEMO_BAR.gift ? give : topUp;
      unwrap(
        await credit(tx, {
          id: makeUuid() as PostingId,
          at: systemClock(),
          stationId: null,
          cause: null,
          collectiveId: assetId === DEMO_BAR.global ? null : DEMO_BAR.id,
          to: { walletId },
          assetId,
          amountCents: cents(amount),
        }),
      );
    }
    return passes;
  });
}

export async function addPass(
  db: Db,
  money: readonly (readonly [AssetId, number])[],
): Promise<DemoPass> {
  const [pass] = await addPasses(db, money);
  if (pass === undefined) throw new Error('one Pass was asked for');
  return pass;
}

async function addCard(tx: WritableDb, walletId: WalletId): Promise<DemoPass> {
  const cardId = toId<'Card'>(makeUuid());
  const uid = `04${cardId.replaceAll('-', '').slice(-12).toUpperCase()}`;
  const number = uid.slice(2, 10);
  await tx.query
    .insertInto('card')
    .values({
      id: cardId,
      uid,
      tag4: uid.slice(0, 8),
      number,
      qr: makeUuid(),
      state: 'anonymous',
      wallet_id: walletId,
      collective_id: DEMO_BAR.id,
      trust_level: 3,
      created_at: systemClock(),
    })
    .execute();
  tx.changed('card', cardId, null);
  return { cardId, uid, number, walletId };
}

/** What a wallet holds in the ledger, by asset. */
export async function ledgerOf(db: Db, walletId: string): Promise<Record<string, number>> {
  const rows = await db.query
    .selectFrom('account')
    .select(['asset_id', 'balance'])
    .where('owner_id', '=', walletId)
    .where('kind', '=', 'wallet')
    .where('balance', '<>', 0)
    .execute();
  return Object.fromEntries(rows.map((row) => [row.asset_id, row.balance]));
}
