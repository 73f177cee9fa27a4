import { useCallback } from 'react';
import type { ScreenState } from '../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../app/texts.ts';
import { CodeEntry } from '../components/code-entry.tsx';
import { RefusedTouch } from '../components/refused-touch.tsx';
import { ask } from '../stores/station-store.ts';
import { Evening } from './sign-in.tsx';

const PAIRING_CODE_LENGTH = 8;

/** A new station: eight digits made in gestion link it to its collective. */
export function Pairing({ screen }: { readonly screen: ScreenState }) {
  const { say } = useTexts();
  const pair = useCallback((code: string) => ask({ kind: 'pair', code }, 'pair'), []);
  return (
    <div className="calm">
      <Evening screen={screen} />
      <main className="calm-side">
        <div className="entry">
          <h1>{say('pairing.title')}</h1>
          <p className="entry-text">{say('pairing.text')}</p>
          <CodeEntry
            label={say('pairing.label')}
            length={PAIRING_CODE_LENGTH}
            isSecret={false}
            onComplete={pair}
          />
          <div className="entry-notice" aria-live="polite">
            <RefusedTouch />
          </div>
        </div>
      </main>
    </div>
  );
}
