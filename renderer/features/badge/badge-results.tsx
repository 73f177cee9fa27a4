import type { ResultShown } from '../../../src/contract/kiosk/results.ts';
import { formatMinutes } from '../../../src/shared/format.ts';
import { useTexts } from '../../app/texts.ts';
import { BigAmount } from '../../components/amount.tsx';
import { Shape } from '../../components/shape.tsx';
import { toneOf } from '../results/tone.ts';
import { Reckoning } from './reckoning.tsx';

export type BadgeResult = Extract<
  ResultShown,
  { readonly kind: 'badged-in' | 'badged-out' | 'tap-undone' | 'dues-added' }
>;
type Of<Kind extends BadgeResult['kind']> = Extract<BadgeResult, { readonly kind: Kind }>;

/** What came of presences at a till, for the person who sells there. */
export function BadgeResultWords({ result }: { readonly result: BadgeResult }) {
  switch (result.kind) {
    case 'badged-in':
      return <CameIn result={result} />;
    case 'badged-out':
      return <WentOut result={result} />;
    case 'tap-undone':
      return <Undone result={result} />;
    case 'dues-added':
      return <DuesAdded result={result} />;
  }
}

const useHolder = (): ((who: { readonly name: string; readonly cardNumber: string }) => string) => {
  const { say } = useTexts();
  return ({ name, cardNumber }) =>
    name === '' ? say('badge.pass-number', { number: cardNumber }) : name;
};

function CameIn({ result }: { readonly result: Of<'badged-in'> }) {
  const { say, clock } = useTexts();
  const holder = useHolder();
  return (
    <>
      <Shape tone="done" />
      <h1>{holder(result)}</h1>
      <p className="result-why">{say('badge.came-at', { hour: clock(result.at) })}</p>
      <p className="result-do">{result.spaceName}</p>
    </>
  );
}

/** Time and money first; the reckoning below, for the person who asks why. */
function WentOut({ result }: { readonly result: Of<'badged-out'> }) {
  const { say, clock, language } = useTexts();
  const holder = useHolder();
  const { payment } = result;
  return (
    <div className="sale" data-tight="true">
      <div className="sale-head">
        <Shape tone={toneOf(result)} />
        <h1>{holder(result)}</h1>
      </div>
      <p className="result-why">
        {say('badge.left-at', { hour: clock(result.at) })} ·{' '}
        {formatMinutes(result.stayedMinutes, language)}
      </p>
      {payment.kind === 'nothing' ? (
        <p className="result-why">{say('badge.nothing')}</p>
      ) : (
        <p className="result-figure">
          <span>{say(payment.kind === 'paid' ? 'badge.paid-by-pass' : 'badge.to-pay')}</span>
          <BigAmount amount={payment.kind === 'paid' ? result.cents : payment.dueCents} />
        </p>
      )}
      <Reckoning steps={result.why} />
      {payment.kind === 'to-pay' && <p className="result-do">{say('badge.add-to-basket')}</p>}
    </div>
  );
}

function Undone({ result }: { readonly result: Of<'tap-undone'> }) {
  const { say, clock } = useTexts();
  return (
    <>
      <Shape tone="done" />
      <h1>{say('badge.undone')}</h1>
      {result.name !== '' && <p className="result-why">{result.name}</p>}
      <p className="result-do">{say('badge.undone-of', { hour: clock(result.at) })}</p>
      {result.givenBackCents > 0 && (
        <p className="result-figure">
          <span>{say('badge.given-back-to')}</span>
          <BigAmount amount={result.givenBackCents} />
        </p>
      )}
    </>
  );
}

function DuesAdded({ result }: { readonly result: Of<'dues-added'> }) {
  const { say } = useTexts();
  return (
    <>
      <Shape tone="done" />
      <h1>{say('badge.dues-added')}</h1>
      <p className="result-figure">
        <span>{say('badge.dues-added-count', { count: result.count })}</span>
        <BigAmount amount={result.cents} />
      </p>
    </>
  );
}
