import { readOpenBasket } from '../../projections/basket.ts';
import type { Handlers } from '../acting.ts';
import { discardTab } from '../tables/discard-parked.ts';
import { addProduct, discardBasket, setLineCount } from './edit-basket.ts';
import { setDiscount } from './set-discount.ts';

type Kind = 'add-product' | 'set-line-count' | 'discard-basket' | 'set-discount';

export const basketHandlers: Handlers<Kind> = {
  'add-product': (deps, { staff }, intention) => {
    deps.leaveResult();
    return addProduct(deps.context, staff, intention);
  },
  'set-line-count': (deps, { staff }, intention) => {
    deps.leaveResult();
    return setLineCount(deps.context, staff, intention);
  },
  'discard-basket': (deps, acting, intention) => {
    deps.leaveResult();
    const { basketId, name, lines } = readOpenBasket(deps.context.journal.database);
    // What was put aside, or is being prepared, is not thrown away without a manager.
    const isFree = name === '' && lines.every(({ sentCount }) => sentCount === 0);
    return basketId === null || isFree
      ? discardBasket(deps.context, acting.staff)
      : discardTab(deps, acting, { intention, basketId });
  },
  'set-discount': (deps, acting, intention) => {
    deps.leaveResult();
    return setDiscount(deps, acting, intention);
  },
};
