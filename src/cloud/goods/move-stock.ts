import type { PaidPart, Payment } from '../../domain/journal/sale-entries.ts';
import { stockOfLine } from '../../domain/till/stock-of-line.ts';
import { insertStatement, isOneOf, runTogether, updateStatement } from '../db/bulk-rows.ts';
import type { StockMovementKind } from '../db/goods-tables.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { KnownStation } from '../http/deps.ts';
import { uuidOf } from '../ledger/account-id.ts';
import type { GoodsFact } from './goods-facts.ts';
import type { GoodsProblem } from './problems.ts';

type Movement = {
  readonly id: string;
  readonly seq: number;
  readonly at: string;
  readonly productId: string;
  readonly label: string;
  readonly kind: StockMovementKind;
  readonly delta: number;
  readonly saleId: string | null;
  readonly reason: string;
};

/**
 * Moves the stock by what entries say, in their order and in a few statements whatever their
 * number (RULES T14). What was sold is sold: it goes below zero where it must, and is marked where
 * it may not. A product that is not counted moves nothing.
 */
export async function moveStock(
  tx: WritableDb,
  station: KnownStation,
  facts: readonly GoodsFact[],
): Promise<readonly GoodsProblem[]> {
  const told = facts.flatMap(movementsOf);
  const counted = await lockStock(
    tx,
    station.collectiveId,
    told.map(({ productId }) => productId),
  );
  if (counted.size === 0) return [];
  const known = await findKnownMoves(tx, told);
  const amounts = new Map([...counted].map(([productId, { amount }]) => [productId, amount]));
  const problems: GoodsProblem[] = [];
  const rows = told.flatMap((movement) => {
    const before = amounts.get(movement.productId);
    if (before === undefined || movement.delta === 0 || known.has(movement.id)) return [];
    // Two entries with one move: the first counts.
    known.add(movement.id);
    const after = before + movement.delta;
    amounts.set(movement.productId, after);
    const isStrict = counted.get(movement.productId)?.allowsBelowZero === false;
    if (isStrict && after < 0 && movement.delta < 0) problems.push(belowZero(movement, after));
    return [{ ...movement, after }];
  });
  await storeMovements(tx, station, rows);
  return problems;
}

function movementsOf(fact: GoodsFact): readonly Movement[] {
  const { seq, at } = fact;
  switch (fact.kind) {
    case 'sale': {
      const { saleId, lines, payments } = fact.sale;
      return lines.map((line, index) => ({
        ...{ seq, at, saleId, productId: line.productId, label: line.label, reason: '' },
        id: uuidOf(`stock of line ${index} of sale ${saleId}`),
        kind: isOffered(line.paid, payments) ? ('offered' as const) : ('sale' as const),
        delta: -stockOfLine(line),
      }));
    }
    case 'correction': {
      const { correctionId, saleId, lines, reason } = fact.correction;
      return lines.map((line, index) => ({
        ...{ seq, at, saleId, productId: line.productId, label: line.label, reason },
        id: uuidOf(`stock of line ${index} of correction ${correctionId}`),
        kind: 'correction' as const,
        delta: stockOfLine(line),
      }));
    }
    case 'move': {
      const { moveId, productId, label, kind, delta, reason } = fact.move;
      return [{ id: moveId, seq, at, productId, label, kind, delta, saleId: null, reason }];
    }
    case 'admission':
    case 'receipt':
      return [];
  }
}

const isOffered = (paid: readonly PaidPart[], payments: readonly Payment[]): boolean =>
  paid.length > 0 && paid.every(({ payment }) => payments[payment]?.means === 'offered');

const belowZero = ({ seq, label }: Movement, after: number): GoodsProblem => ({
  seq,
  code: 'stock-below-zero',
  message: `${label}: the stock is at ${after / 1_000}.`,
});

type Counted = { readonly amount: number; readonly allowsBelowZero: boolean };

/** Locked in the order of their ids, so that two stations take turns. */
export async function lockStock(
  tx: WritableDb,
  collectiveId: string,
  productIds: readonly string[],
): Promise<ReadonlyMap<string, Counted>> {
  if (productIds.length === 0) return new Map();
  const query = tx.query
    .selectFrom('stock')
    .select(['product_id', 'amount', 'allows_below_zero'])
    .where(isOneOf(tx.kind, 'product_id', [...new Set(productIds)]))
    .where('collective_id', '=', collectiveId)
    .orderBy('product_id');
  const rows = await (tx.kind === 'postgres' ? query.forNoKeyUpdate() : query).execute();
  return new Map(
    rows.map((row) => [
      row.product_id,
      { amount: row.amount, allowsBelowZero: row.allows_below_zero === 1 },
    ]),
  );
}

/** Only moves carry an id of the station; the others follow from a sale, which is applied once. */
async function findKnownMoves(
  tx: WritableDb,
  movements: readonly Movement[],
): Promise<Set<string>> {
  const ids = movements.filter(({ saleId }) => saleId === null).map(({ id }) => id);
  if (ids.length === 0) return new Set();
  const rows = await tx.query
    .selectFrom('stock_movement')
    .select('id')
    .where(isOneOf(tx.kind, 'id', ids))
    .execute();
  return new Set(rows.map(({ id }) => id));
}

async function storeMovements(
  tx: WritableDb,
  station: KnownStation,
  movements: readonly (Movement & { readonly after: number })[],
): Promise<void> {
  if (movements.length === 0) return;
  const amounts = new Map(movements.map(({ productId, after }) => [productId, after]));
  await runTogether(tx, [
    insertStatement(
      tx.kind,
      'stock_movement',
      [
        ...(['id', 'product_id', 'kind', 'delta', 'amount_after'] as const),
        ...(['station_id', 'seq', 'sale_id', 'reason', 'at'] as const),
      ],
      movements.map((movement) => ({
        id: movement.id,
        product_id: movement.productId,
        kind: movement.kind,
        delta: movement.delta,
        amount_after: movement.after,
        station_id: station.id,
        seq: movement.seq,
        sale_id: movement.saleId,
        reason: movement.reason,
        at: movement.at,
      })),
    ),
    updateStatement(
      tx.kind,
      'stock',
      ['product_id'],
      ['amount'],
      [...amounts].map(([productId, amount]) => ({ product_id: productId, amount })),
    ),
  ]);
  for (const productId of amounts.keys()) tx.changed('stock', productId, station.collectiveId);
}
