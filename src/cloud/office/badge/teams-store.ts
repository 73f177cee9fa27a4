import type { CollectiveId, PersonId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time.ts';
import { isOneOf } from '../../db/bulk-rows.ts';
import type { ReadableDb, WritableDb } from '../../db/open-database.ts';
import { reckonMembership } from '../../badge/follow-memberships.ts';
import { readPools } from '../../badge/read-presences.ts';
import { listPlans } from './plans-store.ts';

export type TeamPerson = { readonly personId: PersonId; readonly name: string };

/** A membership that gives hours, and who uses them. */
export type Team = {
  readonly membershipId: string;
  readonly membership: string;
  readonly owner: TeamPerson;
  readonly sharers: readonly TeamPerson[];
  /** Whether the plan lets a team use the hours. */
  readonly isShared: boolean;
  readonly pools: readonly {
    readonly planName: string;
    readonly minutes: number;
    readonly leftMinutes: number;
    readonly endsOn: string | null;
  }[];
};

/** The memberships whose hours are counted at this collective, and their teams. */
export async function listTeams(
  db: ReadableDb,
  collectiveId: CollectiveId,
  now: Instant,
): Promise<readonly Team[]> {
  const [pools, plans] = await Promise.all([
    readPools(db, { collectiveId }, now),
    listPlans(db, collectiveId),
  ]);
  const shared = new Set(
    plans.flatMap(({ plan }) =>
      plan.included.flatMap(({ offerId, isShared }) => (isShared ? [offerId] : [])),
    ),
  );
  const ids = [...new Set(pools.map(({ membershipId }) => membershipId))];
  const memberships = await db.query
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.person_id')
    .select(['membership.id', 'membership.name', 'offer_id', 'person.id as person_id'])
    .select(['person.name as person_name', 'person.email'])
    .where(isOneOf(db.kind, 'membership.id', ids))
    .orderBy('person.name')
    .orderBy('membership.id')
    .execute();
  const sharers = await db.query
    .selectFrom('membership_sharer')
    .innerJoin('person', 'person.id', 'membership_sharer.person_id')
    .select(['membership_id', 'person.id', 'person.name', 'person.email'])
    .where(isOneOf(db.kind, 'membership_id', ids))
    .orderBy('person.name')
    .orderBy('person.email')
    .execute();
  return memberships.map((row) => ({
    membershipId: row.id,
    membership: row.name,
    owner: personOf({ id: row.person_id, name: row.person_name, email: row.email }),
    sharers: sharers.flatMap((sharer) =>
      sharer.membership_id === row.id && sharer.id !== row.person_id ? [personOf(sharer)] : [],
    ),
    isShared: shared.has(row.offer_id ?? ''),
    pools: pools.filter(({ membershipId }) => membershipId === row.id),
  }));
}

/** Somebody who has not told their name is known by their address. */
export const personOf = (row: {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
}): TeamPerson => ({
  personId: row.id as PersonId,
  name: row.name === '' ? (row.email ?? '') : row.name,
});

type SharerChange = {
  readonly team: Team;
  readonly personId: string;
  readonly collectiveId: CollectiveId;
  readonly now: Instant;
};

export async function addSharer(tx: WritableDb, change: SharerChange): Promise<void> {
  await tx.query
    .insertInto('membership_sharer')
    .values({ membership_id: change.team.membershipId, person_id: change.personId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await reckonTeam(tx, change);
}

export async function removeSharer(tx: WritableDb, change: SharerChange): Promise<void> {
  await tx.query
    .deleteFrom('membership_sharer')
    .where('membership_id', '=', change.team.membershipId)
    .where('person_id', '=', change.personId)
    .execute();
  await reckonTeam(tx, change);
}

/** Bills follow, and doors learn anew who may use these hours, who no longer does among them. */
async function reckonTeam(
  tx: WritableDb,
  { team, personId, collectiveId, now }: SharerChange,
): Promise<void> {
  const wallets = await tx.query
    .selectFrom('wallet')
    .select('id')
    .where('merged_into', 'is', null)
    .where('person_id', '=', personId)
    .execute();
  await reckonMembership(tx, {
    collectiveId,
    membershipId: team.membershipId,
    walletIds: wallets.map(({ id }) => id),
    now,
  });
}
