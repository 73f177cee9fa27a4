import type { Route } from '../../http/route.ts';
import { showBoardRoute, showBoardStateRoute, showStaffListRoute } from './board.tsx';
import {
  downloadInvoiceRoute,
  listInvoicesRoute,
  makeInvoiceRoute,
  showInvoiceRoute,
} from './invoices.tsx';
import { downloadMonthCsvRoute, downloadMonthPdfRoute } from './month-files.ts';
import { showMonthRoute } from './month.tsx';
import { addPartyRoute, changePartyRoute, listPartiesRoute, showPartyRoute } from './parties.tsx';
import {
  askRemovePlanRoute,
  changePlanRoute,
  listPlansRoute,
  makePlanRoute,
  removePlanRoute,
  showNewPlanRoute,
  showPlanRoute,
} from './plans.tsx';
import {
  correctPresenceRoute,
  removePresenceRoute,
  showPresenceRoute,
  showRemovedPresenceRoute,
} from './presence-page.tsx';
import {
  askNewDoorRoute,
  renewDoorRoute,
  saveBadgeSettingsRoute,
  showBadgeSettingsRoute,
  showDoorRoute,
} from './settings.tsx';
import {
  addSpaceRoute,
  askRemoveSpaceRoute,
  changeSpaceRoute,
  listSpacesRoute,
  removeSpaceRoute,
  showSpaceRoute,
} from './spaces.tsx';
import { changeTeamRoute, listTeamsRoute } from './teams.tsx';

/** The badge pages of gestion. How to add one: ../../http/README.md. */
export const BADGE_OFFICE_ROUTES: readonly Route[] = [
  showBoardRoute,
  showBoardStateRoute,
  showStaffListRoute,
  showPresenceRoute,
  correctPresenceRoute,
  showRemovedPresenceRoute,
  removePresenceRoute,
  showMonthRoute,
  downloadMonthCsvRoute,
  downloadMonthPdfRoute,
  listInvoicesRoute,
  makeInvoiceRoute,
  listPartiesRoute,
  addPartyRoute,
  showPartyRoute,
  changePartyRoute,
  showInvoiceRoute,
  downloadInvoiceRoute,
  listPlansRoute,
  showNewPlanRoute,
  makePlanRoute,
  showPlanRoute,
  changePlanRoute,
  askRemovePlanRoute,
  removePlanRoute,
  listSpacesRoute,
  addSpaceRoute,
  showSpaceRoute,
  changeSpaceRoute,
  askRemoveSpaceRoute,
  removeSpaceRoute,
  listTeamsRoute,
  changeTeamRoute,
  showBadgeSettingsRoute,
  saveBadgeSettingsRoute,
  showDoorRoute,
  askNewDoorRoute,
  renewDoorRoute,
];
