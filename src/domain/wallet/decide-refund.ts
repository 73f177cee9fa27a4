import { addCents, cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { CollectiveId } from '../../shared/ids.ts';
import type { Asset } from './asset.ts';
import type { Book } from './book.ts';
import { refuseCard } from './decide-reserve.ts';
import { issuingRef } from './decide-credit.ts';
import type {
  AccountRef,
  CardFacts,
  Posting,
  PostingHeader,
  PostingId,
  Transfer,
} from './ledger-types.ts';
import type { AssetPart } from './split-payment.ts';

/** Emptying a Pass at a till (RULES T6). */
export type RefundOrder = PostingHeader & {
  readonly collectiveId: CollectiveId;
  /** The collective also pays `global` out; the network then owes it. */
  readonly includesGlobal: boolean;
  /** The card is handed back: this collective's gifts, hours and points are cancelled. */
  readonly cancelsGifts: boolean;
};

export type Refunded = {
  readonly postingId: PostingId;
  readonly cashCents: Cents;
  readonly paidOut: readonly AssetPart[];
  readonly cancelled: readonly AssetPart[];
};

export type RefundRefusal =
  | {
      readonly code:
        | 'content-differs'
        | 'card-unknown'
        | 'card-blank'
        | 'card-lost'
        | 'card-retired'
        | 'card-foreign';
    }
  /** Gifts are never paid out: `giftCents` of this collective stay on the card. */
  | { readonly code: 'nothing-to-pay-out'; readonly giftCents: Cents };

/** Pays out this collective's `local`, and `global` where it may, in cash. */
export function decideRefund(
  book: Book,
  order: RefundOrder,
  card: CardFacts | null,
  isCardOfVillage: boolean,
): Result<Refunded, RefundRefusal> {
  const known = book.posting(order.id);
  if (known !== undefined) {
    if (known.contentHash !== order.contentHash) return err({ code: 'content-differs' });
    return ok(describeRefund(book, known));
  }
  const refusal = refuseCard(card, isCardOfVillage);
  if (refusal !== null || card?.walletId == null) return err({ code: refusal ?? 'card-blank' });

  const { walletId } = card;
  const destinations = book.walletAccounts(walletId).flatMap((from) => {
    const to = destinationOf(book.asset(from.assetId), order);
    return to === null || book.available(from) <= 0 ? [] : [{ from, to }];
  });
  if (destinations.length === 0) {
    const gifts = book
      .walletAccounts(walletId)
      .filter((ref) => isOwn(book.asset(ref.assetId), 'gift', order.collectiveId))
      .map((ref) => cents(Math.max(0, book.available(ref))));
    return err({ code: 'nothing-to-pay-out', giftCents: addCents(...gifts) });
  }
  const transfers: readonly Transfer[] = destinations.map(({ from, to }) =>
    book.move({ from, to, amount: book.available(from) }),
  );
  const { id, contentHash, at, collectiveId, stationId, cardId, cause, note } = order;
  const posting = book.post(
    { id, contentHash, at, collectiveId, stationId, cardId, cause, note },
    { kind: 'refund', walletId, transfers },
  );
  return ok(describeRefund(book, posting));
}

/** Where an asset goes when the card is emptied; null when it stays. */
function destinationOf(asset: Asset, order: RefundOrder): AccountRef | null {
  const { collectiveId } = order;
  if (asset.kind === 'global') {
    return order.includesGlobal
      ? { kind: 'cash-out', ownerId: collectiveId, assetId: asset.id }
      : null;
  }
  if (isOwn(asset, 'local', collectiveId)) return issuingRef(asset);
  const isCancelled =
    order.cancelsGifts && asset.kind !== 'local' && asset.issuerId === collectiveId;
  return isCancelled ? issuingRef(asset) : null;
}

const isOwn = (asset: Asset, kind: Asset['kind'], collectiveId: CollectiveId): boolean =>
  asset.kind === kind && asset.issuerId === collectiveId;

function describeRefund(book: Book, posting: Posting): Refunded {
  const parts = posting.transfers.map(({ from, amount }) => ({
    assetId: from.assetId,
    kind: book.asset(from.assetId).kind,
    cents: cents(amount),
  }));
  const paidOut = parts.filter(({ kind }) => kind === 'local' || kind === 'global');
  return {
    postingId: posting.id,
    cashCents: addCents(...paidOut.map((part) => part.cents)),
    paidOut,
    cancelled: parts.filter((part) => !paidOut.includes(part)),
  };
}
