import type { ReactNode } from 'react';
import type { QuestionKind, ReplyOf } from '../../src/contract/kiosk/questions.ts';
import { useTexts } from '../app/texts.ts';
import type { ReplyState } from '../stores/questions.ts';
import { Icon } from './icon.tsx';
import { useHasLasted } from './use-now.ts';

/** An answer that comes in a blink needs no word about waiting. */
const WORTH_SAYING_MS = 300;

/** Draws an answer of the station; until it is there, or when it never comes, a sentence. */
export function ReplyGate<Kind extends QuestionKind>(props: {
  readonly state: ReplyState<Kind>;
  readonly children: (reply: ReplyOf<Kind>) => ReactNode;
}) {
  const { say } = useTexts();
  const { reply, problem, askAgain } = props.state;
  if (reply !== null) return props.children(reply);
  if (problem === null) return <Waiting />;
  const isMute = problem === 'no-answer';
  return (
    <div className="no-rows" role="alert">
      <Icon name="warning" />
      <p>
        {isMute
          ? say('reply.no-answer')
          : `${say(`refusal.${problem}`)} ${say(`refusal.${problem}-do`)}`}
      </p>
      <button type="button" className="button" onClick={askAgain}>
        <Icon name="refresh" />
        {say('reply.again')}
      </button>
    </div>
  );
}

function Waiting() {
  const { say } = useTexts();
  const hasLasted = useHasLasted(WORTH_SAYING_MS);
  return (
    <div className="no-rows" role="status">
      {hasLasted && <p>{say('reply.waiting')}</p>}
    </div>
  );
}
