import type { Route } from '../../http/route.ts';

/** How to add one: ../../http/README.md. */
export const VOLUNTEER_OFFICE_ROUTES: readonly Route[] = [];
