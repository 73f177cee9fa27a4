import type { Route } from '../../http/route.ts';

/** How to add one: ../../http/README.md. */
export const BOOKING_SITE_ROUTES: readonly Route[] = [];
