import type { Refusal } from '../../../contract/kiosk/refusals.ts';
import type { Payment, StaffRef } from '../../../domain/journal/sale-entries.ts';
import type { TypedDraft } from '../../../domain/journal/entries.ts';
import type { CardId } from '../../../shared/ids.ts';
import { toId } from '../../../shared/ids.ts';
import type { Cents } from '../../../shared/money.ts';
import { err } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import type { OpenBasket } from '../../projections/basket.ts';
import type { GoodsHoldId } from '../../sync/goods-holds.ts';
import { DONE, record, showResult } from '../context.ts';
import type { CommandResult, StationContext } from '../context.ts';
import { sendUnsent } from '../tables/send-order.ts';
import { settleReserves } from './ask-pass.ts';
import { loyaltyTextOf } from './loyalty-text.ts';
import { printTickets } from './print-tickets.ts';
import { recordSale } from './record-sale.ts';
import { leftOnPass, saleDone } from './sale-done.ts';

/** What is left on the Passes that were asked just now; others are looked up. */
export type LeftByCard = ReadonlyMap<CardId, Cents>;

/** Sells the open basket with all its payments, shows it, then prints and opens the drawer. */
export function finishSale(
  context: StationContext,
  staff: StaffRef,
  sold: {
    readonly basket: OpenBasket;
    /** Those of the last step; what was pledged before comes first in the sale. */
    readonly payments: readonly Payment[];
    readonly goodsHoldId: GoodsHoldId | null;
    readonly left: LeftByCard;
    readonly tapSeenAtMs: number | null;
  },
): Result<null, Refusal> {
  const { basket, goodsHoldId, left, tapSeenAtMs } = sold;
  const payments = [...basket.pledges.map(({ payment }) => payment), ...sold.payments];
  const order = sendUnsent(context, staff, basket);
  // Read before the sale, which then counts for itself.
  const readLoyalty = loyaltyTextOf(context, payments);
  const sale = recordSale(context, {
    staff,
    basket,
    payments,
    goodsHoldId,
    orderDrafts: order?.drafts ?? [],
  });
  // From here the journal says what was used; the sync lets the rest go.
  settleReserves(context, payments);
  if (goodsHoldId !== null) context.synchroniser.goodsHolds.settle(goodsHoldId);
  if (!sale.ok) return sale;
  const leftOf = (cardId: CardId): Cents => left.get(cardId) ?? leftOnPass(context, cardId);
  showResult(context, saleDone(context, sale.value, leftOf, readLoyalty(sale.value)), tapSeenAtMs);
  order?.print();
  printTickets(context, sale.value);
  openDrawerForCash(context, sold.payments);
  return DONE;
}

/** Keeps parts of the price: nothing is sold yet, and each can be given back. */
export function pledge(
  context: StationContext,
  staff: StaffRef,
  basket: OpenBasket,
  payments: readonly Payment[],
): CommandResult {
  const { basketId } = basket;
  if (basketId === null) return err('basket-empty');
  const recorded = record(
    context,
    payments.map((payment): TypedDraft => ({
      kind: 'basket.pledged@1',
      body: { basketId, staff, pledgeId: toId<'Pledge'>(context.makeId()), payment },
    })),
  );
  settleReserves(context, payments);
  if (!recorded.ok) return recorded;
  context.screen.setActivity({ kind: 'none' });
  openDrawerForCash(context, payments);
  return DONE;
}

function openDrawerForCash(context: StationContext, payments: readonly Payment[]): void {
  const isMoved = payments.some(
    (payment) => payment.means === 'cash' && (payment.givenCents > 0 || payment.changeCents > 0),
  );
  if (isMoved) context.printers.openDrawer();
}
