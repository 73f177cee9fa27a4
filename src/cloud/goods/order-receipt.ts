import { isOneOf } from '../db/bulk-rows.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { KnownStation } from '../http/deps.ts';
import type { GoodsFact } from './goods-facts.ts';
import { orderMail } from './order-mail.ts';
import type { GoodsProblem } from './problems.ts';

type ReceiptFact = Extract<GoodsFact, { readonly kind: 'receipt' }>;

/** A receipt is asked for soon after what it tells: further back nobody looks. */
const ENTRIES_BACK_MAX = 2_000;

/** Somebody wants a receipt by mail (RULES T11). Those on paper and on the screen need nothing here. */
export async function orderReceipt(
  tx: WritableDb,
  station: KnownStation,
  fact: ReceiptFact,
): Promise<readonly GoodsProblem[]> {
  const { how, email, operationId } = fact.receipt;
  if (how !== 'mail' || email === null) return [];
  const seq =
    (await findSeq(tx, station, 'sale', operationId)) ??
    (await findSeq(tx, station, 'sale_correction', operationId)) ??
    (await findOnPass(tx, station, fact));
  if (seq === undefined) {
    const message = `There is nothing to mail about ${operationId}.`;
    return [{ seq: fact.seq, code: 'goods-unknown', message }];
  }
  await orderMail(tx, station, {
    ...{ kind: 'receipt', seq, lineId: null, to: email, askedAt: fact.at },
    cause: `entry ${fact.seq} of ${station.id}`,
  });
  return [];
}

async function findSeq(
  tx: WritableDb,
  station: KnownStation,
  table: 'sale' | 'sale_correction',
  id: string,
): Promise<number | undefined> {
  const row = await tx.query
    .selectFrom(table)
    .select('seq')
    .where('id', '=', id)
    .where('station_id', '=', station.id)
    .executeTakeFirst();
  return row?.seq;
}

/** Money put on a Pass or taken off it: only the entry itself carries this id. */
async function findOnPass(
  tx: WritableDb,
  station: KnownStation,
  { seq, receipt }: ReceiptFact,
): Promise<number | undefined> {
  const row = await tx.query
    .selectFrom('journal_entry')
    .select('seq')
    .where('station_id', '=', station.id)
    .where('seq', '<', seq)
    .where('seq', '>=', seq - ENTRIES_BACK_MAX)
    .where(isOneOf(tx.kind, 'kind', ['top-up.recorded@1', 'pass.emptied@1']))
    .where('body', 'like', `%"${receipt.operationId}"%`)
    .orderBy('seq', 'desc')
    .executeTakeFirst();
  return row?.seq;
}
