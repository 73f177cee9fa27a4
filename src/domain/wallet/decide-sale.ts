import { assert } from '../../shared/assert.ts';
import { addCents, cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { AssetId, CollectiveId, ReserveId, WalletId } from '../../shared/ids.ts';
import { compareAssets } from './asset.ts';
import type { Asset, Seller } from './asset.ts';
import type { Book } from './book.ts';
import { closeHold } from './decide-reserve.ts';
import type {
  AccountRef,
  CardFacts,
  Hold,
  Posting,
  PostingHeader,
  PostingId,
  Transfer,
} from './ledger-types.ts';
import { orderForDebit, takeInOrder } from './split-payment.ts';
import type { AssetPart } from './split-payment.ts';

/** A sale paid from a reserve. */
export type SaleOrder = PostingHeader & {
  readonly collectiveId: CollectiveId;
  readonly reserveId: ReserveId;
  readonly parts: readonly { readonly assetId: AssetId; readonly cents: Cents }[];
  /** Nothing more will be paid from this reserve: the rest is freed. */
  readonly final: boolean;
};

/** A sale that a station accepted without network (RULES M8). */
export type UnsecuredSaleOrder = PostingHeader & {
  readonly collectiveId: CollectiveId;
  /** A reserve that was asked for it and never answered: used if it did arrive. */
  readonly reserveId: ReserveId | null;
  readonly totalCents: Cents;
};

export type SaleSettled = {
  readonly postingId: PostingId;
  readonly walletId: WalletId | null;
  /** `unsecured`: the reserve did not cover it, or there was none. */
  readonly kind: 'secured' | 'unsecured';
  readonly parts: readonly AssetPart[];
  /** What the wallet now owes for this sale. */
  readonly debtCents: Cents;
};

export type SaleRefusal = {
  readonly code: 'content-differs' | 'reserve-unknown' | 'reserve-of-another';
};
export type UnsecuredSaleRefusal = {
  readonly code: 'content-differs' | 'card-unknown' | 'card-retired';
};

export type SellerFacts = {
  readonly seller: Seller;
  /** The seller's own `local`: the asset a debt is written in, so that it is owed to the seller. */
  readonly debtAssetId: AssetId;
};

/**
 * Pays a sale from its reserve. The goods were handed over: what the reserve no longer covers
 * (a manager freed it by hand, or the station sold beyond it) is taken as an unsecured sale. That
 * needs to know the seller; without, it asks for it.
 */
export function decideSale(
  book: Book,
  order: SaleOrder,
  facts: SellerFacts | null,
): Result<SaleSettled, SaleRefusal> | 'needs-seller' {
  const known = book.posting(order.id);
  if (known !== undefined) return answerAgain(book, known, order);
  const hold = book.hold(order.reserveId);
  if (hold === undefined) return err({ code: 'reserve-unknown' });
  if (hold.collectiveId !== order.collectiveId || hold.stationId !== order.stationId) {
    return err({ code: 'reserve-of-another' });
  }
  const header = { ...order, cardId: hold.cardId };
  if (hold.state !== 'active' || !covers(hold, order.parts)) {
    if (facts === null) return 'needs-seller';
    const totalCents = addCents(...order.parts.map((part) => part.cents));
    return ok(sellUnsecured(book, { ...header, totalCents }, hold.walletId, hold, facts));
  }

  const paid = new Map(order.parts.map((part) => [part.assetId, part.cents]));
  const transfers = hold.parts.flatMap(({ assetId }) => {
    const amount = paid.get(assetId);
    return amount === undefined
      ? []
      : [book.payFromPromise(toSeller(hold.walletId, order.collectiveId, assetId, amount))];
  });
  const left: Hold = {
    ...hold,
    parts: hold.parts.map((part) => ({
      ...part,
      remaining: part.remaining - (paid.get(part.assetId) ?? 0),
    })),
  };
  const isUsedUp = left.parts.every((part) => part.remaining === 0);
  if (order.final || isUsedUp) closeHold(book, left, 'settled', order.at);
  else book.changeHold(left);
  const posting = post(book, header, { kind: 'sale', walletId: hold.walletId, transfers });
  return ok(describeSale(book, posting));
}

/** Takes a spend without network from its reserve if it has one, then the wallet, then as a debt. */
export function decideUnsecuredSale(
  book: Book,
  order: UnsecuredSaleOrder,
  facts: SellerFacts & { readonly card: CardFacts | null; readonly newWalletId: WalletId },
): Result<SaleSettled, UnsecuredSaleRefusal> {
  const known = book.posting(order.id);
  if (known !== undefined) return answerAgain(book, known, order);
  const { card } = facts;
  if (card === null) return err({ code: 'card-unknown' });
  const walletId = walletForCredit(book, card, facts.newWalletId);
  if (walletId === null) return err({ code: 'card-retired' });

  const hold = order.reserveId === null ? undefined : book.hold(order.reserveId);
  const isOwnHold =
    hold !== undefined && hold.stationId === order.stationId && hold.walletId === walletId;
  if (order.reserveId !== null && hold === undefined && !book.hasTombstone(order.reserveId)) {
    // The station gave up on this reserve: it must not hold anything if it arrives later.
    book.addTombstone({ id: order.reserveId, stationId: order.stationId, at: order.at });
  }
  return ok(sellUnsecured(book, order, walletId, isOwnHold ? hold : null, facts));
}

/** The wallet that a card credits: a blank card gets one of its own. Null for a card without any. */
export function walletForCredit(
  book: Book,
  card: CardFacts,
  newWalletId: WalletId,
): WalletId | null {
  if (card.walletId !== null || card.state !== 'blank') return card.walletId;
  book.openWallet(card.id, newWalletId);
  return newWalletId;
}

function sellUnsecured(
  book: Book,
  order: PostingHeader & { readonly collectiveId: CollectiveId; readonly totalCents: Cents },
  walletId: WalletId,
  hold: Hold | null,
  { seller, debtAssetId }: SellerFacts,
): SaleSettled {
  // Its own promise is given back first: it is then part of what the wallet can pay.
  const heldFirst = hold?.state === 'active' ? hold : null;
  if (heldFirst !== null) closeHold(book, heldFirst, 'settled', order.at);
  const promised = (heldFirst?.parts ?? []).filter((part) => part.remaining > 0);
  const fromHold = takeInOrder(
    promised.map(({ assetId, remaining }) => ({
      asset: book.asset(assetId),
      availableCents: cents(
        Math.max(0, Math.min(remaining, book.available(walletRef(walletId, assetId)))),
      ),
    })),
    order.totalCents,
  );
  const transfers = payParts(book, walletId, order.collectiveId, fromHold);
  const restCents = cents(order.totalCents - sumOf(fromHold));
  const fromWallet = takeInOrder(orderForDebit(book.holdings(walletId), seller), restCents);
  const more = payParts(book, walletId, order.collectiveId, fromWallet);
  const debt = restCents - sumOf(fromWallet);
  const owed =
    debt === 0
      ? []
      : [book.move(toSeller(walletId, order.collectiveId, debtAssetId, debt), order.id)];
  const posting = post(book, order, {
    kind: 'unsecured-sale',
    walletId,
    transfers: joinByAsset([...transfers, ...more, ...owed]),
    debt,
  });
  return describeSale(book, posting);
}

const payParts = (
  book: Book,
  walletId: WalletId,
  collectiveId: CollectiveId,
  parts: readonly AssetPart[],
): readonly Transfer[] =>
  parts.map((part) => book.move(toSeller(walletId, collectiveId, part.assetId, part.cents)));

/** One line for each asset, in the order of their first part. */
function joinByAsset(transfers: readonly Transfer[]): readonly Transfer[] {
  const joined = new Map<AssetId, Transfer>();
  for (const transfer of transfers) {
    const before = joined.get(transfer.from.assetId);
    const amount = transfer.amount + (before?.amount ?? 0);
    joined.set(transfer.from.assetId, { ...transfer, amount });
  }
  return [...joined.values()];
}

function covers(hold: Hold, parts: SaleOrder['parts']): boolean {
  const isOncePerAsset = new Set(parts.map((part) => part.assetId)).size === parts.length;
  assert(isOncePerAsset, 'a sale names an asset twice');
  return parts.every(({ assetId, cents: amount }) =>
    hold.parts.some((part) => part.assetId === assetId && part.remaining >= amount),
  );
}

const walletRef = (walletId: WalletId, assetId: AssetId): AccountRef => ({
  kind: 'wallet',
  ownerId: walletId,
  assetId,
});

const toSeller = (
  walletId: WalletId,
  collectiveId: CollectiveId,
  assetId: AssetId,
  amount: number,
): Transfer => ({
  from: walletRef(walletId, assetId),
  to: { kind: 'takings', ownerId: collectiveId, assetId },
  amount,
});

const sumOf = (parts: readonly AssetPart[]): number =>
  parts.reduce((sum, part) => sum + part.cents, 0);

function answerAgain(
  book: Book,
  known: Posting,
  order: PostingHeader,
): Result<SaleSettled, { readonly code: 'content-differs' }> {
  if (known.contentHash !== order.contentHash) return err({ code: 'content-differs' });
  return ok(describeSale(book, known));
}

function describeSale(book: Book, posting: Posting): SaleSettled {
  return {
    postingId: posting.id,
    walletId: posting.walletId,
    kind: posting.kind === 'sale' ? 'secured' : 'unsecured',
    parts: posting.transfers.map(({ from, amount }) => ({
      assetId: from.assetId,
      kind: book.asset(from.assetId).kind,
      cents: cents(amount),
    })),
    debtCents: cents(posting.debt),
  };
}

const post = (
  book: Book,
  { id, contentHash, at, collectiveId, stationId, cardId, cause, note }: PostingHeader,
  what: Parameters<Book['post']>[1],
): Posting =>
  book.post({ id, contentHash, at, collectiveId, stationId, cardId, cause, note }, what);

/** The seller's oldest own `local`, in which a debt to it is written. */
export const oldestOwnLocal = (assets: readonly Asset[], seller: Seller): Asset | undefined =>
  assets
    .filter((asset) => asset.kind === 'local' && asset.issuerId === seller.collectiveId)
    .toSorted(compareAssets)[0];
