import type { Question } from '../../domain/membership/take-offer.ts';
import type { ReadableDb, WritableDb } from '../db/open-database.ts';

export type OfferQuestion = Question & { readonly label: string };

/** What an offer asks, in its order. */
export async function readQuestions(
  db: ReadableDb | WritableDb,
  offerId: string,
): Promise<readonly OfferQuestion[]> {
  const rows = await db.query
    .selectFrom('question')
    .selectAll()
    .where('offer_id', '=', offerId)
    .where('removed_at', 'is', null)
    .orderBy('line')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    label: row.label,
    kind: row.kind,
    choices: JSON.parse(row.choices) as readonly string[],
    isRequired: row.is_required === 1,
  }));
}

export type GivenAnswer = { readonly question: string; readonly answer: string };

/** What was answered, by membership. Questions that are asked no more keep their answers. */
export async function readAnswers(
  db: ReadableDb,
  membershipIds: readonly string[],
): Promise<ReadonlyMap<string, readonly GivenAnswer[]>> {
  if (membershipIds.length === 0) return new Map();
  const rows = await db.query
    .selectFrom('answer')
    .innerJoin('question', 'question.id', 'answer.question_id')
    .select(['owner_id', 'question.label', 'question.kind', 'answer.answer'])
    .where('owner_id', 'in', membershipIds)
    .orderBy('question.line')
    .execute();
  return new Map(
    [...Map.groupBy(rows, (row) => row.owner_id)].map(([id, own]) => [
      id,
      own.map(({ label, answer }) => ({ question: label, answer })),
    ]),
  );
}
