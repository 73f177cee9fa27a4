import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../../app/texts.ts';
import { Dusk } from '../../components/brand.tsx';
import { Icon } from '../../components/icon.tsx';
import { passPrompt } from '../../components/readers.ts';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { ask } from '../../stores/station-store.ts';
import { DoorClock } from './door-clock.tsx';
import { goTo, welcomeGuest } from './door-store.ts';
import { placesLeft } from './space-words.ts';
import { Spaces } from './spaces.tsx';

type Badge = NonNullable<ScreenState['badge']>;
type Props = { readonly screen: ScreenState };

/** At rest: the hour, who is in, and where to put the Pass. */
export function DoorHome({ screen }: Props) {
  const { badge } = screen;
  return (
    <div className="door-home">
      <header className="door-evening">
        <Dusk />
        <Greeting screen={screen} />
        <DoorClock screen={screen} />
        <div className="door-ways">
          {badge !== null && badge.spaces.length > 0 && <Prompt screen={screen} badge={badge} />}
          <DoorQr qr={badge?.doorQr ?? null} />
        </div>
      </header>
      <section className="door-inside-now">
        {badge === null || badge.spaces.length === 0 ? <NotReady /> : <Inside badge={badge} />}
        <DoorFoot screen={screen} />
      </section>
    </div>
  );
}

function Greeting({ screen }: Props) {
  const { say } = useTexts();
  const welcome = screen.badge?.welcome ?? '';
  return (
    <div className="door-greeting">
      <h1>{screen.station.collectiveName}</h1>
      <p>{welcome === '' ? say('badge.welcome') : welcome}</p>
    </div>
  );
}

/** Where the hand goes next: the one amber thing. */
function Prompt({ screen, badge }: Props & { readonly badge: Badge }) {
  const { say } = useTexts();
  const chosen = badge.spaces.find(({ spaceId }) => spaceId === badge.chosenSpaceId);
  const prompt = passPrompt(screen.readers);
  if (prompt === 'no-reader') {
    return (
      <div className="door-prompt-here" data-state="away" role="status">
        <Icon name="reader-off" />
        <p>
          <strong>{say('badge.no-reader')}</strong>
          <span>{say('badge.no-reader-do')}</span>
        </p>
      </div>
    );
  }
  const isAtWork = screen.activity.kind === 'pass-at-work';
  return (
    <div className="door-prompt-here" data-state={isAtWork ? 'work' : 'ready'} role="status">
      <Icon name="reader" />
      <p>
        <strong>{say(isAtWork ? 'badge.wait' : 'badge.put-pass')}</strong>
        {chosen !== undefined && <span>{say('badge.put-pass-for', { space: chosen.name })}</span>}
      </p>
    </div>
  );
}

function DoorQr({ qr }: { readonly qr: string | null }) {
  const { say } = useTexts();
  if (qr === null) return null;
  return (
    <p className="door-qr">
      <img src={qr} alt={say('badge.qr-alt')} />
      <span>{say('badge.qr')}</span>
    </p>
  );
}

function Inside({ badge }: { readonly badge: Badge }) {
  const { say } = useTexts();
  const { insideCount, spaces, names } = badge;
  const left = spaces.reduce((sum, space) => sum + placesLeft(space), 0);
  return (
    <>
      <p className="door-count" aria-live="polite">
        {insideCount > 0 && <strong data-figure>{insideCount}</strong>}
        <span>
          <b>{say('badge.inside', { count: insideCount })}</b>
          {spaces.length > 1 && <span>{say('badge.all-places', { count: left })}</span>}
        </span>
      </p>
      <Spaces
        badge={badge}
        chosenId={badge.chosenSpaceId}
        onChoose={(spaceId) => ask({ kind: 'choose-space', spaceId })}
      />
      {names.length > 0 && (
        <p className="door-names">{say('badge.names', { names: names.join(', ') })}</p>
      )}
      <div className="door-below">
        <RefusedTouch />
        {badge.allowsGuests && (
          <button
            type="button"
            className="button door-no-pass"
            onClick={() => welcomeGuest(badge.chosenSpaceId)}
          >
            <Icon name="people" />
            {say('badge.no-pass')}
          </button>
        )}
        <p className="door-privacy">{say('badge.privacy', { count: badge.keepMonths })}</p>
      </div>
    </>
  );
}

function NotReady() {
  const { say } = useTexts();
  return (
    <div className="door-not-ready" role="alert">
      <Icon name="info" />
      <h2>{say('badge.no-space-title')}</h2>
      <p>{say('refusal.no-space')}</p>
      <p>{say('refusal.no-space-do')}</p>
    </div>
  );
}

/** For those who run the place, and for those who read another language: small, out of the way. */
function DoorFoot({ screen }: Props) {
  const { say } = useTexts();
  const { preferences } = screen;
  const isFrench = preferences.language === 'fr';
  return (
    <footer className="door-foot">
      <button
        type="button"
        className="button button-plain"
        lang={isFrench ? 'en' : 'fr'}
        onClick={() =>
          ask({ kind: 'set-preferences', ...preferences, language: isFrench ? 'en' : 'fr' })
        }
      >
        <Icon name="language" />
        {say(isFrench ? 'menu.english' : 'menu.french')}
      </button>
      <button type="button" className="button button-plain" onClick={() => goTo({ kind: 'team' })}>
        <Icon name="lock" />
        {say('badge.team')}
      </button>
    </footer>
  );
}
