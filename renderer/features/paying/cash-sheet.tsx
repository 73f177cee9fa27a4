import { useCallback, useRef, useState } from 'react';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import type { Cents } from '../../../src/shared/money.ts';
import { AMOUNT_CENTS_MAX, cents, subtractCents } from '../../../src/shared/money.ts';
import { useTexts } from '../../app/texts.ts';
import { ask, useStation } from '../../stores/station-store.ts';
import { BigAmount } from '../../components/amount.tsx';
import { Icon } from '../../components/icon.tsx';
import { Keypad } from '../../components/keypad.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { dueNow } from './due-now.ts';
import { SheetFrame } from '../../components/sheet-frame.tsx';

/** The notes people hand over; the smallest four that cover the sum are offered. */
const NOTES_CENTS = [500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000] as const;
const NOTES_SHOWN = 4;

/**
 * Cash handed over and what goes back. The change is shown before paying as a help to the hand;
 * the one that counts comes back from the station with the result.
 */
export function CashSheet(props: {
  readonly screen: ScreenState;
  readonly partCents: Cents | null;
}) {
  const { basket } = props.screen;
  // A basket that changed is another sum: what was typed for the first one is forgotten.
  return (
    <Cash
      key={`${basket.revision}:${dueNow(props.screen)}`}
      dueCents={props.partCents ?? dueNow(props.screen)}
      partCents={props.partCents}
      basketRevision={basket.revision}
    />
  );
}

function Cash(props: {
  readonly dueCents: Cents;
  readonly partCents: Cents | null;
  readonly basketRevision: number;
}) {
  const { say } = useTexts();
  const { dueCents, partCents, basketRevision } = props;
  /** Null until touched: the exact sum, so that paying it is one touch. */
  const [typedCents, setTypedCents] = useState<Cents | null>(null);
  const confirmButton = useRef<HTMLButtonElement>(null);
  const givenCents = typedCents ?? dueCents;
  const changeCents = subtractCents(givenCents, dueCents);

  const onDigit = useCallback((digits: string) => {
    setTypedCents((before) => {
      const next = Number(`${before ?? 0}${digits}`);
      return next > AMOUNT_CENTS_MAX ? before : cents(next);
    });
    // So that Enter on a real keyboard takes the payment, whatever was touched last.
    confirmButton.current?.focus();
  }, []);
  const onErase = useCallback(
    () => setTypedCents((before) => cents(Math.trunc((before ?? 0) / 10))),
    [],
  );
  const confirm = () =>
    ask({ kind: 'pay-cash', basketRevision, partCents, givenCents }, `pay:${basketRevision}`);

  return (
    <SheetFrame kind="cash" title={say('pay.cash-title')} closeLabel={say('pay.back')}>
      <div className="cash">
        <CashSums dueCents={dueCents} givenCents={givenCents} changeCents={changeCents} />
        <div className="cash-keys">
          <Notes dueCents={dueCents} givenCents={givenCents} onChoose={setTypedCents} />
          <Keypad onDigit={onDigit} onErase={onErase} extra={{ label: '00', digits: '00' }} />
        </div>
        <button
          ref={confirmButton}
          type="button"
          className="button button-main cash-confirm"
          disabled={changeCents < 0}
          onClick={confirm}
        >
          <Icon name="check" />
          {say('pay.confirm')}
        </button>
      </div>
    </SheetFrame>
  );
}

function CashSums(props: {
  readonly dueCents: Cents;
  readonly givenCents: Cents;
  readonly changeCents: Cents;
}) {
  const { say } = useTexts();
  const { dueCents, givenCents, changeCents } = props;
  const isRefused = useStation(({ refusedTouch }) => refusedTouch !== null);
  return (
    <div className="cash-sums">
      {/* What is due stands beside the basket too: it makes room for the reason. */}
      <RefusedTouch />
      {!isRefused && (
        <p className="cash-sum">
          <span>{say('pay.due')}</span>
          <BigAmount amount={dueCents} />
        </p>
      )}
      <p className="cash-sum">
        <span>{say('pay.given')}</span>
        <BigAmount amount={givenCents} />
      </p>
      <p className="cash-sum cash-change" data-short={changeCents < 0} aria-live="polite">
        <span>{say(changeCents < 0 ? 'pay.missing' : 'pay.change')}</span>
        <BigAmount amount={cents(Math.abs(changeCents))} />
      </p>
    </div>
  );
}

function Notes(props: {
  readonly dueCents: Cents;
  readonly givenCents: Cents;
  readonly onChoose: (given: Cents) => void;
}) {
  const { say, euros } = useTexts();
  const { dueCents, givenCents, onChoose } = props;
  return (
    <div className="notes">
      <button
        type="button"
        className="button"
        aria-pressed={givenCents === dueCents}
        onClick={() => onChoose(dueCents)}
      >
        {say('pay.exact')}
      </button>
      {notesFor(dueCents).map((note) => (
        <button
          key={note}
          type="button"
          className="button"
          aria-pressed={givenCents === note && note !== dueCents}
          onClick={() => onChoose(note)}
        >
          {euros(note).replace(/[.,]00/, '')}
        </button>
      ))}
    </div>
  );
}

const notesFor = (dueCents: Cents): readonly Cents[] =>
  NOTES_CENTS.filter((note) => note > dueCents)
    .slice(0, NOTES_SHOWN)
    .map((note) => cents(note));
