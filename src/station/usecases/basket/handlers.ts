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
    const { basketId, name } = readOpenBasket(deps.context.journal.database);
    // A tab that was put aside is thrown away as from there: a manager answers for it.
    return basketId === null || name === ''
      ? discardBasket(deps.context, acting.staff)
      : discardTab(deps, acting, { intention, basketId });
  },
  'set-discount': (deps, acting, intention) => {
    deps.leaveResult();
    return setDiscount(deps, acting, intention);
  },
};
