import type { Question, QuestionKind, QuestionOf, Reply } from '../contract/kiosk/questions.ts';
import { readSession } from './projections/session.ts';
import type { StationContext } from './usecases/context.ts';
import { badgeAnswers } from './usecases/badge/answers.ts';
import { readMode } from './usecases/badge/shown.ts';
import { correctionAnswers } from './usecases/corrections/answers.ts';
import { dayAnswers } from './usecases/day/answers.ts';
import { doorAnswers } from './usecases/door/answers.ts';
import { sellingAnswers } from './usecases/basket/answers.ts';
import { stockAnswers } from './usecases/stock/answers.ts';

/** One function for each question of a feature. */
export type Answers<Kind extends QuestionKind> = {
  readonly [Each in Kind]: (
    context: StationContext,
    question: QuestionOf<Each>,
  ) => Promise<Reply> | Reply;
};

const ANSWERS: Answers<QuestionKind> = {
  ...sellingAnswers,
  ...correctionAnswers,
  ...dayAnswers,
  ...stockAnswers,
  ...doorAnswers,
  ...badgeAnswers,
};

/** Reads what a screen wants to show; only for somebody who is signed in. */
export async function answerQuestion(context: StationContext, question: Question): Promise<Reply> {
  // A guest who goes out finds their own first name, where nobody is signed in.
  const isOpen = question.kind === 'guests' && readMode(context) === 'badge';
  if (!isOpen && readSession(context.journal.database).staff === null) {
    return { kind: 'refused', reason: 'not-signed-in' };
  }
  return answerOne(context, question);
}

const answerOne = <Kind extends QuestionKind>(
  context: StationContext,
  question: QuestionOf<Kind>,
): Promise<Reply> | Reply => ANSWERS[question.kind](context, question);
