import type { SaleRecorded } from '../../domain/journal/sale-entries.ts';
import { countLoyalty, gatherLoyalty } from '../../domain/wallet/decide-loyalty.ts';
import type { LoyaltyRule } from '../../domain/wallet/decide-loyalty.ts';
import type { PostingId } from '../../domain/wallet/ledger-types.ts';
import type { AssetId, CardId, CollectiveId } from '../../shared/ids.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { WritableDb } from '../db/open-database.ts';
import { uuidOf } from '../ledger/account-id.ts';
import { readLoyaltyRule } from './loyalty-store.ts';

export type PlannedReward = {
  readonly postingId: PostingId;
  readonly saleId: string;
  /** The Pass payment that earned it. */
  readonly line: number;
  readonly step: number;
  readonly cardId: CardId;
  readonly assetId: AssetId;
  readonly amount: number;
};

export type PlannedCount = {
  readonly saleId: string;
  readonly line: number;
  readonly amount: number;
  /** By how much what was gathered changes; below 0 when a reward was given. */
  readonly change: number;
};

export type LoyaltyPlan = {
  /** By sale, in the order of the journal: each is given right behind its sale. */
  readonly rewards: ReadonlyMap<string, readonly PlannedReward[]>;
  readonly counts: readonly PlannedCount[];
};

/**
 * What sales count for the rule of their collective (RULES T9), and what they earn. It is decided
 * before the money moves, so that a reward stands in the ledger between its sale and the next.
 * Null when there is no rule, or nothing to count.
 */
export async function planLoyalty(
  tx: WritableDb,
  collectiveId: CollectiveId,
  sales: readonly SaleRecorded[],
): Promise<LoyaltyPlan | null> {
  const hasPass = sales.some(({ payments }) => payments.some(({ means }) => means === 'pass'));
  if (!hasPass) return null;
  const rule = await readLoyaltyRule(tx, collectiveId);
  if (rule === null) return null;
  const keyOf = await findKeys(tx, sales);
  const gathered = await lockProgress(tx, collectiveId, [...new Set(keyOf.values())]);
  const rewards = new Map<string, readonly PlannedReward[]>();
  const counts: PlannedCount[] = [];
  for (const sale of sales) {
    const earned: PlannedReward[] = [];
    for (const count of countLoyalty(rule, sale.lines, sale.payments)) {
      const payment = sale.payments[count.payment];
      if (payment?.means !== 'pass') continue;
      const key = keyOf.get(payment.cardId) ?? payment.cardId;
      const before = gathered.get(key) ?? 0;
      const next = gatherLoyalty(rule, before, count);
      gathered.set(key, next.gathered);
      const where = { saleId: sale.saleId, line: count.payment };
      counts.push({ ...where, amount: count.amount, change: next.gathered - before });
      earned.push(...rewardsOf(rule, where, payment.cardId, next.rewards));
    }
    if (earned.length > 0) rewards.set(sale.saleId, earned);
  }
  return counts.length === 0 ? null : { rewards, counts };
}

const rewardsOf = (
  rule: LoyaltyRule,
  { saleId, line }: { readonly saleId: string; readonly line: number },
  cardId: CardId,
  amounts: readonly number[],
): readonly PlannedReward[] =>
  amounts.flatMap((amount, step) =>
    amount <= 0
      ? []
      : [
          {
            // The id follows from the sale: applied again, it is given once.
            postingId: uuidOf(`loyalty ${step} of payment ${line} of sale ${saleId}`) as PostingId,
            ...{ saleId, line, step, cardId, amount },
            assetId: rule.assetId,
          },
        ],
  );

/** The wallet of each card; a blank card, which gets one by this upload, stands for itself. */
async function findKeys(
  tx: WritableDb,
  sales: readonly SaleRecorded[],
): Promise<ReadonlyMap<string, string>> {
  const cardIds = sales.flatMap(({ payments }) =>
    payments.flatMap((payment) => (payment.means === 'pass' ? [payment.cardId] : [])),
  );
  const rows = await tx.query
    .selectFrom('card')
    .select(['id', 'wallet_id'])
    .where(isOneOf(tx.kind, 'id', [...new Set(cardIds)]))
    .execute();
  return new Map(rows.map((row) => [row.id, row.wallet_id ?? row.id]));
}

/** Two tills that sell to one wallet at once take turns here. */
async function lockProgress(
  tx: WritableDb,
  collectiveId: CollectiveId,
  walletIds: readonly string[],
): Promise<Map<string, number>> {
  const query = tx.query
    .selectFrom('loyalty_progress')
    .select(['wallet_id', 'amount'])
    .where('collective_id', '=', collectiveId)
    .where(isOneOf(tx.kind, 'wallet_id', walletIds))
    .orderBy('wallet_id');
  const rows = await (tx.kind === 'postgres' ? query.forUpdate() : query).execute();
  return new Map(rows.map((row) => [row.wallet_id, row.amount]));
}
