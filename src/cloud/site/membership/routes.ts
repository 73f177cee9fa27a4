import type { Route } from '../../http/route.ts';
import {
  keepOwnRoute,
  ownReceiptRoute,
  payOwnRoute,
  stopOwnRoute,
  withdrawOwnRoute,
} from './change-own.ts';
import { listOwnRoute, ownStateRoute } from './own-list.tsx';
import { showOwnRoute } from './own-page.tsx';
import { chooseOfferRoute, showOfferRoute } from './show-offer.tsx';
import { showOffersOfRoute, showOffersRoute } from './show-offers.tsx';
import { takeOfferRoute } from './take-offer.ts';

/** How to add one: ../../http/README.md. */
export const MEMBERSHIP_SITE_ROUTES: readonly Route[] = [
  showOffersRoute,
  showOffersOfRoute,
  showOfferRoute,
  takeOfferRoute,
  chooseOfferRoute,
  listOwnRoute,
  ownStateRoute,
  showOwnRoute,
  payOwnRoute,
  stopOwnRoute,
  keepOwnRoute,
  withdrawOwnRoute,
  ownReceiptRoute,
];
