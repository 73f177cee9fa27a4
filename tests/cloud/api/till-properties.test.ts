import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import { auditLedger } from '../../../src/cloud/ledger/audit-ledger.ts';
import { saveLoyaltyRule } from '../../../src/cloud/loyalty/loyalty-store.ts';
import { reserveAnswerSchema } from '../../../src/contract/sync/messages.ts';
import {
  cardEmptyAnswerSchema,
  cardReplaceAnswerSchema,
} from '../../../src/contract/sync/questions.ts';
import { PATHS } from '../../../src/contract/sync/protocol.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { addMs } from '../../../src/shared/time.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { addAsset, loadGlobal } from './moneys.ts';
import { byMeans, byPass, cash, COFFEE, lineOf, local, makeTill, offered, STAFF } from './till.ts';
import type { TestTill } from './till.ts';
import { addCard, addVillage } from './village.ts';
import type { TestCard } from './village.ts';
import { makeWorld, pairStation, renewWorld } from './world.ts';
import type { World } from './world.ts';

/** What a till may do, in amounts that meet each other's limits often. */
const card = fc.nat(2);
const amount = fc.integer({ min: 1, max: 900 });
const action = fc.oneof(
  fc.record({ kind: fc.constant('cash' as const), amount, count: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant('mixed' as const), amount }),
  fc.record({ kind: fc.constant('offered' as const), amount }),
  fc.record({ kind: fc.constant('offline' as const), card, amount }),
  fc.record({ kind: fc.constant('lost-reserve' as const), card, amount }),
  fc.record({ kind: fc.constant('reserved' as const), card, amount }),
  fc.record({ kind: fc.constant('top-up' as const), card, amount }),
  fc.record({ kind: fc.constant('gift' as const), card, amount }),
  fc.record({ kind: fc.constant('take-back' as const), sale: fc.nat(9), isWhole: fc.boolean() }),
  fc.record({ kind: fc.constant('means' as const), sale: fc.nat(9) }),
  fc.record({ kind: fc.constant('empty' as const), card, isHandedBack: fc.boolean() }),
  fc.record({ kind: fc.constant('lost' as const), card }),
  fc.record({ kind: fc.constant('replace' as const), from: card, to: card }),
);
type Action = typeof action extends fc.Arbitrary<infer Value> ? Value : never;

/** How entries travel: cut after so many, and whether all of them are sent once more. */
const travel = fc.record({ size: fc.integer({ min: 1, max: 9 }), isAgain: fc.boolean() });
type Travel = { readonly size: number; readonly isAgain: boolean };

/** The same runs each time; another seed looks elsewhere. */
const SEED = 20_261_122;

const ONE_BY_ONE: Travel = { size: 1, isAgain: false };

describe.each(DATABASE_KINDS)('whatever a till does, sent to %s in any cuts', (kind) => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld(kind);
  });
  afterAll(() => world.close());

  it(
    'the ledger adds up, and is what it is when sent one by one',
    { timeout: 120_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(action, { minLength: 1, maxLength: 25 }),
          fc.array(travel, { minLength: 1, maxLength: 5 }),
          async (actions, travels) => {
            const expected = await play(world, actions, [ONE_BY_ONE]);
            expect(await play(world, actions, travels)).toEqual(expected);
            expect(await auditLedger(world.db)).toEqual([]);
          },
        ),
        { numRuns: kind === 'sqlite' ? 40 : 15, seed: SEED, endOnFailure: false },
      );
    },
  );
});

/** Plays on a village of its own, and gives what there is at the end, under names that do not change. */
async function play(base: World, actions: readonly Action[], travels: readonly Travel[]) {
  const world = await renewWorld(base);
  const village = await addVillage(world.db);
  const gift = await addAsset(world.db, 'gift', village.bar);
  const global = await addAsset(world.db, 'global', null);
  await writeTransaction(world.db, (tx) =>
    saveLoyaltyRule(
      tx,
      village.bar,
      { kind: 'nth-free', productIds: [COFFEE], everyCount: 3, label: 'Café' },
      world.now(),
    ),
  );
  const till = makeTill(world, await pairStation(world, village.bar));
  const cards: TestCard[] = [];
  for (const state of ['blank', 'anonymous', 'blank'] as const) {
    cards.push(await addCard(world.db, { collectiveId: village.bar, state }));
  }
  await loadGlobal(world.db, cards[1]!.id, global, 700);
  const problems: string[] = [];
  let flushes = 0;
  const flush = async (): Promise<void> => {
    const { size, isAgain } = travels[flushes % travels.length]!;
    flushes += 1;
    problems.push(...(await till.upload(size)).map(({ seq, code }) => `${seq} ${code}`));
    if (isAgain && till.station.entries.length > 0) {
      await till.station.upload(world.app, 1, till.station.entries.length);
    }
  };
  const assets = { local: village.barLocal, gift };
  const player = makePlayer(world, till, cards, assets, flush);
  for (const one of actions) await player(one);
  await flush();
  const names = new Map<string, string>([
    ...([[village.barLocal, 'local'] as const, [gift, 'gift'] as const] as const),
    ...([[global, 'global'] as const, [village.bar, 'bar'] as const] as const),
  ]);
  return { problems, ...(await readAll(world, cards, names, village.bar)) };
}

type History = ReturnType<TestTill['sell']>;

function makePlayer(
  world: World,
  till: TestTill,
  cards: readonly TestCard[],
  assets: {
    readonly local: ReturnType<typeof local>['assetId'];
    readonly gift: ReturnType<typeof local>['assetId'];
  },
  flush: () => Promise<void>,
) {
  const sold: History[] = [];
  const at = (index: number): TestCard => cards[index]!;
  return async (one: Action): Promise<void> => {
    switch (one.kind) {
      case 'cash':
        sold.push(till.sell([lineOf(one.amount, one.count)], [cash(one.amount * one.count)]));
        return;
      case 'mixed':
        sold.push(
          till.sell(
            [lineOf(one.amount), lineOf(7, 3)],
            [byMeans('cheque', one.amount), byMeans('bank-card', 21)],
          ),
        );
        return;
      case 'offered':
        sold.push(till.sell([lineOf(one.amount + 5)], [offered(one.amount), cash(5)]));
        return;
      case 'offline':
      case 'lost-reserve': {
        const reserveId = one.kind === 'offline' ? null : toId<'Reserve'>(makeUuid());
        const pass = byPass(at(one.card), [local(assets.local, one.amount)], reserveId);
        sold.push(till.sell([lineOf(one.amount)], [pass]));
        return;
      }
      case 'reserved': {
        await flush();
        const body = {
          ...{ id: makeUuid(), cardId: at(one.card).id, amountCents: one.amount },
          ...{ wantedCents: one.amount, endsAt: addMs(world.now(), 60_000) },
        };
        const response = await till.ask(PATHS.reserves, body);
        if (response.status !== 200) return;
        const reserved = reserveAnswerSchema.parse(await response.json());
        const pass = byPass(at(one.card), reserved.parts, reserved.id);
        sold.push(till.sell([lineOf(one.amount + 30)], [pass, cash(30)]));
        return;
      }
      case 'top-up':
        till.topUp(at(one.card), assets.local, one.amount);
        return;
      case 'gift':
        till.give(at(one.card), assets.gift, one.amount);
        return;
      case 'take-back': {
        const history = sold[one.sale];
        const line = history?.sale.lines.at(-1);
        if (history === undefined || line === undefined) return;
        till.takeBack(history, one.isWhole ? null : [{ lineId: line.lineId, count: 1 }]);
        return;
      }
      case 'means': {
        const history = sold[one.sale];
        const isCash =
          history?.sale.payments.length === 1 && history.sale.payments[0]?.means === 'cash';
        if (!isCash || history.corrections.length + history.meansChanges.length > 0) return;
        till.changeMeans(history, 0, 'bank-card');
        return;
      }
      case 'empty': {
        await flush();
        const id = toId<'Refund'>(makeUuid());
        const body = { id, cardId: at(one.card).id, isHandedBack: one.isHandedBack };
        const response = await till.ask(PATHS.emptyCard, body);
        if (response.status !== 200) return;
        const { cashCents, cardNumber } = cardEmptyAnswerSchema.parse(await response.json());
        till.append('pass.emptied@1', {
          ...{ refundId: id, day: '2026-11-22' as never, staff: STAFF, cardId: at(one.card).id },
          ...{ cardNumber, paidOut: [], cancelled: [], cashCents: cents(cashCents) },
          isCardHandedBack: one.isHandedBack,
        });
        return;
      }
      case 'lost':
        till.append('card.declared-lost@1', {
          ...{ cardId: at(one.card).id, cardNumber: at(one.card).number, staff: STAFF },
        });
        return;
      case 'replace': {
        await flush();
        const id = toId<'Replacement'>(makeUuid());
        const body = { id, fromNumber: at(one.from).number, toUid: at(one.to).uid };
        const response = await till.ask(PATHS.replaceCard, body);
        if (response.status !== 200) return;
        const { fromCardId, fromNumber, toCardId, toNumber } = cardReplaceAnswerSchema.parse(
          await response.json(),
        );
        till.append('card.replaced@1', {
          ...{ replacementId: id, fromCardId, fromNumber, toCardId, toNumber },
          ...{ staff: STAFF, approvedBy: null },
        });
        return;
      }
      default:
        one satisfies never;
    }
  };
}

async function readAll(
  world: World,
  cards: readonly TestCard[],
  names: ReadonlyMap<string, string>,
  collectiveId: string,
) {
  const ofCards = [];
  for (const { id } of cards) {
    const { state, wallet_id } = await world.db.query
      .selectFrom('card')
      .select(['state', 'wallet_id'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const progress = await world.db.query
      .selectFrom('loyalty_progress')
      .select('amount')
      .where('wallet_id', '=', wallet_id ?? '')
      .executeTakeFirst();
    const accounts = await readAccounts(world, wallet_id ?? '', names);
    ofCards.push({ state, gathered: progress?.amount ?? 0, accounts });
  }
  const corrections = await world.db.query
    .selectFrom('sale_correction')
    .select('id')
    .where('collective_id', '=', collectiveId)
    .execute();
  return {
    cards: ofCards,
    bar: await readAccounts(world, collectiveId, names),
    corrections: corrections.length,
  };
}

async function readAccounts(world: World, ownerId: string, names: ReadonlyMap<string, string>) {
  const rows = await world.db.query
    .selectFrom('account')
    .select(['kind', 'asset_id', 'balance', 'held', 'debt'])
    .where('owner_id', '=', ownerId)
    .where('balance', '<>', 0)
    .execute();
  return Object.fromEntries(
    rows.map(({ kind, asset_id, balance, held, debt }) => [
      `${kind} ${names.get(asset_id) ?? 'other'}`,
      { balance, held, debt },
    ]),
  );
}
