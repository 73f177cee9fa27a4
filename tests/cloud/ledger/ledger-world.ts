import type { Db } from '../../../src/cloud/db/open-database.ts';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import {
  give,
  refundCard,
  releaseReserve,
  reserve,
  settleSale,
  settleUnsecured,
  topUp,
} from '../../../src/cloud/ledger/operations.ts';
import type { CardState } from '../../../src/domain/card/state.ts';
import type { AssetKind } from '../../../src/domain/wallet/asset.ts';
import type { PostingId } from '../../../src/domain/wallet/ledger-types.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import type {
  AssetId,
  CardId,
  CollectiveId,
  PersonId,
  MakeId,
  ReserveId,
  StationId,
} from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { unwrap } from '../../../src/shared/result.ts';
import type { Result } from '../../../src/shared/result.ts';
import type { ReserveRefusal } from '../../../src/domain/wallet/decide-reserve.ts';
import type { SaleRefusal, SaleSettled } from '../../../src/domain/wallet/decide-sale.ts';
import { instantFromMs } from '../../../src/shared/time.ts';
import type { Instant } from '../../../src/shared/time.ts';

export const AT = '2026-11-03T20:00:00.000Z' as Instant;
export const ENDS_AT = '2026-11-03T20:10:00.000Z' as Instant;

export const newPostingId = (): PostingId => makeUuid() as PostingId;
export const newReserveId = (): ReserveId => makeUuid() as ReserveId;

export type LedgerWorld = {
  readonly bar: CollectiveId;
  readonly cafe: CollectiveId;
  /** In no village. */
  readonly far: CollectiveId;
  readonly barStation: StationId;
  readonly cafeStation: StationId;
  readonly assets: {
    readonly global: AssetId;
    readonly barLocal: AssetId;
    readonly barGift: AssetId;
    readonly cafeLocal: AssetId;
    readonly cafeGift: AssetId;
    readonly barHours: AssetId;
    readonly farLocal: AssetId;
  };
};

/**
 * A village of a bar and a café, which takes the bar's money and whose money the bar takes. Several
 * worlds may share a database: they have only `global` in common.
 */
export async function makeLedgerWorld(db: Db, makeId: MakeId = makeUuid): Promise<LedgerWorld> {
  const [bar, cafe, far] = [
    makeId() as CollectiveId,
    makeId() as CollectiveId,
    makeId() as CollectiveId,
  ];
  const villageId = makeId();
  const knownGlobal = await db.query
    .selectFrom('asset')
    .select('id')
    .where('kind', '=', 'global')
    .executeTakeFirst();
  const assets = {
    ...{
      global: (knownGlobal?.id ?? makeId()) as AssetId,
      barLocal: makeId() as AssetId,
      barGift: makeId() as AssetId,
    },
    ...{
      cafeLocal: makeId() as AssetId,
      cafeGift: makeId() as AssetId,
      barHours: makeId() as AssetId,
    },
    farLocal: makeId() as AssetId,
  };
  const asset = (
    assetId: AssetId,
    kind: AssetKind,
    issuer_id: CollectiveId | null,
    age: number,
  ) => ({
    ...{ id: assetId, kind, issuer_id, name: kind },
    created_at: instantFromMs(Date.UTC(2026, 0, 1 + age)),
  });
  await writeTransaction(db, async ({ query }) => {
    await query
      .insertInto('collective')
      .values(
        [bar, cafe, far].map((collectiveId, index) => ({
          ...{ id: collectiveId, slug: collectiveId, name: `Collective ${index}` },
          ...{ time_zone: 'Europe/Paris', cut_off_hour: 4, cushion_cents: 0, created_at: AT },
        })),
      )
      .execute();
    await query
      .insertInto('village')
      .values({ id: villageId, slug: villageId, name: 'Village', created_at: AT })
      .execute();
    await query
      .insertInto('village_member')
      .values(
        [bar, cafe].map((collective_id) => ({
          ...{ village_id: villageId, collective_id, joined_at: AT },
          ...({ shares_agenda: 1, shares_memberships: 1, shares_local_currency: 1 } as const),
        })),
      )
      .execute();
    await query
      .insertInto('asset')
      .values([
        ...(knownGlobal === undefined ? [asset(assets.global, 'global', null, 0)] : []),
        asset(assets.barLocal, 'local', bar, 1),
        asset(assets.barGift, 'gift', bar, 2),
        asset(assets.cafeLocal, 'local', cafe, 3),
        asset(assets.cafeGift, 'gift', cafe, 4),
        asset(assets.barHours, 'time', bar, 5),
        asset(assets.farLocal, 'local', far, 6),
      ])
      .execute();
    await query
      .insertInto('asset_acceptance')
      .values([
        { collective_id: bar, asset_id: assets.cafeLocal, accepted_at: AT },
        { collective_id: cafe, asset_id: assets.barLocal, accepted_at: AT },
      ])
      .execute();
  });
  return {
    ...{ bar, cafe, far, assets },
    ...{ barStation: makeId() as StationId, cafeStation: makeId() as StationId },
  };
}

let cardsMade = 0;

/** A blank card of a collective. */
export async function makeCard(
  db: Db,
  collectiveId: CollectiveId,
  options: {
    readonly uid?: string | null;
    readonly tag4?: string;
    readonly state?: CardState;
    readonly cardId?: CardId;
  } = {},
): Promise<CardId> {
  cardsMade += 1;
  const cardId = options.cardId ?? (makeUuid() as CardId);
  const number = cardsMade.toString(16).toUpperCase().padStart(8, '0');
  const uid = options.uid === undefined ? `04${number}0000` : options.uid;
  await writeTransaction(db, ({ query }) =>
    query
      .insertInto('card')
      .values({
        ...{ id: cardId, uid, tag4: options.tag4 ?? uid?.slice(0, 8) ?? null, number },
        ...{ qr: makeUuid(), state: options.state ?? 'blank', wallet_id: null, person_id: null },
        ...{ collective_id: collectiveId, trust_level: 1, created_at: AT },
      })
      .execute(),
  );
  return cardId;
}

export async function makePerson(db: Db, email: string): Promise<PersonId> {
  const id = makeUuid() as PersonId;
  await writeTransaction(db, ({ query }) =>
    query
      .insertInto('person')
      .values({ id, email, name: '', language: 'fr', created_at: AT })
      .execute(),
  );
  return id;
}

/** Puts money on a card, in the way its asset allows. */
export async function load(
  db: Db,
  cardId: CardId,
  assetId: AssetId,
  amount: number,
): Promise<PostingId> {
  const asset = await db.query
    .selectFrom('asset')
    .select(['kind', 'issuer_id'])
    .where('id', '=', assetId)
    .executeTakeFirstOrThrow();
  const isGift = asset.kind !== 'global' && asset.kind !== 'local';
  const id = newPostingId();
  const command = {
    ...{ id, at: AT, stationId: null, cause: null, to: { cardId }, assetId },
    ...{ amountCents: cents(amount), collectiveId: asset.issuer_id as CollectiveId | null },
  };
  unwrap(await writeTransaction(db, (tx) => (isGift ? give(tx, command) : topUp(tx, command))));
  return id;
}

/** What a till does, each in a transaction of its own. */
export const tillOf = (db: Db, collectiveId: CollectiveId, stationId: StationId) => {
  const reserveFor = (
    cardId: CardId,
    amount: number,
    { wanted = amount, id = newReserveId() }: { wanted?: number; id?: ReserveId } = {},
  ) =>
    writeTransaction(db, (tx) =>
      reserve(tx, {
        ...{ id, stationId, collectiveId, card: { cardId }, endsAt: ENDS_AT, at: AT },
        ...{ amountCents: cents(amount), wantedCents: cents(wanted) },
      }),
    );
  return {
    reserve: reserveFor,

    settle: (
      reserveId: ReserveId,
      parts: readonly { readonly assetId: AssetId; readonly cents: number }[],
      { final = true, id = newPostingId() }: { final?: boolean; id?: PostingId } = {},
    ) =>
      writeTransaction(db, (tx) =>
        settleSale(tx, {
          ...{ id, reserveId, stationId, collectiveId, final, at: AT, cause: null },
          parts: parts.map((part) => ({ assetId: part.assetId, cents: cents(part.cents) })),
        }),
      ),

    /** Reserves and settles the same amount; refused as the reserve is. */
    pay: async (
      cardId: CardId,
      amount: number,
    ): Promise<Result<SaleSettled, ReserveRefusal | SaleRefusal>> => {
      const reserved = await reserveFor(cardId, amount);
      if (!reserved.ok) return reserved;
      return writeTransaction(db, (tx) =>
        settleSale(tx, {
          ...{ id: newPostingId(), reserveId: reserved.value.reserveId, stationId, collectiveId },
          ...{ parts: reserved.value.parts, final: true, at: AT, cause: null },
        }),
      );
    },

    sellOffline: (
      cardId: CardId,
      amount: number,
      {
        reserveId = null,
        id = newPostingId(),
      }: { reserveId?: ReserveId | null; id?: PostingId } = {},
    ) =>
      writeTransaction(db, (tx) =>
        settleUnsecured(tx, {
          ...{ id, reserveId, stationId, collectiveId, card: { cardId }, at: AT, cause: null },
          totalCents: cents(amount),
        }),
      ),

    release: (reserveId: ReserveId) =>
      writeTransaction(db, (tx) => releaseReserve(tx, { reserveId, stationId, at: AT })),

    empty: (
      cardId: CardId,
      {
        cancelsGifts = false,
        id = newPostingId(),
      }: { cancelsGifts?: boolean; id?: PostingId } = {},
    ) =>
      writeTransaction(db, (tx) =>
        refundCard(tx, {
          ...{ id, stationId, collectiveId, card: { cardId }, at: AT, cause: null },
          ...{ includesGlobal: true, cancelsGifts },
        }),
      ),
  };
};

/** Balances of one owner by asset; what is 0 is left out. */
export async function balancesOf(
  db: Db,
  ownerId: string,
  kind: 'wallet' | 'takings' | 'cash-out' | 'issuing' = 'wallet',
): Promise<Readonly<Record<string, number>>> {
  const rows = await db.query
    .selectFrom('account')
    .select(['asset_id', 'balance'])
    .where('owner_id', '=', ownerId)
    .where('kind', '=', kind)
    .where('balance', '<>', 0)
    .execute();
  return Object.fromEntries(rows.map((row) => [row.asset_id, row.balance]));
}

export async function walletIdOf(db: Db, cardId: CardId): Promise<string> {
  const row = await db.query
    .selectFrom('card')
    .select('wallet_id')
    .where('id', '=', cardId)
    .executeTakeFirstOrThrow();
  return row.wallet_id ?? '';
}

export const balancesOfCard = async (db: Db, cardId: CardId) =>
  balancesOf(db, await walletIdOf(db, cardId));
