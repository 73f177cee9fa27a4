import { useState } from 'react';
import { AMOUNT_CENTS_MAX, cents } from '../../../src/shared/money.ts';
import type { Cents } from '../../../src/shared/money.ts';
import { useTexts } from '../../app/texts.ts';
import { Keypad } from '../../components/keypad.tsx';

/** Notes, then coins, as they lie in a drawer. */
const PIECES = [
  50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1,
].map(cents);
const COUNT_MAX = 9_999;

/** How many of each; what is not named was not counted. */
export type PieceCounts = Readonly<Record<number, number>>;

export const sumOfPieces = (counts: PieceCounts): Cents =>
  cents(PIECES.reduce((sum, piece) => sum + piece * (counts[piece] ?? 0), 0));

/** The drawer by notes and coins: touch one, type how many. */
export function PieceCounter(props: {
  readonly counts: PieceCounts;
  readonly onChange: (counts: PieceCounts) => void;
}) {
  const { say, euros } = useTexts();
  const { counts, onChange } = props;
  const [chosen, setChosen] = useState<Cents>(cents(2_000));
  const [isFresh, setIsFresh] = useState(true);
  const count = counts[chosen] ?? 0;
  const set = (next: number) => {
    setIsFresh(false);
    const changed = { ...counts, [chosen]: next };
    if (next <= COUNT_MAX && sumOfPieces(changed) <= AMOUNT_CENTS_MAX) onChange(changed);
  };
  return (
    <div className="pieces">
      <div className="piece-list" role="group" aria-label={say('day-close.pieces')}>
        {PIECES.map((piece) => (
          <button
            key={piece}
            type="button"
            className="choice piece"
            aria-pressed={piece === chosen}
            data-counted={(counts[piece] ?? 0) > 0}
            onClick={() => {
              setChosen(piece);
              setIsFresh(true);
            }}
          >
            <span>{shortEuros(euros(piece))}</span>
            <span className="piece-count">× {counts[piece] ?? 0}</span>
          </button>
        ))}
      </div>
      <div className="piece-keys">
        <p className="piece-shown" aria-live="polite">
          <span>
            {shortEuros(euros(chosen))} × {count}
          </span>
          <strong>{euros(cents(chosen * count))}</strong>
        </p>
        <Keypad
          // What is typed first after choosing a piece replaces its count.
          onDigit={(digit) => set(Number(`${isFresh ? '' : count}${digit}`))}
          onErase={() => set(Math.trunc(count / 10))}
        />
      </div>
    </div>
  );
}

/** `20 €` rather than `20,00 €`. */
const shortEuros = (text: string): string => text.replace(/[,.]00/, '');
