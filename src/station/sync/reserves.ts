import type { Journal } from '../journal/journal.ts';
import { isReservePledged } from '../projections/basket.ts';
import { isReserveSpent } from '../projections/sales.ts';
import type { WorkDatabase } from '../work/work-database.ts';
import type { Instant } from '../../shared/time.ts';
import type { ReserveId } from '../../shared/ids.ts';
import type { CloudClient } from './cloud-client.ts';
import type { Connection } from './connection.ts';

/**
 * Reserves that this station asked for. Each is remembered before it is asked; it is forgotten
 * when a sale in the journal used it, or when the cloud has released it. One behind a pledge is
 * kept as long as the basket is open, also after a restart.
 */
export type Reserves = {
  /** Remembers a reserve and keeps it from being released until `settle`. */
  readonly remember: (reserveId: ReserveId, at: Instant) => void;
  /** The payment is over: the journal now says whether the reserve was used. */
  readonly settle: (reserveId: ReserveId) => void;
  /** Releases what never became a sale. True when nothing is left to release. */
  readonly releaseUnused: () => Promise<boolean>;
};

export function createReserves(deps: {
  readonly work: WorkDatabase;
  readonly journal: Journal;
  readonly client: CloudClient;
  readonly connection: Connection;
  readonly wake: () => void;
}): Reserves {
  const inUse = new Set<string>();
  const insert = deps.work.prepare('INSERT INTO asked_reserve VALUES (?, ?)');
  const list = deps.work.prepare<[], { id: string }>('SELECT id FROM asked_reserve');
  const forget = deps.work.prepare('DELETE FROM asked_reserve WHERE id = ?');

  return {
    remember: (reserveId, at) => {
      inUse.add(reserveId);
      insert.run(reserveId, at);
    },
    settle: (reserveId) => {
      inUse.delete(reserveId);
      deps.wake();
    },
    releaseUnused: async () => {
      for (const { id } of list.all()) {
        if (inUse.has(id) || isReservePledged(deps.journal.database, id)) continue;
        if (!isReserveSpent(deps.journal.database, id)) {
          const answer = deps.connection.watch(await deps.client.release(id));
          if (!answer.ok) return false;
        }
        forget.run(id);
      }
      return true;
    },
  };
}
