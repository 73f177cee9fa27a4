import type { IntentionOf } from '../../../contract/kiosk/intentions.ts';
import type { TypedDraft } from '../../../domain/journal/entries.ts';
import type { StaffRef } from '../../../domain/journal/sale-entries.ts';
import { joinBaskets, splitBasket } from '../../../domain/till/split-basket.ts';
import type { SplitBasket } from '../../../domain/till/split-basket.ts';
import { formatHour } from '../../../shared/format.ts';
import { toId } from '../../../shared/ids.ts';
import { err } from '../../../shared/result.ts';
import { readBasket, readOpenBasket, readParkedBaskets } from '../../projections/basket.ts';
import type { Basket, OpenBasket } from '../../projections/basket.ts';
import { lineSet } from '../basket/line-set.ts';
import { DONE, record, showResult } from '../context.ts';
import type { CommandResult, StationContext } from '../context.ts';
import { paperLanguage } from '../receipts/receipt-head.ts';
import { parked, tellApart } from './park.ts';
import type { Spot } from './park.ts';

/**
 * Puts all of one basket into another, in one append: killed in the middle, each piece is in one
 * of them. Money that was handed over for a basket pins it: nobody could say what it was for.
 */
export function mergeBaskets(
  context: StationContext,
  staff: StaffRef,
  { fromBasketId, intoBasketId }: IntentionOf<'merge-baskets'>,
): CommandResult {
  if (fromBasketId === intoBasketId) return err('basket-itself');
  const { database } = context.journal;
  const from = readBasket(database, fromBasketId);
  const into = readBasket(database, intoBasketId);
  if (from === undefined || into === undefined) return err('basket-unknown');
  if (from.lines.length === 0) return err('basket-empty');
  if (from.pledges.length + into.pledges.length > 0) return err('basket-pledged');
  const joined = joinBaskets(from.lines, into.lines);
  if (!joined.ok) return joined;

  const recorded = record(context, [
    ...joined.value.map((line) => lineSet(into.basketId, staff, line, line.sentCount)),
    { kind: 'basket.discarded@1', body: { basketId: from.basketId, staff } },
  ]);
  if (!recorded.ok) return recorded;
  const openId = readOpenBasket(database).basketId;
  if (openId !== into.basketId) {
    showResult(context, { kind: 'basket-parked', name: into.name }, null);
  }
  return DONE;
}

/** The chosen pieces stay on the counter, to be paid now; the rest goes back to its place. */
export function splitOpenBasket(
  context: StationContext,
  staff: StaffRef,
  { lines: wanted }: IntentionOf<'split-basket'>,
): CommandResult {
  const open = readOpenBasket(context.journal.database);
  const { basketId } = open;
  if (basketId === null) return err('basket-empty');
  if (open.pledges.length > 0) return err('basket-pledged');
  const split = splitBasket(open.lines, wanted, () => toId<'Line'>(context.makeId()));
  if (!split.ok) return split;
  if (split.value.kept.length === 0) return DONE;
  const spot = spotOfRest(context, open);
  const recorded = record(
    context,
    splitDrafts(context, staff, { ...open, basketId }, split.value, spot),
  );
  return recorded.ok ? DONE : recorded;
}

/** The rest of a bill that has no name is found by the hour at which it was split. */
function spotOfRest(context: StationContext, open: OpenBasket): Spot {
  const { name, tableId } = open;
  if (name !== '') return { name, tableId };
  const timeZone = context.knowledge.settings()?.timeZone ?? 'Europe/Paris';
  const hour = formatHour(context.clock(), timeZone, paperLanguage(context));
  return { name: tellApart(hour, readParkedBaskets(context.journal.database)), tableId: null };
}

function splitDrafts(
  context: StationContext,
  staff: StaffRef,
  open: Basket,
  { taken, kept }: SplitBasket,
  spot: Spot,
): readonly TypedDraft[] {
  const partId = toId<'Basket'>(context.makeId());
  return [
    parked(open.basketId, staff, spot),
    ...taken.map((line) => lineSet(partId, staff, line, line.sentCount)),
    // The part is of the same table: its ticket says so, and put aside unpaid it goes back there.
    ...(open.name === ''
      ? []
      : [
          parked(partId, staff, spot),
          { kind: 'basket.opened@1', body: { basketId: partId, staff } } as const,
        ]),
    ...open.lines.map((line) => {
      const rest = kept.find(({ lineId }) => lineId === line.lineId);
      return rest === undefined
        ? lineSet(open.basketId, staff, { ...line, count: 0 })
        : lineSet(open.basketId, staff, rest, rest.sentCount);
    }),
  ];
}
