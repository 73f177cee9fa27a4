import { useEffect } from 'react';
import { onTypedKey } from '../bridge/keyboard.ts';
import { playSound } from '../bridge/sounds.ts';
import { useTexts } from '../app/texts.ts';
import { useStation } from '../stores/station-store.ts';
import { Icon } from './icon.tsx';

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

export type KeypadProps = {
  readonly onDigit: (digit: string) => void;
  readonly onErase: () => void;
  readonly isOff?: boolean;
  /** What stands left of the 0; nothing when left out. */
  readonly extra?: { readonly label: string; readonly digits: string };
};

/** Ten large keys. A real keyboard does the same; a keyboard reader does not reach it (bridge). */
export function Keypad({ onDigit, onErase, isOff = false, extra }: KeypadProps) {
  const { say } = useTexts();
  const hasSound = useStation(({ screen }) => screen?.preferences.sound ?? false);

  useEffect(
    () =>
      onTypedKey((key) => {
        if (isOff) return;
        if (key.kind === 'erase') onErase();
        else if (/^\d$/.test(key.character)) onDigit(key.character);
      }),
    [isOff, onDigit, onErase],
  );

  const press = (act: () => void) => () => {
    if (hasSound) playSound('tap');
    act();
  };
  const digitKey = (digit: string) => (
    <button
      key={digit}
      type="button"
      className="key"
      disabled={isOff}
      aria-label={say('keypad.digit', { digit })}
      onClick={press(() => onDigit(digit))}
    >
      {digit}
    </button>
  );

  return (
    <div className="keypad">
      {DIGITS.map(digitKey)}
      {extra === undefined ? (
        <span />
      ) : (
        <button
          type="button"
          className="key"
          disabled={isOff}
          onClick={press(() => onDigit(extra.digits))}
        >
          {extra.label}
        </button>
      )}
      {digitKey('0')}
      <button
        type="button"
        className="key key-erase"
        disabled={isOff}
        aria-label={say('keypad.erase')}
        onClick={press(onErase)}
      >
        <Icon name="erase" />
      </button>
    </div>
  );
}
