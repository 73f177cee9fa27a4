import type { Route } from '../../http/route.ts';
import {
  askRemoveShiftRoute,
  removeShiftRoute,
  sayWhoCameRoute,
  writeToVolunteersRoute,
} from './change-shift.ts';
import { listShiftsRoute } from './list-shifts.tsx';
import {
  changeShiftRoute,
  makeShiftRoute,
  showChangeShiftRoute,
  showNewShiftRoute,
} from './plan-shift.tsx';
import { showOfficeShiftRoute } from './show-shift.tsx';

/** How to add one: ../../http/README.md. */
export const VOLUNTEER_OFFICE_ROUTES: readonly Route[] = [
  listShiftsRoute,
  showNewShiftRoute,
  makeShiftRoute,
  showOfficeShiftRoute,
  showChangeShiftRoute,
  changeShiftRoute,
  askRemoveShiftRoute,
  removeShiftRoute,
  sayWhoCameRoute,
  writeToVolunteersRoute,
];
