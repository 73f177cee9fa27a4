import type { Route } from '../../http/route.ts';
import { askDropOutRoute, dropOutRoute } from './drop-out.tsx';
import { showShiftRoute, signUpRoute } from './show-shift.tsx';
import { showCollectiveShiftsRoute, showShiftsRoute } from './show-shifts.tsx';

/** How to add one: ../../http/README.md. */
export const VOLUNTEER_SITE_ROUTES: readonly Route[] = [
  showShiftsRoute,
  showCollectiveShiftsRoute,
  showShiftRoute,
  signUpRoute,
  askDropOutRoute,
  dropOutRoute,
];
