import type { Route } from '../../http/route.ts';

/** How to add one: ../../http/README.md. */
export const MEMBER_OFFICE_ROUTES: readonly Route[] = [];
