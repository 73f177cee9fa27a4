import type { Instant } from '../../../shared/time.ts';
import type { ReadableDb } from '../../db/open-database.ts';
import type { Place } from './event-store.ts';

export type CollectiveOnSite = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly openingHours: string;
  readonly place: Place;
  readonly email: string | null;
  readonly phone: string | null;
  readonly picture: string | null;
  readonly villages: readonly { readonly slug: string; readonly name: string }[];
  /** Whether it sells memberships, and whether it looks for help now. */
  readonly hasOffers: boolean;
  readonly hasShifts: boolean;
};

/** A collective as the public sees it; null when there is none of that name. */
export async function findCollectiveOnSite(
  db: ReadableDb,
  slug: string,
  now: Instant,
): Promise<CollectiveOnSite | null> {
  const row = await db.query
    .selectFrom('collective')
    .leftJoin('collective_page', 'collective_page.collective_id', 'collective.id')
    .selectAll('collective_page')
    .select(['collective.id', 'collective.slug', 'collective.name'])
    .select((from) => [
      from
        .exists(
          from
            .selectFrom('membership_offer')
            .select('membership_offer.id')
            .whereRef('membership_offer.collective_id', '=', 'collective.id')
            .where('membership_offer.removed_at', 'is', null),
        )
        .as('has_offers'),
      from
        .exists(
          from
            .selectFrom('shift')
            .select('shift.id')
            .whereRef('shift.collective_id', '=', 'collective.id')
            .where('shift.removed_at', 'is', null)
            .where('shift.starts_at', '>', now),
        )
        .as('has_shifts'),
    ])
    .where('collective.slug', '=', slug)
    .executeTakeFirst();
  if (row === undefined) return null;
  const villages = await db.query
    .selectFrom('village')
    .innerJoin('village_member', 'village_member.village_id', 'village.id')
    .select(['village.slug', 'village.name'])
    .where('village_member.collective_id', '=', row.id)
    .orderBy('village.name')
    .execute();
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    summary: row.summary ?? '',
    description: row.description ?? '',
    openingHours: row.opening_hours ?? '',
    place: {
      name: '',
      street: row.street ?? '',
      postalCode: row.postal_code ?? '',
      town: row.town ?? '',
      country: row.country ?? 'FR',
      latitudeE6: row.latitude_e6,
      longitudeE6: row.longitude_e6,
    },
    email: row.email,
    phone: row.phone,
    picture: row.picture,
    villages,
    hasOffers: Boolean(row.has_offers),
    hasShifts: Boolean(row.has_shifts),
  };
}
