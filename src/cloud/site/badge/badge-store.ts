import { spendableAt } from '../../../domain/wallet/split-payment.ts';
import { hashSecret } from '../../auth/secrets.ts';
import type {
  CollectiveId,
  PersonId,
  PlanId,
  PresenceId,
  SpaceId,
  TapId,
  WalletId,
} from '../../../shared/ids.ts';
import { ZERO_CENTS } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import type { Instant } from '../../../shared/time.ts';
import { isOneOf } from '../../db/bulk-rows.ts';
import type { ReadableDb } from '../../db/open-database.ts';
import { readWallet } from '../../ledger/read-wallet.ts';
import { readSellers } from '../../ledger/sellers.ts';
import { walletsBehind } from '../../ledger/wallets.ts';

/** A collective where people badge. */
export type BadgePlace = {
  readonly collectiveId: CollectiveId;
  readonly slug: string;
  readonly name: string;
  readonly timeZone: string;
  readonly cutOffHour: number;
  readonly welcome: string;
  /** In and out from a phone. */
  readonly allowsSite: boolean;
  readonly doorSecret: string;
  readonly keepMonths: number;
};

const selectPlaces = (db: ReadableDb) =>
  db.query
    .selectFrom('badge_settings')
    .innerJoin('collective', 'collective.id', 'badge_settings.collective_id')
    .select([
      ...(['collective.id', 'collective.slug', 'collective.name'] as const),
      ...(['collective.time_zone', 'collective.cut_off_hour'] as const),
      ...(['welcome', 'allows_site', 'door_secret', 'keep_months'] as const),
    ])
    .orderBy('collective.name');

type PlaceRow = Awaited<ReturnType<ReturnType<typeof selectPlaces>['execute']>>[number];

const placeOf = (row: PlaceRow): BadgePlace => ({
  collectiveId: row.id as CollectiveId,
  slug: row.slug,
  name: row.name,
  timeZone: row.time_zone,
  cutOffHour: row.cut_off_hour,
  welcome: row.welcome,
  allowsSite: row.allows_site === 1,
  doorSecret: row.door_secret,
  keepMonths: row.keep_months,
});

/** All collectives that badge, by their names. */
export const listPlaces = async (db: ReadableDb): Promise<readonly BadgePlace[]> =>
  (await selectPlaces(db).execute()).map(placeOf);

/** The places where a wallet has stays, and these; by their names. */
export async function listOwnPlaces(
  db: ReadableDb,
  walletId: WalletId | undefined,
  collectiveIds: readonly string[],
): Promise<readonly BadgePlace[]> {
  const family = walletId === undefined ? [] : await walletsBehind(db, walletId);
  const been = await db.query
    .selectFrom('presence')
    .select('collective_id')
    .distinct()
    .where((where) =>
      where.or([isOneOf(db.kind, 'wallet_id', family), isOneOf(db.kind, 'host_wallet_id', family)]),
    )
    .execute();
  const ids = new Set([...collectiveIds, ...been.map((row) => row.collective_id)]);
  const rows = await selectPlaces(db)
    .where(isOneOf(db.kind, 'collective.id', [...ids]))
    .execute();
  return rows.map(placeOf);
}

/** The place with this name in addresses, or whose door this is; null when there is none. */
export async function findPlace(
  db: ReadableDb,
  by: { readonly slug: string } | { readonly doorSecret: string },
): Promise<BadgePlace | null> {
  const places = selectPlaces(db);
  const row = await (
    'slug' in by
      ? places.where('collective.slug', '=', by.slug)
      : places.where('badge_settings.door_secret', '=', by.doorSecret)
  ).executeTakeFirst();
  return row === undefined ? null : placeOf(row);
}

/** Where one can be in: what is there now, not what was removed. */
export type BadgeSpace = {
  readonly id: SpaceId;
  readonly name: string;
  readonly places: number;
  readonly planId: PlanId;
  readonly planName: string;
};

export async function listSpaces(
  db: ReadableDb,
  collectiveId: CollectiveId,
): Promise<readonly BadgeSpace[]> {
  const rows = await db.query
    .selectFrom('badge_space')
    .innerJoin('badge_plan', 'badge_plan.id', 'badge_space.plan_id')
    .select([
      ...(['badge_space.id', 'badge_space.name', 'badge_space.places'] as const),
      ...(['badge_space.plan_id', 'badge_plan.name as plan_name'] as const),
    ])
    .where('badge_space.collective_id', '=', collectiveId)
    .where('badge_space.removed_at', 'is', null)
    .orderBy('badge_space.sort_order')
    .orderBy('badge_space.name')
    .execute();
  return rows.map((row) => ({
    id: row.id as SpaceId,
    name: row.name,
    places: row.places,
    planId: row.plan_id as PlanId,
    planName: row.plan_name,
  }));
}

/** A tap that counts, or that was taken back. */
export type OwnTap = {
  readonly tapId: TapId;
  readonly collectiveId: CollectiveId;
  readonly spaceId: SpaceId;
  readonly direction: 'in' | 'out';
  readonly at: Instant;
  readonly isUndone: boolean;
};

type TapSearch = {
  readonly walletId: WalletId;
  readonly collectiveId: CollectiveId;
} & ({ readonly tapId: string } | { readonly spaceId: string });

/** One tap of this wallet: a named one, or the newest in a space that was not taken back. */
export async function findOwnTap(db: ReadableDb, search: TapSearch): Promise<OwnTap | null> {
  const family = await walletsBehind(db, search.walletId);
  const taps = db.query
    .selectFrom('presence_event as tap')
    .leftJoin('presence_event as undo', (join) =>
      join.onRef('undo.target_id', '=', 'tap.id').on('undo.kind', '=', 'undo'),
    )
    .select(['tap.id', 'tap.space_id', 'tap.direction', 'tap.at', 'undo.id as undo_id'])
    .where('tap.kind', '=', 'tap')
    .where('tap.collective_id', '=', search.collectiveId)
    .where('tap.guest_id', 'is', null)
    .where(isOneOf(db.kind, 'tap.wallet_id', family));
  const row = await (
    'tapId' in search
      ? taps.where('tap.id', '=', search.tapId)
      : taps
          .where('tap.space_id', '=', search.spaceId)
          .where('undo.id', 'is', null)
          .orderBy('tap.at', 'desc')
          .limit(1)
  ).executeTakeFirst();
  if (row === undefined || row.direction === null || row.space_id === null) return null;
  return {
    tapId: row.id as TapId,
    collectiveId: search.collectiveId,
    spaceId: row.space_id as SpaceId,
    direction: row.direction,
    at: row.at as Instant,
    isUndone: row.undo_id !== null,
  };
}

/** The stay that a tap began or ended; null while it is not reckoned, or when it never was. */
export async function findStayOfTap(
  db: ReadableDb,
  walletId: WalletId,
  tap: OwnTap,
): Promise<PresenceId | null> {
  const family = await walletsBehind(db, walletId);
  const row = await db.query
    .selectFrom('presence')
    .select('id')
    .where('space_id', '=', tap.spaceId)
    .where('guest_id', 'is', null)
    .where(isOneOf(db.kind, 'wallet_id', family))
    .where(tap.direction === 'in' ? 'in_at' : 'out_at', '=', tap.at)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : (row.id as PresenceId);
}

/** The months before and after one in which a wallet has stays: `2026-11`. */
export async function findMonthsAround(
  db: ReadableDb,
  walletId: WalletId,
  month: string,
): Promise<{ readonly older: string | null; readonly newer: string | null }> {
  const family = await walletsBehind(db, walletId);
  const stays = db.query
    .selectFrom('presence')
    .select('day')
    .where((where) =>
      where.or([isOneOf(db.kind, 'wallet_id', family), isOneOf(db.kind, 'host_wallet_id', family)]),
    );
  const [older, newer] = await Promise.all([
    stays.where('day', '<', `${month}-01`).orderBy('day', 'desc').limit(1).executeTakeFirst(),
    stays.where('day', '>', `${month}-31`).orderBy('day').limit(1).executeTakeFirst(),
  ]);
  return { older: older?.day.slice(0, 7) ?? null, newer: newer?.day.slice(0, 7) ?? null };
}

/** What a wallet can spend at a collective, in euros. */
export async function readSpendable(
  db: ReadableDb,
  walletId: WalletId,
  collectiveId: CollectiveId,
): Promise<Cents> {
  const [{ assets }, sellers] = await Promise.all([
    readWallet(db, walletId),
    readSellers(db, [collectiveId]),
  ]);
  const seller = sellers.get(collectiveId);
  return seller === undefined ? ZERO_CENTS : spendableAt(assets, seller).totalCents;
}

/** The collectives at which a person agreed to be named. */
export async function listConsents(
  db: ReadableDb,
  personId: PersonId,
): Promise<ReadonlyMap<string, Instant>> {
  const rows = await db.query
    .selectFrom('presence_consent')
    .select(['collective_id', 'agreed_at'])
    .where('person_id', '=', personId)
    .execute();
  return new Map(rows.map((row) => [row.collective_id, row.agreed_at as Instant]));
}

/** A text that changes whenever the page of one's stays would: each minute too, while one is in. */
export async function readStaysVersion(
  db: ReadableDb,
  walletId: WalletId,
  now: Instant,
): Promise<string> {
  const family = await walletsBehind(db, walletId);
  const row = await db.query
    .selectFrom('presence')
    .select(({ fn }) => [
      fn.countAll<number>().as('stays'),
      fn.max('in_at').as('in_at'),
      fn.max('out_at').as('out_at'),
      fn.sum<number>('billed_cents').as('billed'),
      fn.sum<number>('paid_cents').as('paid'),
      fn.sum<number>('stayed_minutes').as('stayed'),
      fn.sum<number>('is_corrected').as('corrected'),
      fn.count<number>('id').filterWhere('state', '=', 'open').as('open'),
    ])
    .where((where) =>
      where.or([isOneOf(db.kind, 'wallet_id', family), isOneOf(db.kind, 'host_wallet_id', family)]),
    )
    .executeTakeFirst();
  const minute = (row?.open ?? 0) === 0 ? null : now.slice(0, MINUTE_LENGTH);
  return hashSecret(JSON.stringify([row ?? null, minute])).slice(0, 32);
}

/** `2026-11-22T17:10` of an instant. */
const MINUTE_LENGTH = 16;
