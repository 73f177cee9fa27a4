import type { Route } from '../../http/route.ts';

/** How to add one: ../../http/README.md. */
export const MEMBERSHIP_SITE_ROUTES: readonly Route[] = [];
