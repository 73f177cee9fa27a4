import { useCallback, useEffect, useState } from 'react';
import type {
  Question,
  QuestionKind,
  QuestionOf,
  ReplyOf,
} from '../../src/contract/kiosk/questions.ts';
import type { Refusal } from '../../src/contract/kiosk/refusals.ts';
import { askToRead, useStation } from './station-store.ts';

/** Without an answer for so long, the screen says so and offers to ask again. */
const REPLY_WAIT_MS_MAX = 12_000;

/** `no-answer`: the station was away or did not speak in time. */
export type ReplyProblem = Refusal | 'no-answer';

export type ReplyState<Kind extends QuestionKind> = {
  /** True from the question to its answer. What was known before stays in `reply` meanwhile. */
  readonly isLoading: boolean;
  readonly reply: ReplyOf<Kind> | null;
  readonly problem: ReplyProblem | null;
  readonly askAgain: () => void;
};

type Heard<Kind extends QuestionKind> = {
  /** What this answers, word for word. */
  readonly asked: string;
  /** Which time of asking it answers. */
  readonly round: string;
  readonly reply: ReplyOf<Kind> | null;
  readonly problem: ReplyProblem | null;
};

/**
 * The answer of the station to a question, for as long as it is on screen. A question that changes
 * is asked anew, and the answer to the older one is dropped. Null asks nothing. `freshness`: asked
 * again when it changes, and what was known stays on screen until then, so that nothing jumps.
 */
export function useReply<Kind extends QuestionKind>(
  question: QuestionOf<Kind> | null,
  freshness: string | number = '',
): ReplyState<Kind> {
  const link = useStation((station) => station.link);
  const [tries, setTries] = useState(0);
  const [heard, setHeard] = useState<Heard<Kind> | null>(null);
  const asked = question === null ? null : JSON.stringify(question);
  const round = `${link} ${tries} ${freshness} ${asked}`;

  useEffect(() => {
    if (asked === null || link !== 'open') return undefined;
    const fail = (problem: ReplyProblem) =>
      setHeard((before) => ({
        asked,
        round,
        reply: before?.asked === asked ? before.reply : null,
        problem,
      }));
    const timer = setTimeout(() => fail('no-answer'), REPLY_WAIT_MS_MAX);
    const parsed = JSON.parse(asked) as Question;
    const forget = askToRead(parsed, (reply) => {
      clearTimeout(timer);
      if (reply.kind === 'refused') fail(reply.reason);
      else if (reply.kind === parsed.kind) {
        setHeard({ asked, round, reply: reply as ReplyOf<Kind>, problem: null });
      }
    });
    return () => {
      clearTimeout(timer);
      forget?.();
    };
  }, [asked, link, round]);

  const askAgain = useCallback(() => setTries((before) => before + 1), []);
  const isOfThis = heard !== null && heard.asked === asked;
  return {
    isLoading: asked !== null && heard?.round !== round,
    reply: isOfThis ? heard.reply : null,
    problem: isOfThis ? heard.problem : null,
    askAgain,
  };
}
