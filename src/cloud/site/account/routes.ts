import type { Route } from '../../http/route.ts';
import { endSessionRoute, showDevicesRoute } from './devices.tsx';
import { askLostRoute, declareLostRoute, showPassesRoute } from './passes.tsx';
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
  showDevicesRoute,
  endSessionRoute,
  showReadabilityRoute,
  changeReadabilityRoute,
];
