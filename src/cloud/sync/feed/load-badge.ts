import { sql } from 'kysely';
import { businessDay } from '../../../shared/time.ts';
import { readLeftMinutes } from '../../badge/left-minutes.ts';
import { addDays, addMonths } from '../../badge/days.ts';
import { findHours, offersOf } from '../../badge/hours.ts';
import type { Hours } from '../../badge/hours.ts';
import { readPlans } from '../../badge/plans.ts';
import { isOneOf } from '../../db/bulk-rows.ts';
import type { ReadableDb } from '../../db/open-database.ts';
import { limitOf, loadOwnRows, selected } from './feed-reader.ts';
import type { FeedReader, FeedSelection, Load } from './feed-reader.ts';

/** Plans, spaces, accounts, presences and keys of the badge station. */

/** Older versions are for those who came in under them, at a door that was without network. */
const VERSIONS_MAX = 10;

export const loadBadgePlans: Load = async (db, reader, selection) => {
  const rows = await loadOwnRows(db, reader, selection, 'badge_plan');
  const plans = await readPlans(db, reader.collectiveId);
  return rows.map((row) => ({
    id: row.id,
    value:
      row.removed_at === null
        ? {
            id: row.id,
            name: row.name,
            versions: (plans.versions.get(row.id) ?? [])
              .map(({ plan }) => plan)
              .filter(({ version }) => version <= row.current_version)
              .slice(-VERSIONS_MAX),
          }
        : null,
  }));
};

export const loadSpaces: Load = async (db, reader, selection) =>
  (await loadOwnRows(db, reader, selection, 'badge_space')).map((row) => ({
    id: row.id,
    value:
      row.removed_at === null
        ? {
            id: row.id,
            name: row.name,
            planId: row.plan_id,
            places: row.places,
            picture: row.picture,
            sortOrder: row.sort_order,
          }
        : null,
  }));

export const loadPresenceKeys: Load = async (db, reader, selection) => {
  const rows = await db.query
    .selectFrom('presence_key')
    .select(['month as id', 'key'])
    .where('collective_id', '=', reader.collectiveId)
    .where(selected(db, 'month', selection))
    .orderBy('month')
    .limit(limitOf(selection))
    .execute();
  return withGone(
    selection,
    rows.map(({ id, key }) => ({ id, value: { id, key } })),
  );
};

/** What was named and is not there any more is gone. */
const withGone = (
  selection: FeedSelection,
  loaded: readonly { readonly id: string; readonly value: unknown }[],
) => {
  if (selection.kind === 'after') return loaded;
  const byId = new Map(loaded.map((item) => [item.id, item]));
  return selection.ids.toSorted().map((id) => byId.get(id) ?? { id, value: null });
};

/** A stay is shown on the day of it and the next one, and until it is paid. */
export const loadPresences: Load = async (db, reader, selection) => {
  const house = await readHouse(db, reader);
  if (house === null) return [];
  const rows = await db.query
    .selectFrom('presence')
    .selectAll()
    .where('collective_id', '=', reader.collectiveId)
    .where(selected(db, 'id', selection))
    .where((where) =>
      where.or([
        where('state', '=', 'open'),
        where('day', '>=', addDays(house.today, -1)),
        where('billed_cents', '>', where.ref('paid_cents')),
      ]),
    )
    .orderBy('id')
    .limit(limitOf(selection))
    .execute();
  const loaded = rows.map((row) => ({
    id: row.id,
    value: {
      ...{ id: row.id, spaceId: row.space_id, planId: row.plan_id, planVersion: row.plan_version },
      holder:
        row.wallet_id === null
          ? {
              ...{ kind: 'guest', guestId: row.guest_id, name: row.guest_name },
              hostWalletId: row.host_wallet_id,
            }
          : { kind: 'wallet', walletId: row.wallet_id },
      ...{ inAt: row.in_at, outAt: row.out_at, state: row.state, day: row.day },
      stayedMinutes: row.stayed_minutes,
      included: (
        JSON.parse(row.included) as readonly { readonly poolId: string; readonly minutes: number }[]
      ).map(({ poolId, minutes }) => ({ poolId, minutes })),
      ...{ billedCents: row.billed_cents, paidCents: row.paid_cents },
    },
  }));
  return withGone(selection, loaded);
};

/** Whoever was here so lately is greeted by name, also at a door without network. */
const LATELY_DAYS = 40;

export const loadBadgeAccounts: Load = async (db, reader, selection) => {
  const house = await readHouse(db, reader);
  if (house === null) return [];
  const plans = await readPlans(db, reader.collectiveId);
  const wallets = await findAccounts(db, reader, selection, offersOf(plans), house.today);
  const ids = wallets.map(({ id }) => id);
  const hours = await findHours(db, plans, ids);
  const left = await readLeftMinutes(db, reader.collectiveId, hours.pools);
  const months = await readMonths(db, reader, ids, house.today);
  const loaded = wallets.map(({ id, name, agreed_at: agreedAt }) => ({
    id,
    value: {
      ...{ id, name: (name ?? '').slice(0, 60), isNamePublic: agreedAt !== null },
      pools: hours.pools
        .filter(({ holders, endsOn }) => holders.includes(id) && isRunning(endsOn, house.today))
        .map(({ membershipId: _membershipId, ...pool }) => ({
          ...pool,
          leftMinutes: left(pool.id),
        })),
      memberOf: memberOf(hours, plans, id, house.today),
      months: months.get(id) ?? [],
    },
  }));
  return withGone(selection, loaded);
};

const isRunning = (endsOn: string | null, today: string): boolean =>
  endsOn === null || today <= endsOn;

type House = { readonly today: ReturnType<typeof businessDay> };

async function readHouse(db: ReadableDb, reader: FeedReader): Promise<House | null> {
  const row = await db.query
    .selectFrom('badge_settings')
    .innerJoin('collective', 'collective.id', 'badge_settings.collective_id')
    .select(['time_zone', 'cut_off_hour'])
    .where('collective_id', '=', reader.collectiveId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const rule = { timeZone: row.time_zone, cutOffHour: row.cut_off_hour };
  return { today: businessDay(reader.now, rule) };
}

/** Wallets that were here lately, or whose memberships count here. */
const findAccounts = (
  db: ReadableDb,
  reader: FeedReader,
  selection: FeedSelection,
  offerIds: readonly string[],
  today: House['today'],
) =>
  db.query
    .selectFrom('wallet')
    .leftJoin('person', 'person.id', 'wallet.person_id')
    .leftJoin('presence_consent as consent', (join) =>
      join
        .onRef('consent.person_id', '=', 'wallet.person_id')
        .on('consent.collective_id', '=', reader.collectiveId),
    )
    .select(['wallet.id', 'person.name', 'consent.agreed_at'])
    .where(selected(db, 'wallet.id', selection))
    .where('merged_into', 'is', null)
    .where((where) =>
      where.or([
        where.exists(
          where
            .selectFrom('presence')
            .select('presence.id')
            .whereRef('presence.wallet_id', '=', 'wallet.id')
            .where('presence.collective_id', '=', reader.collectiveId)
            .where('presence.day', '>=', addDays(today, -LATELY_DAYS)),
        ),
        where.exists(
          where
            .selectFrom('membership')
            .leftJoin('membership_sharer as sharer', 'sharer.membership_id', 'membership.id')
            .select('membership.id')
            .where(isOneOf(db.kind, 'offer_id', offerIds))
            .where('membership.state', '=', 'active')
            .where(sql<boolean>`coalesce(membership.ends_on, ${today}) >= ${today}`)
            .where((either) =>
              either.or([
                either('membership.person_id', '=', either.ref('wallet.person_id')),
                either('sharer.person_id', '=', either.ref('wallet.person_id')),
              ]),
            ),
        ),
      ]),
    )
    .orderBy('wallet.id')
    .limit(limitOf(selection))
    .execute();

/** Plans with a member price for this wallet, and from when to when. */
const memberOf = (
  hours: Hours,
  plans: Awaited<ReturnType<typeof readPlans>>,
  walletId: string,
  today: string,
) =>
  [...plans.versions].flatMap(([planId, versions]) => {
    const offerIds = versions.at(-1)?.plan.member?.offerIds ?? [];
    return hours.memberships
      .filter(
        (held) =>
          held.walletId === walletId &&
          offerIds.includes(held.offerId) &&
          isRunning(held.endsOn, today),
      )
      .map(({ startsOn, endsOn }) => ({ planId, startsOn, endsOn }));
  });

/** Billed by plan in this calendar month and the one before, for the month's cap. */
async function readMonths(
  db: ReadableDb,
  reader: FeedReader,
  walletIds: readonly string[],
  today: House['today'],
) {
  const wanted = [today, addMonths(today, -1)].map((day) => day.slice(0, 7));
  const rows = await db.query
    .selectFrom('presence')
    .select(['wallet_id', 'plan_id', 'months'])
    .where('collective_id', '=', reader.collectiveId)
    .where(isOneOf(db.kind, 'wallet_id', walletIds))
    .where('day', '>=', addDays(`${wanted[1] ?? ''}-01` as House['today'], -8))
    .execute();
  const sums = new Map<string, Map<string, number>>();
  for (const row of rows) {
    const own = sums.get(row.wallet_id ?? '') ?? new Map<string, number>();
    sums.set(row.wallet_id ?? '', own);
    for (const { month, cents } of JSON.parse(row.months) as readonly MonthCents[]) {
      if (!wanted.includes(month)) continue;
      const key = `${row.plan_id} ${month}`;
      own.set(key, (own.get(key) ?? 0) + cents);
    }
  }
  return new Map(
    [...sums].map(([walletId, own]) => [
      walletId,
      [...own].toSorted(byKey).map(([key, cents]) => {
        const [planId = '', month = ''] = key.split(' ');
        return { planId, month, cents };
      }),
    ]),
  );
}

const byKey = ([left]: readonly [string, number], [right]: readonly [string, number]): number =>
  left < right ? -1 : 1;

type MonthCents = { readonly month: string; readonly cents: number };
