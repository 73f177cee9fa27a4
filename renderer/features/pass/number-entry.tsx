import { useCallback, useEffect } from 'react';
import { useTexts } from '../../app/texts.ts';
import { onTypedKey } from '../../bridge/keyboard.ts';
import { playSound } from '../../bridge/sounds.ts';
import { Icon } from '../../components/icon.tsx';
import { useStation } from '../../stores/station-store.ts';

export const CARD_NUMBER_LENGTH = 8;
const KEYS = '0123456789ABCDEF'.split('');

/** The number printed on a Pass: eight characters, each with its key. */
export function NumberEntry(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const { say } = useTexts();
  const { value, onChange } = props;
  const hasSound = useStation(({ screen }) => screen?.preferences.sound ?? false);

  const type = useCallback(
    (key: string) => {
      if (value.length < CARD_NUMBER_LENGTH) onChange(value + key);
    },
    [value, onChange],
  );
  const erase = useCallback(() => onChange(value.slice(0, -1)), [value, onChange]);
  useEffect(
    () =>
      onTypedKey((key) => {
        if (key.kind === 'erase') erase();
        else if (KEYS.includes(key.character.toUpperCase())) type(key.character.toUpperCase());
      }),
    [type, erase],
  );
  const press = (act: () => void) => () => {
    if (hasSound) playSound('tap');
    act();
  };

  return (
    <div className="number-entry">
      <div
        className="code-boxes"
        role="img"
        aria-label={`${props.label}: ${value === '' ? say('pass.number-none') : value.split('').join(' ')}`}
      >
        {Array.from({ length: CARD_NUMBER_LENGTH }, (_, index) => (
          <span key={index} className="code-box" data-filled={index < value.length}>
            {value[index] ?? ''}
          </span>
        ))}
      </div>
      <div className="number-keys" role="group" aria-label={props.label}>
        {KEYS.map((key) => (
          <button key={key} type="button" className="key" onClick={press(() => type(key))}>
            {key}
          </button>
        ))}
        <button
          type="button"
          className="key key-erase"
          aria-label={say('keypad.erase')}
          onClick={press(erase)}
        >
          <Icon name="erase" />
        </button>
      </div>
    </div>
  );
}
