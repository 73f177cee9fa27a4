import { useState } from 'react';
import type { BasketShown, ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../../app/texts.ts';
import { ask } from '../../stores/station-store.ts';
import { openSheet, useView } from '../../stores/view-store.ts';
import { BigAmount } from '../../components/amount.tsx';
import { BasketLineRow } from './basket-line.tsx';
import { Icon } from '../../components/icon.tsx';
import { passPrompt } from '../../components/readers.ts';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { useHasLasted } from '../../components/use-now.ts';

/** A Pass at work is only mentioned when the answer takes longer than a blink. */
const WORTH_SAYING_MS = 250;

export function BasketPanel(props: {
  readonly screen: ScreenState;
  readonly means: readonly string[];
}) {
  const { say } = useTexts();
  const { basket } = props.screen;
  return (
    <section className="basket" aria-label={say('basket.title')}>
      <BasketHead basket={basket} />
      {basket.lines.length === 0 ? (
        <EmptyBasket />
      ) : (
        <ul className="basket-lines">
          {basket.lines.map((line) => (
            <BasketLineRow key={line.lineId} line={line} />
          ))}
        </ul>
      )}
      <RefusedTouch />
      <PayStub screen={props.screen} means={props.means} />
    </section>
  );
}

function BasketHead({ basket }: { readonly basket: BasketShown }) {
  const { say } = useTexts();
  const [isAsking, setIsAsking] = useState(false);
  const isEmpty = basket.lines.length === 0;
  if (isAsking && !isEmpty) {
    return (
      <div className="basket-head" role="alertdialog" aria-label={say('basket.discard-sure')}>
        <h1 className="only-heard">{say('basket.discard-sure')}</h1>
        <button
          type="button"
          className="button button-danger"
          onClick={() => {
            setIsAsking(false);
            ask({ kind: 'discard-basket' }, `discard:${basket.revision}`);
          }}
        >
          {say('basket.discard-yes')}
        </button>
        <button type="button" className="button" autoFocus onClick={() => setIsAsking(false)}>
          {say('basket.discard-no')}
        </button>
      </div>
    );
  }
  return (
    <div className="basket-head">
      <h1>{say('basket.title')}</h1>
      {!isEmpty && (
        <button type="button" className="button button-plain" onClick={() => setIsAsking(true)}>
          <Icon name="trash" />
          {say('basket.discard')}
        </button>
      )}
    </div>
  );
}

function EmptyBasket() {
  const { say } = useTexts();
  return (
    <div className="basket-empty">
      <Icon name="lantern" />
      <p>{say('basket.empty')}</p>
      <p>{say('basket.empty-check')}</p>
    </div>
  );
}

/** The stub of the ticket: what is to pay, and the two ways to pay it. */
function PayStub(props: { readonly screen: ScreenState; readonly means: readonly string[] }) {
  const { say } = useTexts();
  const { basket, readers, activity } = props.screen;
  const isEmpty = basket.lines.length === 0;
  const prompt = passPrompt(readers);
  const takesPass = props.means.includes('pass');
  // A sheet that waits for an answer has the hand; the Pass works all the same.
  const hasHand = useView(({ sheet }) => sheet.kind !== 'cash' && sheet.kind !== 'product');
  return (
    <div className="stub" data-empty={isEmpty}>
      <p className="stub-total" aria-live="polite">
        <span>{say('basket.total')}</span>
        <BigAmount amount={basket.totalCents} />
      </p>
      <div className="stub-ways">
        {takesPass && (
          <p className="pass-prompt" data-lit={!isEmpty && hasHand && prompt !== 'no-reader'}>
            <Icon name={prompt === 'no-reader' ? 'reader-off' : 'reader'} />
            {activity.kind === 'pass-at-work' ? (
              <PassAtWork idle={say(`pay.${prompt}`)} />
            ) : (
              <span>{say(`pay.${prompt}`)}</span>
            )}
          </p>
        )}
        {props.means.includes('cash') && (
          <button
            type="button"
            className="button button-dusk"
            data-main={hasHand && (!takesPass || prompt === 'no-reader')}
            disabled={isEmpty}
            onClick={() => openSheet({ kind: 'cash', partCents: null })}
          >
            <Icon name="cash" />
            {say('pay.cash')}
          </button>
        )}
      </div>
    </div>
  );
}

function PassAtWork({ idle }: { readonly idle: string }) {
  const { say } = useTexts();
  const hasLasted = useHasLasted(WORTH_SAYING_MS);
  return <span role="status">{hasLasted ? say('pay.pass-works') : idle}</span>;
}
