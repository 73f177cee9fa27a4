import { cents, minCents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { AssetId, CollectiveId } from '../../shared/ids.ts';
import type { Book } from './book.ts';
import { issuingRef } from './decide-credit.ts';
import type { AccountRef, PostingHeader, PostingId } from './ledger-types.ts';

/** A bank transfer by which an issuer pays what it owes a collective (RULES M9). */
export type SettlementOrder = PostingHeader & {
  /** The collective that is paid. */
  readonly collectiveId: CollectiveId;
  readonly assetId: AssetId;
  readonly amountCents: Cents;
};

export type Settled = { readonly postingId: PostingId; readonly amountCents: Cents };

export type SettlementRefusal =
  | { readonly code: 'content-differs' | 'asset-unknown' | 'no-claim' }
  | { readonly code: 'above-claim'; readonly claimCents: Cents };

export function decideSettlement(
  book: Book,
  order: SettlementOrder,
): Result<Settled, SettlementRefusal> {
  const known = book.posting(order.id);
  if (known !== undefined) {
    if (known.contentHash !== order.contentHash) return err({ code: 'content-differs' });
    return ok({ postingId: known.id, amountCents: order.amountCents });
  }
  const { assetId, collectiveId, amountCents } = order;
  const asset = book.findAsset(assetId);
  if (asset === undefined) return err({ code: 'asset-unknown' });
  const isClaimable = asset.kind === 'global' || asset.kind === 'local';
  if (!isClaimable || asset.issuerId === collectiveId) return err({ code: 'no-claim' });

  const takings: AccountRef = { kind: 'takings', ownerId: collectiveId, assetId };
  const cashOut: AccountRef = { kind: 'cash-out', ownerId: collectiveId, assetId };
  const claimCents = cents(book.available(takings) + book.available(cashOut));
  if (amountCents > claimCents) return err({ code: 'above-claim', claimCents });

  const fromTakings = minCents(amountCents, cents(book.available(takings)));
  const transfers = [
    { from: takings, amount: fromTakings },
    { from: cashOut, amount: cents(amountCents - fromTakings) },
  ]
    .filter(({ amount }) => amount > 0)
    .map(({ from, amount }) => book.move({ from, to: issuingRef(asset), amount }));
  const { id, contentHash, at, stationId, cardId, cause, note } = order;
  book.post(
    { id, contentHash, at, collectiveId, stationId, cardId, cause, note },
    { kind: 'settlement', walletId: null, transfers },
  );
  return ok({ postingId: order.id, amountCents });
}
