import { useEffect } from 'react';
import type { Activity } from '../../../src/contract/kiosk/activity.ts';
import { useTexts } from '../../app/texts.ts';
import { markPainted } from '../../bridge/painted.ts';
import { BigAmount } from '../../components/amount.tsx';
import { ResultWords } from '../results/result-views.tsx';
import { toneOf } from '../results/tone.ts';
import { Fine } from './fine.tsx';
import { InMoment } from './in-moment.tsx';
import { MomentFrame } from './moment-frame.tsx';
import { OutMoment } from './out-moment.tsx';

type ResultActivity = Extract<Activity, { readonly kind: 'result' }>;
type ResultOf<Kind extends string> = Extract<ResultActivity['result'], { readonly kind: Kind }>;

/** What came of a tap at the door: learnt from two metres, heard, gone with the next tap. */
export function BadgeMoment({ activity }: { readonly activity: ResultActivity }) {
  const { resultId, result } = activity;
  useEffect(() => markPainted(resultId), [resultId]);
  if (result.kind === 'badged-in') return <InMoment resultId={resultId} result={result} />;
  if (result.kind === 'badged-out') return <OutMoment resultId={resultId} result={result} />;
  if (result.kind === 'tap-undone') return <UndoneMoment resultId={resultId} result={result} />;
  if (result.kind === 'refused') return <RefusedMoment resultId={resultId} result={result} />;
  return <OtherMoment resultId={resultId} result={result} />;
}

/** What staff did here a moment ago, as they left. */
function OtherMoment(props: {
  readonly resultId: string;
  readonly result: ResultActivity['result'];
}) {
  const { resultId, result } = props;
  return (
    <section
      className="result moment"
      data-tone={toneOf(result)}
      data-kind={result.kind}
      data-result={resultId}
      data-alone="true"
      role="alert"
    >
      <div className="result-body">
        <ResultWords result={result} />
      </div>
      <div className="moment-actions">
        <Fine resultId={resultId} />
      </div>
    </section>
  );
}

function UndoneMoment(props: {
  readonly resultId: string;
  readonly result: ResultOf<'tap-undone'>;
}) {
  const { say, clock } = useTexts();
  const { resultId, result } = props;
  return (
    <MomentFrame
      tone="done"
      kind={result.kind}
      resultId={resultId}
      title={say('badge.undone')}
      words={
        <>
          {result.name !== '' && <p className="moment-name">{result.name}</p>}
          <p className="moment-where">
            {say(result.direction === 'in' ? 'badge.undone-in' : 'badge.undone-out', {
              hour: clock(result.at),
            })}
          </p>
          {result.givenBackCents > 0 && (
            <p className="moment-figure">
              <span>{say('badge.given-back')}</span>
              <BigAmount amount={result.givenBackCents} />
            </p>
          )}
        </>
      }
      actions={<Fine resultId={resultId} />}
    />
  );
}

/** At a door nobody sells anything: what to do is said for the person who came. */
const DO_AT_THE_DOOR = {
  'card-unknown': 'badge.refused-do.card-unknown',
  'card-lost': 'badge.refused-do.card-lost',
  'card-retired': 'badge.refused-do.card-retired',
  'card-blank': 'badge.refused-do.card-blank',
  'card-foreign': 'badge.refused-do.card-foreign',
} as const;

const hasOwnWords = (reason: string): reason is keyof typeof DO_AT_THE_DOOR =>
  reason in DO_AT_THE_DOOR;

function RefusedMoment(props: { readonly resultId: string; readonly result: ResultOf<'refused'> }) {
  const { say } = useTexts();
  const { resultId, result } = props;
  const { reason } = result;
  return (
    <MomentFrame
      tone="refused"
      kind={result.kind}
      resultId={resultId}
      title={say(`refusal.${reason}`)}
      words={
        <p className="moment-where">
          {say(hasOwnWords(reason) ? DO_AT_THE_DOOR[reason] : `refusal.${reason}-do`)}
        </p>
      }
      actions={<Fine resultId={resultId} />}
    />
  );
}
