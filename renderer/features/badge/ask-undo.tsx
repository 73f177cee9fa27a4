import type { Activity } from '../../../src/contract/kiosk/activity.ts';
import { useTexts } from '../../app/texts.ts';
import { Icon } from '../../components/icon.tsx';
import { ask } from '../../stores/station-store.ts';
import { MomentFrame } from './moment-frame.tsx';

/** RULES B1: a second tap within a minute may be a mistake, so it is asked and not guessed. */
export function AskUndo(props: {
  readonly activity: Extract<Activity, { readonly kind: 'ask-undo' }>;
}) {
  const { say, clock } = useTexts();
  const { tapId, direction, name, spaceName, at } = props.activity;
  const hour = clock(at);
  return (
    <MomentFrame
      tone="attention"
      kind="ask-undo"
      title={say(direction === 'in' ? 'badge.ask-undo-in' : 'badge.ask-undo-out', { hour })}
      words={
        <>
          <p className="moment-where">{name === '' ? spaceName : `${name}, ${spaceName}`}</p>
          <p className="moment-note">{say('badge.ask-undo-text')}</p>
        </>
      }
      actions={
        <>
          <button
            type="button"
            className="button button-ink"
            onClick={() => ask({ kind: 'undo-tap', tapId }, `undo:${tapId}`)}
          >
            <Icon name="undo" />
            {say('badge.undo-yes')}
          </button>
          <button
            type="button"
            className="button button-on-tone"
            onClick={() => ask({ kind: 'dismiss' }, `keep:${tapId}`)}
          >
            <Icon name="check" />
            {say('badge.undo-no')}
          </button>
        </>
      }
    />
  );
}
