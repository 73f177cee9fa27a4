import type { MembershipDuration } from '../../../domain/membership/period.ts';
import type { MembershipState } from '../../../domain/membership/states.ts';
import { dayOf } from '../../../shared/format.ts';
import type { CollectiveId, PaymentId, PersonId } from '../../../shared/ids.ts';
import { cents } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import type { Day, Instant } from '../../../shared/time.ts';
import { hashSecret } from '../../auth/secrets.ts';
import type { ReadableDb } from '../../db/open-database.ts';

/** One period of the person, as its page shows it. */
export type OwnMembershipOnSite = {
  readonly id: string;
  readonly name: string;
  readonly priceName: string | null;
  readonly state: MembershipState;
  /** Paid, and its first day is still to come. */
  readonly isComing: boolean;
  readonly collective: {
    readonly id: CollectiveId;
    readonly slug: string;
    readonly name: string;
    readonly timeZone: string;
  };
  readonly startsOn: Day;
  readonly endsOn: Day | null;
  readonly cents: Cents;
  readonly means: 'free' | 'pass' | 'bank-card' | null;
  readonly isFromTill: boolean;
  readonly paymentId: PaymentId | null;
  readonly reason: string;
  readonly wasApproved: boolean;
  readonly renews: boolean;
  readonly renewMeans: 'pass' | 'bank-card' | null;
  readonly renewTries: number;
  readonly renewNextAt: Instant | null;
  readonly renewalOf: string | null;
  /** Null when it can be taken no more. */
  readonly offer: {
    readonly id: string;
    readonly duration: MembershipDuration;
    readonly renewsByItself: boolean;
    /** What a renewal costs today. */
    readonly renewalCents: Cents | null;
  } | null;
};

/** All of them, the newest first. */
export async function listOwnMemberships(
  db: ReadableDb,
  personId: PersonId,
  now: Instant,
): Promise<readonly OwnMembershipOnSite[]> {
  const rows = await db.query
    .selectFrom('membership')
    .innerJoin('collective', 'collective.id', 'membership.collective_id')
    .leftJoin('membership_offer as offer', 'offer.id', 'membership.offer_id')
    .leftJoin('membership_price as price', 'price.id', 'membership.price_id')
    .selectAll('membership')
    .select(['collective.slug', 'collective.name as collective_name', 'time_zone'])
    .select(['offer.id as its_offer', 'offer.duration', 'renews_by_itself', 'removed_at'])
    .select(['price.name as price_name', 'price.kind as price_kind', 'price_cents'])
    .where('membership.person_id', '=', personId)
    .orderBy('membership.starts_on', 'desc')
    .orderBy('membership.id', 'desc')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, name: row.name, priceName: row.price_name, state: row.state },
    isComing: row.state === 'active' && row.starts_on > dayOf(now, row.time_zone),
    collective: {
      ...{ id: row.collective_id as CollectiveId, slug: row.slug, name: row.collective_name },
      timeZone: row.time_zone,
    },
    ...{ startsOn: row.starts_on as Day, endsOn: row.ends_on as Day | null },
    ...{ cents: cents(row.cents), means: row.means ?? null, isFromTill: row.sale_id !== null },
    paymentId: (row.payment_id ?? null) as PaymentId | null,
    ...{ reason: row.reason, wasApproved: row.decided_at != null && row.state !== 'refused' },
    ...{ renews: row.renews === 1, renewMeans: row.renew_means ?? null },
    ...{ renewTries: row.renew_tries, renewNextAt: (row.renew_next_at ?? null) as Instant | null },
    renewalOf: row.renewal_of ?? null,
    offer:
      row.its_offer === null || row.duration === null || row.removed_at !== null
        ? null
        : {
            ...{ id: row.its_offer, duration: row.duration },
            renewsByItself: row.renews_by_itself === 1,
            renewalCents:
              row.price_kind === null
                ? null
                : cents(row.price_kind === 'free' ? row.cents : (row.price_cents ?? 0)),
          },
  }));
}

/** Running or paid ahead; under way; over. */
export const groupOf = ({ state }: OwnMembershipOnSite): 'current' | 'waiting' | 'past' => {
  switch (state) {
    case 'active':
      return 'current';
    case 'requested':
    case 'approved':
    case 'waiting-for-payment':
      return 'waiting';
    case 'ended':
    case 'cancelled':
    case 'refused':
      return 'past';
  }
};

/** A text that changes whenever the pages of a person's memberships would. */
export async function readMembershipsVersion(db: ReadableDb, personId: PersonId): Promise<string> {
  const rows = await db.query
    .selectFrom('membership')
    .select(['id', 'state', 'starts_on', 'ends_on', 'cents', 'means', 'renews', 'renew_means'])
    .select(['renew_tries', 'renew_next_at'])
    .where('person_id', '=', personId)
    .orderBy('id')
    .execute();
  return hashSecret(JSON.stringify(rows)).slice(0, 32);
}
