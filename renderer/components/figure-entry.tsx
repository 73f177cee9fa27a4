import { useCallback, useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { AMOUNT_CENTS_MAX, cents } from '../../src/shared/money.ts';
import type { Cents } from '../../src/shared/money.ts';
import { BigAmount } from './amount.tsx';
import { Keypad } from './keypad.tsx';

/**
 * A number typed from the right, as on a scale: 3, 5, 0 reads `0,350 kg` or `3,50 €`. The first
 * digit replaces what was proposed.
 */
export function FigureEntry(props: {
  readonly label: string;
  /** In the smallest unit: cents, grams, pieces. Null: nothing typed yet. */
  readonly value: number | null;
  readonly valueMax: number;
  /** What the figures look like; for null too. */
  readonly shown: ReactNode;
  readonly onChange: (value: number | null) => void;
  /** `00` beside the 0: for amounts. */
  readonly hasDoubleZero?: boolean;
  /** Quick values, above the keys. */
  readonly quick?: ReactNode;
  /** Under the figures: what they come to, what is wrong. */
  readonly note?: ReactNode;
}) {
  const { value, valueMax, onChange } = props;
  /** Whether somebody has typed: until then a digit begins anew. */
  const isTyped = useRef(false);

  /** Two keys may come in one moment, before the first is drawn. */
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  }, [value]);

  const onDigit = useCallback(
    (digits: string) => {
      const before = isTyped.current ? (latest.current ?? 0) : 0;
      const next = Number(`${before}${digits}`);
      isTyped.current = true;
      if (next > valueMax) return;
      latest.current = next;
      onChange(next);
    },
    [valueMax, onChange],
  );
  const onErase = useCallback(() => {
    isTyped.current = true;
    const next = Math.trunc((latest.current ?? 0) / 10);
    latest.current = next === 0 ? null : next;
    onChange(latest.current);
  }, [onChange]);

  return (
    <div className="figure-entry">
      <div className="figure-entry-side">
        <p className="figure-entry-shown" aria-live="polite">
          <span>{props.label}</span>
          {props.shown}
        </p>
        {props.note !== undefined && <div className="figure-entry-note">{props.note}</div>}
      </div>
      <div className="figure-entry-keys">
        {props.quick}
        <Keypad
          onDigit={onDigit}
          onErase={onErase}
          {...(props.hasDoubleZero === true ? { extra: { label: '00', digits: '00' } } : {})}
        />
      </div>
    </div>
  );
}

/** An amount of money, with the figures large. */
export function AmountEntry(props: {
  readonly label: string;
  readonly value: Cents | null;
  readonly maxCents?: Cents;
  readonly onChange: (value: Cents | null) => void;
  readonly quick?: ReactNode;
  readonly note?: ReactNode;
}) {
  const { value, onChange } = props;
  const change = useCallback(
    (next: number | null) => onChange(next === null ? null : cents(next)),
    [onChange],
  );
  return (
    <FigureEntry
      label={props.label}
      value={value}
      valueMax={props.maxCents ?? AMOUNT_CENTS_MAX}
      shown={<BigAmount amount={value ?? cents(0)} />}
      onChange={change}
      hasDoubleZero
      quick={props.quick}
      note={props.note}
    />
  );
}

/** Amounts or numbers that are often wanted, as large keys in one line. */
export function QuickValues<Value extends string | number>(props: {
  readonly label: string;
  readonly values: readonly (readonly [Value, string])[];
  readonly chosen: Value | null;
  readonly onChoose: (value: Value) => void;
}) {
  return (
    <div className="quick-values" role="group" aria-label={props.label}>
      {props.values.map(([value, label]) => (
        <button
          key={value}
          type="button"
          className="button"
          aria-pressed={value === props.chosen}
          onClick={() => props.onChoose(value)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
