import type { MembershipDuration } from '../../../domain/membership/period.ts';
import type { TakenPrice } from '../../../domain/membership/take-offer.ts';
import type { CollectiveId } from '../../../shared/ids.ts';
import { cents } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import type { Instant } from '../../../shared/time.ts';
import { planOfRow } from '../../badge/plans.ts';
import { isOneOf } from '../../db/bulk-rows.ts';
import type { ReadableDb } from '../../db/open-database.ts';
import { takenPriceOf } from '../../membership/lock-membership.ts';

export type PriceOnSite = TakenPrice & { readonly id: string; readonly name: string };

/** What a collective offers its members, as the site explains it. */
export type OfferOnSite = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly duration: MembershipDuration;
  readonly renewsByItself: boolean;
  readonly needsApproval: boolean;
  readonly collective: {
    readonly id: CollectiveId;
    readonly slug: string;
    readonly name: string;
    readonly timeZone: string;
  };
  readonly prices: readonly PriceOnSite[];
  readonly opens: Opens;
};

/** What a membership opens (RULES A4). */
export type Opens = {
  readonly includedMinutes: number;
  readonly hasMemberHours: boolean;
  readonly gift: { readonly name: string; readonly cents: Cents } | null;
  /** Coming events with a member price for it, the soonest first. */
  readonly events: readonly string[];
};

type Asked = { readonly collectiveSlug?: string; readonly offerId?: string };

/** What can be taken: everything, what one collective offers, or one. */
export async function listOffersOnSite(
  db: ReadableDb,
  asked: Asked,
  now: Instant,
): Promise<readonly OfferOnSite[]> {
  const rows = await db.query
    .selectFrom('membership_offer as offer')
    .innerJoin('collective', 'collective.id', 'offer.collective_id')
    .leftJoin('asset', 'asset.id', 'offer.gift_asset_id')
    .selectAll('offer')
    .select(['collective.slug', 'collective.name as collective_name', 'time_zone'])
    .select('asset.name as gift_name')
    .where('offer.removed_at', 'is', null)
    .$if(asked.collectiveSlug !== undefined, (query) =>
      query.where('collective.slug', '=', asked.collectiveSlug ?? ''),
    )
    .$if(asked.offerId !== undefined, (query) => query.where('offer.id', '=', asked.offerId ?? ''))
    .orderBy('collective.name')
    .orderBy('offer.id')
    .execute();
  const ids = rows.map(({ id }) => id);
  const collectiveIds = [...new Set(rows.map((row) => row.collective_id))];
  const [prices, hours, events] = await Promise.all([
    readPrices(db, ids),
    readHours(db, collectiveIds),
    readEvents(db, collectiveIds, now),
  ]);
  return rows
    .map((row) => ({
      ...{ id: row.id, name: row.name, description: row.description, duration: row.duration },
      renewsByItself: row.renews_by_itself === 1,
      needsApproval: row.needs_approval === 1,
      collective: {
        ...{ id: row.collective_id as CollectiveId, slug: row.slug, name: row.collective_name },
        timeZone: row.time_zone,
      },
      prices: prices.get(row.id) ?? [],
      opens: {
        ...hours(row.id),
        gift:
          row.gift_name === null || row.gift_amount === null
            ? null
            : { name: row.gift_name, cents: cents(row.gift_amount) },
        events: events(row.id, row.collective_id),
      },
    }))
    .filter((offer) => offer.prices.length > 0);
}

/** One that can be taken here. */
export async function findOfferOnSite(
  db: ReadableDb,
  asked: Required<Asked>,
  now: Instant,
): Promise<OfferOnSite | null> {
  const [offer] = await listOffersOnSite(db, asked, now);
  return offer ?? null;
}

async function readPrices(
  db: ReadableDb,
  offerIds: readonly string[],
): Promise<ReadonlyMap<string, readonly PriceOnSite[]>> {
  const rows = await db.query
    .selectFrom('membership_price')
    .selectAll()
    .where(isOneOf(db.kind, 'offer_id', offerIds))
    .orderBy('line')
    .execute();
  return new Map(
    [...Map.groupBy(rows, (row) => row.offer_id)].map(([id, own]) => [
      id,
      own.map((row) => ({ ...takenPriceOf(row), name: row.name })),
    ]),
  );
}

/** What the plans of today give to members. */
async function readHours(db: ReadableDb, collectiveIds: readonly string[]) {
  const rows = await db.query
    .selectFrom('badge_plan')
    .innerJoin('badge_plan_version as version', (join) =>
      join
        .onRef('version.plan_id', '=', 'badge_plan.id')
        .onRef('version.version', '=', 'badge_plan.current_version'),
    )
    .select('version.data')
    .where(isOneOf(db.kind, 'collective_id', collectiveIds))
    .where('removed_at', 'is', null)
    .execute();
  const plans = rows.map(({ data }) => planOfRow(data));
  return (offerId: string): Pick<Opens, 'includedMinutes' | 'hasMemberHours'> => ({
    includedMinutes: Math.max(
      0,
      ...plans.flatMap(({ included }) =>
        included.filter((one) => one.offerId === offerId).map((one) => one.minutesPerPeriod),
      ),
    ),
    hasMemberHours: plans.some(({ member }) => member?.offerIds.includes(offerId) === true),
  });
}

async function readEvents(db: ReadableDb, collectiveIds: readonly string[], now: Instant) {
  const rows = await db.query
    .selectFrom('event')
    .innerJoin('event_price', 'event_price.event_id', 'event.id')
    .select(['event.id', 'event.name', 'event.collective_id', 'event_price.offer_id'])
    .where(isOneOf(db.kind, 'event.collective_id', collectiveIds))
    .where('event_price.kind', '=', 'member')
    .where('event.published', '=', 1)
    .where('event.starts_at', '>', now)
    .orderBy('event.starts_at')
    .execute();
  return (offerId: string, collectiveId: string): readonly string[] => [
    ...new Map(
      rows
        .filter((row) => row.collective_id === collectiveId)
        .filter((row) => row.offer_id == null || row.offer_id === offerId)
        .map((row) => [row.id, row.name]),
    ).values(),
  ];
}

/** The collectives of the villages of these, that share their memberships there. */
export async function listVillageCollectiveIds(
  db: ReadableDb,
  ownIds: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const rows = await db.query
    .selectFrom('village_member as ours')
    .innerJoin('village_member as theirs', 'theirs.village_id', 'ours.village_id')
    .select('theirs.collective_id')
    .where(isOneOf(db.kind, 'ours.collective_id', [...ownIds]))
    .where('theirs.shares_memberships', '=', 1)
    .execute();
  return new Set(rows.map((row) => row.collective_id));
}
