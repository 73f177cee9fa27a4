import type { Route } from '../../http/route.ts';
import { showAgendaRoute } from './show-agenda.tsx';
import { showCollectiveRoute } from './show-collective.tsx';
import { showEventRoute } from './show-event.tsx';
import { showPictureRoute } from './show-picture.ts';
import { showPlacesRoute } from './show-places.tsx';
import { showVillageRoute } from './show-village.tsx';

/** How to add one: ../../http/README.md. */
export const AGENDA_ROUTES: readonly Route[] = [
  showAgendaRoute,
  showEventRoute,
  showCollectiveRoute,
  showVillageRoute,
  showPlacesRoute,
  showPictureRoute,
];
