import type { CatalogueShown } from '../../src/contract/kiosk/catalogue-shown.ts';
import type { ScreenState } from '../../src/contract/kiosk/screen-state.ts';
import { StatusLine } from '../components/status-line.tsx';
import { Tray } from '../components/tray.tsx';
import { ApprovalDialog } from '../features/approval/approval-dialog.tsx';
import { BadgeScreen } from '../features/badge/badge-screen.tsx';
import { TrainingFrame } from '../features/day/training-frame.tsx';
import { DoorScreen } from '../features/door/door-screen.tsx';
import { Halted } from '../screens/halted.tsx';
import { Pairing } from '../screens/pairing.tsx';
import { Selling } from '../screens/selling.tsx';
import { SignIn } from '../screens/sign-in.tsx';
import { Away, Connecting } from '../screens/waiting.tsx';
import { useStation } from '../stores/station-store.ts';
import { usePageSettings } from './page-settings.ts';
import { useDoubleTouchGuard, useTouchEndsResult } from './touches.ts';

const NO_CATALOGUE: CatalogueShown = {
  revision: 0,
  pointsOfSale: [],
  tables: [],
  assets: [],
  events: [],
  offers: [],
  categories: [],
  products: [],
};

export function App() {
  const screen = useStation((station) => station.screen);
  const catalogue = useStation((station) => station.catalogue) ?? NO_CATALOGUE;
  const link = useStation((station) => station.link);
  usePageSettings(screen?.preferences ?? null);
  useTouchEndsResult(screen?.activity.kind === 'result' ? screen.activity.resultId : null);
  useDoubleTouchGuard();
  if (screen === null) return <Connecting />;

  const isAway = link !== 'open';
  return (
    <>
      <div className="kiosk" data-revision={screen.revision} inert={isAway}>
        <TrainingFrame isOn={screen.training} />
        <div className="stage">
          <div className="stage-floor" inert={screen.activity.kind === 'approval'}>
            <CurrentScreen screen={screen} catalogue={catalogue} />
          </div>
          {screen.activity.kind === 'approval' && (
            <ApprovalDialog screen={screen} approval={screen.activity} />
          )}
        </div>
        <StatusLine screen={screen} />
        {screen.tray !== null && <Tray tray={screen.tray} />}
      </div>
      {isAway && <Away />}
    </>
  );
}

function CurrentScreen(props: {
  readonly screen: ScreenState;
  readonly catalogue: CatalogueShown;
}) {
  const { screen, catalogue } = props;
  if (screen.journal.kind === 'refusing') return <Halted reason={screen.journal.reason} />;
  if (!screen.station.isPaired) return <Pairing screen={screen} />;
  if (screen.session.kind === 'signed-out') {
    if (screen.mode === 'badge') return <BadgeScreen screen={screen} />;
    return <SignIn screen={screen} session={screen.session} />;
  }
  if (screen.door !== null) return <DoorScreen screen={screen} door={screen.door} />;
  return <Selling screen={screen} catalogue={catalogue} />;
}
