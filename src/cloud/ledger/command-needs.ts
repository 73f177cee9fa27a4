import type { AccountRef } from '../../domain/wallet/ledger-types.ts';
import type { CollectiveId, WalletId } from '../../shared/ids.ts';
import type { CardAnswer } from './cards.ts';
import type { CardRef, LedgerCommand } from './commands.ts';
import type { BookNeeds } from './gather-book.ts';

/** What must be read and locked before commands are decided. */

export type Depth = 'lean' | 'full';

/** A lean batch hopes that every reserve is there, and locks no card for those that are not. */
export function cardRefsOf(command: LedgerCommand, depth: Depth): readonly CardRef[] {
  if (command.kind === 'sale') {
    return depth === 'full' && command.fallbackCard !== undefined ? [command.fallbackCard] : [];
  }
  if ('card' in command) return [command.card];
  return 'to' in command && !('walletId' in command.to) ? [command.to] : [];
}

/** Whether a wallet may get an account it does not have, or a blank card its wallet. */
export const mayOpenAccounts = (command: LedgerCommand): boolean =>
  ['unsecured-sale', 'top-up', 'gift', 'correction'].includes(command.kind);

/** The same, seen with what a batch was gathered for. */
export const mayChangeCards = (command: LedgerCommand, depth: Depth): boolean =>
  mayOpenAccounts(command) || (command.kind === 'sale' && cardRefsOf(command, depth).length > 0);

/** Sellers at which a card of another collective is shown: is it of one of their villages? */
export const foreignSellersOf = (
  commands: readonly LedgerCommand[],
  findCard: (ref: CardRef) => CardAnswer,
): readonly CollectiveId[] =>
  unique(
    commands.flatMap((command) => {
      if (command.kind !== 'reserve' && command.kind !== 'refund') return [];
      const card = findCard(command.card);
      const isForeign = typeof card !== 'string' && card.collectiveId !== command.collectiveId;
      return isForeign ? [command.collectiveId] : [];
    }),
  );

/** Collectives whose debit order decides. */
export const sellersOf = (commands: readonly LedgerCommand[]): readonly CollectiveId[] =>
  unique(
    commands.flatMap((command) =>
      command.kind === 'reserve' || command.kind === 'wallet-sale' || isSale(command)
        ? [command.collectiveId]
        : [],
    ),
  );

/** Collectives to which a wallet may come to owe. */
export const debtorsOf = (commands: readonly LedgerCommand[]): readonly CollectiveId[] =>
  unique(commands.filter(isSale).map(({ collectiveId }) => collectiveId));

type AnySale = Extract<LedgerCommand, { readonly kind: 'sale' | 'unsecured-sale' }>;

const isSale = (command: LedgerCommand): command is AnySale =>
  command.kind === 'sale' || command.kind === 'unsecured-sale';

/** Wallets that a command names by itself, not by a card. */
export function namedWalletsOf(command: LedgerCommand): readonly WalletId[] {
  if (command.kind === 'wallet-sale' || command.kind === 'give-up') return [command.walletId];
  return 'to' in command && 'walletId' in command.to ? [command.to.walletId] : [];
}

export type Found = {
  readonly findCard: (ref: CardRef) => CardAnswer;
  readonly findWallet: (id: WalletId) => WalletId | null;
};

export function needsOf(
  commands: readonly LedgerCommand[],
  { findCard, findWallet }: Found,
  depth: Depth,
): BookNeeds {
  const cards = commands.flatMap((command) => cardRefsOf(command, depth)).map(findCard);
  return {
    walletIds: unique([
      ...cards.flatMap((card) =>
        typeof card === 'string' || card.walletId === null ? [] : [card.walletId],
      ),
      ...commands.flatMap(namedWalletsOf).flatMap((id) => findWallet(id) ?? []),
    ]),
    mayOpenAccounts: commands.some(mayOpenAccounts) || (depth === 'full' && commands.some(isSale)),
    reserveIds: unique(commands.flatMap(reserveIdsOf)),
    postingIds: commands.flatMap((command) =>
      command.kind === 'reserve' || command.kind === 'release' ? [] : [command.id],
    ),
    correctedIds: unique(
      commands.flatMap((command) => (command.kind === 'correction' ? [command.corrects] : [])),
    ),
    assetIds: unique(
      commands.flatMap((command) => ('assetId' in command ? [command.assetId] : [])),
    ),
    issuerIds: depth === 'lean' ? [] : debtorsOf(commands),
    debited: commands.flatMap((command): readonly AccountRef[] =>
      command.kind === 'settlement'
        ? (['takings', 'cash-out'] as const).map((kind) => ({
            kind,
            ownerId: command.collectiveId,
            assetId: command.assetId,
          }))
        : [],
    ),
  };
}

function reserveIdsOf(command: LedgerCommand) {
  if (command.kind === 'reserve') return [command.id];
  return 'reserveId' in command && command.reserveId !== null ? [command.reserveId] : [];
}

export function amountsOf(command: LedgerCommand): readonly number[] {
  switch (command.kind) {
    case 'reserve':
      return [command.amountCents, command.wantedCents];
    case 'sale':
      return command.parts.map((part) => part.cents);
    case 'unsecured-sale':
    case 'wallet-sale':
      return [command.totalCents];
    case 'top-up':
    case 'gift':
    case 'settlement':
      return [command.amountCents];
    case 'correction':
      return command.parts?.map((part) => part.cents) ?? [];
    case 'release':
    case 'refund':
    case 'give-up':
      return [];
    default:
      return command satisfies never;
  }
}

const unique = <Item>(items: readonly Item[]): readonly Item[] => [...new Set(items)];
