import type { Route } from '../http/route.ts';
import { showReceiptRoute } from '../receipts/show-receipt.tsx';
import { endSessionRoute, showDevicesRoute } from './account/devices.tsx';
import { askLostRoute, declareLostRoute, showPassesRoute } from './account/passes.tsx';
import { showPurseRoute } from './account/show-purse.tsx';
import { showStateRoute } from './account/show-state.ts';
import { showAgendaRoute } from './agenda/show-agenda.tsx';
import { showCollectiveRoute } from './agenda/show-collective.tsx';
import { showEventRoute } from './agenda/show-event.tsx';
import { showBoardRoute, showBoardStateRoute } from './badge/board.tsx';
import { changeConsentRoute } from './badge/consent.ts';
import { askCorrectionRoute, correctRoute } from './badge/correct-stay.tsx';
import { showDoorRoute, tapAtDoorRoute, undoAtDoorRoute } from './badge/door.tsx';
import { exportCsvRoute, exportJsonRoute } from './badge/export-stays.ts';
import { askPayRoute, payRoute } from './badge/pay-dues.tsx';
import {
  showBadgeRoute,
  showBadgeStateRoute,
  tapFromAccountRoute,
  undoFromAccountRoute,
} from './badge/show-badge.tsx';
import { showNoticeRoute } from './badge/show-notice.tsx';
import { showDemoMailsRoute } from './demo/show-mails.tsx';
import { linkPassRoute, showPassRoute } from './pass/show-pass.tsx';
import { showAssetRoute } from './show-asset.ts';
import { askCodeRoute, showSignInRoute } from './sign-in/ask-email.tsx';
import { openLinkRoute, showLinkRoute } from './sign-in/open-link.tsx';
import { showSignedOutRoute, signOutRoute } from './sign-in/sign-out.tsx';
import { showCodeRoute, typeCodeRoute } from './sign-in/type-code.tsx';

/** How to add one: ../http/README.md. */
export const SITE_ROUTES: readonly Route[] = [
  showAssetRoute,
  showAgendaRoute,
  showEventRoute,
  showCollectiveRoute,
  showPassRoute,
  linkPassRoute,
  showReceiptRoute,
  showSignInRoute,
  askCodeRoute,
  showCodeRoute,
  typeCodeRoute,
  showLinkRoute,
  openLinkRoute,
  signOutRoute,
  showSignedOutRoute,
  showPurseRoute,
  showStateRoute,
  showPassesRoute,
  askLostRoute,
  declareLostRoute,
  showDevicesRoute,
  endSessionRoute,
  showBadgeRoute,
  showBadgeStateRoute,
  tapFromAccountRoute,
  undoFromAccountRoute,
  askPayRoute,
  payRoute,
  askCorrectionRoute,
  correctRoute,
  changeConsentRoute,
  exportCsvRoute,
  exportJsonRoute,
  showDoorRoute,
  tapAtDoorRoute,
  undoAtDoorRoute,
  showBoardRoute,
  showBoardStateRoute,
  showNoticeRoute,
  showDemoMailsRoute,
];
