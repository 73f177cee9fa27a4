import type { Route } from '../http/route.ts';
import { BADGE_OFFICE_ROUTES } from './badge/routes.ts';
import { BOOKING_OFFICE_ROUTES } from './bookings/routes.ts';
import { askFreeRoute, freeReserveRoute } from './free-reserve.tsx';
import { MEMBER_OFFICE_ROUTES } from './members/routes.ts';
import { makeCodeRoute, showCodeFormRoute } from './make-code.tsx';
import { REQUEST_OFFICE_ROUTES } from './requests/routes.ts';
import { askRevokeRoute, revokeStationRoute } from './revoke-station.tsx';
import { showCollectiveOfficeRoute } from './show-collective-office.tsx';
import { showOfficeRoute } from './show-office.tsx';
import { VOLUNTEER_OFFICE_ROUTES } from './volunteers/routes.ts';

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
  ...BOOKING_OFFICE_ROUTES,
  ...MEMBER_OFFICE_ROUTES,
  ...VOLUNTEER_OFFICE_ROUTES,
  ...REQUEST_OFFICE_ROUTES,
];
