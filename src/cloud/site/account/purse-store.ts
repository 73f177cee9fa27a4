import { debitClass } from '../../../domain/wallet/asset.ts';
import type { Asset, AssetKind, Seller } from '../../../domain/wallet/asset.ts';
import { addCents, cents } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import type { CollectiveId, PersonId, WalletId } from '../../../shared/ids.ts';
import { isOneOf } from '../../db/bulk-rows.ts';
import type { ReadableDb } from '../../db/open-database.ts';
import { readSellers } from '../../ledger/sellers.ts';
import { assetOf } from '../../ledger/rows.ts';
import { findWalletOfPerson } from '../../ledger/wallets.ts';

export type CollectiveName = {
  readonly id: CollectiveId;
  readonly slug: string;
  readonly name: string;
};

/** What a purse has of one asset. Amounts are cents for euros, else minutes or points. */
export type PurseAsset = {
  readonly asset: Asset;
  readonly name: string;
  readonly issuer: CollectiveName | null;
  /** What can be spent now: the balance less what is promised. Never below 0. */
  readonly available: number;
  readonly debt: number;
  /** Where it can be spent besides its issuer; empty for what is spent everywhere. */
  readonly alsoAt: readonly CollectiveName[];
};

export type PlaceToSpend = { readonly collective: CollectiveName; readonly cents: Cents };

export type PendingPayment = { readonly collective: CollectiveName; readonly cents: Cents };

export type Purse = {
  readonly walletId: WalletId | null;
  /** All euros that can be spent somewhere, now. */
  readonly totalCents: Cents;
  readonly debtCents: Cents;
  readonly euros: readonly PurseAsset[];
  readonly besides: readonly PurseAsset[];
  /** Where more than the global money can be spent; most first. */
  readonly places: readonly PlaceToSpend[];
  /** What can be spent in every other collective. */
  readonly elsewhereCents: Cents;
  readonly pending: readonly PendingPayment[];
};

const EURO_ORDER: readonly AssetKind[] = ['global', 'local', 'gift'];

/** The purse of a person: what is in it, and where it can be spent (RULES P2, M1, M3). */
export async function readPurse(db: ReadableDb, personId: PersonId): Promise<Purse> {
  const walletId = (await findWalletOfPerson(db, personId)) ?? null;
  const holdings = walletId === null ? [] : await readHoldings(db, walletId);
  const sellers = await readPlaces(db, holdings);
  const assets = holdings.map((holding) => ({
    ...holding,
    alsoAt: sellers
      .filter(({ seller }) => debitClass(holding.asset, seller) === 'partner-local')
      .map(({ collective }) => collective),
  }));
  const isEuro = (kind: AssetKind): boolean => EURO_ORDER.includes(kind);
  const euros = assets.filter(({ asset }) => isEuro(asset.kind));
  const global = euros.find(({ asset }) => asset.kind === 'global');
  return {
    walletId,
    totalCents: addCents(...euros.map(({ available }) => cents(available))),
    debtCents: addCents(...euros.map(({ debt }) => cents(debt))),
    euros: euros.filter(({ available, asset }) => available > 0 || asset.kind === 'global'),
    besides: assets.filter(({ asset, available }) => !isEuro(asset.kind) && available > 0),
    places: sellers
      .map(({ collective, seller }) => ({ collective, cents: spendableAt(euros, seller) }))
      .filter((place) => place.cents > 0)
      .toSorted((left, right) => right.cents - left.cents),
    elsewhereCents: cents(global?.available ?? 0),
    pending: walletId === null ? [] : await readPending(db, walletId),
  };
}

const spendableAt = (euros: readonly Omit<PurseAsset, 'alsoAt'>[], seller: Seller): Cents =>
  addCents(
    ...euros
      .filter(({ asset }) => debitClass(asset, seller) !== null)
      .map(({ available }) => cents(available)),
  );

async function readHoldings(
  db: ReadableDb,
  walletId: string,
): Promise<readonly Omit<PurseAsset, 'alsoAt'>[]> {
  const rows = await db.query
    .selectFrom('account')
    .innerJoin('asset', 'asset.id', 'account.asset_id')
    .leftJoin('collective', 'collective.id', 'asset.issuer_id')
    .select([
      'account.balance',
      'account.held',
      'account.debt',
      'asset.id',
      'asset.kind',
      'asset.issuer_id',
      'asset.created_at',
      'asset.name',
      'collective.slug as issuer_slug',
      'collective.name as issuer_name',
    ])
    .where('account.owner_id', '=', walletId)
    .where('account.kind', '=', 'wallet')
    .orderBy('asset.created_at')
    .orderBy('asset.id')
    .execute();
  return rows
    .map((row) => ({
      asset: assetOf(row),
      name: row.name,
      issuer:
        row.issuer_id === null
          ? null
          : {
              id: row.issuer_id as CollectiveId,
              slug: row.issuer_slug ?? '',
              name: row.issuer_name ?? '',
            },
      available: Math.max(0, row.balance - row.held),
      debt: row.debt,
    }))
    .toSorted(
      (left, right) => EURO_ORDER.indexOf(left.asset.kind) - EURO_ORDER.indexOf(right.asset.kind),
    );
}

/** The collectives that take more of these assets than the global one: issuers and their partners. */
async function readPlaces(
  db: ReadableDb,
  holdings: readonly Omit<PurseAsset, 'alsoAt'>[],
): Promise<readonly { readonly collective: CollectiveName; readonly seller: Seller }[]> {
  const spendable = holdings.filter(
    ({ asset, available }) => available > 0 && (asset.kind === 'local' || asset.kind === 'gift'),
  );
  if (spendable.length === 0) return [];
  const assetIds = spendable.map(({ asset }) => asset.id);
  const accepting = await db.query
    .selectFrom('asset_acceptance')
    .select('collective_id')
    .distinct()
    .where(isOneOf(db.kind, 'asset_id', assetIds))
    .execute();
  const ids = [
    ...new Set([
      ...spendable.flatMap(({ issuer }) => (issuer === null ? [] : [issuer.id])),
      ...accepting.map((row) => row.collective_id as CollectiveId),
    ]),
  ];
  const [sellers, names] = await Promise.all([readSellers(db, ids), readNames(db, ids)]);
  return names.flatMap((collective) => {
    const seller = sellers.get(collective.id);
    if (seller === undefined) return [];
    const takesMore = spendable.some(({ asset }) => debitClass(asset, seller) !== null);
    return takesMore ? [{ collective, seller }] : [];
  });
}

async function readNames(
  db: ReadableDb,
  ids: readonly CollectiveId[],
): Promise<readonly CollectiveName[]> {
  const rows = await db.query
    .selectFrom('collective')
    .select(['id', 'slug', 'name'])
    .where(isOneOf(db.kind, 'id', ids))
    .orderBy('name')
    .execute();
  return rows.map((row) => ({ ...row, id: row.id as CollectiveId }));
}

/** What is promised to stations and not yet paid, by collective: "en cours". */
async function readPending(db: ReadableDb, walletId: string): Promise<readonly PendingPayment[]> {
  const rows = await db.query
    .selectFrom('hold')
    .innerJoin('hold_part', 'hold_part.hold_id', 'hold.id')
    .innerJoin('collective', 'collective.id', 'hold.collective_id')
    .select(['collective.id', 'collective.slug', 'collective.name', 'hold_part.remaining'])
    .where('hold.wallet_id', '=', walletId)
    .where('hold.state', '=', 'active')
    .orderBy('hold.created_at')
    .execute();
  const byCollective = Map.groupBy(rows, (row) => row.id);
  return [...byCollective.values()].flatMap((parts) => {
    const total = addCents(...parts.map(({ remaining }) => cents(remaining)));
    const first = parts[0];
    if (first === undefined || total === 0) return [];
    const { id, slug, name } = first;
    return [{ collective: { id: id as CollectiveId, slug, name }, cents: total }];
  });
}
