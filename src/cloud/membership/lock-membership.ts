import type { MembershipDuration } from '../../domain/membership/period.ts';
import type { MembershipState } from '../../domain/membership/states.ts';
import type { TakenPrice } from '../../domain/membership/take-offer.ts';
import { DEFAULT_LANGUAGE, isLanguage } from '../../shared/i18n.ts';
import type { Language } from '../../shared/i18n.ts';
import type { CollectiveId, MembershipId, PaymentId, PersonId } from '../../shared/ids.ts';
import { cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import type { Day, Instant } from '../../shared/time.ts';
import { lockBadge } from '../badge/lock-badge.ts';
import type { WritableDb } from '../db/open-database.ts';

/** A membership with its offer, while this transaction alone changes those of its person. */
export type LockedMembership = {
  readonly id: MembershipId;
  readonly name: string;
  readonly state: MembershipState;
  readonly startsOn: Day;
  readonly endsOn: Day | null;
  readonly cents: Cents;
  readonly paymentId: PaymentId | null;
  readonly renews: boolean;
  readonly renewMeans: 'pass' | 'bank-card' | null;
  readonly renewTries: number;
  readonly renewNextAt: Instant | null;
  readonly renewalOf: MembershipId | null;
  readonly collective: {
    readonly id: CollectiveId;
    readonly slug: string;
    readonly name: string;
    readonly timeZone: string;
  };
  readonly person: {
    readonly id: PersonId;
    readonly email: string | null;
    readonly name: string;
    readonly language: Language;
  };
  /** Null on those taken before offers were kept. */
  readonly offer: LockedOffer | null;
};

export type LockedOffer = {
  readonly id: string;
  readonly duration: MembershipDuration;
  readonly time_zone: string;
  readonly gift_asset_id: string | null;
  readonly gift_amount: number | null;
  readonly isRemoved: boolean;
  readonly renewsByItself: boolean;
  /** Null when the price is not there any more. */
  readonly price: (TakenPrice & { readonly id: string }) | null;
};

/**
 * Locks the presences of the collective, then the person, as everybody who begins a membership:
 * two tabs, a till and the job take turns. Null when there is none of this id.
 */
export async function lockMembership(
  tx: WritableDb,
  membershipId: string,
): Promise<LockedMembership | null> {
  const found = await tx.query
    .selectFrom('membership')
    .select(['person_id', 'collective_id'])
    .where('id', '=', membershipId)
    .executeTakeFirst();
  if (found === undefined) return null;
  await lockBadge(tx, found.collective_id);
  await lockPerson(tx, found.person_id as PersonId);
  return read(tx, membershipId);
}

export async function lockPerson(tx: WritableDb, personId: PersonId): Promise<void> {
  const query = tx.query.selectFrom('person').select('id').where('id', '=', personId);
  await (tx.kind === 'postgres' ? query.forNoKeyUpdate() : query).executeTakeFirstOrThrow();
}

async function read(tx: WritableDb, membershipId: string): Promise<LockedMembership> {
  const row = await tx.query
    .selectFrom('membership')
    .innerJoin('collective', 'collective.id', 'membership.collective_id')
    .innerJoin('person', 'person.id', 'membership.person_id')
    .selectAll('membership')
    .select(['collective.slug', 'collective.name as collective_name', 'time_zone'])
    .select(['person.email', 'person.name as person_name', 'person.language'])
    .where('membership.id', '=', membershipId)
    .executeTakeFirstOrThrow();
  return {
    id: row.id as MembershipId,
    name: row.name,
    state: row.state,
    startsOn: row.starts_on as Day,
    endsOn: row.ends_on as Day | null,
    cents: cents(row.cents),
    paymentId: (row.payment_id ?? null) as PaymentId | null,
    renews: row.renews === 1,
    renewMeans: row.renew_means ?? null,
    renewTries: row.renew_tries,
    renewNextAt: (row.renew_next_at ?? null) as Instant | null,
    renewalOf: (row.renewal_of ?? null) as MembershipId | null,
    collective: {
      id: row.collective_id as CollectiveId,
      slug: row.slug,
      name: row.collective_name,
      timeZone: row.time_zone,
    },
    person: {
      id: row.person_id as PersonId,
      email: row.email,
      name: row.person_name,
      language: isLanguage(row.language) ? row.language : DEFAULT_LANGUAGE,
    },
    offer: await readOffer(tx, row),
  };
}

async function readOffer(
  tx: WritableDb,
  row: {
    readonly offer_id: string | null;
    readonly price_id: string | null;
    readonly time_zone: string;
  },
): Promise<LockedOffer | null> {
  if (row.offer_id === null) return null;
  const offer = await tx.query
    .selectFrom('membership_offer')
    .selectAll()
    .where('id', '=', row.offer_id)
    .executeTakeFirstOrThrow();
  const price =
    row.price_id === null
      ? undefined
      : await tx.query
          .selectFrom('membership_price')
          .selectAll()
          .where('id', '=', row.price_id)
          .executeTakeFirst();
  return {
    id: offer.id,
    duration: offer.duration,
    time_zone: row.time_zone,
    gift_asset_id: offer.gift_asset_id,
    gift_amount: offer.gift_amount,
    isRemoved: offer.removed_at !== null,
    renewsByItself: offer.renews_by_itself === 1,
    price: price === undefined ? null : takenPriceOf(price),
  };
}

/** A row as the rules of prices take it. */
export const takenPriceOf = (row: {
  readonly id: string;
  readonly kind: TakenPrice['kind'];
  readonly price_cents: number;
  readonly price_min_cents: number | null;
}): TakenPrice & { readonly id: string } => ({
  id: row.id,
  kind: row.kind,
  priceCents: cents(row.price_cents),
  priceMinCents: row.price_min_cents === null ? null : cents(row.price_min_cents),
});
