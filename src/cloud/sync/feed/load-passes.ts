import type { WalletId } from '../../../shared/ids.ts';
import { dayOf } from '../../../shared/format.ts';
import { isOneOf } from '../../db/bulk-rows.ts';
import type { ReadableDb } from '../../db/open-database.ts';
import { readLoyaltyProgress } from '../../loyalty/loyalty-store.ts';
import { limitOf, selected } from './feed-reader.ts';
import type { FeedReader, FeedSelection, Load } from './feed-reader.ts';

/** Passes of the village, and what is on them. Nothing of the holder goes to a station. */

export const loadCards: Load = async (db, reader, selection) => {
  const rows = await db.query
    .selectFrom('card')
    .select(['id', 'uid', 'tag4', 'number', 'state', 'trust_level', 'wallet_id'])
    .where(isOneOf(db.kind, 'collective_id', reader.circle))
    .where(selected(db, 'id', selection))
    .orderBy('id')
    .limit(limitOf(selection))
    .execute();
  return rows.map((row) => ({
    id: row.id,
    value: {
      id: row.id,
      uid: row.uid,
      tag: row.tag4 ?? (row.uid ?? '').slice(0, 8),
      number: row.number,
      state: row.state,
      trustLevel: row.trust_level,
      walletId: row.wallet_id,
    },
  }));
};

/** Wallets behind the cards of the circle. One that flowed into another is gone. */
export const loadWallets: Load = async (db, reader, selection) => {
  const wallets = await findWallets(db, reader, selection);
  const ids = wallets.map(({ id }) => id);
  const accounts = await findAccounts(db, reader, ids);
  const memberships = await findMemberships(db, reader, ids);
  const walletIds = ids.map((id) => id as WalletId);
  const progress = await readLoyaltyProgress(db, walletIds, reader.collectiveId);
  return wallets.map(({ id, merged_into: mergedInto }) => {
    if (mergedInto !== null) return { id, value: null };
    const own = accounts.get(id) ?? [];
    return {
      id,
      value: {
        id,
        holdings: own.map((account) => ({
          assetId: account.asset_id,
          availableCents: account.balance - account.held,
        })),
        debtCents: own.reduce((sum, account) => sum + account.debt, 0),
        memberships: memberships.get(id) ?? [],
        loyaltyProgress: progress.get(id as WalletId) ?? 0,
      },
    };
  });
};

const findWallets = (db: ReadableDb, reader: FeedReader, selection: FeedSelection) =>
  db.query
    .selectFrom('wallet')
    .select(['id', 'merged_into'])
    .where(selected(db, 'id', selection))
    .where((where) =>
      where.or([
        where.exists(
          where
            .selectFrom('card')
            .select('card.id')
            .whereRef('card.wallet_id', '=', 'wallet.id')
            .where(isOneOf(db.kind, 'card.collective_id', reader.circle)),
        ),
        where.and([
          where('merged_into', 'is not', null),
          where.val(selection.kind === 'named' ? 1 : 0).$castTo<boolean>(),
        ]),
      ]),
    )
    .orderBy('id')
    .limit(limitOf(selection))
    .execute();

async function findAccounts(db: ReadableDb, reader: FeedReader, walletIds: readonly string[]) {
  const accounts = await db.query
    .selectFrom('account')
    .innerJoin('asset', 'asset.id', 'account.asset_id')
    .select(['owner_id', 'asset_id', 'balance', 'held', 'debt'])
    .where('account.kind', '=', 'wallet')
    .where(isOneOf(db.kind, 'owner_id', walletIds))
    .where((where) =>
      where.or([where('issuer_id', 'is', null), isOneOf(db.kind, 'issuer_id', reader.circle)]),
    )
    .orderBy('asset_id')
    .execute();
  return Map.groupBy(accounts, (account) => account.owner_id);
}

type ShownMembership = { readonly name: string; readonly endsOn: string | null };

/**
 * What runs or is paid for later at this collective, under each name once with its last day. The
 * station looks at the day itself, so that nothing need be sent when one ends.
 */
async function findMemberships(
  db: ReadableDb,
  reader: FeedReader,
  walletIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ShownMembership[]>> {
  const rows = await db.query
    .selectFrom('membership')
    .innerJoin('wallet', 'wallet.person_id', 'membership.person_id')
    .innerJoin('collective', 'collective.id', 'membership.collective_id')
    .select(['wallet.id as wallet_id', 'membership.name', 'ends_on', 'time_zone'])
    .where(isOneOf(db.kind, 'wallet.id', walletIds))
    .where('membership.collective_id', '=', reader.collectiveId)
    .where('membership.state', '=', 'active')
    .orderBy('membership.name')
    .execute();
  const running = rows.filter(
    (row) => row.ends_on === null || row.ends_on >= dayOf(reader.now, row.time_zone),
  );
  return new Map(
    [...Map.groupBy(running, (row) => row.wallet_id)].map(([walletId, own]) => [
      walletId,
      [...Map.groupBy(own, (row) => row.name)].map(([name, periods]) => ({
        name,
        endsOn: lastOf(periods.map((period) => period.ends_on)),
      })),
    ]),
  );
}

const lastOf = (days: readonly (string | null)[]): string | null =>
  days.reduce((last, day) => (last === null || day === null ? null : day > last ? day : last));
