import type { GoodsHoldRequest } from '../../contract/sync/questions.ts';
import type { Id } from '../../shared/ids.ts';
import type { Clock } from '../../shared/time.ts';
import type { Journal } from '../journal/journal.ts';
import { isGoodsHoldSold } from '../projections/sales.ts';
import type { WorkDatabase } from '../work/work-database.ts';
import type { CloudClient } from './cloud-client.ts';
import type { Connection } from './connection.ts';

export type GoodsHoldId = Id<'GoodsHold'>;

export type GoodsAnswer =
  /** Kept for this sale; or asked and never answered: the cloud uses it when it did arrive. */
  | { readonly kind: 'held'; readonly id: GoodsHoldId }
  /** The cloud could not say: the station sells by what it knows. */
  | { readonly kind: 'unheld' }
  | { readonly kind: 'sold-out'; readonly item: number };

/**
 * Stock, places and rooms that this station asked the cloud to keep for a sale. Each is remembered
 * before it is asked; it is forgotten when a sale in the journal names it, or when the cloud let
 * it go.
 */
export type GoodsHolds = {
  readonly ask: (request: GoodsHoldRequest) => Promise<GoodsAnswer>;
  /** The sale is over: the journal now says whether the hold was used. */
  readonly settle: (holdId: GoodsHoldId) => void;
  /** Releases what never became a sale. True when nothing is left to release. */
  readonly releaseUnused: () => Promise<boolean>;
};

export function createGoodsHolds(deps: {
  readonly work: WorkDatabase;
  readonly journal: Journal;
  readonly client: CloudClient;
  readonly connection: Connection;
  readonly clock: Clock;
  readonly wake: () => void;
}): GoodsHolds {
  const inUse = new Set<string>();
  const insert = deps.work.prepare('INSERT INTO asked_goods_hold VALUES (?, ?)');
  const list = deps.work.prepare<[], { id: string }>('SELECT id FROM asked_goods_hold');
  const forget = deps.work.prepare('DELETE FROM asked_goods_hold WHERE id = ?');
  const settle = (holdId: GoodsHoldId): void => {
    inUse.delete(holdId);
    deps.wake();
  };

  return {
    settle,
    ask: async (request) => {
      inUse.add(request.id);
      insert.run(request.id, deps.clock());
      const answer = deps.connection.watch(await deps.client.holdGoods(request));
      if (!answer.ok && answer.error.kind === 'unreachable') {
        return { kind: 'held', id: request.id };
      }
      if (answer.ok && answer.value.held) return { kind: 'held', id: request.id };
      settle(request.id);
      return answer.ok && !answer.value.held
        ? { kind: 'sold-out', item: answer.value.soldOut.item }
        : { kind: 'unheld' };
    },
    releaseUnused: async () => {
      for (const { id } of list.all()) {
        if (inUse.has(id)) continue;
        if (!isGoodsHoldSold(deps.journal.database, id)) {
          const answer = deps.connection.watch(await deps.client.releaseGoods(id));
          if (!answer.ok) return false;
        }
        forget.run(id);
      }
      return true;
    },
  };
}
