import type { Route } from '../http/route.ts';
import { showReceiptRoute } from '../receipts/show-receipt.tsx';
import { endSessionRoute, showDevicesRoute } from './account/devices.tsx';
import { askLostRoute, declareLostRoute, showPassesRoute } from './account/passes.tsx';
import { showPurseRoute } from './account/show-purse.tsx';
import { showStateRoute } from './account/show-state.ts';
import { showAgendaRoute } from './agenda/show-agenda.tsx';
import { showCollectiveRoute } from './agenda/show-collective.tsx';
import { showEventRoute } from './agenda/show-event.tsx';
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
  showDemoMailsRoute,
];
