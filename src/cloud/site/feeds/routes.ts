import type { Route } from '../../http/route.ts';

/** How to add one: ../../http/README.md. */
export const FEED_ROUTES: readonly Route[] = [];
