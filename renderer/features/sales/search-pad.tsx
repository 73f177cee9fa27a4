import { useCallback } from 'react';
import { useTexts } from '../../app/texts.ts';
import { Keypad } from '../../components/keypad.tsx';
import { TextLine } from '../../components/text-entry.tsx';

const CHARS_MAX = 9;

/** A number or an amount, typed on large keys. */
export function SearchPad(props: {
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const { say, language } = useTexts();
  const { value, onChange } = props;
  const comma = language === 'fr' ? ',' : '.';
  const type = useCallback(
    (text: string) => {
      const isSecondComma = /[.,]/.test(text) && (value === '' || /[.,]/.test(value));
      if (!isSecondComma && value.length < CHARS_MAX) onChange(value + text);
    },
    [value, onChange],
  );
  const erase = useCallback(() => onChange(value.slice(0, -1)), [value, onChange]);
  return (
    <div className="search-pad">
      <TextLine label={say('sales.search-what')} value={value} isOpen />
      <Keypad onDigit={type} onErase={erase} extra={{ label: comma, digits: comma }} />
    </div>
  );
}
