import type { Handlers } from '../acting.ts';
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
  'discard-basket': (deps, { staff }) => {
    deps.leaveResult();
    return discardBasket(deps.context, staff);
  },
  'set-discount': (deps, acting, intention) => {
    deps.leaveResult();
    return setDiscount(deps, acting, intention);
  },
};
