import { sql } from 'kysely';
import type { ReadableDb } from '../db/open-database.ts';

export type LedgerFault = {
  readonly fault: 'asset-not-zero' | 'balance-differs' | 'held-differs' | 'debt-without-sale';
  readonly id: string;
  readonly expected: number;
  readonly found: number;
};

/**
 * Recomputes the ledger from its transfers and open reserves, and names every difference with the
 * stored balances: an empty list is a ledger that adds up (RULES M6, M8).
 */
export async function auditLedger(db: ReadableDb): Promise<readonly LedgerFault[]> {
  const rows = await Promise.all([
    sql<LedgerFault>`
      select 'asset-not-zero' as fault, asset_id as id, 0 as expected,
        cast(sum(balance) as bigint) as found
      from account group by asset_id having sum(balance) <> 0`.execute(db.query),
    sql<LedgerFault>`
      select 'balance-differs' as fault, account.id, cast(coalesce(moved.amount, 0) as bigint) as expected,
        balance as found
      from account left join (
        select account_id, sum(amount) as amount from (
          select to_account_id as account_id, amount from transfer
          union all select from_account_id, -amount from transfer
        ) as moves group by account_id
      ) as moved on moved.account_id = account.id
      where balance <> coalesce(moved.amount, 0)`.execute(db.query),
    sql<LedgerFault>`
      select 'held-differs' as fault, account.id, cast(coalesce(open.amount, 0) as bigint) as expected,
        held as found
      from account left join (
        select account_id, sum(remaining) as amount
        from hold_part join hold on hold.id = hold_part.hold_id
        where hold.state = 'active' group by account_id
      ) as open on open.account_id = account.id
      where held <> coalesce(open.amount, 0)`.execute(db.query),
    sql<LedgerFault>`
      select 'debt-without-sale' as fault, id, 0 as expected, debt as found
      from account where kind = 'wallet' and balance < held and debt <> held - balance`.execute(
      db.query,
    ),
  ]);
  return rows.flatMap((result) => result.rows);
}
