import type { CardLookAnswer } from '../../contract/sync/questions.ts';
import { debitClass } from '../../domain/wallet/asset.ts';
import type { PostingKind } from '../../domain/wallet/ledger-types.ts';
import { assert } from '../../shared/assert.ts';
import { dayOf } from '../../shared/format.ts';
import type { CardId, CollectiveId, TicketId, WalletId } from '../../shared/ids.ts';
import { addCents, cents } from '../../shared/money.ts';
import { addMs } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { ReadableDb } from '../db/open-database.ts';
import type { FoundCard } from '../ledger/cards.ts';
import { readHistory, readWallet } from '../ledger/read-wallet.ts';
import type { WalletAsset } from '../ledger/read-wallet.ts';
import { readNeighbours, readSellers } from '../ledger/sellers.ts';
import { walletsBehind } from '../ledger/wallets.ts';
import { readLoyaltyProgress } from '../loyalty/loyalty-store.ts';
import { readMemberships } from './read-memberships.ts';

const HISTORY_MAX = 20;
const DAY_MS = 24 * 3_600_000;

/**
 * What the till of a collective may know of a card: its money here, what the person has here, what
 * moved here. Of a card outside the village nothing but that it exists.
 */
export async function readCardLook(
  db: ReadableDb,
  collectiveId: CollectiveId,
  card: FoundCard,
  now: Instant,
): Promise<CardLookAnswer> {
  const isNeighbour = await readNeighbours(db, [collectiveId]);
  const isOfVillage = isNeighbour(collectiveId, card.collectiveId);
  const nothing = {
    ...{ cardId: card.id, cardNumber: card.number, state: card.state, isOfVillage },
    ...{ holdings: [], debtCents: cents(0), refundableCents: cents(0), memberships: [] },
    ...{ qr: null, tickets: [], loyaltyProgress: 0, history: [], otherCards: 0 },
  } satisfies CardLookAnswer;
  if (!isOfVillage) return nothing;
  const qr = card.personId === null ? await readQr(db, card.id) : null;
  if (card.walletId === null) return { ...nothing, qr };

  const { walletId, personId } = card;
  const progress = await readLoyaltyProgress(db, [walletId], collectiveId);
  const personIds = personId === null ? [] : [personId];
  const memberships = await readMemberships(db, collectiveId, personIds, now);
  return {
    ...nothing,
    qr,
    ...(await readMoney(db, collectiveId, walletId, isNeighbour)),
    memberships: personIds.flatMap((id) => memberships.get(id) ?? []),
    tickets: await readTickets(db, collectiveId, { ...card, walletId }, now),
    loyaltyProgress: progress.get(walletId) ?? 0,
    history: await readMovements(db, collectiveId, walletId),
    otherCards: await countOtherCards(db, card.id, walletId),
  };
}

async function readQr(db: ReadableDb, cardId: CardId): Promise<string> {
  const row = await db.query
    .selectFrom('card')
    .select('qr')
    .where('id', '=', cardId)
    .executeTakeFirstOrThrow();
  return row.qr;
}

/** As in the feed: global, and what the collectives of the village issue, less what is reserved. */
async function readMoney(
  db: ReadableDb,
  collectiveId: CollectiveId,
  walletId: WalletId,
  isNeighbour: Awaited<ReturnType<typeof readNeighbours>>,
): Promise<Pick<CardLookAnswer, 'holdings' | 'debtCents' | 'refundableCents'>> {
  const seller = (await readSellers(db, [collectiveId])).get(collectiveId);
  assert(seller !== undefined, `seller ${collectiveId} was not read`);
  const paysOutGlobal = await readPaysOutGlobal(db, collectiveId);
  const wallet = await readWallet(db, walletId);
  const shown = wallet.assets.filter(
    ({ asset }) => asset.issuerId === null || isNeighbour(collectiveId, asset.issuerId),
  );
  const isRefundable = ({ asset }: WalletAsset): boolean =>
    asset.kind === 'global'
      ? paysOutGlobal
      : asset.kind === 'local' && asset.issuerId === collectiveId;
  return {
    holdings: shown
      .filter(({ availableCents }) => availableCents !== 0)
      .map(({ asset, name, availableCents }) => ({
        ...{ assetId: asset.id, assetName: name, kind: asset.kind, amount: availableCents },
        spendableHere: debitClass(asset, seller) !== null,
      })),
    debtCents: addCents(...shown.map(({ debtCents }) => debtCents)),
    refundableCents: addCents(
      ...shown.filter(isRefundable).map(({ availableCents }) => cents(Math.max(0, availableCents))),
    ),
  };
}

/** Whether emptying a Pass at this collective also pays `global` out (RULES T6). */
export async function readPaysOutGlobal(
  db: ReadableDb,
  collectiveId: CollectiveId,
): Promise<boolean> {
  const row = await db.query
    .selectFrom('station_settings')
    .select('pays_out_global')
    .where('collective_id', '=', collectiveId)
    .executeTakeFirst();
  return row?.pays_out_global === 1;
}

/** Tickets for what runs now or begins today. */
async function readTickets(
  db: ReadableDb,
  collectiveId: CollectiveId,
  card: { readonly id: CardId; readonly walletId: WalletId },
  now: Instant,
): Promise<CardLookAnswer['tickets']> {
  const family = await walletsBehind(db, card.walletId);
  const rows = await db.query
    .selectFrom('ticket')
    .innerJoin('event', 'event.id', 'ticket.event_id')
    .innerJoin('collective', 'collective.id', 'event.collective_id')
    .leftJoin('ticket_admission', 'ticket_admission.ticket_id', 'ticket.id')
    .select([
      ...(['ticket.id', 'event.name', 'event.starts_at'] as const),
      ...(['collective.time_zone', 'ticket_admission.at as admitted_at'] as const),
    ])
    .where('event.collective_id', '=', collectiveId)
    .where('ticket.state', '=', 'valid')
    .where('event.ends_at', '>', now)
    .where('event.starts_at', '<', addMs(now, DAY_MS))
    .where((where) =>
      where.or([
        isOneOf(db.kind, 'ticket.wallet_id', family),
        where.and([where('ticket.card_id', '=', card.id), where('ticket.wallet_id', 'is', null)]),
      ]),
    )
    .orderBy('event.starts_at')
    .orderBy('ticket.id')
    .execute();
  return rows
    .filter(
      (row) =>
        row.starts_at <= now ||
        dayOf(row.starts_at as Instant, row.time_zone) === dayOf(now, row.time_zone),
    )
    .map((row) => ({
      ticketId: row.id as TicketId,
      eventName: row.name,
      startsAt: row.starts_at as Instant,
      isAdmitted: row.admitted_at !== null,
    }));
}

/** Null: two Passes became one money, which was there before and is told by what brought it. */
const SHOWN_KINDS: Readonly<Record<PostingKind, CardLookAnswer['history'][number]['kind'] | null>> =
  {
    sale: 'sale',
    'unsecured-sale': 'sale',
    'top-up': 'top-up',
    gift: 'gift',
    refund: 'refund',
    correction: 'correction',
    link: null,
    replacement: null,
    settlement: 'other',
  };

/** Euros only: hours and points are never summed with them (RULES M1). */
async function readMovements(
  db: ReadableDb,
  collectiveId: CollectiveId,
  walletId: WalletId,
): Promise<CardLookAnswer['history']> {
  const movements = await readHistory(db, walletId, { limit: HISTORY_MAX, collectiveId });
  return movements.flatMap(({ at, kind: postingKind, parts }) => {
    const kind = SHOWN_KINDS[postingKind];
    const euros = parts.filter((part) => part.kind !== 'time' && part.kind !== 'points');
    if (kind === null || euros.length === 0) return [];
    return [{ at, kind, cents: addCents(...euros.map((part) => part.cents)) }];
  });
}

async function countOtherCards(
  db: ReadableDb,
  cardId: CardId,
  walletId: WalletId,
): Promise<number> {
  const rows = await db.query
    .selectFrom('card')
    .select('id')
    .where('wallet_id', '=', walletId)
    .where('id', '<>', cardId)
    .where('state', 'in', ['anonymous', 'linked'])
    .execute();
  return rows.length;
}
