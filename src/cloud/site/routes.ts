import type { Route } from '../http/route.ts';
import { showReceiptRoute } from '../receipts/show-receipt.tsx';
import { ACCOUNT_ROUTES } from './account/routes.ts';
import { AGENDA_ROUTES } from './agenda/routes.ts';
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
import { BANK_SITE_ROUTES } from './bank/routes.ts';
import { BOOKING_SITE_ROUTES } from './booking/routes.ts';
import { showDemoMailsRoute } from './demo/show-mails.tsx';
import { FEED_ROUTES } from './feeds/routes.ts';
import { MEMBERSHIP_SITE_ROUTES } from './membership/routes.ts';
import { linkPassRoute, showPassRoute } from './pass/show-pass.tsx';
import { showAssetRoute } from './show-asset.ts';
import { askCodeRoute, showSignInRoute } from './sign-in/ask-email.tsx';
import { openLinkRoute, showLinkRoute } from './sign-in/open-link.tsx';
import { showSignedOutRoute, signOutRoute } from './sign-in/sign-out.tsx';
import { showCodeRoute, typeCodeRoute } from './sign-in/type-code.tsx';
import { VOLUNTEER_SITE_ROUTES } from './volunteers/routes.ts';

/** How to add one: ../http/README.md. */
export const SITE_ROUTES: readonly Route[] = [
  showAssetRoute,
  ...AGENDA_ROUTES,
  ...FEED_ROUTES,
  ...BOOKING_SITE_ROUTES,
  ...BANK_SITE_ROUTES,
  ...MEMBERSHIP_SITE_ROUTES,
  ...VOLUNTEER_SITE_ROUTES,
  ...ACCOUNT_ROUTES,
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
