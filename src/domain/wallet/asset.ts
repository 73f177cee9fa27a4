import type { AssetId, CollectiveId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';

/** What a wallet may hold (RULES M1). The database's CHECK lists the same five. */
export const ASSET_KINDS = ['global', 'local', 'gift', 'time', 'points'] as const;
export type AssetKind = (typeof ASSET_KINDS)[number];

export type Asset = {
  readonly id: AssetId;
  readonly kind: AssetKind;
  /** Who owes it; null for `global`, which the network owes. */
  readonly issuerId: CollectiveId | null;
  readonly createdAt: Instant;
};

/** A collective that sells, and the `local` assets of others that it takes. */
export type Seller = {
  readonly collectiveId: CollectiveId;
  /** Shared by their issuer in a common village, and accepted by this seller. */
  readonly partnerAssetIds: ReadonlySet<AssetId>;
};

/** Places in the debit order (RULES M3), first to last. */
export const DEBIT_CLASSES = ['own-gift', 'own-local', 'partner-local', 'global'] as const;
export type DebitClass = (typeof DEBIT_CLASSES)[number];

/** The class of an asset at a seller; null when it cannot be spent there as euros. */
export function debitClass(asset: Asset, seller: Seller): DebitClass | null {
  const isOwn = asset.issuerId === seller.collectiveId;
  switch (asset.kind) {
    case 'global':
      return 'global';
    case 'local':
      if (isOwn) return 'own-local';
      return seller.partnerAssetIds.has(asset.id) ? 'partner-local' : null;
    case 'gift':
      return isOwn ? 'own-gift' : null;
    // Hours and points are not euros: they pay only what is priced in them.
    case 'time':
    case 'points':
      return null;
  }
}

/** Owner of the account that issues `global`: the network itself, which is no collective. */
export const NETWORK_ID = '00000000-0000-4000-8000-000000000000';

/** Who owes what was issued. */
export const issuerOf = (asset: Pick<Asset, 'issuerId'>): string => asset.issuerId ?? NETWORK_ID;

/** Oldest first, then by id: the same order everywhere. */
export const compareAssets = (left: Asset, right: Asset): number =>
  compareTexts(left.createdAt, right.createdAt) || compareTexts(left.id, right.id);

const compareTexts = (left: string, right: string): number =>
  left < right ? -1 : left > right ? 1 : 0;
