import type { ResultShown } from '../../../src/contract/kiosk/results.ts';
import { useTexts } from '../../app/texts.ts';
import { BigAmount } from '../../components/amount.tsx';
import { Shape } from '../../components/shape.tsx';
import { Holdings } from './holdings.tsx';

type ResultOf<Kind extends ResultShown['kind']> = Extract<ResultShown, { kind: Kind }>;

function Head({ title }: { readonly title: string }) {
  return (
    <div className="sale-head">
      <Shape tone="done" />
      <h1>{title}</h1>
    </div>
  );
}

function Number({ number }: { readonly number: string }) {
  const { say } = useTexts();
  return <p className="result-note">{say('check.number', { number })}</p>;
}

export function TopUpDone({ result }: { readonly result: ResultOf<'top-up-done'> }) {
  const { say, euros } = useTexts();
  const { cents, beforeCents, afterCents, changeCents } = result;
  return (
    <div className="sale">
      <Head title={say('result.top-up-done')} />
      <p className="result-figure">
        <span>{say(changeCents > 0 ? 'result.change' : 'pass.on-pass')}</span>
        <BigAmount amount={changeCents > 0 ? changeCents : afterCents} />
      </p>
      <ul className="result-list pass-sums">
        <li>
          <span>{say('pass.before')}</span>
          <span>{euros(beforeCents)}</span>
        </li>
        <li>
          <span>{say('pass.added')}</span>
          <span>{euros(cents)}</span>
        </li>
        <li className="result-sum">
          <span>{say('pass.after')}</span>
          <span>{euros(afterCents)}</span>
        </li>
      </ul>
      <Number number={result.cardNumber} />
    </div>
  );
}

export function PassEmptied({ result }: { readonly result: ResultOf<'pass-emptied'> }) {
  const { say } = useTexts();
  return (
    <div className="sale pass-emptied">
      <Head title={say(result.cashCents > 0 ? 'pass.pay-out' : 'result.pass-emptied')} />
      {result.cashCents > 0 && (
        <p className="result-figure">
          <BigAmount amount={result.cashCents} />
        </p>
      )}
      {result.cancelled.length > 0 && (
        <>
          <p className="result-do">{say('pass.cancelled')}</p>
          <Holdings
            label={say('pass.cancelled')}
            holdings={result.cancelled.map(({ cents, ...one }) => ({ ...one, amount: cents }))}
          />
        </>
      )}
      <Number number={result.cardNumber} />
    </div>
  );
}

export function GiftGiven({ result }: { readonly result: ResultOf<'gift-given'> }) {
  const { say, euros } = useTexts();
  return (
    <div className="sale">
      <Head title={say('result.gift-given')} />
      <p className="result-figure">
        <span>{say('pass.on-pass')}</span>
        <BigAmount amount={result.afterCents} />
      </p>
      <ul className="result-list pass-sums">
        <li className="result-sum">
          <span>{result.assetName}</span>
          <span>{euros(result.cents)}</span>
        </li>
      </ul>
      <Number number={result.cardNumber} />
    </div>
  );
}

export function CardDeclaredLost({ result }: { readonly result: ResultOf<'card-declared-lost'> }) {
  const { say } = useTexts();
  return (
    <div className="sale">
      <Head title={say('result.card-declared-lost')} />
      <p className="result-why">{say('pass.lost-done')}</p>
      <p className="result-do">{say('pass.lost-next')}</p>
      <Number number={result.cardNumber} />
    </div>
  );
}

export function CardReplaced({ result }: { readonly result: ResultOf<'card-replaced'> }) {
  const { say } = useTexts();
  const { fromNumber, toNumber, movedCents } = result;
  return (
    <div className="sale">
      <Head title={say('result.card-replaced')} />
      {movedCents > 0 && (
        <p className="result-figure">
          <span>{say('pass.moved')}</span>
          <BigAmount amount={movedCents} />
        </p>
      )}
      <p className="result-do">{say('pass.replaced-by', { from: fromNumber, to: toNumber })}</p>
    </div>
  );
}
