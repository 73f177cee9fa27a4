import type { ResultShown } from '../../../src/contract/kiosk/results.ts';
import { useTexts } from '../../app/texts.ts';
import { BigAmount } from '../../components/amount.tsx';
import { Icon } from '../../components/icon.tsx';
import { HoursLeft } from './hours-left.tsx';
import { MomentFrame } from './moment-frame.tsx';
import { TapActions } from './tap-actions.tsx';

type BadgedIn = Extract<ResultShown, { readonly kind: 'badged-in' }>;

/** RULES B3, coming in: name, hour, plan and what is left of it. */
export function InMoment(props: { readonly resultId: string; readonly result: BadgedIn }) {
  const { say, clock } = useTexts();
  const { resultId, result } = props;
  const { name, cardNumber, spaceName, at } = result;
  return (
    <MomentFrame
      tone="done"
      kind={result.kind}
      resultId={resultId}
      title={name === '' ? say('badge.hello-nobody') : say('badge.hello', { name })}
      words={
        <>
          <p className="moment-where">
            {say('badge.place-at', { space: spaceName, hour: clock(at) })}
          </p>
          {name === '' && cardNumber !== '' && (
            <p className="moment-note">{say('badge.pass-number', { number: cardNumber })}</p>
          )}
          <p className="moment-note">
            {result.insideCount} {say('badge.inside', { count: result.insideCount })}
          </p>
        </>
      }
      figures={
        <div className="paper">
          <p className="paper-head">
            <span>{say('badge.your-plan')}</span>
            <strong>{result.planName}</strong>
          </p>
          <HoursLeft left={result.left} />
          {result.isVolunteer && <p className="paper-words">{say('badge.hours-counted')}</p>}
          {result.isMember && <p className="paper-words">{say('badge.member')}</p>}
          {!result.isVolunteer && result.left.length === 0 && (
            <p className="paper-words">{say('badge.pay-later')}</p>
          )}
          {result.dueCents > 0 && (
            <div className="paper-due">
              <Icon name="warning" />
              <p>
                <span>{say('badge.earlier-due')}</span>
                <BigAmount amount={result.dueCents} />
                <span>{say('badge.due-where')}</span>
              </p>
            </div>
          )}
        </div>
      }
      actions={<TapActions resultId={resultId} result={result} />}
    />
  );
}
