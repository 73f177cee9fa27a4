import { firstFourBytes, parseUidHex } from '../../domain/card/uid.ts';
import type { CardUid } from '../../domain/card/uid.ts';
import type { CardFacts } from '../../domain/wallet/ledger-types.ts';
import type { CardId, CollectiveId, PersonId, WalletId } from '../../shared/ids.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { CardTable } from '../db/ledger-tables.ts';
import type { ReadableDb, WritableDb } from '../db/open-database.ts';
import type { CardRef } from './commands.ts';

export type FoundCard = CardFacts & { readonly collectiveId: CollectiveId };

export type CardAnswer = FoundCard | 'card-unknown' | 'card-random';

type CardRow = Pick<
  CardTable,
  'id' | 'uid' | 'tag4' | 'number' | 'state' | 'wallet_id' | 'person_id' | 'collective_id'
>;

/**
 * Finds and locks the cards of a batch. A card of an existing batch is known by the first 4 bytes
 * of its UID: the first time it is read, the whole UID is learnt (RULES C1).
 * `share`: they may not change until the commit; `update`: this transaction may change them.
 */
export async function lockCards(
  tx: WritableDb,
  refs: readonly CardRef[],
  lock: 'share' | 'update',
): Promise<(ref: CardRef) => CardAnswer> {
  const ids = refs.flatMap((ref) => ('cardId' in ref ? [ref.cardId] : []));
  const uids = refs.flatMap((ref) => {
    const parsed = 'cardUid' in ref ? parseUidHex(ref.cardUid) : null;
    return parsed?.ok === true ? [parsed.value] : [];
  });
  const rows = ids.length + uids.length === 0 ? [] : await readCards(tx, ids, uids, lock);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const byUid = new Map(uids.map((uid) => [uid, matchUid(rows, uid)]));
  await learnUids(tx, byUid);
  return (ref) => {
    if ('cardId' in ref) return describe(byId.get(ref.cardId));
    const parsed = parseUidHex(ref.cardUid);
    if (!parsed.ok) return parsed.error === 'random-uid' ? 'card-random' : 'card-unknown';
    return describe(byUid.get(parsed.value));
  };
}

async function readCards(
  tx: WritableDb,
  ids: readonly string[],
  uids: readonly CardUid[],
  lock: 'share' | 'update',
): Promise<readonly CardRow[]> {
  const query = selectCards(tx)
    .where((where) => {
      const byId = isOneOf(tx.kind, 'card.id', ids);
      if (uids.length === 0) return byId;
      const byUid = isOneOf(tx.kind, 'card.uid', uids);
      const byTag = isOneOf(tx.kind, 'card.tag4', uids.map(firstFourBytes));
      return where.or([byId, byUid, where.and([byTag, where('card.uid', 'is', null)])]);
    })
    .orderBy('card.id');
  if (tx.kind === 'sqlite') return query.execute();
  return lock === 'update' ? query.forUpdate().execute() : query.forShare().execute();
}

const selectCards = (db: ReadableDb) =>
  db.query
    .selectFrom('card')
    .select([
      'card.id',
      'card.uid',
      'card.tag4',
      'card.number',
      'card.state',
      'card.wallet_id',
      'card.person_id',
      'card.collective_id',
    ]);

/** The card that has this UID, else the only one that has its first 4 bytes and no UID yet. */
function matchUid(rows: readonly CardRow[], uid: CardUid): CardRow | undefined {
  const exact = rows.find((row) => row.uid === uid);
  if (exact !== undefined) return exact;
  const sameTag = rows.filter((row) => row.uid === null && row.tag4 === firstFourBytes(uid));
  return sameTag.length === 1 ? sameTag[0] : undefined;
}

async function learnUids(
  tx: WritableDb,
  byUid: ReadonlyMap<CardUid, CardRow | undefined>,
): Promise<void> {
  for (const [uid, row] of byUid) {
    if (row === undefined || row.uid !== null) continue;
    await tx.query.updateTable('card').set({ uid }).where('id', '=', row.id).execute();
    tx.changed('card', row.id, null);
  }
}

const describe = (row: CardRow | undefined): CardAnswer =>
  row === undefined
    ? 'card-unknown'
    : {
        id: row.id as CardId,
        number: row.number,
        state: row.state,
        walletId: row.wallet_id as WalletId | null,
        personId: row.person_id as PersonId | null,
        collectiveId: row.collective_id as CollectiveId,
      };

/** A card by one of its three names (RULES C1); undefined when there is none. */
export async function findCard(
  db: ReadableDb,
  by:
    | { readonly cardId: CardId }
    | { readonly uid: CardUid }
    | { readonly number: string }
    | { readonly qr: string },
): Promise<FoundCard | undefined> {
  const query = selectCards(db);
  const rows =
    'uid' in by
      ? await query
          .where((where) =>
            where.or([where('uid', '=', by.uid), where('tag4', '=', firstFourBytes(by.uid))]),
          )
          .execute()
      : await (
          'cardId' in by
            ? query.where('id', '=', by.cardId)
            : 'number' in by
              ? query.where('number', '=', by.number.toUpperCase())
              : query.where('qr', '=', by.qr.toLowerCase())
        ).execute();
  const answer = describe('uid' in by ? matchUid(rows, by.uid) : rows[0]);
  return typeof answer === 'string' ? undefined : answer;
}
