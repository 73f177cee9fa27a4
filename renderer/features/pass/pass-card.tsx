import { useEffect } from 'react';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../../app/texts.ts';
import { markPainted } from '../../bridge/painted.ts';
import { BigAmount } from '../../components/amount.tsx';
import { Icon } from '../../components/icon.tsx';
import { Shape } from '../../components/shape.tsx';
import { ask } from '../../stores/station-store.ts';
import { closeSheet } from '../../stores/view-store.ts';
import type { PassDeskShown } from './desk-of.ts';
import { Holdings } from './holdings.tsx';

/** More rows than that are drawn tighter, so that all are seen without scrolling. */
const ROWS_AT_EASE = 5;

/** What is on the Pass, in the basket's place: read from the other side of the counter. */
export function PassCard(props: { readonly desk: PassDeskShown; readonly screen: ScreenState }) {
  const { say, since } = useTexts();
  const { desk, screen } = props;
  const isOffline = screen.network.kind === 'offline';

  useEffect(() => markPainted(desk.cardId), [desk.cardId]);

  return (
    <section className="result" data-tone="plain" data-kind="pass-desk" aria-live="polite">
      <div className="result-body">
        <div className="check" data-tight={desk.holdings.length > ROWS_AT_EASE}>
          <div className="check-head">
            <Shape tone={desk.isOfVillage ? 'plain' : 'attention'} />
            <div>
              <h1>{say(desk.isOfVillage ? `check.state.${desk.cardState}` : 'pass.foreign')}</h1>
              <p>{say('check.number', { number: desk.cardNumber })}</p>
            </div>
          </div>
          {desk.isOfVillage ? (
            <Money desk={desk} />
          ) : (
            <p className="result-do">{say('pass.foreign-do')}</p>
          )}
          {isOffline && (
            <p className="result-note">{say('check.known-at', { hour: since(desk.knownAt) })}</p>
          )}
        </div>
      </div>
      <button
        type="button"
        className="button button-on-tone"
        onClick={() => {
          closeSheet();
          ask({ kind: 'dismiss' }, `dismiss:${desk.cardId}`);
        }}
      >
        {say('result.close')}
      </button>
    </section>
  );
}

function Money({ desk }: { readonly desk: PassDeskShown }) {
  const { say, euros } = useTexts();
  const held = desk.holdings.filter(({ amount }) => amount !== 0);
  const here = held.filter(({ spendableHere }) => spendableHere);
  const elsewhere = held.filter(({ spendableHere }) => !spendableHere);
  return (
    <>
      <p className="result-figure">
        <span>{say('check.spendable')}</span>
        <BigAmount amount={desk.spendableCents} />
      </p>
      {desk.debtCents > 0 && (
        <p className="pass-debt">
          <Icon name="warning" />
          <span>{say('pass.debt', { amount: euros(desk.debtCents) })}</span>
        </p>
      )}
      {held.length === 0 && <p className="result-do">{say('check.nothing')}</p>}
      {here.length > 0 && <Holdings label={say('check.holdings')} holdings={here} />}
      {elsewhere.length > 0 && (
        <div>
          <h2 className="check-elsewhere">{say('check.elsewhere')}</h2>
          <Holdings label={say('check.elsewhere')} holdings={elsewhere} />
        </div>
      )}
    </>
  );
}
