import { API_ROUTES } from '../api/routes.ts';
import { OFFICE_ROUTES } from '../office/routes.ts';
import { SITE_ROUTES } from '../site/routes.ts';
import type { Route } from './route.ts';

/** Everything the cloud answers. */
export const ALL_ROUTES: readonly Route[] = [...API_ROUTES, ...SITE_ROUTES, ...OFFICE_ROUTES];
