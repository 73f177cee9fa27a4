import type { OfflineSituation } from '../../../domain/till/offline.ts';
import type { Asset, Seller } from '../../../domain/wallet/asset.ts';
import { debitClass } from '../../../domain/wallet/asset.ts';
import { assert } from '../../../shared/assert.ts';
import type { AssetId } from '../../../shared/ids.ts';
import { addCents, cents, ZERO_CENTS } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import type { StationSettings } from '../../../contract/sync/messages.ts';
import { readPairing } from '../../projections/pairing.ts';
import { spendsNotReflected, unsecuredSince } from '../../projections/sales.ts';
import type { KnownCard } from '../../work/knowledge.ts';
import type { StationContext } from '../context.ts';

export type KnownHolding = {
  readonly asset: Asset;
  readonly assetName: string;
  /** What is left of it, as far as this station knows. */
  readonly amount: number;
  readonly spendableHere: boolean;
};

/** Who sells here: the station's collective, with the local money of others that it takes. */
export function knownSeller(context: StationContext): Seller {
  const pairing = readPairing(context.journal.database);
  assert(pairing !== null, 'a station that sells is paired');
  return {
    collectiveId: pairing.collectiveId,
    partnerAssetIds: new Set(
      context.knowledge
        .all('asset')
        .filter(
          (asset) =>
            asset.kind === 'local' && asset.accepted && asset.issuerId !== pairing.collectiveId,
        )
        .map((asset) => asset.id),
    ),
  };
}

/**
 * What is in the wallet of a card: as the cloud last said, less what this station took since.
 * Another station may have taken more: that is why the offline limits are low.
 */
export function knownHoldings(
  context: StationContext,
  card: KnownCard,
): { readonly holdings: readonly KnownHolding[]; readonly debtCents: Cents } {
  const wallet =
    card.walletId === null ? undefined : context.knowledge.one('wallet', card.walletId);
  if (wallet === undefined) return { holdings: [], debtCents: ZERO_CENTS };
  const seller = knownSeller(context);
  const cardIds = context.knowledge
    .all('card')
    .filter((one) => one.walletId === card.walletId)
    .map((one) => one.id);
  const taken = spendsNotReflected(context.journal.database, cardIds, {
    unsecuredSeq: context.settings.getNumber('reflected-unsecured-seq'),
    reservedSeq: context.settings.getNumber('reflected-reserved-seq'),
  });
  const holdings = wallet.holdings.flatMap(({ assetId, availableCents }): KnownHolding[] => {
    const known = context.knowledge.one('asset', assetId);
    if (known === undefined) return [];
    const asset: Asset = { ...known };
    const amount = Math.max(0, availableCents - (taken.get(assetId) ?? 0));
    return [
      {
        asset,
        assetName: known.name,
        amount,
        spendableHere: debitClass(asset, seller) !== null,
      },
    ];
  });
  return { holdings, debtCents: wallet.debtCents };
}

/** What the card can spend here; a debt is paid first (RULES M8). */
export function spendableCents(known: ReturnType<typeof knownHoldings>): Cents {
  const total = addCents(
    ...known.holdings.filter((one) => one.spendableHere).map((one) => cents(one.amount)),
  );
  return cents(Math.max(0, total - known.debtCents));
}

export function offlineSituation(
  context: StationContext,
  settings: StationSettings,
  card: KnownCard,
  amountCents: Cents,
): OfflineSituation {
  const ackedSeq = context.settings.getNumber('acked-seq');
  return {
    amountCents,
    knownSpendableCents: spendableCents(knownHoldings(context, card)),
    cardCentsMax: settings.offlineCardCentsMax[card.trustLevel] ?? ZERO_CENTS,
    cardUsedCents: unsecuredSince(context.journal.database, ackedSeq, card.id),
    stationCentsMax: settings.offlineStationCentsMax,
    stationUsedCents: unsecuredSince(context.journal.database, ackedSeq, null),
  };
}

export const assetNameOf = (context: StationContext, assetId: AssetId): string =>
  context.knowledge.one('asset', assetId)?.name ?? '';
