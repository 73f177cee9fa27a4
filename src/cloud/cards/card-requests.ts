import type { CardId, CollectiveId, PersonId } from '../../shared/ids.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { Instant } from '../../shared/time.ts';
import { countTry } from '../api/rate-limit.ts';
import type { ReadableDb, WritableDb } from '../db/open-database.ts';

/** A person asks for a new Pass, until a collective hands one over (RULES C6). */
export type OpenCardRequest = {
  readonly id: string;
  readonly personId: PersonId;
  readonly personName: string;
  readonly email: string;
  readonly collective: { readonly id: CollectiveId; readonly name: string };
  readonly lostCard: { readonly id: CardId; readonly number: string } | null;
  readonly askedAt: Instant;
};

const DAY_MS = 24 * 3_600_000;
/** Asked and withdrawn: each one is read by somebody at a desk. */
const ASKED_MAX = { triesMax: 5, windowMs: DAY_MS } as const;

const selectOpen = (db: ReadableDb) =>
  db.query
    .selectFrom('card_request as request')
    .innerJoin('person', 'person.id', 'request.person_id')
    .innerJoin('collective', 'collective.id', 'request.collective_id')
    .leftJoin('card', 'card.id', 'request.lost_card_id')
    .select(['request.id', 'request.person_id', 'request.asked_at', 'request.lost_card_id'])
    .select(['person.name as person_name', 'person.email', 'card.number as lost_number'])
    .select(['collective.id as collective_id', 'collective.name as collective_name'])
    .where('request.state', '=', 'asked');

type OpenRow = Awaited<ReturnType<ReturnType<typeof selectOpen>['execute']>>[number];

const requestOf = (row: OpenRow): OpenCardRequest => ({
  ...{ id: row.id, personId: row.person_id as PersonId, personName: row.person_name },
  email: row.email ?? '',
  collective: { id: row.collective_id as CollectiveId, name: row.collective_name },
  lostCard:
    row.lost_card_id === null
      ? null
      : { id: row.lost_card_id as CardId, number: row.lost_number ?? '' },
  askedAt: row.asked_at as Instant,
});

/** What a person waits for; at most one at a time. */
export async function findOwnRequest(
  db: ReadableDb,
  personId: PersonId,
): Promise<OpenCardRequest | null> {
  const row = await selectOpen(db).where('request.person_id', '=', personId).executeTakeFirst();
  return row === undefined ? null : requestOf(row);
}

/** What the desk of a collective shows at once. */
const REQUESTS_MAX = 200;

/** Who waits for a Pass of this collective, first come first. */
export async function listOpenRequests(
  db: ReadableDb,
  collectiveId: CollectiveId,
): Promise<readonly OpenCardRequest[]> {
  const rows = await selectOpen(db)
    .where('request.collective_id', '=', collectiveId)
    .orderBy('request.asked_at')
    .orderBy('request.id')
    .limit(REQUESTS_MAX)
    .execute();
  return rows.map(requestOf);
}

export type AskRefusal =
  'content-differs' | 'already-asked' | 'collective-unknown' | 'card-not-lost' | 'too-many';

/** Asks once: the form makes the id, and sent again it is success (RULES M7). */
export async function askForCard(
  tx: WritableDb,
  order: {
    readonly id: string;
    readonly personId: PersonId;
    readonly collectiveId: string;
    readonly lostCardId: string | null;
    readonly now: Instant;
  },
): Promise<Result<void, AskRefusal>> {
  const { id, personId, collectiveId, lostCardId, now } = order;
  await lockRequests(tx, personId);
  const known = await tx.query
    .selectFrom('card_request')
    .select(['person_id', 'collective_id', 'lost_card_id'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (known !== undefined) {
    const isSame =
      known.person_id === personId &&
      known.collective_id === collectiveId &&
      known.lost_card_id === lostCardId;
    return isSame ? ok(undefined) : err('content-differs');
  }
  if ((await findOwnRequest(tx, personId)) !== null) return err('already-asked');
  if (!(await isCollective(tx, collectiveId))) return err('collective-unknown');
  if (lostCardId !== null && !(await isOwnLost(tx, personId, lostCardId))) {
    return err('card-not-lost');
  }
  if (!(await countTry(tx, `card-request:${personId}`, ASKED_MAX, now))) return err('too-many');
  await tx.query
    .insertInto('card_request')
    .values({
      ...{ id, person_id: personId, collective_id: collectiveId, lost_card_id: lostCardId },
      ...{ state: 'asked', asked_at: now, closed_at: null, card_id: null },
    })
    .execute();
  return ok(undefined);
}

/** Two tabs take turns. SQLite has one writer at a time already. */
async function lockRequests(tx: WritableDb, personId: PersonId): Promise<void> {
  if (tx.kind === 'sqlite') return;
  await tx.query
    .selectFrom('person')
    .select('id')
    .where('id', '=', personId)
    .forNoKeyUpdate()
    .execute();
}

async function isCollective(db: ReadableDb, collectiveId: string): Promise<boolean> {
  const row = await db.query
    .selectFrom('collective')
    .select('id')
    .where('id', '=', collectiveId)
    .executeTakeFirst();
  return row !== undefined;
}

async function isOwnLost(db: ReadableDb, personId: PersonId, cardId: string): Promise<boolean> {
  const row = await db.query
    .selectFrom('card')
    .select('id')
    .where('id', '=', cardId)
    .where('person_id', '=', personId)
    .where('state', '=', 'lost')
    .executeTakeFirst();
  return row !== undefined;
}

/** Withdraws what is still open; nothing when it was handed over meanwhile. */
export async function withdrawRequest(
  tx: WritableDb,
  order: { readonly id: string; readonly personId: PersonId; readonly now: Instant },
): Promise<void> {
  await tx.query
    .updateTable('card_request')
    .set({ state: 'withdrawn', closed_at: order.now })
    .where('id', '=', order.id)
    .where('person_id', '=', order.personId)
    .where('state', '=', 'asked')
    .execute();
}

/**
 * A person got a Pass, whoever gave it: at the office, at a till, or linked by its QR. What they
 * asked for is done.
 */
export async function closeRequests(
  tx: WritableDb,
  done: { readonly personId: PersonId; readonly cardId: CardId; readonly now: Instant },
): Promise<void> {
  await tx.query
    .updateTable('card_request')
    .set({ state: 'handed-over', closed_at: done.now, card_id: done.cardId })
    .where('person_id', '=', done.personId)
    .where('state', '=', 'asked')
    .execute();
}
