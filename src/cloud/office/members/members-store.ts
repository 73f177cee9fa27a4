import type { MembershipState } from '../../../domain/membership/states.ts';
import type { CollectiveId } from '../../../shared/ids.ts';
import { cents } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import type { Day, Instant } from '../../../shared/time.ts';
import type { ReadableDb } from '../../db/open-database.ts';
import { readAnswers } from '../../membership/read-questions.ts';
import type { GivenAnswer } from '../../membership/read-questions.ts';

/** A period of somebody, as the people who run the collective see it. */
export type MemberLine = {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly offer: string;
  readonly price: string;
  readonly state: MembershipState;
  readonly startsOn: Day;
  readonly endsOn: Day | null;
  readonly cents: Cents;
  readonly means: 'free' | 'pass' | 'bank-card' | 'till' | null;
  readonly renews: boolean;
};

/** What the list shows: those that run, those that wait for money, those that are over. */
export const MEMBER_FILTERS = {
  current: ['active'],
  toPay: ['approved', 'waiting-for-payment'],
  past: ['ended', 'cancelled', 'refused'],
  all: null,
} as const satisfies Readonly<Record<string, readonly MembershipState[] | null>>;

export type MemberFilter = keyof typeof MEMBER_FILTERS;

export async function listMembers(
  db: ReadableDb,
  collectiveId: CollectiveId,
  filter: MemberFilter,
  limit: number,
): Promise<readonly MemberLine[]> {
  const states: readonly MembershipState[] | null = MEMBER_FILTERS[filter];
  const rows = await db.query
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.person_id')
    .leftJoin('membership_price as price', 'price.id', 'membership.price_id')
    .select(['membership.id', 'membership.name', 'membership.state', 'starts_on', 'ends_on'])
    .select(['cents', 'means', 'renews', 'sale_id'])
    .select(['person.name as person_name', 'person.email', 'price.name as price_name'])
    .where('membership.collective_id', '=', collectiveId)
    .$if(states !== null, (query) => query.where('membership.state', 'in', states ?? []))
    .orderBy('person.name')
    .orderBy('starts_on', 'desc')
    .orderBy('membership.id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, name: row.person_name, email: row.email, offer: row.name },
    ...{ price: row.price_name ?? '', state: row.state },
    ...{ startsOn: row.starts_on as Day, endsOn: row.ends_on as Day | null },
    ...{ cents: cents(row.cents), renews: row.renews === 1 },
    means: row.means ?? (row.sale_id === null ? null : 'till'),
  }));
}

export type MemberRequest = {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly offer: string;
  readonly price: string;
  readonly cents: Cents;
  readonly askedAt: Instant;
  readonly answers: readonly GivenAnswer[];
};

/** Requests that nobody has answered, the oldest first. */
export async function listMemberRequests(
  db: ReadableDb,
  collectiveId: CollectiveId,
): Promise<readonly MemberRequest[]> {
  const rows = await db.query
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.person_id')
    .leftJoin('membership_price as price', 'price.id', 'membership.price_id')
    .select(['membership.id', 'membership.name', 'asked_at', 'cents'])
    .select(['person.name as person_name', 'person.email', 'price.name as price_name'])
    .where('membership.collective_id', '=', collectiveId)
    .where('membership.state', '=', 'requested')
    .where('asked_at', 'is not', null)
    .orderBy('asked_at')
    .orderBy('membership.id')
    .limit(REQUESTS_MAX)
    .execute();
  const answers = await readAnswers(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    ...{ id: row.id, name: row.person_name, email: row.email, offer: row.name },
    ...{ price: row.price_name ?? '', cents: cents(row.cents), askedAt: row.asked_at as Instant },
    answers: answers.get(row.id) ?? [],
  }));
}

/** Those behind come once these are answered. */
const REQUESTS_MAX = 100;
