import type { Route } from '../../http/route.ts';

/** How to add one: ../../http/README.md. */
export const REQUEST_OFFICE_ROUTES: readonly Route[] = [];
