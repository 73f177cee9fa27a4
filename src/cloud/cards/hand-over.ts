import { cardAfter } from '../../domain/card/state.ts';
import type { PostingId } from '../../domain/wallet/ledger-types.ts';
import { assertNever } from '../../shared/assert.ts';
import { isUuid } from '../../shared/ids.ts';
import type { CardId, CollectiveId, MakeId } from '../../shared/ids.ts';
import { isLanguage, DEFAULT_LANGUAGE } from '../../shared/i18n.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { Instant } from '../../shared/time.ts';
import type { ReadableDb, WritableDb } from '../db/open-database.ts';
import { findCard } from '../ledger/cards.ts';
import type { FoundCard } from '../ledger/cards.ts';
import { linkCard } from '../ledger/link-card.ts';
import { readNeighbours } from '../ledger/sellers.ts';
import { queueMail } from '../mail/mail-store.ts';
import { closeRequests, listOpenRequests } from './card-requests.ts';
import type { OpenCardRequest } from './card-requests.ts';
import { newPassMail } from './new-pass-mail.ts';

export type HandOverRefusal =
  | 'number-empty'
  | 'number-wrong'
  | 'card-unknown'
  | 'card-foreign'
  | 'card-of-another'
  | 'card-lost'
  | 'card-retired'
  | 'card-of-staff'
  /** Withdrawn, or done by somebody else meanwhile. */
  | 'request-closed';

export type HandOver = {
  readonly requestId: string;
  readonly collectiveId: CollectiveId;
  /** The number printed on the new Pass, or the address in its QR. */
  readonly typed: string;
};

type Means = {
  readonly makeId: MakeId;
  readonly now: Instant;
  /** Where the account is, for the mail. */
  readonly publicUrl: string;
};

/**
 * Hands a new Pass over: it is linked to who asked, its money flows into their purse, and the lost
 * one is out of use for good (RULES C6). All in one step, with the mail that says so.
 */
export async function handOver(
  tx: WritableDb,
  order: HandOver,
  means: Means,
): Promise<Result<{ readonly number: string; readonly personName: string }, HandOverRefusal>> {
  const named = readPassName(order.typed);
  if (!named.ok) return named;
  await lockRequest(tx, order.requestId);
  const card = await findCard(tx, named.value);
  const open = await listOpenRequests(tx, order.collectiveId);
  const request = open.find(({ id }) => id === order.requestId);
  if (request === undefined) return err('request-closed');
  if (card === undefined) return err('card-unknown');
  const refusal = await refuseCard(tx, order.collectiveId, card);
  if (refusal !== null) return err(refusal);
  const linked = await linkCard(tx, {
    ...{ id: means.makeId() as PostingId, cardId: card.id, at: means.now },
    personId: request.personId,
  });
  if (!linked.ok) {
    const { code } = linked.error;
    return err(code === 'content-differs' ? 'card-of-another' : code);
  }
  await retireLost(tx, request);
  await closeRequests(tx, { personId: request.personId, cardId: card.id, now: means.now });
  await tellPerson(tx, request, card, means);
  return ok({ number: card.number, personName: request.personName });
}

/** Two people at the desk: one hands over, the other is told that it is done. */
async function lockRequest(tx: WritableDb, requestId: string): Promise<void> {
  if (tx.kind === 'sqlite') return;
  await tx.query
    .selectFrom('card_request')
    .select('id')
    .where('id', '=', requestId)
    .forUpdate()
    .execute();
}

const NUMBER = /^[0-9A-F]{8}$/;

/** `8a41 f6d0`, or `https://…/qr/8a41f6d0-…` as a scanner types it. */
function readPassName(
  typed: string,
): Result<{ readonly number: string } | { readonly qr: string }, 'number-empty' | 'number-wrong'> {
  const text = typed.replaceAll(/\s/g, '');
  if (text === '') return err('number-empty');
  const qr = /\/qr\/([^/?#]+)/i.exec(text)?.[1] ?? text;
  if (isUuid(qr)) return ok({ qr });
  const number = text.toUpperCase();
  return NUMBER.test(number) ? ok({ number }) : err('number-wrong');
}

async function refuseCard(
  db: ReadableDb,
  collectiveId: CollectiveId,
  card: FoundCard,
): Promise<HandOverRefusal | null> {
  const isNeighbour = await readNeighbours(db, [collectiveId]);
  if (!isNeighbour(collectiveId, card.collectiveId)) return 'card-foreign';
  if (await isOfStaff(db, card.id)) return 'card-of-staff';
  switch (card.state) {
    case 'lost':
      return 'card-lost';
    case 'retired':
      return 'card-retired';
    // A Pass of the person themselves, or of somebody else: linking says which.
    case 'linked':
    case 'blank':
    case 'anonymous':
      return null;
    default:
      return assertNever(card.state);
  }
}

async function isOfStaff(db: ReadableDb, cardId: CardId): Promise<boolean> {
  const row = await db.query
    .selectFrom('staff')
    .select('id')
    .where('card_id', '=', cardId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** It keeps pointing to the money: what was sold on it without network is still paid. */
async function retireLost(tx: WritableDb, { lostCard }: OpenCardRequest): Promise<void> {
  if (lostCard === null) return;
  const state = cardAfter('lost', 'retire');
  if (!state.ok) return;
  const retired = await tx.query
    .updateTable('card')
    .set({ state: state.value })
    .where('id', '=', lostCard.id)
    .where('state', '=', 'lost')
    .executeTakeFirst();
  if (retired.numUpdatedRows > 0n) tx.changed('card', lostCard.id, null);
}

async function tellPerson(
  tx: WritableDb,
  request: OpenCardRequest,
  card: FoundCard,
  { makeId, now, publicUrl }: Means,
): Promise<void> {
  if (request.email === '') return;
  const person = await tx.query
    .selectFrom('person')
    .select('language')
    .where('id', '=', request.personId)
    .executeTakeFirst();
  const language = isLanguage(person?.language) ? person.language : DEFAULT_LANGUAGE;
  const mail = newPassMail({
    ...{ to: request.email, language, publicUrl, number: card.number },
    collective: request.collective.name,
    lostNumber: request.lostCard?.number ?? null,
  });
  await queueMail(tx, makeId(), mail, now);
}
