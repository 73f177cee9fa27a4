import { useCallback, useEffect, useRef, useState } from 'react';
import { useTexts } from '../app/texts.ts';
import { onTypedKey } from '../bridge/keyboard.ts';
import { playSound } from '../bridge/sounds.ts';
import { useStation } from '../stores/station-store.ts';
import { Icon } from './icon.tsx';

const LETTER_ROWS = ['azertyuiop', 'qsdfghjklm', 'wxcvbn'] as const;
const DIGITS = '1234567890';
const ACCENTS = 'éèêëàâçùîï';
const SIGNS = {
  text: ["'", '-', '.'],
  name: ["'", '-', '.'],
  email: ['@', '.', '-', '_'],
  path: ['/', '.', '-', '_', ':'],
  /** A name or an address. */
  search: ['@', '.', '-'],
} as const;

/** `path`: addresses of machines and files, which have no spaces. */
export type TextKind = keyof typeof SIGNS;

/** A line of text and its keyboard: on the screen, and a real one does the same. */
export function TextEntry(props: {
  readonly label: string;
  readonly value: string;
  readonly kind: TextKind;
  readonly lengthMax: number;
  readonly onChange: (value: string) => void;
  /** Enter on a real keyboard. */
  readonly onEnter?: () => void;
}) {
  return (
    <div className="text-entry">
      <TextLine label={props.label} value={props.value} isOpen />
      <Keyboard {...props} />
    </div>
  );
}

/** What was typed, with the place where the next letter goes. */
export function TextLine(props: {
  readonly label: string;
  readonly value: string;
  readonly isOpen: boolean;
}) {
  return (
    <p className="text-line" data-open={props.isOpen}>
      <span className="text-line-label">{props.label}</span>
      <span className="text-line-value" aria-live="polite">
        {props.value}
        {props.isOpen && <i className="caret" />}
      </span>
    </p>
  );
}

/** One line of several: touching it brings the keyboard to it. */
export function TextLineButton(props: {
  readonly label: string;
  readonly value: string;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}) {
  return (
    <button
      type="button"
      className="text-line"
      data-open={props.isOpen}
      aria-pressed={props.isOpen}
      onClick={props.onOpen}
    >
      <span className="text-line-label">{props.label}</span>
      <span className="text-line-value">
        {props.value}
        {props.isOpen && <i className="caret" />}
      </span>
    </button>
  );
}

type KeyboardProps = {
  readonly value: string;
  readonly kind: TextKind;
  readonly lengthMax: number;
  readonly onChange: (value: string) => void;
  readonly onEnter?: () => void;
};

/** Letters as on a French keyboard, digits, accents, and the signs of an e-mail address. */
export function Keyboard(props: KeyboardProps) {
  const { say } = useTexts();
  const [hasAccents, setHasAccents] = useState(false);
  const { type, erase, isShifted, isCapital, shift } = useTyping(props);
  const letters = (characters: string) => (
    <Letters characters={characters} isCapital={isCapital} onType={type} />
  );
  return (
    <div className="keyboard" role="group" aria-label={say('keyboard.title')}>
      <div className="keyboard-row">{letters(hasAccents ? ACCENTS : DIGITS)}</div>
      <div className="keyboard-row">{letters(LETTER_ROWS[0])}</div>
      <div className="keyboard-row">{letters(LETTER_ROWS[1])}</div>
      <div className="keyboard-row">
        <button
          type="button"
          className="letter letter-wide"
          aria-label={say('keyboard.capital')}
          aria-pressed={isShifted}
          onClick={shift}
        >
          <Icon name="shift" />
        </button>
        {letters(LETTER_ROWS[2])}
        <button
          type="button"
          className="letter letter-wide"
          aria-label={say('keypad.erase')}
          onClick={erase}
        >
          <Icon name="erase" />
        </button>
      </div>
      <div className="keyboard-row">
        <button
          type="button"
          className="letter letter-wide"
          aria-label={
            hasAccents ? `123, ${say('keyboard.digits')}` : `éàç, ${say('keyboard.accents')}`
          }
          onClick={() => setHasAccents((before) => !before)}
        >
          {hasAccents ? '123' : 'éàç'}
        </button>
        {letters(SIGNS[props.kind].join(''))}
        <button
          type="button"
          className="letter letter-space"
          aria-label={say('keyboard.space')}
          disabled={props.kind === 'email' || props.kind === 'path'}
          onClick={() => type(' ')}
        >
          <Icon name="space" />
        </button>
      </div>
    </div>
  );
}

function Letters(props: {
  readonly characters: string;
  readonly isCapital: boolean;
  readonly onType: (text: string) => void;
}) {
  return Array.from(props.characters, (character) => {
    const text = props.isCapital ? character.toLocaleUpperCase('fr') : character;
    return (
      <button key={character} type="button" className="letter" onClick={() => props.onType(text)}>
        {text}
      </button>
    );
  });
}

/** What keys do to a text, those on the screen and real ones alike. */
function useTyping({ value, kind, lengthMax, onChange, onEnter }: KeyboardProps) {
  const hasSound = useStation(({ screen }) => screen?.preferences.sound ?? false);
  const [isShifted, setIsShifted] = useState(false);
  /** Two keys may come in one moment, before the first is drawn. */
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  }, [value]);
  const write = useCallback(
    (text: string) => {
      setIsShifted(false);
      const next = latest.current + text;
      if (next.length > lengthMax) return;
      latest.current = next;
      onChange(next);
    },
    [lengthMax, onChange],
  );
  const takeLast = useCallback(() => {
    latest.current = Array.from(latest.current).slice(0, -1).join('');
    onChange(latest.current);
  }, [onChange]);
  useEffect(
    () =>
      onTypedKey(
        (key) => {
          if (key.kind === 'erase') takeLast();
          else write(key.character);
        },
        { takesSpace: true },
      ),
    [write, takeLast],
  );
  useEffect(() => {
    if (onEnter === undefined) return undefined;
    const onKey = (event: KeyboardEvent) => {
      const isOnButton = event.target instanceof Element && event.target.closest('button') !== null;
      if (event.key === 'Enter' && !isOnButton) onEnter();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [onEnter]);
  const tap = () => {
    if (hasSound) playSound('tap');
  };
  return {
    isShifted,
    // A name begins with a capital, and so does each word of it.
    isCapital: isShifted || (kind === 'name' && /(^|[ '-])$/.test(value)),
    type: (text: string) => {
      tap();
      write(text);
    },
    erase: () => {
      tap();
      takeLast();
    },
    shift: () => {
      tap();
      setIsShifted((before) => !before);
    },
  };
}
