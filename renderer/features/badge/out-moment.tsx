import type { ResultShown } from '../../../src/contract/kiosk/results.ts';
import { formatMinutes } from '../../../src/shared/format.ts';
import { useTexts } from '../../app/texts.ts';
import { BigAmount } from '../../components/amount.tsx';
import { toneOf } from '../results/tone.ts';
import { HoursLeft } from './hours-left.tsx';
import { MomentFrame } from './moment-frame.tsx';
import { Reckoning } from './reckoning.tsx';
import { TapActions } from './tap-actions.tsx';

export type BadgedOut = Extract<ResultShown, { readonly kind: 'badged-out' }>;

/** RULES B3, going out: time stayed, amount due, how it was paid or that it is to be paid. */
export function OutMoment(props: { readonly resultId: string; readonly result: BadgedOut }) {
  const { say, language } = useTexts();
  const { resultId, result } = props;
  const { name } = result;
  const isForgotten = result.inAt === null;
  return (
    <MomentFrame
      tone={toneOf(result)}
      kind={result.kind}
      resultId={resultId}
      title={name === '' ? say('badge.bye-nobody') : say('badge.bye', { name })}
      words={
        <>
          {!isForgotten && (
            <p className="moment-figure">
              <span>{say(result.isVolunteer ? 'badge.given' : 'badge.stayed')}</span>
              <strong className="moment-time" data-figure>
                {formatMinutes(
                  result.isVolunteer ? result.timeMinutes : result.stayedMinutes,
                  language,
                )}
              </strong>
            </p>
          )}
          <Where result={result} />
        </>
      }
      figures={<Bill result={result} />}
      actions={<TapActions resultId={resultId} result={result} />}
    />
  );
}

function Where({ result }: { readonly result: BadgedOut }) {
  const { say, clock, since } = useTexts();
  const { inAt, at, spaceName: space, name, cardNumber } = result;
  return (
    <>
      <p className="moment-where">
        {inAt === null
          ? say('badge.place-at', { space, hour: clock(at) })
          : say('badge.from-to', { space, from: since(inAt), to: clock(at) })}
      </p>
      {name === '' && cardNumber !== '' && (
        <p className="moment-note">{say('badge.pass-number', { number: cardNumber })}</p>
      )}
    </>
  );
}

/** The reckoning, and below the tear what it comes to. */
function Bill({ result }: { readonly result: BadgedOut }) {
  const { payment } = result;
  // One line that says the same as the figure beside it says nothing.
  const isWorthReading = result.why.some(({ kind }) => kind !== 'stayed' && kind !== 'volunteer');
  return (
    <div className="paper" data-tear="true">
      <div className="paper-top">
        {isWorthReading && <Reckoning steps={result.why} />}
        <HoursLeft left={result.left} />
      </div>
      <div className="paper-stub" data-payment={payment.kind}>
        <BillStub result={result} />
      </div>
    </div>
  );
}

function BillStub({ result }: { readonly result: BadgedOut }) {
  const { say, euros } = useTexts();
  const { payment } = result;
  switch (payment.kind) {
    case 'nothing':
      return (
        <>
          <p className="paper-nothing" data-figure>
            {say('badge.nothing')}
          </p>
          <p>{say(result.isVolunteer ? 'badge.thanks-given' : 'badge.nothing-included')}</p>
        </>
      );
    case 'paid':
      return (
        <>
          <p className="paper-price">
            <span>{say('badge.paid')}</span>
            <span data-figure>
              <BigAmount amount={result.cents} />
            </span>
          </p>
          <p className="paper-parts">
            {payment.parts.map(({ assetName, cents: amount }) => (
              <span key={assetName}>
                {assetName} {euros(amount)}
              </span>
            ))}
          </p>
          <p className="paper-left">
            {say('badge.paid-left')} <strong>{euros(payment.leftCents)}</strong>
          </p>
          {payment.unsecured && <p>{say('badge.unsecured')}</p>}
        </>
      );
    case 'to-pay':
      return (
        <>
          {/* Nobody knows yet what it costs when nobody knows when they came. */}
          {payment.dueCents > 0 && (
            <p className="paper-price">
              <span>{say('badge.to-pay')}</span>
              <span data-figure>
                <BigAmount amount={payment.dueCents} />
              </span>
            </p>
          )}
          <p className="paper-why">{say(`badge.to-pay-why.${payment.reason}`)}</p>
          <p>{say(`badge.to-pay-do.${payment.reason}`)}</p>
        </>
      );
  }
}
