import { decideMerge } from '../../domain/wallet/decide-merge.ts';
import { cardAfter } from '../../domain/card/state.ts';
import type { PostingHeader, PostingId } from '../../domain/wallet/ledger-types.ts';
import { sha256 } from '../../shared/node/crypto.ts';
import type { CardId, PersonId, WalletId } from '../../shared/ids.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { Instant } from '../../shared/time.ts';
import { movePresences } from '../badge/move-presences.ts';
import type { WritableDb } from '../db/open-database.ts';
import { mergeProgress } from '../loyalty/store-loyalty.ts';
import { lockCards } from './cards.ts';
import { gatherBook } from './gather-book.ts';
import { ensureWalletOfPerson } from './wallets.ts';
import { writeBook } from './write-book.ts';

export type LinkCommand = {
  readonly id: PostingId;
  readonly cardId: CardId;
  readonly personId: PersonId;
  readonly at: Instant;
};

export type LinkRefusal = {
  readonly code:
    | 'content-differs'
    | 'card-unknown'
    | 'card-lost'
    | 'card-retired'
    /** A card linked to somebody else cannot be taken (RULES C4). */
    | 'card-of-another';
};

/**
 * Links a card to a person who proved their e-mail. The card's money, its open reserves and its
 * debts flow into the person's wallet in the same step. Linking it again to the same person: success.
 */
export async function linkCard(
  tx: WritableDb,
  command: LinkCommand,
): Promise<Result<{ readonly walletId: WalletId }, LinkRefusal>> {
  const { id, cardId, personId, at } = command;
  const card = (await lockCards(tx, [{ cardId }], 'update'))({ cardId });
  const contentHash = hashOf(command);
  const known = await tx.query
    .selectFrom('posting')
    .select(['content_hash', 'wallet_id'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (known !== undefined) {
    if (known.content_hash !== contentHash) return err({ code: 'content-differs' });
    return ok({ walletId: known.wallet_id as WalletId });
  }
  if (typeof card === 'string') return err({ code: 'card-unknown' });
  if (card.state === 'lost') return err({ code: 'card-lost' });
  if (card.state === 'retired') return err({ code: 'card-retired' });
  if (card.state === 'linked' && card.walletId !== null) {
    return card.personId === personId
      ? ok({ walletId: card.walletId })
      : err({ code: 'card-of-another' });
  }
  const state = cardAfter(card.state, 'link');
  if (!state.ok) return err({ code: 'card-of-another' });

  const toWalletId = await ensureWalletOfPerson(tx, personId, at);
  const header: PostingHeader = {
    ...{ id, contentHash, at, cardId, collectiveId: card.collectiveId },
    ...{ stationId: null, cause: null, note: null },
  };
  await mergeInto(tx, header, card.walletId, toWalletId);
  if (card.walletId !== null) await movePresences(tx, card.walletId, toWalletId, at);
  await tx.query
    .updateTable('card')
    .set({ state: state.value, wallet_id: toWalletId, person_id: personId })
    .where('id', '=', cardId)
    .execute();
  tx.changed('card', cardId, null);
  return ok({ walletId: toWalletId });
}

async function mergeInto(
  tx: WritableDb,
  header: PostingHeader,
  fromWalletId: WalletId | null,
  toWalletId: WalletId,
): Promise<void> {
  const movedWalletIds = fromWalletId === null ? [] : [fromWalletId];
  const book = await gatherBook(tx, {
    walletIds: [...movedWalletIds, toWalletId],
    mayOpenAccounts: true,
    reserveIds: [],
    movedWalletIds,
    postingIds: [],
    correctedIds: [],
    assetIds: [],
    issuerIds: [],
    debited: [],
  });
  if (fromWalletId === null) {
    // A blank card brings no money; the posting still says when it was linked.
    book.post(header, { kind: 'link', walletId: toWalletId, transfers: [] });
  } else {
    decideMerge(book, { ...header, kind: 'link', fromWalletId, toWalletId });
    await tx.query
      .updateTable('wallet')
      .set({ merged_into: toWalletId })
      .where('id', '=', fromWalletId)
      .execute();
    tx.changed('wallet', fromWalletId, null);
    await mergeProgress(tx, fromWalletId, toWalletId);
  }
  await writeBook(tx, book.changes(), header.at);
}

const hashOf = ({ cardId, personId }: LinkCommand): string =>
  Buffer.from(sha256(Buffer.from(JSON.stringify(['link', cardId, personId])))).toString('hex');
