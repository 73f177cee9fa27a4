import type { PersonId } from '../../shared/ids.ts';
import type { ReadableDb } from '../db/open-database.ts';

/** Everything we keep of a person's memberships, in plain words. */
export type ExportedMembership = {
  readonly collective: string;
  readonly name: string;
  readonly price: string | null;
  readonly state: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly cents: number;
  readonly paidBy: string | null;
  readonly renewsByItself: boolean;
  readonly renewsBy: string | null;
  readonly askedAt: string | null;
  readonly answeredAt: string | null;
  readonly reasonOfRefusal: string;
  readonly answers: readonly { readonly question: string; readonly answer: string }[];
};

export async function exportMemberships(
  db: ReadableDb,
  personId: PersonId,
): Promise<readonly ExportedMembership[]> {
  const rows = await db.query
    .selectFrom('membership')
    .innerJoin('collective', 'collective.id', 'membership.collective_id')
    .leftJoin('membership_price as price', 'price.id', 'membership.price_id')
    .select(['membership.id', 'membership.name', 'membership.state', 'starts_on', 'ends_on'])
    .select(['cents', 'means', 'renews', 'renew_means', 'asked_at', 'decided_at', 'reason'])
    .select(['collective.name as collective_name', 'price.name as price_name'])
    .where('membership.person_id', '=', personId)
    .orderBy('starts_on')
    .orderBy('membership.id')
    .execute();
  const answers = await db.query
    .selectFrom('answer')
    .innerJoin('membership', 'membership.id', 'answer.owner_id')
    .innerJoin('question', 'question.id', 'answer.question_id')
    .select(['answer.owner_id', 'question.label', 'answer.answer'])
    .where('membership.person_id', '=', personId)
    .orderBy('question.line')
    .execute();
  const byMembership = Map.groupBy(answers, (row) => row.owner_id);
  return rows.map((row) => ({
    collective: row.collective_name,
    name: row.name,
    price: row.price_name,
    state: row.state,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    cents: row.cents,
    paidBy: row.means ?? null,
    renewsByItself: row.renews === 1,
    renewsBy: row.renew_means ?? null,
    askedAt: row.asked_at ?? null,
    answeredAt: row.decided_at ?? null,
    reasonOfRefusal: row.reason,
    answers: (byMembership.get(row.id) ?? []).map(({ label, answer }) => ({
      question: label,
      answer,
    })),
  }));
}
