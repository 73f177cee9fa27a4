import { useEffect } from 'react';
import type { Activity } from '../../../src/contract/kiosk/activity.ts';
import type { ResultShown } from '../../../src/contract/kiosk/results.ts';
import { useTexts } from '../../app/texts.ts';
import { markPainted } from '../../bridge/painted.ts';
import { Icon } from '../../components/icon.tsx';
import { ask } from '../../stores/station-store.ts';
import { openSheet } from '../../stores/view-store.ts';
import { RESULT_ACTIONS } from './result-actions.ts';
import { ResultWords } from './result-views.tsx';
import { toneOf } from './tone.ts';

type ResultActivity = Extract<Activity, { kind: 'result' }>;

/**
 * What a tap or a payment came to: words, shape, colour, sound. It takes the basket's place and
 * leaves the products free, so that the next sale begins with its first article.
 */
export function ResultPanel({ activity }: { readonly activity: ResultActivity }) {
  const { say } = useTexts();
  const { resultId, result } = activity;

  useEffect(() => markPainted(resultId), [resultId]);

  return (
    <section
      className="result"
      data-tone={toneOf(result)}
      data-kind={result.kind}
      data-result={resultId}
      role="alert"
    >
      <div className="result-body">
        <ResultWords result={result} />
      </div>
      <ResultActions result={result} />
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

function ResultActions({ result }: { readonly result: ResultShown }) {
  const { say } = useTexts();
  const actions = RESULT_ACTIONS.flatMap(({ icon, label, opens }) => {
    const sheet = opens(result);
    return sheet === null ? [] : [{ icon, label, sheet }];
  });
  if (actions.length === 0) return null;
  return (
    <div className="result-actions">
      {actions.map(({ icon, label, sheet }) => (
        <button
          key={label}
          type="button"
          className="button button-on-tone"
          onClick={() => openSheet(sheet)}
        >
          <Icon name={icon} />
          {say(label)}
        </button>
      ))}
    </div>
  );
}
