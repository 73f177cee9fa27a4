import { useCallback, useState } from 'react';
import { useTexts } from '../app/texts.ts';
import { useStation } from '../stores/station-store.ts';
import { Keypad } from './keypad.tsx';

export type CodeEntryProps = {
  readonly label: string;
  readonly length: number;
  readonly isSecret: boolean;
  readonly isOff?: boolean;
  /** Called at the last digit. */
  readonly onComplete: (code: string) => void;
};

/** A code of a known length: it goes off by itself at the last digit, and empties when refused. */
export function CodeEntry(props: CodeEntryProps) {
  const refusals = useStation((station) => station.refusals);
  const link = useStation((station) => station.link);
  // Refused, or never arrived: a new, empty one.
  return <Digits key={`${link}:${refusals}`} {...props} />;
}

function Digits({ label, length, isSecret, isOff = false, onComplete }: CodeEntryProps) {
  const { say } = useTexts();
  const [digits, setDigits] = useState('');

  const onDigit = useCallback(
    (digit: string) => {
      const typed = digits + digit;
      if (typed.length > length) return;
      setDigits(typed);
      if (typed.length === length) onComplete(typed);
    },
    [digits, length, onComplete],
  );
  const onErase = useCallback(() => setDigits((typed) => typed.slice(0, -1)), []);

  return (
    <div className="code-entry">
      <div
        className="code-boxes"
        role="img"
        aria-label={`${label}: ${say('keypad.typed', { count: digits.length, length })}`}
      >
        {Array.from({ length }, (_, index) => (
          <span key={index} className="code-box" data-filled={index < digits.length}>
            {index < digits.length ? isSecret ? <i /> : digits[index] : ''}
          </span>
        ))}
      </div>
      <Keypad onDigit={onDigit} onErase={onErase} isOff={isOff} />
    </div>
  );
}
