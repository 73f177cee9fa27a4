import type { Route } from '../http/route.ts';
import { pairStationRoute } from './pair-station.ts';
import { showHealthRoute } from './show-health.ts';
import { showTimeRoute } from './show-time.ts';

/** What stations ask. How to add one: ../http/README.md. */
export const API_ROUTES: readonly Route[] = [showHealthRoute, showTimeRoute, pairStationRoute];
