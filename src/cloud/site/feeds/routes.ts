import type { Route } from '../../http/route.ts';
import { showAgendaCalendarRoute, showEventCalendarRoute } from './show-calendar.ts';
import { showNewsRoute } from './show-news.ts';
import { changeOwnCalendarRoute } from './own-calendar.tsx';
import { showOwnCalendarRoute } from './show-own-calendar.ts';
import { showRobotsRoute, showSiteMapRoute } from './show-site-map.ts';

/** How to add one: ../../http/README.md. */
export const FEED_ROUTES: readonly Route[] = [
  showAgendaCalendarRoute,
  showEventCalendarRoute,
  showNewsRoute,
  showSiteMapRoute,
  showRobotsRoute,
  showOwnCalendarRoute,
  changeOwnCalendarRoute,
];
