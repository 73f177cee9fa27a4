import type { ReadableDb, WritableDb } from '../db/open-database.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { Question } from './read-booking-rules.ts';

export const ANSWER_LENGTH_MAX = 500;

export type GivenAnswer = { readonly questionId: string; readonly answer: string };

/** What is asked of who books this event, in order. */
export async function readQuestions(db: ReadableDb, eventId: string): Promise<readonly Question[]> {
  const rows = await db.query
    .selectFrom('question')
    .selectAll()
    .where('event_id', '=', eventId)
    .where('removed_at', 'is', null)
    .orderBy('line')
    .execute();
  return rows.map(({ id, label, kind, choices, is_required: isRequired }) => ({
    ...{ id, label, kind, isRequired: isRequired === 1 },
    choices: JSON.parse(choices) as readonly string[],
  }));
}

/** The answers that are kept, or the first question that has none, or one that cannot be. */
export function checkAnswers(
  questions: readonly Question[],
  given: readonly GivenAnswer[],
): Result<
  readonly GivenAnswer[],
  { readonly code: 'question-missing' | 'answer-wrong'; readonly questionId: string }
> {
  const kept: GivenAnswer[] = [];
  for (const question of questions) {
    const { id: questionId, isRequired } = question;
    const answer = given.find((one) => one.questionId === questionId)?.answer.trim() ?? '';
    if (answer === '' && isRequired) return err({ code: 'question-missing', questionId });
    if (answer === '') continue;
    if (!canBe(question, answer)) return err({ code: 'answer-wrong', questionId });
    kept.push({ questionId, answer });
  }
  return ok(kept);
}

function canBe({ kind, choices }: Question, answer: string): boolean {
  switch (kind) {
    case 'text':
      return answer.length <= ANSWER_LENGTH_MAX;
    case 'choice':
      return choices.includes(answer);
    case 'yes-no':
      return answer === 'yes' || answer === 'no';
  }
}

export async function storeAnswers(
  tx: WritableDb,
  ownerId: string,
  answers: readonly GivenAnswer[],
): Promise<void> {
  if (answers.length === 0) return;
  await tx.query
    .insertInto('answer')
    .values(
      answers.map(({ questionId, answer }) => ({
        ...{ question_id: questionId, owner_id: ownerId, answer },
      })),
    )
    .execute();
}
