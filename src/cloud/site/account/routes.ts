import type { Route } from '../../http/route.ts';
import { addMoneyRoute, showAddMoneyRoute } from './add-money.tsx';
import { endSessionRoute, showDevicesRoute } from './devices.tsx';
import { askForCardRoute, withdrawRequestRoute } from './ask-for-card.ts';
import { askLostRoute, declareLostRoute, showPassesRoute } from './passes.tsx';
import { giveMoneyBackRoute, showGiveMoneyBackRoute } from './give-money-back.tsx';
import { leaveRoute, showGoodbyeRoute, showLeaveRoute } from './leave.tsx';
import {
  askNewEmailRoute,
  proveNewEmailRoute,
  showNewEmailCodeRoute,
  showNewEmailRoute,
} from './new-email.tsx';
import { downloadOwnDataRoute } from './own-data.ts';
import { changePreferencesRoute, showPreferencesRoute } from './preferences.tsx';
import { changeReadabilityRoute, showReadabilityRoute } from './readability.tsx';
import { showPurseRoute } from './show-purse.tsx';
import { showStateRoute } from './show-state.ts';

/** How to add one: ../../http/README.md. */
export const ACCOUNT_ROUTES: readonly Route[] = [
  showPurseRoute,
  showStateRoute,
  showPassesRoute,
  askLostRoute,
  declareLostRoute,
  askForCardRoute,
  withdrawRequestRoute,
  showDevicesRoute,
  endSessionRoute,
  showReadabilityRoute,
  changeReadabilityRoute,
  showPreferencesRoute,
  changePreferencesRoute,
  showNewEmailRoute,
  askNewEmailRoute,
  showNewEmailCodeRoute,
  proveNewEmailRoute,
  showAddMoneyRoute,
  addMoneyRoute,
  showGiveMoneyBackRoute,
  giveMoneyBackRoute,
  downloadOwnDataRoute,
  showLeaveRoute,
  leaveRoute,
  showGoodbyeRoute,
];
