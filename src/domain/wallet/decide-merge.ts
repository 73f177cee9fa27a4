import type { WalletId } from '../../shared/ids.ts';
import type { Book } from './book.ts';
import { repayDebts } from './decide-credit.ts';
import type { Posting, PostingHeader, Transfer } from './ledger-types.ts';

/** All the money of a wallet flows into another: a card is linked (RULES C4) or replaced (C7). */
export type MergeOrder = PostingHeader & {
  readonly kind: 'link' | 'replacement';
  readonly fromWalletId: WalletId;
  readonly toWalletId: WalletId;
};

/**
 * Moves every asset, every promise to a station and every debt in one step. Reserves that are
 * still open are then paid by the wallet that received the money.
 */
export function decideMerge(book: Book, order: MergeOrder): Posting {
  const { fromWalletId, toWalletId } = order;
  const moved = book
    .walletAccounts(fromWalletId)
    .map((from) => book.mergeAccount(from, { ...from, ownerId: toWalletId }))
    .filter((transfer): transfer is Transfer => transfer !== null);
  for (const hold of book.activeHoldsOf(fromWalletId)) {
    book.changeHold({ ...hold, walletId: toWalletId });
  }
  const repaid = book
    .walletAccounts(toWalletId)
    .map((ref) => book.asset(ref.assetId))
    .flatMap((asset) => repayDebts(book, toWalletId, asset));
  const { id, contentHash, at, collectiveId, stationId, cardId, cause, note } = order;
  return book.post(
    { id, contentHash, at, collectiveId, stationId, cardId, cause, note },
    { kind: order.kind, walletId: toWalletId, transfers: [...moved, ...repaid] },
  );
}
