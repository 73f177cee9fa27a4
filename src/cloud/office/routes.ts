import type { Route } from '../http/route.ts';
import { BADGE_OFFICE_ROUTES } from './badge/routes.ts';
import { askFreeRoute, freeReserveRoute } from './free-reserve.tsx';
import { makeCodeRoute, showCodeFormRoute } from './make-code.tsx';
import { askRevokeRoute, revokeStationRoute } from './revoke-station.tsx';
import { showCollectiveOfficeRoute } from './show-collective-office.tsx';
import { showOfficeRoute } from './show-office.tsx';

/** How to add one: ../http/README.md. */
export const OFFICE_ROUTES: readonly Route[] = [
  showOfficeRoute,
  showCollectiveOfficeRoute,
  showCodeFormRoute,
  makeCodeRoute,
  askRevokeRoute,
  revokeStationRoute,
  askFreeRoute,
  freeReserveRoute,
  ...BADGE_OFFICE_ROUTES,
];
