import { useState } from 'react';
import { useTexts } from '../app/texts.ts';
import { Icon } from './icon.tsx';
import { TextEntry } from './text-entry.tsx';

export const REASON_LENGTH_MAX = 200;

/** Why something is done: one touch for the usual reasons, own words for the others. */
export function ReasonPicker(props: {
  /** Already in the person's language. */
  readonly presets: readonly string[];
  readonly value: string;
  readonly onChange: (reason: string) => void;
}) {
  const { say } = useTexts();
  const { presets, value, onChange } = props;
  const [isOwn, setIsOwn] = useState(value !== '' && !presets.includes(value));
  return (
    <div className="reasons">
      <div className="reason-presets" role="group" aria-label={say('reason.title')}>
        {/* Own words need the keyboard's place: the usual ones come back by a touch. */}
        {(isOwn ? [] : presets).map((preset) => (
          <button
            key={preset}
            type="button"
            className="choice"
            aria-pressed={!isOwn && preset === value}
            onClick={() => {
              setIsOwn(false);
              onChange(preset);
            }}
          >
            {preset}
          </button>
        ))}
        <button
          type="button"
          className="choice"
          onClick={() => {
            setIsOwn((before) => !before);
            onChange('');
          }}
        >
          <Icon name={isOwn ? 'back' : 'list'} />
          {say(isOwn ? 'reason.usual' : 'reason.own')}
        </button>
      </div>
      {isOwn && (
        <TextEntry
          label={say('reason.title')}
          value={value}
          kind="text"
          lengthMax={REASON_LENGTH_MAX}
          onChange={onChange}
        />
      )}
    </div>
  );
}
