import { TrainingFrame } from '../features/day/training-frame.tsx';
import { KitchenPage } from '../features/kitchen/kitchen-page.tsx';
import type { Place } from '../features/kitchen/place-of-address.ts';
import { Away, Connecting } from '../screens/waiting.tsx';
import { useStation } from '../stores/station-store.ts';
import { usePageSettings } from './page-settings.ts';
import { useDoubleTouchGuard } from './touches.ts';

/** The page of a kitchen or a bar. A touch here ends nothing of what the till shows. */
export function KitchenApp({ place }: { readonly place: Place }) {
  const screen = useStation((station) => station.screen);
  const link = useStation((station) => station.link);
  usePageSettings(screen?.preferences ?? null);
  useDoubleTouchGuard();
  if (screen === null) return <Connecting />;
  const isAway = link !== 'open';
  return (
    <>
      <div className="kiosk" data-revision={screen.revision} inert={isAway}>
        <TrainingFrame isOn={screen.training} />
        <KitchenPage screen={screen} place={place} />
      </div>
      {isAway && <Away />}
    </>
  );
}
