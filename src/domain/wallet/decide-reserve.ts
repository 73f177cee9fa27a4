import { addCents, cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { CardId, CollectiveId, ReserveId, StationId, WalletId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import type { Seller } from './asset.ts';
import type { Book } from './book.ts';
import type { CardFacts, Hold } from './ledger-types.ts';
import { orderForDebit, spendableAt, takeInOrder } from './split-payment.ts';
import type { AssetPart } from './split-payment.ts';

export type ReserveOrder = {
  readonly id: ReserveId;
  readonly contentHash: string;
  /** Null when the site asks, not a station. */
  readonly stationId: StationId | null;
  readonly collectiveId: CollectiveId;
  /** What the sale needs. */
  readonly amountCents: Cents;
  /** What the station would like, the cushion included; at least the amount. */
  readonly wantedCents: Cents;
  readonly endsAt: Instant;
  readonly at: Instant;
};

export type ReserveFacts = {
  readonly card: CardFacts | null;
  /** The card comes from this collective or from one of its villages. */
  readonly isCardOfVillage: boolean;
  readonly seller: Seller;
};

export type Reserved = {
  readonly reserveId: ReserveId;
  readonly cardId: CardId;
  readonly cardNumber: string;
  readonly walletId: WalletId;
  /** In the debit order; sums to the total. */
  readonly parts: readonly AssetPart[];
  readonly totalCents: Cents;
  /** What stays spendable at this collective beside the reserve. */
  readonly leftCents: Cents;
};

export type ReserveRefusal =
  | {
      readonly code:
        | 'card-unknown'
        | 'card-random'
        | 'card-blank'
        | 'card-lost'
        | 'card-retired'
        | 'card-foreign'
        | 'content-differs'
        /** It was released, or its sale is already settled. */
        | 'released';
    }
  | { readonly code: 'short'; readonly availableCents: Cents; readonly missingCents: Cents };

/** Holds money of a wallet for one station: the amount at least, up to what is wanted (DESIGN 4). */
export function decideReserve(
  book: Book,
  order: ReserveOrder,
  facts: ReserveFacts,
): Result<Reserved, ReserveRefusal> {
  const { card, seller } = facts;
  const known = book.hold(order.id);
  if (known !== undefined) {
    if (known.contentHash !== order.contentHash) return err({ code: 'content-differs' });
    if (known.state !== 'active') return err({ code: 'released' });
    // Sent again: the first answer, whatever happened to the card since.
    return ok(describeReserve(book, known, facts));
  }
  if (book.hasTombstone(order.id)) return err({ code: 'released' });
  const refusal = refuseCard(card, facts.isCardOfVillage);
  if (refusal !== null || card?.walletId == null) return err({ code: refusal ?? 'card-blank' });

  const ordered = orderForDebit(book.holdings(card.walletId), seller);
  const availableCents = addCents(...ordered.map((holding) => holding.availableCents));
  if (availableCents < order.amountCents) {
    const missingCents = cents(order.amountCents - availableCents);
    return err({ code: 'short', availableCents, missingCents });
  }
  const parts = takeInOrder(ordered, cents(Math.max(order.amountCents, order.wantedCents)));
  for (const part of parts) {
    book.promise({ kind: 'wallet', ownerId: card.walletId, assetId: part.assetId }, part.cents);
  }
  const hold: Hold = {
    id: order.id,
    contentHash: order.contentHash,
    state: 'active',
    stationId: order.stationId,
    collectiveId: order.collectiveId,
    cardId: card.id,
    walletId: card.walletId,
    endsAt: order.endsAt,
    createdAt: order.at,
    closedAt: null,
    parts: parts.map(({ assetId, cents: reserved }) => ({
      assetId,
      reserved,
      remaining: reserved,
    })),
  };
  book.addHold(hold);
  return ok(describeReserve(book, hold, facts));
}

/** Why a card may not pay here; null when it may. */
export function refuseCard(
  card: CardFacts | null,
  isCardOfVillage: boolean,
): Exclude<
  ReserveRefusal['code'],
  'short' | 'content-differs' | 'released' | 'card-random'
> | null {
  if (card === null) return 'card-unknown';
  if (card.state === 'lost') return 'card-lost';
  if (card.state === 'retired') return 'card-retired';
  if (!isCardOfVillage) return 'card-foreign';
  return card.state === 'blank' ? 'card-blank' : null;
}

function describeReserve(book: Book, hold: Hold, { card, seller }: ReserveFacts): Reserved {
  const parts = hold.parts.map(({ assetId, reserved }) => ({
    assetId,
    kind: book.asset(assetId).kind,
    cents: cents(reserved),
  }));
  return {
    reserveId: hold.id,
    cardId: hold.cardId,
    cardNumber: card?.number ?? '',
    walletId: hold.walletId,
    parts,
    totalCents: addCents(...parts.map((part) => part.cents)),
    leftCents: spendableAt(book.holdings(hold.walletId), seller).totalCents,
  };
}

export type Released = { readonly freedCents: Cents };
export type ReleaseRefusal = { readonly code: 'reserve-of-another' };

export type ReleaseOrder = {
  readonly reserveId: ReserveId;
  /** The station that gives it back; null when a manager frees it by hand. */
  readonly stationId: StationId | null;
  readonly at: Instant;
};

/** Gives back what a reserve still holds. Again, or before the reserve itself arrived: success. */
export function decideRelease(book: Book, order: ReleaseOrder): Result<Released, ReleaseRefusal> {
  const hold = book.hold(order.reserveId);
  if (hold === undefined) {
    if (!book.hasTombstone(order.reserveId)) {
      book.addTombstone({ id: order.reserveId, stationId: order.stationId, at: order.at });
    }
    return ok({ freedCents: cents(0) });
  }
  if (order.stationId !== null && hold.stationId !== order.stationId) {
    return err({ code: 'reserve-of-another' });
  }
  if (hold.state !== 'active') return ok({ freedCents: cents(0) });
  return ok({ freedCents: cents(closeHold(book, hold, 'released', order.at)) });
}

/** Frees what is left of a hold and closes it. Gives what was freed. */
export function closeHold(
  book: Book,
  hold: Hold,
  state: 'settled' | 'released',
  at: Instant,
): number {
  for (const { assetId, remaining } of hold.parts) {
    if (remaining > 0) {
      book.promise({ kind: 'wallet', ownerId: hold.walletId, assetId }, -remaining);
    }
  }
  const parts = hold.parts.map((part) => ({ ...part, remaining: 0 }));
  book.changeHold({ ...hold, state, closedAt: at, parts });
  return hold.parts.reduce((sum, part) => sum + part.remaining, 0);
}
