import { cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { AssetId, CollectiveId, WalletId } from '../../shared/ids.ts';
import { issuerOf } from './asset.ts';
import type { Asset } from './asset.ts';
import type { Book } from './book.ts';
import { walletForCredit } from './decide-sale.ts';
import type {
  AccountRef,
  CardFacts,
  Posting,
  PostingHeader,
  PostingId,
  Transfer,
} from './ledger-types.ts';

/** Money enters a wallet: a top-up (`local` at a till, `global` by bank card), or a gift. */
export type CreditOrder = PostingHeader & {
  readonly kind: 'top-up' | 'gift';
  readonly assetId: AssetId;
  readonly amountCents: Cents;
};

export type Credited = {
  readonly postingId: PostingId;
  readonly walletId: WalletId | null;
  readonly amountCents: Cents;
};

export type CreditRefusal = {
  readonly code:
    | 'content-differs'
    | 'asset-unknown'
    /** This collective may not give this asset, or not in this way (RULES M1). */
    | 'asset-wrong'
    | 'card-unknown'
    | 'card-retired'
    | 'wallet-unknown';
};

export type CreditTarget =
  | { readonly kind: 'card'; readonly card: CardFacts | null; readonly newWalletId: WalletId }
  | { readonly kind: 'wallet'; readonly walletId: WalletId | null };

export function decideCredit(
  book: Book,
  order: CreditOrder,
  target: CreditTarget,
): Result<Credited, CreditRefusal> {
  const known = book.posting(order.id);
  if (known !== undefined) {
    if (known.contentHash !== order.contentHash) return err({ code: 'content-differs' });
    return ok(describeCredit(known));
  }
  const asset = book.findAsset(order.assetId);
  if (asset === undefined) return err({ code: 'asset-unknown' });
  if (!mayIssue(asset, order.kind, order.collectiveId)) return err({ code: 'asset-wrong' });
  const found = findTarget(book, target);
  if (!found.ok) return found;
  const walletId = found.value;

  const credit = book.move({
    from: issuingRef(asset),
    to: { kind: 'wallet', ownerId: walletId, assetId: asset.id },
    amount: order.amountCents,
  });
  const { id, contentHash, at, collectiveId, stationId, cardId, cause, note } = order;
  const posting = book.post(
    { id, contentHash, at, collectiveId, stationId, cardId, cause, note },
    { kind: order.kind, walletId, transfers: [credit, ...repayDebts(book, walletId, asset)] },
  );
  return ok(describeCredit(posting));
}

/**
 * Pays the debts of a wallet with what one asset now has. A debt is owed to the collective whose
 * `local` it is written in; that collective is paid with the credited asset, and takes its own
 * back. A gift pays only its own issuer, which is all it can be spent at; hours and points pay
 * nothing. The debt in the same asset is paid by the credit itself.
 */
export function repayDebts(book: Book, walletId: WalletId, credited: Asset): readonly Transfer[] {
  if (credited.kind === 'time' || credited.kind === 'points') return [];
  const source: AccountRef = { kind: 'wallet', ownerId: walletId, assetId: credited.id };
  return book
    .walletAccounts(walletId)
    .map((ref) => ({ ref, asset: book.asset(ref.assetId) }))
    .flatMap(({ ref, asset }) => {
      const amount = Math.min(book.state(ref).debt, book.available(source));
      const mayPay = credited.kind !== 'gift' || credited.issuerId === asset.issuerId;
      if (amount <= 0 || asset.id === credited.id || !mayPay) return [];
      const creditorId = issuerOf(asset);
      return [
        book.move({
          from: source,
          to: { kind: 'takings', ownerId: creditorId, assetId: credited.id },
          amount,
        }),
        book.move({ from: issuingRef(asset), to: ref, amount }),
      ];
    });
}

export const issuingRef = (asset: Asset): AccountRef => ({
  kind: 'issuing',
  ownerId: issuerOf(asset),
  assetId: asset.id,
});

function mayIssue(
  asset: Asset,
  kind: CreditOrder['kind'],
  collectiveId: CollectiveId | null,
): boolean {
  switch (asset.kind) {
    case 'global':
      return kind === 'top-up' && collectiveId === null;
    case 'local':
      return kind === 'top-up' && asset.issuerId === collectiveId;
    case 'gift':
    case 'time':
    case 'points':
      return kind === 'gift' && asset.issuerId === collectiveId;
    default:
      return false;
  }
}

function findTarget(book: Book, target: CreditTarget): Result<WalletId, CreditRefusal> {
  if (target.kind === 'wallet') {
    return target.walletId === null ? err({ code: 'wallet-unknown' }) : ok(target.walletId);
  }
  if (target.card === null) return err({ code: 'card-unknown' });
  const walletId = walletForCredit(book, target.card, target.newWalletId);
  return walletId === null ? err({ code: 'card-retired' }) : ok(walletId);
}

// The first line is the credit; the others, if any, pay debts.
const describeCredit = (posting: Posting): Credited => ({
  postingId: posting.id,
  walletId: posting.walletId,
  amountCents: cents(posting.transfers[0]?.amount ?? 0),
});
