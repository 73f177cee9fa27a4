import type { Handlers } from '../acting.ts';
import { discardTab } from './discard-parked.ts';
import { mergeBaskets, splitOpenBasket } from './merge-split.ts';
import { moveBasket, openParkedBasket, parkBasket } from './park.ts';
import { finishOrder, sendOrder } from './send-order.ts';

type Kind =
  | 'park-basket'
  | 'open-basket'
  | 'move-basket'
  | 'merge-baskets'
  | 'split-basket'
  | 'discard-parked'
  | 'send-order'
  | 'order-done';

export const tableHandlers: Handlers<Kind> = {
  'park-basket': ({ context, leaveResult }, { staff }, intention) => {
    leaveResult();
    return parkBasket(context, staff, intention);
  },
  'open-basket': ({ context, leaveResult }, { staff }, intention) => {
    leaveResult();
    return openParkedBasket(context, staff, intention);
  },
  'move-basket': ({ context, leaveResult }, { staff }, intention) => {
    leaveResult();
    return moveBasket(context, staff, intention);
  },
  'merge-baskets': ({ context, leaveResult }, { staff }, intention) => {
    leaveResult();
    return mergeBaskets(context, staff, intention);
  },
  'split-basket': ({ context, leaveResult }, { staff }, intention) => {
    leaveResult();
    return splitOpenBasket(context, staff, intention);
  },
  'discard-parked': (deps, acting, intention) =>
    discardTab(deps, acting, { intention, basketId: intention.basketId }),
  'send-order': ({ context, leaveResult }, { staff }) => {
    leaveResult();
    return sendOrder(context, staff);
  },
  // Somebody in the kitchen touches it: what the counter shows stays.
  'order-done': ({ context }, { staff }, intention) => finishOrder(context, staff, intention),
};
