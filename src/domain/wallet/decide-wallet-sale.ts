import { cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { CollectiveId, WalletId } from '../../shared/ids.ts';
import type { Seller } from './asset.ts';
import type { Book } from './book.ts';
import type { Posting, PostingHeader, PostingId } from './ledger-types.ts';
import { splitPayment } from './split-payment.ts';
import type { AssetPart } from './split-payment.ts';

/** A sale that the cloud itself takes from a wallet: no Pass is shown, no station waits. */
export type WalletSaleOrder = PostingHeader & {
  readonly collectiveId: CollectiveId;
  readonly totalCents: Cents;
};

export type WalletSold = {
  readonly postingId: PostingId;
  readonly walletId: WalletId | null;
  readonly parts: readonly AssetPart[];
};

export type WalletSaleRefusal =
  | { readonly code: 'content-differs' | 'wallet-unknown' }
  | { readonly code: 'short'; readonly missingCents: Cents };

/** Takes all of it in the debit order, or nothing (RULES M3, M4): it never leaves a debt. */
export function decideWalletSale(
  book: Book,
  order: WalletSaleOrder,
  facts: { readonly seller: Seller; readonly walletId: WalletId | null },
): Result<WalletSold, WalletSaleRefusal> {
  const known = book.posting(order.id);
  if (known !== undefined) {
    if (known.contentHash !== order.contentHash) return err({ code: 'content-differs' });
    return ok(describe(book, known));
  }
  const { seller, walletId } = facts;
  if (walletId === null) return err({ code: 'wallet-unknown' });
  const split = splitPayment(book.holdings(walletId), seller, order.totalCents);
  if (!split.ok) return err({ code: 'short', missingCents: split.error.missingCents });
  const transfers = split.value.map(({ assetId, cents: amount }) =>
    book.move({
      from: { kind: 'wallet', ownerId: walletId, assetId },
      to: { kind: 'takings', ownerId: order.collectiveId, assetId },
      amount,
    }),
  );
  const { id, contentHash, at, collectiveId, stationId, cardId, cause, note } = order;
  const posting = book.post(
    { id, contentHash, at, collectiveId, stationId, cardId, cause, note },
    { kind: 'sale', walletId, transfers },
  );
  return ok(describe(book, posting));
}

const describe = (book: Book, posting: Posting): WalletSold => ({
  postingId: posting.id,
  walletId: posting.walletId,
  parts: posting.transfers.map(({ from, amount }) => ({
    assetId: from.assetId,
    kind: book.asset(from.assetId).kind,
    cents: cents(amount),
  })),
});
