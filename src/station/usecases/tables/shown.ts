import type { ScreenState } from '../../../contract/kiosk/screen-state.ts';
import { basketTotal } from '../../../domain/till/basket.ts';
import { readParkedBaskets } from '../../projections/basket.ts';
import { readWaitingOrders } from '../../projections/orders.ts';
import type { StationContext } from '../context.ts';

/** Most orders that a screen shows; the ones behind them come as these are done. */
const ORDERS_SHOWN_MAX = 100;

/** Baskets put aside, oldest first. */
export const readParked = (context: StationContext): ScreenState['parked'] =>
  readParkedBaskets(context.journal.database).map((basket) => ({
    basketId: basket.basketId,
    name: basket.name,
    tableId: basket.tableId,
    totalCents: basketTotal(basket.lines),
    pieceCount: basket.lines.reduce((sum, { count }) => sum + count, 0),
    parkedAt: basket.parkedAt,
    staffName: basket.staffName,
  }));

/** What kitchen and bar have to prepare, oldest first. */
export const readOrders = (context: StationContext): ScreenState['orders'] =>
  readWaitingOrders(context.journal.database)
    .slice(0, ORDERS_SHOWN_MAX)
    .map(({ orderId, number, name, sentAt, place, lines }) => ({
      orderId,
      number,
      name,
      sentAt,
      place,
      lines: lines.map(({ label, optionLabels, count }) => ({
        label,
        optionLabels: [...optionLabels],
        count,
      })),
    }));
