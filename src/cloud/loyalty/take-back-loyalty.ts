import type { SaleCorrected } from '../../domain/journal/sale-entries.ts';
import { countLoyalty } from '../../domain/wallet/decide-loyalty.ts';
import type { PostingId } from '../../domain/wallet/ledger-types.ts';
import type { AssetId, CollectiveId, WalletId } from '../../shared/ids.ts';
import { cents } from '../../shared/money.ts';
import type { Instant } from '../../shared/time.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { KnownStation } from '../http/deps.ts';
import { uuidOf } from '../ledger/account-id.ts';
import { correct } from '../ledger/operations.ts';
import { resolveWallets, walletsBehind } from '../ledger/wallets.ts';
import { readLoyaltyRule } from './loyalty-store.ts';
import { addToProgress } from './store-loyalty.ts';

type Cause = { readonly id: string; readonly at: Instant };

/**
 * What is taken back of a sale counts no more (RULES T9). A reward that is no longer earned is
 * taken back too, as far as it is not spent: a correction never makes a debt.
 */
export async function takeBackLoyalty(
  tx: WritableDb,
  station: KnownStation,
  cause: Cause,
  correction: SaleCorrected,
): Promise<void> {
  const { saleId, correctionId, lines, refunds } = correction;
  const counted = await tx.query
    .selectFrom('loyalty_count')
    .select(['line', 'wallet_id', 'amount'])
    .where('sale_id', '=', saleId)
    .execute();
  if (counted.length === 0) return;
  const rule = await readLoyaltyRule(tx, station.collectiveId);
  if (rule === null) return;
  const means = Array.from(
    { length: 1 + Math.max(...refunds.map(({ payment }) => payment)) },
    (_, payment) => ({
      means: refunds.find((refund) => refund.payment === payment)?.means ?? 'offered',
    }),
  );
  const findWallet = await resolveWallets(
    tx,
    counted.map((row) => row.wallet_id as WalletId),
  );
  for (const count of countLoyalty(rule, lines, means)) {
    const ofLine = counted.filter(({ line }) => line === count.payment);
    const left = ofLine.reduce((sum, { amount }) => sum + amount, 0);
    // The rule may have changed since: never more than was counted.
    const amount = Math.min(count.amount, left);
    const walletId = findWallet(ofLine[0]?.wallet_id as WalletId);
    if (amount <= 0 || walletId === null) continue;
    await tx.query
      .insertInto('loyalty_count')
      .values({
        ...{ cause_id: correctionId, line: count.payment, sale_id: saleId },
        ...{ wallet_id: walletId, amount: -amount },
      })
      .execute();
    const order = { saleId, walletId, amount, every: rule.every };
    await goBack(tx, station, { ...cause, correctionId }, order);
  }
}

async function goBack(
  tx: WritableDb,
  station: KnownStation,
  cause: Cause & { readonly correctionId: string },
  order: {
    readonly saleId: string;
    readonly walletId: WalletId;
    readonly amount: number;
    readonly every: number;
  },
): Promise<void> {
  const { walletId, amount, every } = order;
  const { collectiveId } = station;
  const gathered = await readGathered(tx, walletId, collectiveId);
  let left = gathered - amount;
  while (left < 0) {
    const isTaken = await takeBackReward(tx, station, cause, order);
    if (!isTaken) break;
    left += every;
  }
  await addToProgress(tx, collectiveId, [{ walletId, change: Math.max(0, left) - gathered }]);
}

async function readGathered(
  tx: WritableDb,
  walletId: WalletId,
  collectiveId: CollectiveId,
): Promise<number> {
  const row = await tx.query
    .selectFrom('loyalty_progress')
    .select('amount')
    .where('wallet_id', '=', walletId)
    .where('collective_id', '=', collectiveId)
    .executeTakeFirst();
  return row?.amount ?? 0;
}

/** False when no reward is left to take, or when it is spent, in whole or in part. */
async function takeBackReward(
  tx: WritableDb,
  { id: stationId, collectiveId }: KnownStation,
  cause: Cause & { readonly correctionId: string },
  { saleId, walletId }: { readonly saleId: string; readonly walletId: WalletId },
): Promise<boolean> {
  const rewards = await tx.query
    .selectFrom('loyalty_reward')
    .innerJoin('posting', 'posting.id', 'loyalty_reward.posting_id')
    .innerJoin('transfer', (join) =>
      join.onRef('transfer.posting_id', '=', 'posting.id').on('transfer.line', '=', 0),
    )
    .select([
      ...(['loyalty_reward.posting_id', 'sale_id', 'step', 'posting.at'] as const),
      ...(['transfer.asset_id', 'transfer.amount'] as const),
    ])
    .where('loyalty_reward.collective_id', '=', collectiveId)
    .where(isOneOf(tx.kind, 'loyalty_reward.wallet_id', await walletsBehind(tx, walletId)))
    .where('taken_back_by', 'is', null)
    .orderBy('posting.at', 'desc')
    .orderBy('step', 'desc')
    .orderBy('loyalty_reward.posting_id')
    .execute();
  // What this sale earned goes first, then the newest.
  const reward = rewards.find((row) => row.sale_id === saleId) ?? rewards[0];
  if (reward === undefined) return false;
  const order = {
    corrects: reward.posting_id as PostingId,
    ...{ at: cause.at, stationId, collectiveId, cause: cause.id },
  };
  const assetId = reward.asset_id as AssetId;
  const id = (part: string) =>
    uuidOf(`correction ${cause.correctionId} of reward ${reward.posting_id} ${part}`) as PostingId;
  const whole = await correct(tx, { ...order, id: id('whole'), parts: null });
  if (!whole.ok && whole.error.code !== 'short') return false;
  const rest =
    whole.ok || whole.error.code !== 'short' ? 0 : reward.amount - whole.error.missingCents;
  const taken =
    whole.ok || rest <= 0
      ? whole
      : await correct(tx, { ...order, id: id('rest'), parts: [{ assetId, cents: cents(rest) }] });
  if (!taken.ok) return false;
  await tx.query
    .updateTable('loyalty_reward')
    .set({ taken_back_by: taken.value.postingId })
    .where('posting_id', '=', reward.posting_id)
    .execute();
  return whole.ok;
}
