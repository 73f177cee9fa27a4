import type { ReadableDb } from '../../db/open-database.ts';

/** A collective in a village, and what it shares there. */
export type VillageMember = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly summary: string;
  readonly picture: string | null;
  readonly sharesAgenda: boolean;
  readonly sharesMemberships: boolean;
  readonly sharesLocalCurrency: boolean;
};

export type Village = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly picture: string | null;
  readonly members: readonly VillageMember[];
};

/** Every village with its collectives, in one query. There are few. */
export async function readVillages(db: ReadableDb): Promise<readonly Village[]> {
  const rows = await db.query
    .selectFrom('village')
    .leftJoin('village_member as member', 'member.village_id', 'village.id')
    .leftJoin('collective', 'collective.id', 'member.collective_id')
    .leftJoin('collective_page as page', 'page.collective_id', 'collective.id')
    .select([
      'village.id as village_id',
      'village.slug as village_slug',
      'village.name as village_name',
      'village.description',
      'village.picture as village_picture',
      'collective.id',
      'collective.slug',
      'collective.name',
      'page.summary',
      'page.picture',
      'member.shares_agenda',
      'member.shares_memberships',
      'member.shares_local_currency',
    ])
    .orderBy('village.name')
    .orderBy('collective.name')
    .execute();
  return [...Map.groupBy(rows, (row) => row.village_id)].flatMap(([id, own]) => {
    const [first] = own;
    if (first === undefined) return [];
    return {
      id,
      slug: first.village_slug,
      name: first.village_name,
      description: first.description,
      picture: first.village_picture ?? null,
      members: own.flatMap((row) =>
        row.id === null || row.slug === null || row.name === null
          ? []
          : [
              {
                ...{ id: row.id, slug: row.slug, name: row.name },
                summary: row.summary ?? '',
                picture: row.picture ?? null,
                sharesAgenda: row.shares_agenda === 1,
                sharesMemberships: row.shares_memberships === 1,
                sharesLocalCurrency: row.shares_local_currency === 1,
              },
            ],
      ),
    };
  });
}

/** The collectives whose events a village shows: those that share their agenda there. */
export const agendaOfVillage = (village: Village): ReadonlySet<string> =>
  new Set(village.members.filter(({ sharesAgenda }) => sharesAgenda).map(({ id }) => id));

/**
 * The collectives near a person (RULES E1): those of the villages of their own ones that share
 * their agenda there. Their own are not among them.
 */
export function collectivesNear(
  villages: readonly Village[],
  ownIds: ReadonlySet<string>,
): ReadonlySet<string> {
  const near = villages
    .filter(({ members }) => members.some(({ id }) => ownIds.has(id)))
    .flatMap((village) => [...agendaOfVillage(village)]);
  return new Set(near.filter((id) => !ownIds.has(id)));
}
