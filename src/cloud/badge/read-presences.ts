import { sql } from 'kysely';
import type { BadgePlan, HourPool } from '../../domain/badge/plan.ts';
import type { PresenceState } from '../../domain/badge/presence.ts';
import type { PriceStep, VisitBill } from '../../domain/badge/price-steps.ts';
import type {
  CollectiveId,
  GuestId,
  PersonId,
  PlanId,
  PresenceId,
  SpaceId,
  WalletId,
} from '../../shared/ids.ts';
import { cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import type { Day, Instant } from '../../shared/time.ts';
import { businessDay } from '../../shared/time.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { ReadableDb } from '../db/open-database.ts';
import { findHours } from './hours.ts';
import { readLeftMinutes } from './left-minutes.ts';
import { planOfRow, readPlans } from './plans.ts';

export type PresenceHolder =
  | {
      readonly kind: 'wallet';
      readonly walletId: WalletId;
      readonly personId: PersonId | null;
      /** Of a Pass on this wallet; null when there is none any more. */
      readonly cardNumber: string | null;
    }
  | {
      readonly kind: 'guest';
      readonly guestId: GuestId;
      /** Who brought them, and pays; null for a day visitor. */
      readonly hostWalletId: WalletId | null;
      readonly hostPersonId: PersonId | null;
      readonly hostName: string;
    };

/** A stay as people read it. */
export type PresenceRow = {
  readonly presenceId: PresenceId;
  readonly collectiveId: CollectiveId;
  readonly collectiveName: string;
  readonly spaceId: SpaceId;
  readonly spaceName: string;
  readonly planId: PlanId;
  readonly planName: string;
  readonly planVersion: number;
  readonly holder: PresenceHolder;
  /** Of the person or the guest; empty when nobody has linked the Pass. */
  readonly name: string;
  /** They agreed to be named on the board that everybody sees. */
  readonly isNamePublic: boolean;
  /** Null for `no-in`, and once erased. */
  readonly inAt: Instant | null;
  /** Null while they are in, and once erased. */
  readonly outAt: Instant | null;
  readonly day: Day;
  /** 0 while they are in. */
  readonly stayedMinutes: number;
  readonly included: VisitBill['included'];
  /** Credited as `time` by a volunteer plan. */
  readonly timeMinutes: number;
  readonly cents: Cents;
  readonly paidCents: Cents;
  readonly dueCents: Cents;
  readonly why: readonly PriceStep[];
  readonly state: PresenceState;
  readonly isCorrected: boolean;
  readonly isErased: boolean;
};

export type PresenceFilter = {
  readonly collectiveId?: CollectiveId;
  /** Of this wallet, and of the guests it pays for. */
  readonly walletId?: WalletId;
  readonly presenceIds?: readonly PresenceId[];
  /** `2026-11`. */
  readonly month?: string;
  readonly day?: Day;
  readonly isOpen?: boolean;
  /** Only what is not paid yet. */
  readonly isDue?: boolean;
};

/** No page lists more; a month of a big place has a tenth of it. */
const ROWS_MAX = 20_000;

/** Stays, oldest first; those that were removed among them, with their state. */
export async function readPresences(
  db: ReadableDb,
  filter: PresenceFilter,
): Promise<readonly PresenceRow[]> {
  const rows = await selectPresences(db, filter);
  const numbers = await readCardNumbers(
    db,
    rows.flatMap((row) => row.wallet_id ?? []),
  );
  return rows.map((row) => ({
    presenceId: row.id as PresenceId,
    collectiveId: row.collective_id as CollectiveId,
    collectiveName: row.collective_name,
    ...{ spaceId: row.space_id as SpaceId, spaceName: row.space_name },
    ...{ planId: row.plan_id as PlanId, planName: row.plan_name, planVersion: row.plan_version },
    holder:
      row.wallet_id === null
        ? {
            ...{ kind: 'guest' as const, guestId: (row.guest_id ?? '') as GuestId },
            hostWalletId: row.host_wallet_id as WalletId | null,
            hostPersonId: row.host_person_id as PersonId | null,
            hostName: row.host_name ?? '',
          }
        : {
            ...{ kind: 'wallet' as const, walletId: row.wallet_id as WalletId },
            personId: row.person_id as PersonId | null,
            cardNumber: numbers.get(row.wallet_id) ?? null,
          },
    name: row.wallet_id === null ? row.guest_name : (row.person_name ?? ''),
    isNamePublic: row.agreed_at !== null,
    ...{ inAt: row.in_at as Instant | null, outAt: row.out_at as Instant | null },
    ...{ day: row.day as Day, stayedMinutes: row.stayed_minutes },
    included: JSON.parse(row.included) as VisitBill['included'],
    timeMinutes: row.time_minutes,
    ...{ cents: cents(row.billed_cents), paidCents: cents(row.paid_cents) },
    dueCents: cents(Math.max(0, row.billed_cents - row.paid_cents)),
    why: JSON.parse(row.why) as readonly PriceStep[],
    ...{ state: row.state, isCorrected: row.is_corrected === 1, isErased: row.erased_at !== null },
  }));
}

const selectPresences = (db: ReadableDb, filter: PresenceFilter) =>
  db.query
    .selectFrom('presence')
    .innerJoin('collective', 'collective.id', 'presence.collective_id')
    .innerJoin('badge_space as space', 'space.id', 'presence.space_id')
    .innerJoin('badge_plan as plan', 'plan.id', 'presence.plan_id')
    .leftJoin('wallet', 'wallet.id', 'presence.wallet_id')
    .leftJoin('person', 'person.id', 'wallet.person_id')
    .leftJoin('wallet as host_wallet', 'host_wallet.id', 'presence.host_wallet_id')
    .leftJoin('person as host', 'host.id', 'host_wallet.person_id')
    .leftJoin('presence_consent as consent', (join) =>
      join
        .onRef('consent.person_id', '=', 'wallet.person_id')
        .onRef('consent.collective_id', '=', 'presence.collective_id'),
    )
    .selectAll('presence')
    .select(['collective.name as collective_name', 'space.name as space_name'])
    .select(['plan.name as plan_name', 'person.id as person_id', 'person.name as person_name'])
    .select(['host.id as host_person_id', 'host.name as host_name', 'consent.agreed_at'])
    .$if(filter.collectiveId !== undefined, (query) =>
      query.where('presence.collective_id', '=', filter.collectiveId ?? ''),
    )
    .$if(filter.walletId !== undefined, (query) =>
      query.where((where) =>
        where.or([
          where('presence.wallet_id', '=', filter.walletId ?? ''),
          where('presence.host_wallet_id', '=', filter.walletId ?? ''),
        ]),
      ),
    )
    .$if(filter.presenceIds !== undefined, (query) =>
      query.where(isOneOf(db.kind, 'presence.id', filter.presenceIds ?? [])),
    )
    .$if(filter.month !== undefined, (query) =>
      query
        .where('presence.day', '>=', `${filter.month ?? ''}-01`)
        .where('presence.day', '<=', `${filter.month ?? ''}-31`),
    )
    .$if(filter.day !== undefined, (query) => query.where('presence.day', '=', filter.day ?? ''))
    .$if(filter.isOpen !== undefined, (query) =>
      query.where('presence.state', filter.isOpen === true ? '=' : '<>', 'open'),
    )
    .$if(filter.isDue === true, (query) =>
      query.where(sql<boolean>`presence.billed_cents > presence.paid_cents`),
    )
    .orderBy('presence.day')
    // An erased one first of its day: the two databases put nothing in different places.
    .orderBy(sql`coalesce(presence.in_at, presence.out_at, presence.day)`)
    .orderBy('presence.id')
    .limit(ROWS_MAX)
    .execute();

/** A Pass by which staff may know somebody without a name. */
async function readCardNumbers(
  db: ReadableDb,
  walletIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db.query
    .selectFrom('card')
    .select(['wallet_id', 'number'])
    .where(isOneOf(db.kind, 'wallet_id', [...new Set(walletIds)]))
    .where('state', 'in', ['anonymous', 'linked'])
    .orderBy('id')
    .execute();
  return new Map(rows.map((row) => [row.wallet_id ?? '', row.number]));
}

export type PoolNow = HourPool & {
  readonly collectiveId: CollectiveId;
  readonly collectiveName: string;
  readonly membershipId: string;
  readonly planName: string;
  readonly leftMinutes: number;
};

/** Included hours that run now or begin later, soonest to end first. */
export async function readPools(
  db: ReadableDb,
  of: { readonly walletId: WalletId } | { readonly collectiveId: CollectiveId },
  now: Instant,
): Promise<readonly PoolNow[]> {
  const houses = await db.query
    .selectFrom('badge_settings')
    .innerJoin('collective', 'collective.id', 'badge_settings.collective_id')
    .select(['collective.id', 'collective.name', 'time_zone', 'cut_off_hour'])
    .$if('collectiveId' in of, (query) =>
      query.where('collective.id', '=', 'collectiveId' in of ? of.collectiveId : ''),
    )
    .orderBy('collective.name')
    .execute();
  const pools: PoolNow[] = [];
  for (const house of houses) {
    const today = businessDay(now, { timeZone: house.time_zone, cutOffHour: house.cut_off_hour });
    const plans = await readPlans(db, house.id);
    const hours = await findHours(db, plans, 'walletId' in of ? [of.walletId] : 'everybody');
    const own = hours.pools.filter(
      ({ holders, endsOn }) =>
        (endsOn === null || today <= endsOn) &&
        (!('walletId' in of) || holders.includes(of.walletId)),
    );
    const left = await readLeftMinutes(db, house.id, own);
    pools.push(
      ...own.map((pool) => ({
        ...pool,
        ...{ collectiveId: house.id as CollectiveId, collectiveName: house.name },
        planName: plans.versions.get(pool.planId)?.at(-1)?.plan.name ?? '',
        leftMinutes: left(pool.id),
      })),
    );
  }
  const never = '9999-12-31';
  return pools.toSorted((one, two) => ((one.endsOn ?? never) < (two.endsOn ?? never) ? -1 : 1));
}

/** A version of a plan, the newest when none is named; undefined when there is none. */
export async function readPlan(
  db: ReadableDb,
  planId: PlanId,
  version?: number,
): Promise<BadgePlan | undefined> {
  const row = await db.query
    .selectFrom('badge_plan_version')
    .innerJoin('badge_plan', 'badge_plan.id', 'badge_plan_version.plan_id')
    .select('data')
    .where('plan_id', '=', planId)
    .where((where) =>
      version === undefined
        ? where('version', '=', where.ref('current_version'))
        : where('version', '=', version),
    )
    .executeTakeFirst();
  return row === undefined ? undefined : planOfRow(row.data);
}
