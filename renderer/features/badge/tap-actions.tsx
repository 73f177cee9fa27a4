import type { ResultShown } from '../../../src/contract/kiosk/results.ts';
import { useTexts } from '../../app/texts.ts';
import { Icon } from '../../components/icon.tsx';
import { ask } from '../../stores/station-store.ts';
import { welcomeGuest } from './door-store.ts';
import { Fine } from './fine.tsx';

type Badged = Extract<ResultShown, { readonly kind: 'badged-in' | 'badged-out' }>;

/** What can still be done about a tap, for a minute. */
export function TapActions(props: { readonly resultId: string; readonly result: Badged }) {
  const { say } = useTexts();
  const { resultId, result } = props;
  const { tapId, cardId, name, cardNumber } = result;
  const isIn = result.kind === 'badged-in';
  return (
    <>
      <button
        type="button"
        className="button button-on-tone"
        onClick={() => ask({ kind: 'undo-tap', tapId }, `undo:${tapId}`)}
      >
        <Icon name="undo" />
        {say(isIn ? 'badge.undo-in' : 'badge.undo-out')}
      </button>
      {result.canTurn && (
        <button
          type="button"
          className="button button-on-tone"
          onClick={() => ask({ kind: 'turn-tap', tapId }, `turn:${tapId}`)}
        >
          <Icon name="swap" />
          {say(isIn ? 'badge.turn-in' : 'badge.turn-out')}
        </button>
      )}
      {isIn && cardId !== null && (
        <button
          type="button"
          className="button button-on-tone"
          onClick={() => {
            ask({ kind: 'dismiss' }, `dismiss:${resultId}`);
            welcomeGuest(null, { cardId, name, cardNumber });
          }}
        >
          <Icon name="people" />
          {say('badge.bring-guest')}
        </button>
      )}
      <Fine resultId={resultId} />
    </>
  );
}
