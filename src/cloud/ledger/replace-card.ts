import { cardAfter } from '../../domain/card/state.ts';
import { decideMerge } from '../../domain/wallet/decide-merge.ts';
import type { Posting, PostingHeader, PostingId } from '../../domain/wallet/ledger-types.ts';
import { assert } from '../../shared/assert.ts';
import { sha256 } from '../../shared/node/crypto.ts';
import type { CardId, CollectiveId, ReplacementId, StationId, WalletId } from '../../shared/ids.ts';
import { cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { Instant } from '../../shared/time.ts';
import { movePresences } from '../badge/move-presences.ts';
import { closeRequests } from '../cards/card-requests.ts';
import type { ReadableDb, WritableDb } from '../db/open-database.ts';
import { mergeProgress } from '../loyalty/store-loyalty.ts';
import { uuidOf } from './account-id.ts';
import { findCard, lockCards } from './cards.ts';
import type { FoundCard } from './cards.ts';
import { gatherBook } from './gather-book.ts';
import { readNeighbours } from './sellers.ts';
import { writeBook } from './write-book.ts';

export type ReplaceCommand = {
  readonly id: ReplacementId;
  /** Printed on the card that was lost, or that is worn out. */
  readonly fromNumber: string;
  readonly toUid: string;
  readonly stationId: StationId;
  readonly collectiveId: CollectiveId;
  readonly at: Instant;
};

export type Replaced = {
  readonly stationId: StationId;
  readonly fromCardId: CardId;
  readonly fromNumber: string;
  readonly toCardId: CardId;
  readonly toNumber: string;
  readonly isLinked: boolean;
  readonly movedCents: Cents;
};

export type ReplaceRefusal = {
  readonly code:
    | 'content-differs'
    | 'card-unknown'
    | 'card-random'
    | 'card-foreign'
    | 'card-blank'
    | 'card-lost'
    | 'card-retired'
    /** The new card is somebody's; or the old one is, and they have not declared it lost. */
    | 'card-linked'
    | 'already-replaced'
    | 'same-card';
};

/**
 * Puts a card in the place of another, once (RULES C6, C7). The money of an anonymous card flows
 * into the new one, which keeps what it had; a person's lost card is followed by one linked to the
 * same person. The old card is out of use, but keeps pointing to the money: what a till sold on it
 * without network, before it knew, is still paid.
 */
export async function replaceCard(
  tx: WritableDb,
  command: ReplaceCommand,
): Promise<Result<Replaced, ReplaceRefusal>> {
  const old = await findCard(tx, { number: command.fromNumber });
  const refs = [
    { cardUid: command.toUid },
    ...(old === undefined ? [] : [{ cardId: old.id }]),
  ] as const;
  const findLocked = await lockCards(tx, refs, 'update');
  // After the locks: the same request, sent twice at once, is found here by the second.
  const known = await tx.query
    .selectFrom('command')
    .select(['content_hash', 'result'])
    .where('id', '=', command.id)
    .executeTakeFirst();
  const contentHash = hashOf(command);
  if (known !== undefined) {
    return known.content_hash === contentHash
      ? ok(JSON.parse(known.result) as Replaced)
      : err({ code: 'content-differs' });
  }
  if (old === undefined) return err({ code: 'card-unknown' });
  const from = findLocked({ cardId: old.id });
  const to = findLocked({ cardUid: command.toUid });
  if (typeof from === 'string') return err({ code: from });
  if (typeof to === 'string') return err({ code: to });
  const refusal = await refuse(tx, command.collectiveId, from, to);
  if (refusal !== null) return err({ code: refusal });

  const posting = await moveMoney(tx, command, contentHash, from, to);
  const replaced: Replaced = {
    stationId: command.stationId,
    ...{ fromCardId: from.id, fromNumber: from.number, toCardId: to.id, toNumber: to.number },
    isLinked: from.personId !== null,
    movedCents: await eurosMoved(tx, posting, from.walletId),
  };
  await keepTrace(tx, command, contentHash, replaced);
  if (from.personId !== null) {
    await closeRequests(tx, { personId: from.personId, cardId: to.id, now: command.at });
  }
  return ok(replaced);
}

/** What was replaced under an id; null when nothing was. */
export async function readReplacement(db: ReadableDb, id: ReplacementId): Promise<Replaced | null> {
  const row = await db.query
    .selectFrom('command')
    .innerJoin('posting', (join) =>
      join.on('posting.id', '=', postingIdOf(id)).on('posting.kind', '=', 'replacement'),
    )
    .select('result')
    .where('command.id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : (JSON.parse(row.result) as Replaced);
}

async function refuse(
  tx: WritableDb,
  collectiveId: CollectiveId,
  from: FoundCard,
  to: FoundCard,
): Promise<ReplaceRefusal['code'] | null> {
  if (from.id === to.id) return 'same-card';
  const isNeighbour = await readNeighbours(tx, [collectiveId]);
  const isForeign = [from, to].some((card) => !isNeighbour(collectiveId, card.collectiveId));
  if (isForeign) return 'card-foreign';
  if (from.state === 'blank') return 'card-blank';
  // Whoever reads a number must not get a card on somebody's money: only its holder declares it lost.
  if (from.state === 'linked') return 'card-linked';
  if (from.state === 'retired')
    return (await isReplaced(tx, from.id)) ? 'already-replaced' : 'card-retired';
  if (to.state === 'linked') return 'card-linked';
  if (to.state === 'lost') return 'card-lost';
  return to.state === 'retired' ? 'card-retired' : null;
}

async function isReplaced(db: ReadableDb, cardId: CardId): Promise<boolean> {
  const row = await db.query
    .selectFrom('card_event')
    .select('id')
    .where('card_id', '=', cardId)
    .where('kind', '=', 'replaced')
    .executeTakeFirst();
  return row !== undefined;
}

/** The person's wallet stays; otherwise all flows into the wallet of the new card. */
async function moveMoney(
  tx: WritableDb,
  command: ReplaceCommand,
  contentHash: string,
  from: FoundCard,
  to: FoundCard,
): Promise<Posting> {
  assert(from.walletId !== null, `card ${from.number} is in use without a wallet`);
  const isLinked = from.personId !== null;
  const target = isLinked ? from.walletId : (to.walletId ?? (await openWallet(tx, command)));
  const source = isLinked ? to.walletId : from.walletId;
  const header: PostingHeader = {
    ...{ id: postingIdOf(command.id), contentHash, at: command.at, cardId: to.id },
    ...{ collectiveId: command.collectiveId, stationId: command.stationId, cause: command.id },
    // The only trace that people read: which number took the place of which.
    note: `${from.number} > ${to.number}`,
  };
  const posting = await merge(tx, header, source, target);
  if (source !== null) await movePresences(tx, source, target, command.at);
  const retired = cardAfter(from.state, 'retire');
  assert(retired.ok, `a ${from.state} card cannot be retired`);
  await setCard(tx, from.id, { state: retired.value, wallet_id: target });
  await setCard(tx, to.id, {
    ...{ state: isLinked ? 'linked' : 'anonymous', wallet_id: target, person_id: from.personId },
  });
  return posting;
}

async function openWallet(tx: WritableDb, { id, at }: ReplaceCommand): Promise<WalletId> {
  const walletId = uuidOf(`wallet of replacement ${id}`) as WalletId;
  await tx.query.insertInto('wallet').values({ id: walletId, created_at: at }).execute();
  return walletId;
}

async function merge(
  tx: WritableDb,
  header: PostingHeader,
  source: WalletId | null,
  target: WalletId,
): Promise<Posting> {
  const movedWalletIds = source === null ? [] : [source];
  const book = await gatherBook(tx, {
    ...{ walletIds: [...movedWalletIds, target], mayOpenAccounts: true, movedWalletIds },
    ...{ reserveIds: [], postingIds: [], correctedIds: [], assetIds: [], issuerIds: [] },
    debited: [],
  });
  const posting =
    source === null
      ? book.post(header, { kind: 'replacement', walletId: target, transfers: [] })
      : decideMerge(book, {
          ...{ ...header, kind: 'replacement' },
          ...{ fromWalletId: source, toWalletId: target },
        });
  if (source !== null) {
    await tx.query
      .updateTable('wallet')
      .set({ merged_into: target })
      .where('id', '=', source)
      .execute();
    tx.changed('wallet', source, null);
    await mergeProgress(tx, source, target);
  }
  await writeBook(tx, book.changes(), header.at);
  tx.changed('wallet', target, null);
  return posting;
}

async function setCard(
  tx: WritableDb,
  cardId: CardId,
  values: {
    readonly state: FoundCard['state'];
    readonly wallet_id: WalletId;
    readonly person_id?: FoundCard['personId'];
  },
): Promise<void> {
  await tx.query.updateTable('card').set(values).where('id', '=', cardId).execute();
  tx.changed('card', cardId, null);
}

/** What left the old card, in euros. */
async function eurosMoved(
  tx: WritableDb,
  { transfers }: Posting,
  walletId: WalletId | null,
): Promise<Cents> {
  const moved = transfers.filter(
    ({ from, to }) => from.ownerId === walletId && to.kind === 'wallet',
  );
  if (moved.length === 0) return cents(0);
  const assets = await tx.query
    .selectFrom('asset')
    .select('id')
    .where('kind', 'in', ['global', 'local', 'gift'])
    .where(
      'id',
      'in',
      moved.map(({ from }) => from.assetId),
    )
    .execute();
  const euros = new Set(assets.map(({ id }) => id));
  return cents(
    moved.reduce((sum, { from, amount }) => sum + (euros.has(from.assetId) ? amount : 0), 0),
  );
}

async function keepTrace(
  tx: WritableDb,
  { id, at, collectiveId, stationId }: ReplaceCommand,
  contentHash: string,
  replaced: Replaced,
): Promise<void> {
  await tx.query
    .insertInto('command')
    .values({ id, content_hash: contentHash, result: JSON.stringify(replaced), at })
    .execute();
  await tx.query
    .insertInto('card_event')
    .values({
      ...{ id: uuidOf(`replaced by ${id}`), card_id: replaced.fromCardId, kind: 'replaced', at },
      ...{ collective_id: collectiveId, station_id: stationId, other_card_id: replaced.toCardId },
      posting_id: postingIdOf(id),
    })
    .execute();
}

const postingIdOf = (id: ReplacementId): PostingId => uuidOf(`replacement ${id}`) as PostingId;

const hashOf = ({ fromNumber, toUid, stationId }: ReplaceCommand): string => {
  const content = ['replace', fromNumber.toUpperCase(), toUid.toUpperCase(), stationId];
  return Buffer.from(sha256(Buffer.from(JSON.stringify(content)))).toString('hex');
};
