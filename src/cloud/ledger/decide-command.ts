import { assert } from '../../shared/assert.ts';
import { makeUuid } from '../../shared/ids.ts';
import type { CollectiveId, WalletId } from '../../shared/ids.ts';
import { addCents } from '../../shared/money.ts';
import { err } from '../../shared/result.ts';
import type { Seller } from '../../domain/wallet/asset.ts';
import type { Book } from '../../domain/wallet/book.ts';
import { decideCorrection } from '../../domain/wallet/decide-correction.ts';
import { decideCredit } from '../../domain/wallet/decide-credit.ts';
import type { CreditTarget } from '../../domain/wallet/decide-credit.ts';
import { decideGiveUp } from '../../domain/wallet/decide-give-up.ts';
import { decideRefund } from '../../domain/wallet/decide-refund.ts';
import { decideRelease, decideReserve } from '../../domain/wallet/decide-reserve.ts';
import {
  decideSale,
  decideUnsecuredSale,
  oldestOwnLocal,
} from '../../domain/wallet/decide-sale.ts';
import type { SellerFacts } from '../../domain/wallet/decide-sale.ts';
import { decideSettlement } from '../../domain/wallet/decide-settlement.ts';
import { decideWalletSale } from '../../domain/wallet/decide-wallet-sale.ts';
import type { CardAnswer, FoundCard } from './cards.ts';
import type { Found } from './command-needs.ts';
import { contentHashOf, headerOf } from './commands.ts';
import type {
  CardRef,
  CreditCommand,
  LedgerAnswer,
  LedgerCommand,
  LostReserve,
  SaleCommand,
} from './commands.ts';

export type Gathered = Found & {
  readonly book: Book;
  readonly isNeighbour: (seller: CollectiveId, other: CollectiveId) => boolean;
  /** Null in a lean batch, which hopes not to need them. */
  readonly sellers: ReadonlyMap<CollectiveId, Seller> | null;
};

/** Hands a command to its decision, with the facts it needs. */
export function decideCommand(
  gathered: Gathered,
  command: LedgerCommand,
): LedgerAnswer | 'needs-seller' {
  const { book } = gathered;
  const card = 'card' in command ? cardNow(gathered, command.card) : null;
  const found = card === null || typeof card === 'string' ? null : card;
  switch (command.kind) {
    case 'reserve': {
      if (card === 'card-random') return { kind: command.kind, result: err({ code: card }) };
      const seller = gathered.sellers?.get(command.collectiveId);
      assert(seller !== undefined, 'a reserve without its seller');
      const isCardOfVillage = isOfVillage(gathered, found, command.collectiveId);
      const order = { ...command, contentHash: contentHashOf(command) };
      const facts = { card: found, isCardOfVillage, seller };
      return { kind: command.kind, result: decideReserve(book, order, facts) };
    }
    case 'release':
      return { kind: command.kind, result: decideRelease(book, command) };
    case 'sale':
      return decideSaleCommand(gathered, command);
    case 'unsecured-sale': {
      if (card === 'card-random') return { kind: command.kind, result: err({ code: card }) };
      const order = {
        ...command,
        ...headerOf(command, found?.id ?? null),
        collectiveId: command.collectiveId,
      };
      const facts = sellerFacts(gathered, command.collectiveId);
      if (facts === null) return 'needs-seller';
      const target = { card: found, newWalletId: newWalletId() };
      return {
        kind: command.kind,
        result: decideUnsecuredSale(book, order, { ...facts, ...target }),
      };
    }
    case 'wallet-sale': {
      const seller = gathered.sellers?.get(command.collectiveId);
      assert(seller !== undefined, 'a sale without its seller');
      const order = { ...command, ...headerOf(command, null), collectiveId: command.collectiveId };
      const facts = { seller, walletId: gathered.findWallet(command.walletId) };
      return { kind: command.kind, result: decideWalletSale(book, order, facts) };
    }
    case 'top-up':
    case 'gift':
      return decideCreditCommand(gathered, command);
    case 'refund': {
      if (card === 'card-random') return { kind: command.kind, result: err({ code: card }) };
      const header = headerOf(command, found?.id ?? null);
      const order = { ...command, ...header, collectiveId: command.collectiveId };
      const isCardOfVillage = isOfVillage(gathered, found, command.collectiveId);
      return { kind: command.kind, result: decideRefund(book, order, found, isCardOfVillage) };
    }
    case 'give-up': {
      const order = { ...headerOf(command, null), collectiveId: command.collectiveId };
      const walletId = gathered.findWallet(command.walletId);
      return { kind: command.kind, result: decideGiveUp(book, order, walletId) };
    }
    case 'correction': {
      const order = { ...command, ...headerOf(command, null) };
      return { kind: command.kind, result: decideCorrection(book, order) };
    }
    case 'settlement': {
      const order = { ...command, ...headerOf(command, null), collectiveId: command.collectiveId };
      return { kind: command.kind, result: decideSettlement(book, order) };
    }
    default:
      return command satisfies never;
  }
}

/** The goods were handed over: without its reserve, the card that paid is debited, or owes. */
function decideSaleCommand(
  gathered: Gathered,
  command: SaleCommand,
): LedgerAnswer | 'needs-seller' {
  const { kind, fallbackCard } = command;
  const facts = sellerFacts(gathered, command.collectiveId);
  const order = { ...command, ...headerOf(command, null), collectiveId: command.collectiveId };
  const result = decideSale(gathered.book, order, facts);
  if (result === 'needs-seller') return result;
  const lostReserve = result.ok ? null : lostReserveOf(result.error.code);
  if (lostReserve === null || fallbackCard === undefined) return { kind, result };
  if (facts === null) return 'needs-seller';
  const card = cardNow(gathered, fallbackCard);
  if (card === 'card-random') return { kind, result: err({ code: card }), lostReserve };
  const found = typeof card === 'string' ? null : card;
  const totalCents = addCents(...command.parts.map((part) => part.cents));
  const unsecured = { ...order, cardId: found?.id ?? null, reserveId: null, totalCents };
  const target = { card: found, newWalletId: newWalletId() };
  const settled = decideUnsecuredSale(gathered.book, unsecured, { ...facts, ...target });
  return { kind, result: settled, lostReserve };
}

const lostReserveOf = (code: string): LostReserve | null =>
  code === 'reserve-unknown' || code === 'reserve-of-another' ? code : null;

function decideCreditCommand(gathered: Gathered, command: CreditCommand): LedgerAnswer {
  const { kind, to } = command;
  const card = 'walletId' in to ? null : cardNow(gathered, to);
  if (card === 'card-random') return { kind, result: err({ code: card }) };
  const found = card === null || typeof card === 'string' ? null : card;
  const target: CreditTarget =
    'walletId' in to
      ? { kind: 'wallet', walletId: gathered.findWallet(to.walletId) }
      : { kind: 'card', card: found, newWalletId: newWalletId() };
  const order = { ...command, ...headerOf(command, found?.id ?? null), kind };
  return { kind, result: decideCredit(gathered.book, order, target) };
}

// An earlier command of the batch may have given a blank card its wallet.
function cardNow({ findCard, book }: Gathered, ref: CardRef): CardAnswer {
  const card = findCard(ref);
  if (typeof card === 'string') return card;
  const opened = book.openedWallet(card.id);
  return opened === undefined ? card : { ...card, state: 'anonymous', walletId: opened };
}

const isOfVillage = (
  { isNeighbour }: Gathered,
  card: FoundCard | null,
  seller: CollectiveId,
): boolean => card !== null && isNeighbour(seller, card.collectiveId);

function sellerFacts({ sellers, book }: Gathered, collectiveId: CollectiveId): SellerFacts | null {
  if (sellers === null) return null;
  const seller = sellers.get(collectiveId);
  const asset = seller === undefined ? undefined : oldestOwnLocal(book.assets(), seller);
  assert(seller !== undefined && asset !== undefined, `seller ${collectiveId} was not gathered`);
  return { seller, debtAssetId: asset.id };
}

const newWalletId = (): WalletId => makeUuid() as WalletId;
