import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../../app/texts.ts';
import { BigAmount } from '../../components/amount.tsx';
import { Icon } from '../../components/icon.tsx';
import { passPrompt } from '../../components/readers.ts';
import { useHasLasted } from '../../components/use-now.ts';
import { openSheet, useView } from '../../stores/view-store.ts';
import type { Sheet } from '../sheets.ts';
import { Pledges } from './pledges.tsx';

/** A Pass at work is only mentioned when the answer takes longer than a blink. */
const WORTH_SAYING_MS = 250;

/** Sheets that wait for an answer have the hand; the Pass works all the same. */
const HAS_THE_HAND: ReadonlySet<Sheet['kind']> = new Set([
  'product',
  'product-count',
  'line',
  'discount',
  'pay',
  'cash',
  'bank-card',
  'cheque',
  'offered',
]);

/** The stub of the ticket: what is to pay, and the ways to pay it. */
export function PayStub(props: {
  readonly screen: ScreenState;
  readonly means: readonly string[];
}) {
  const { say } = useTexts();
  const { screen, means } = props;
  const { basket } = screen;
  const isEmpty = basket.lines.length === 0;
  const isPartPaid = basket.pledges.length > 0;
  return (
    <div className="stub" data-empty={isEmpty}>
      {isPartPaid && <Pledges basket={basket} />}
      <p className="stub-total" aria-live="polite">
        <span>
          {say(isPartPaid ? 'pay.left' : basket.dueCents < 0 ? 'pay.give' : 'basket.total')}
        </span>
        <BigAmount amount={basket.dueCents} />
      </p>
      <div className="stub-ways">
        {means.includes('pass') && <PassPrompt screen={screen} isEmpty={isEmpty} />}
        <OtherWays screen={screen} means={means} isEmpty={isEmpty} />
      </div>
    </div>
  );
}

function PassPrompt(props: { readonly screen: ScreenState; readonly isEmpty: boolean }) {
  const { say, euros } = useTexts();
  const { basket, readers, activity } = props.screen;
  const prompt = passPrompt(readers);
  const hasHand = useView(({ sheet }) => !HAS_THE_HAND.has(sheet.kind));
  const words =
    basket.armedCents !== null && prompt !== 'no-reader'
      ? say('pay.pass-for', { amount: euros(basket.armedCents) })
      : say(`pay.${prompt}`);
  return (
    <p className="pass-prompt" data-lit={!props.isEmpty && hasHand && prompt !== 'no-reader'}>
      <Icon name={prompt === 'no-reader' ? 'reader-off' : 'reader'} />
      {activity.kind === 'pass-at-work' ? <PassAtWork idle={words} /> : <span>{words}</span>}
    </p>
  );
}

/** One touch for cash and for the bank card; all the rest is one touch further. */
function OtherWays(props: {
  readonly screen: ScreenState;
  readonly means: readonly string[];
  readonly isEmpty: boolean;
}) {
  const { say } = useTexts();
  const { screen, means, isEmpty } = props;
  const hasHand = useView(({ sheet }) => !HAS_THE_HAND.has(sheet.kind));
  const isFirst = !means.includes('pass') || passPrompt(screen.readers) === 'no-reader';
  return (
    <div className="stub-others">
      {means.includes('cash') && (
        <button
          type="button"
          className="button button-dusk stub-way"
          data-main={hasHand && isFirst}
          disabled={isEmpty}
          onClick={() => openSheet({ kind: 'cash', partCents: null })}
        >
          <Icon name="cash" />
          {say('means.cash')}
        </button>
      )}
      {means.includes('bank-card') && (
        <button
          type="button"
          className="button button-dusk stub-way"
          disabled={isEmpty}
          onClick={() => openSheet({ kind: 'bank-card', partCents: null })}
        >
          <Icon name="card" />
          {say('pay.card')}
        </button>
      )}
      <button
        type="button"
        className="button button-dusk stub-way"
        disabled={isEmpty}
        onClick={() => openSheet({ kind: 'pay' })}
      >
        <Icon name="split" />
        {say('pay.other')}
      </button>
    </div>
  );
}

function PassAtWork({ idle }: { readonly idle: string }) {
  const { say } = useTexts();
  const hasLasted = useHasLasted(WORTH_SAYING_MS);
  return <span role="status">{hasLasted ? say('pay.pass-works') : idle}</span>;
}
