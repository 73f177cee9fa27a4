import type { OfflineSituation } from '../../../domain/till/offline.ts';
import type { Asset, Seller } from '../../../domain/wallet/asset.ts';
import { debitClass } from '../../../domain/wallet/asset.ts';
import { assert } from '../../../shared/assert.ts';
import type { AssetId, CardId } from '../../../shared/ids.ts';
import { addCents, cents, ZERO_CENTS } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import type { StationSettings } from '../../../contract/sync/messages.ts';
import { unsecuredRisk, unsentCashTopUps } from '../../projections/credits.ts';
import { readPairing } from '../../projections/pairing.ts';
import { unsecuredSince } from '../../projections/sales.ts';
import type { KnownCard } from '../../work/knowledge.ts';
import type { StationContext } from '../context.ts';
import { addOwnMoney, ownMoney, reflectedByFeed } from './own-money.ts';

export type KnownHolding = {
  readonly asset: Asset;
  readonly assetName: string;
  /** What is left of it, as far as this station knows. */
  readonly amount: number;
  readonly spendableHere: boolean;
};

export type KnownMoney = {
  readonly holdings: readonly KnownHolding[];
  readonly debtCents: Cents;
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

/** The Passes of one wallet, this one among them. */
export const cardsOfWallet = (context: StationContext, card: KnownCard): readonly CardId[] =>
  card.walletId === null
    ? [card.id]
    : context.knowledge
        .all('card')
        .filter((one) => one.walletId === card.walletId)
        .map((one) => one.id);

/**
 * What is in the wallet of a card: as the cloud last said, less what this station took since, and
 * what it put there. Another station may have taken more: that is why the offline limits are low.
 */
export function knownHoldings(context: StationContext, card: KnownCard): KnownMoney {
  const wallet =
    card.walletId === null ? undefined : context.knowledge.one('wallet', card.walletId);
  const own = ownMoney(context, cardsOfWallet(context, card), reflectedByFeed(context));
  const available = new Map(
    (wallet?.holdings ?? []).map(({ assetId, availableCents }) => [assetId, availableCents]),
  );
  for (const assetId of own.credited.keys()) {
    available.set(assetId, available.get(assetId) ?? 0);
  }
  const seller = knownSeller(context);
  const held = [...available].flatMap(([assetId, amount]) => {
    const known = context.knowledge.one('asset', assetId);
    return known === undefined ? [] : [{ known, assetId, available: amount }];
  });
  const { amounts, debtCents } = addOwnMoney(
    held.map(({ known: { kind, issuerId }, ...one }) => ({ ...one, kind, issuerId })),
    wallet?.debtCents ?? ZERO_CENTS,
    own,
  );
  const holdings = held.map(({ known, assetId }): KnownHolding => ({
    asset: { ...known },
    assetName: known.name,
    amount: amounts.get(assetId) ?? 0,
    spendableHere: debitClass(known, seller) !== null,
  }));
  return { holdings, debtCents };
}

/** What the card can spend here; a debt is paid first (RULES M8). */
export function spendableCents(known: {
  readonly holdings: readonly { readonly amount: number; readonly spendableHere: boolean }[];
  readonly debtCents: Cents;
}): Cents {
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
  const db = context.journal.database;
  const cardUsedCents = unsecuredSince(db, ackedSeq, card.id);
  // Cash for it lies in this drawer: to sell for it risks nothing.
  const paidCents = unsentCashTopUps(db, ackedSeq, card.id);
  const coveredCents = cents(Math.max(0, paidCents - cardUsedCents));
  const cardLimitCents = settings.offlineCardCentsMax[card.trustLevel] ?? ZERO_CENTS;
  return {
    amountCents,
    knownSpendableCents: spendableCents(knownHoldings(context, card)),
    cardCentsMax: addCents(cardLimitCents, paidCents),
    cardUsedCents,
    stationCentsMax: addCents(settings.offlineStationCentsMax, coveredCents),
    stationUsedCents: unsecuredRisk(db, ackedSeq),
  };
}

export const assetNameOf = (context: StationContext, assetId: AssetId): string =>
  context.knowledge.one('asset', assetId)?.name ?? '';
