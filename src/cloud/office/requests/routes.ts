import type { Route } from '../../http/route.ts';
import { handOverRoute, listCardRequestsRoute } from './card-requests.tsx';
import { listErasuresRoute, markErasedRoute } from './erasures.tsx';

/** How to add one: ../../http/README.md. */
export const REQUEST_OFFICE_ROUTES: readonly Route[] = [
  listCardRequestsRoute,
  handOverRoute,
  listErasuresRoute,
  markErasedRoute,
];
