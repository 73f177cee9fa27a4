import type { IntentionOf } from '../../../contract/kiosk/intentions.ts';
import type { TypedDraft } from '../../../domain/journal/entries.ts';
import type { StaffRef } from '../../../domain/journal/sale-entries.ts';
import type { BasketId } from '../../../shared/ids.ts';
import { err } from '../../../shared/result.ts';
import { readBasket, readOpenBasket, readParkedBaskets } from '../../projections/basket.ts';
import type { Basket, OpenBasket } from '../../projections/basket.ts';
import { DONE, record, showResult } from '../context.ts';
import type { CommandResult, StationContext } from '../context.ts';

/** Where a basket lies: a table, or a name only. */
export type Spot = { readonly name: string; readonly tableId: string | null };

/** The longest name that an entry holds. */
const NAME_CHARS_MAX = 60;

/**
 * Puts what is on the counter aside under a name or on a table. Put aside before, it moves there;
 * its own name alone puts it back.
 */
export function parkBasket(
  context: StationContext,
  staff: StaffRef,
  { name, tableId }: IntentionOf<'park-basket'>,
): CommandResult {
  const open = readOpenBasket(context.journal.database);
  if (open.basketId === null || open.lines.length === 0) return err('basket-empty');
  // Under its own name it goes back to where it was taken from.
  const isPutBack = tableId === null && name === open.name;
  return putAside(context, staff, open.basketId, isPutBack ? open : { name, tableId });
}

export function moveBasket(
  context: StationContext,
  staff: StaffRef,
  { basketId, name, tableId }: IntentionOf<'move-basket'>,
): CommandResult {
  const basket = readBasket(context.journal.database, basketId);
  return basket === undefined || basket.lines.length === 0
    ? err('basket-unknown')
    : putAside(context, staff, basketId, { name, tableId });
}

/**
 * A basket comes to the counter. What lies there under a name goes back to its place by itself, as
 * a waiter who goes from table to table expects; without a name nobody would find it again.
 */
export function openParkedBasket(
  context: StationContext,
  staff: StaffRef,
  { basketId }: IntentionOf<'open-basket'>,
): CommandResult {
  const { database } = context.journal;
  const open = readOpenBasket(database);
  if (open.basketId === basketId) return DONE;
  const wanted = readBasket(database, basketId);
  if (wanted === undefined || wanted.lines.length === 0) return err('basket-unknown');
  const leaving = leaveCounter(staff, open);
  if (leaving === null) return err('name-missing');
  const recorded = record(context, [
    ...leaving,
    { kind: 'basket.opened@1', body: { basketId, staff } },
  ]);
  return recorded.ok ? DONE : recorded;
}

/** What takes the open basket off the counter; null when it has no name to be found by. */
export function leaveCounter(staff: StaffRef, open: OpenBasket): readonly TypedDraft[] | null {
  if (open.basketId === null) return [];
  if (open.lines.length === 0) {
    return [{ kind: 'basket.discarded@1', body: { basketId: open.basketId, staff } }];
  }
  return open.name === '' ? null : [parked(open.basketId, staff, open)];
}

export const parked = (
  basketId: BasketId,
  staff: StaffRef,
  { name, tableId }: Spot,
): TypedDraft => ({ kind: 'basket.parked@1', body: { basketId, staff, name, tableId } });

function putAside(
  context: StationContext,
  staff: StaffRef,
  basketId: BasketId,
  wanted: Spot,
): CommandResult {
  const { tableId } = wanted;
  if (tableId !== null && context.knowledge.one('table', tableId) === undefined) {
    return err('basket-unknown');
  }
  const others = readParkedBaskets(context.journal.database).filter(
    (basket) => basket.basketId !== basketId,
  );
  const name = tellApart(wanted.name.trim(), others);
  if (name === '') return err('name-missing');
  const recorded = record(context, [parked(basketId, staff, { name, tableId })]);
  if (!recorded.ok) return recorded;
  showResult(context, { kind: 'basket-parked', name }, null);
  return DONE;
}

/** Several tabs may share a table or a first name: the second "Table 4" is "Table 4 (2)". */
export function tellApart(name: string, others: readonly Pick<Basket, 'name'>[]): string {
  const isTaken = (text: string): boolean =>
    others.some((basket) => basket.name.toLowerCase() === text.toLowerCase());
  let text = name;
  for (let number = 2; isTaken(text); number += 1) {
    const mark = ` (${number})`;
    text = `${name.slice(0, NAME_CHARS_MAX - mark.length)}${mark}`;
  }
  return text;
}
