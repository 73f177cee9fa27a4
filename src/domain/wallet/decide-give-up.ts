import { cents } from '../../shared/money.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { WalletId } from '../../shared/ids.ts';
import type { Book } from './book.ts';
import { issuingRef } from './decide-credit.ts';
import type { Posting, PostingHeader, PostingId } from './ledger-types.ts';
import type { AssetPart } from './split-payment.ts';

/** Somebody who leaves for good gives up what is left in their wallet (RULES P4). */
export type GiveUpOrder = PostingHeader & { readonly collectiveId: null };

export type GivenUp = {
  readonly postingId: PostingId;
  readonly walletId: WalletId | null;
  readonly parts: readonly AssetPart[];
};

export type GiveUpRefusal = {
  readonly code:
    | 'content-differs'
    | 'wallet-unknown'
    /** A station was promised some of it: what it sells must find its money. */
    | 'money-held'
    | 'debt'
    | 'nothing-to-give-up';
};

/** What the posting says of itself: the ledger knows no kind of its own for it. */
export const GIVEN_UP_NOTE = 'given-up';

/**
 * All that is left of every asset goes back to whoever issued it: nothing is in circulation any
 * more, nothing is paid out, and the sum of each asset stays 0 (RULES M6).
 */
export function decideGiveUp(
  book: Book,
  order: GiveUpOrder,
  walletId: WalletId | null,
): Result<GivenUp, GiveUpRefusal> {
  const known = book.posting(order.id);
  if (known !== undefined) {
    if (known.contentHash !== order.contentHash) return err({ code: 'content-differs' });
    return ok(describe(book, known));
  }
  if (walletId === null) return err({ code: 'wallet-unknown' });
  const accounts = book.walletAccounts(walletId);
  if (accounts.some((ref) => book.state(ref).debt > 0)) return err({ code: 'debt' });
  if (accounts.some((ref) => book.state(ref).held > 0)) return err({ code: 'money-held' });
  const filled = accounts.filter((ref) => book.available(ref) > 0);
  if (filled.length === 0) return err({ code: 'nothing-to-give-up' });
  const transfers = filled.map((from) =>
    book.move({ from, to: issuingRef(book.asset(from.assetId)), amount: book.available(from) }),
  );
  const { id, contentHash, at, collectiveId, stationId, cardId, cause } = order;
  const posting = book.post(
    { id, contentHash, at, collectiveId, stationId, cardId, cause, note: GIVEN_UP_NOTE },
    { kind: 'refund', walletId, transfers },
  );
  return ok(describe(book, posting));
}

const describe = (book: Book, posting: Posting): GivenUp => ({
  postingId: posting.id,
  walletId: posting.walletId,
  parts: posting.transfers.map(({ from, amount }) => ({
    assetId: from.assetId,
    kind: book.asset(from.assetId).kind,
    cents: cents(amount),
  })),
});
