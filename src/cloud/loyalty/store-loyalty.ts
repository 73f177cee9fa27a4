import { sql } from 'kysely';
import type { CollectiveId, WalletId } from '../../shared/ids.ts';
import { insertRows, rowSource, sourceColumn } from '../db/bulk-rows.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { LoyaltyPlan, PlannedReward } from './plan-loyalty.ts';

/** What a wallet gathered more, or gave back when below 0. */
export type LoyaltyChange = { readonly walletId: WalletId; readonly change: number };

/**
 * Keeps what sales counted and earned, once their money has moved. A payment that no wallet paid
 * counts nothing.
 */
export async function storeLoyalty(
  tx: WritableDb,
  collectiveId: CollectiveId,
  plan: LoyaltyPlan | null,
  given: readonly PlannedReward[],
  walletOf: (saleId: string, line: number) => WalletId | null,
): Promise<void> {
  if (plan === null) return;
  const counted = plan.counts.flatMap((count) => {
    const walletId = walletOf(count.saleId, count.line);
    return walletId === null ? [] : [{ ...count, walletId }];
  });
  await insertRows(
    tx,
    'loyalty_count',
    ['cause_id', 'line', 'sale_id', 'wallet_id', 'amount'],
    counted.map(({ saleId, line, walletId, amount }) => ({
      ...{ cause_id: saleId, line, sale_id: saleId, wallet_id: walletId, amount },
    })),
  );
  await insertRows(
    tx,
    'loyalty_reward',
    ['posting_id', 'sale_id', 'line', 'step', 'collective_id', 'wallet_id'],
    given.flatMap((reward) => {
      const wallet_id = walletOf(reward.saleId, reward.line);
      const { postingId, saleId, line, step } = reward;
      const row = { posting_id: postingId, sale_id: saleId, line, step };
      return wallet_id === null ? [] : [{ ...row, collective_id: collectiveId, wallet_id }];
    }),
  );
  await addToProgress(tx, collectiveId, counted);
}

/** Adds to what wallets have gathered, never below 0. */
export async function addToProgress(
  tx: WritableDb,
  collectiveId: CollectiveId,
  changes: readonly LoyaltyChange[],
): Promise<void> {
  const byWallet = Map.groupBy(changes, ({ walletId }) => walletId);
  const rows = [...byWallet]
    .map(([walletId, list]) => ({
      wallet_id: walletId,
      collective_id: collectiveId,
      amount: list.reduce((sum, { change }) => sum + change, 0),
    }))
    // In id order, so that two tills that share several wallets never cross.
    .toSorted((left, right) => (left.wallet_id < right.wallet_id ? -1 : 1));
  if (rows.length === 0) return;
  const value = (column: string) => sourceColumn(tx.kind, column);
  await sql`insert into loyalty_progress (wallet_id, collective_id, amount)
    select ${value('wallet_id')}, ${value('collective_id')}, 0
    from ${rowSource(tx.kind, 'loyalty_progress', rows)} where true
    on conflict (wallet_id, collective_id) do nothing`.execute(tx.query);
  const sum = sql`loyalty_progress.amount + ${value('amount')}`;
  await sql`update loyalty_progress set amount = case when ${sum} < 0 then 0 else ${sum} end
    from ${rowSource(tx.kind, 'loyalty_progress', rows)}
    where loyalty_progress.wallet_id = ${value('wallet_id')}
      and loyalty_progress.collective_id = ${value('collective_id')}`.execute(tx.query);
  for (const row of rows) tx.changed('wallet', row.wallet_id, null);
}

/** The wallet flowed into another, which now has what both gathered. */
export async function mergeProgress(
  tx: WritableDb,
  fromWalletId: WalletId,
  toWalletId: WalletId,
): Promise<void> {
  const gathered = await tx.query
    .deleteFrom('loyalty_progress')
    .where('wallet_id', '=', fromWalletId)
    .returning(['collective_id', 'amount'])
    .execute();
  for (const { collective_id, amount } of gathered) {
    await addToProgress(tx, collective_id as CollectiveId, [
      { walletId: toWalletId, change: amount },
    ]);
  }
}
