import { cardAfter } from '../../domain/card/state.ts';
import type { Refunded, RefundRefusal } from '../../domain/wallet/decide-refund.ts';
import type { PostingId } from '../../domain/wallet/ledger-types.ts';
import { assert } from '../../shared/assert.ts';
import type { CardId, CollectiveId, RefundId, StationId } from '../../shared/ids.ts';
import { ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import { uuidOf } from './account-id.ts';
import { findCard, lockCards } from './cards.ts';
import type { FoundCard } from './cards.ts';
import { refundCard } from './operations.ts';
import { readWallet } from './read-wallet.ts';

export type EmptyCommand = {
  readonly id: RefundId;
  readonly cardId: CardId;
  readonly isHandedBack: boolean;
  readonly includesGlobal: boolean;
  readonly stationId: StationId;
  readonly collectiveId: CollectiveId;
  readonly at: Instant;
};

export type EmptyRefusal = RefundRefusal | { readonly code: 'card-random' };

/**
 * Takes the money off a Pass so that a drawer pays it out (RULES T6). A card that is handed back
 * is blank again, ready for somebody else; one that still carries money of another collective
 * keeps it.
 */
export async function emptyCard(
  tx: WritableDb,
  command: EmptyCommand,
): Promise<Result<Refunded & { readonly cardNumber: string }, EmptyRefusal>> {
  const { cardId } = command;
  await lockCards(tx, [{ cardId }], 'update');
  const first = await refund(tx, command, command.includesGlobal);
  // The collective may have changed its mind between two sendings: the first answer counts.
  const refunded =
    !first.ok && first.error.code === 'content-differs'
      ? await refund(tx, command, !command.includesGlobal)
      : first;
  if (!refunded.ok) return refunded;
  const card = await findCard(tx, { cardId });
  assert(card !== undefined, `card ${cardId} was emptied and is not there`);
  if (command.isHandedBack) await handBack(tx, command, card);
  return ok({ ...refunded.value, cardNumber: card.number });
}

const refund = (tx: WritableDb, command: EmptyCommand, includesGlobal: boolean) =>
  refundCard(tx, {
    id: command.id as string as PostingId,
    card: { cardId: command.cardId },
    cancelsGifts: command.isHandedBack,
    ...{ includesGlobal, stationId: command.stationId, collectiveId: command.collectiveId },
    ...{ at: command.at, cause: null },
  });

async function handBack(tx: WritableDb, command: EmptyCommand, card: FoundCard): Promise<void> {
  const eventId = uuidOf(`handed back by ${command.id}`);
  const done = await tx.query
    .selectFrom('card_event')
    .select('id')
    .where('id', '=', eventId)
    .executeTakeFirst();
  const state = cardAfter(card.state, 'hand-back');
  if (done !== undefined || !state.ok) return;
  // A person's money stays with them; an anonymous card's is lost with its wallet.
  if (card.personId === null && !(await isEmpty(tx, card))) return;
  await tx.query
    .updateTable('card')
    .set({ state: state.value, wallet_id: null, person_id: null })
    .where('id', '=', card.id)
    .execute();
  await tx.query
    .insertInto('card_event')
    .values({
      ...{ id: eventId, card_id: card.id, kind: 'handed-back', at: command.at },
      ...{ collective_id: command.collectiveId, station_id: command.stationId },
      posting_id: command.id,
    })
    .execute();
  tx.changed('card', card.id, null);
}

async function isEmpty(tx: WritableDb, { walletId }: FoundCard): Promise<boolean> {
  if (walletId === null) return true;
  const { assets } = await readWallet(tx, walletId);
  return assets.every(({ balanceCents, heldCents }) => balanceCents === 0 && heldCents === 0);
}
