import { useTexts } from '../app/texts.ts';
import { useStation } from '../stores/station-store.ts';
import { Icon } from './icon.tsx';

/** The last touch the station refused, in two sentences, until the next touch. */
export function RefusedTouch() {
  const { say } = useTexts();
  const refused = useStation(({ refusedTouch }) => refusedTouch);
  if (refused === null) return null;
  return (
    <div className="refused-touch" role="alert">
      <Icon name="cross" />
      <p>
        <strong>{say(`refusal.${refused.reason}`)}</strong> {say(`refusal.${refused.reason}-do`)}
      </p>
    </div>
  );
}
