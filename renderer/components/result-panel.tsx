import { useEffect } from 'react';
import type { Activity, ResultShown } from '../../src/contract/kiosk/screen-state.ts';
import { markPainted } from '../bridge/painted.ts';
import { useTexts } from '../app/texts.ts';
import { ask } from '../stores/station-store.ts';
import { PassChecked } from './pass-checked.tsx';
import { SaleDone } from './sale-done.tsx';
import { Shape } from './shape.tsx';
import type { Tone } from './shape.tsx';

type ResultActivity = Extract<Activity, { kind: 'result' }>;

/**
 * What a tap or a payment came to: words, shape, colour, sound. It takes the basket's place and
 * leaves the products free, so that the next sale begins with its first article.
 */
export function ResultPanel({ activity }: { readonly activity: ResultActivity }) {
  const { say } = useTexts();
  const { resultId, result } = activity;
  const tone = toneOf(result);

  useEffect(() => markPainted(resultId), [resultId]);

  return (
    <section
      className="result"
      data-tone={tone}
      data-kind={result.kind}
      data-result={resultId}
      role="alert"
    >
      <div className="result-body">
        <ResultWords result={result} tone={tone} />
      </div>
      <button
        type="button"
        className="button button-on-tone"
        onClick={() => ask({ kind: 'dismiss' }, `dismiss:${resultId}`)}
      >
        {say('result.close')}
      </button>
    </section>
  );
}

/** A lost or retired Pass that is only looked at is a warning all the same. */
function toneOf(result: ResultShown): Tone {
  switch (result.kind) {
    case 'sale-done':
      return 'done';
    case 'refused':
      return 'refused';
    case 'pass-checked':
      return result.cardState === 'lost' || result.cardState === 'retired' ? 'refused' : 'plain';
  }
}

function ResultWords({ result, tone }: { readonly result: ResultShown; readonly tone: Tone }) {
  const { say } = useTexts();
  switch (result.kind) {
    case 'sale-done':
      return <SaleDone sale={result} />;
    case 'pass-checked':
      return <PassChecked checked={result} tone={tone} />;
    case 'refused':
      return (
        <>
          <Shape tone="refused" />
          <h1>{say('result.refused')}</h1>
          <p className="result-why">{say(`refusal.${result.reason}`)}</p>
          <p className="result-do">{say(`refusal.${result.reason}-do`)}</p>
        </>
      );
  }
}
