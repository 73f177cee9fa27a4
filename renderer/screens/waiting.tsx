import { useTexts } from '../app/texts.ts';
import { Dusk, Logo } from '../components/brand.tsx';
import { Icon } from '../components/icon.tsx';
import { useHasLasted } from '../components/use-now.ts';
import { useStation } from '../stores/station-store.ts';

/** After that the person is told what to do; a start takes 3 s (DESIGN 9). */
const LONG_WAIT_MS = 15_000;

/** The station has not spoken yet. Laid out like the sign-in that follows, so that nothing jumps. */
export function Connecting() {
  const { say } = useTexts();
  const isLong = useHasLasted(LONG_WAIT_MS);
  return (
    <div className="calm connecting">
      <header className="evening">
        <Dusk />
        <Logo />
      </header>
      <main className="calm-side">
        <div className="entry">
          <h1>{say('connecting.title')}</h1>
          <p role="status">{say(isLong ? 'connecting.long' : 'connecting.text')}</p>
        </div>
      </main>
    </div>
  );
}

/** The station is gone and is being restarted: the last basket stays on glass under this. */
export function Away() {
  const { say } = useTexts();
  const isBadge = useStation(({ screen }) => screen?.mode === 'badge');
  const isLong = useHasLasted(LONG_WAIT_MS);
  return (
    <div className="away" role="alert">
      <div className="away-card">
        <Icon name="refresh" />
        <h1>{say(isBadge ? 'badge.away-title' : 'away.title')}</h1>
        <p>{say(isLong ? 'away.long' : isBadge ? 'badge.away-text' : 'away.text')}</p>
      </div>
    </div>
  );
}
