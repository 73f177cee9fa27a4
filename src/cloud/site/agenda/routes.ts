import type { Route } from '../../http/route.ts';
import { showAgendaRoute } from './show-agenda.tsx';
import { showCollectiveRoute } from './show-collective.tsx';
import { showEventRoute } from './show-event.tsx';

/** How to add one: ../../http/README.md. */
export const AGENDA_ROUTES: readonly Route[] = [
  showAgendaRoute,
  showEventRoute,
  showCollectiveRoute,
];
