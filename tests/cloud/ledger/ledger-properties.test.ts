import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/cloud/db/open-database.ts';
import type { Db } from '../../../src/cloud/db/open-database.ts';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import { applyCommands } from '../../../src/cloud/ledger/apply-commands.ts';
import { auditLedger } from '../../../src/cloud/ledger/audit-ledger.ts';
import type { LedgerAnswer, LedgerCommand } from '../../../src/cloud/ledger/commands.ts';
import { linkCard } from '../../../src/cloud/ledger/link-card.ts';
import { topUp } from '../../../src/cloud/ledger/operations.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import type { CardId, WalletId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { DATABASE_KINDS, makeTestDatabase } from '../../helpers/cloud-database.ts';
import type { TestDatabase } from '../../helpers/cloud-database.ts';
import {
  AT,
  balancesOf,
  balancesOfCard,
  load,
  makeCard,
  makeLedgerWorld,
  makePerson,
  newPostingId,
  tillOf,
  walletIdOf,
} from './ledger-world.ts';
import type { LedgerWorld } from './ledger-world.ts';
import {
  CARDS_COUNT,
  commandsOf,
  numberedUuid,
  randomSteps,
  walletsChange,
} from './random-commands.ts';

/** Real transactions are slow: few runs here, the same seed each time, plus the seeds that once failed. */
const RUNS = { sqlite: 15, postgres: 8 } as const;
const SEED = 20_261_103;
const CONNECTIONS = 4;

const applyIn = (db: Db, commands: readonly LedgerCommand[]) =>
  writeTransaction(db, (tx) => applyCommands(tx, commands));

/** Sum of what wallets of these cards hold, all assets together. */
async function sumOfWallets(db: Db, cards: readonly CardId[]): Promise<number> {
  const wallets = new Set(await Promise.all(cards.map((card) => walletIdOf(db, card))));
  const rows = await db.query
    .selectFrom('account')
    .select(['owner_id', 'balance'])
    .where('kind', '=', 'wallet')
    .execute();
  return rows
    .filter((row) => wallets.has(row.owner_id))
    .reduce((sum, { balance }) => sum + balance, 0);
}

/** What a correction moved into wallets, read from its lines. */
async function readCorrected(db: Db): Promise<(id: string) => number> {
  const rows = await db.query
    .selectFrom('transfer')
    .innerJoin('posting', 'posting.id', 'transfer.posting_id')
    .innerJoin('account as source', 'source.id', 'from_account_id')
    .innerJoin('account as target', 'target.id', 'to_account_id')
    .select(['posting_id', 'amount', 'source.kind as from_kind', 'target.kind as to_kind'])
    .where('posting.kind', '=', 'correction')
    .execute();
  return (id) =>
    rows
      .filter((row) => row.posting_id === id)
      .reduce((sum, { amount, from_kind, to_kind }) => {
        const entered = to_kind === 'wallet' ? amount : 0;
        return sum + entered - (from_kind === 'wallet' ? amount : 0);
      }, 0);
}

/** A wallet is below what it promised only by a debt that an unsecured sale explains (RULES M8). */
async function expectNoUnexplainedDebt(db: Db): Promise<void> {
  const rows = await db.query
    .selectFrom('account')
    .leftJoin('posting', 'posting.id', 'account.debt_posting_id')
    .select(['account.id', 'balance', 'held', 'account.debt', 'posting.kind'])
    .where('account.kind', '=', 'wallet')
    .execute();
  const unexplained = rows.filter(({ balance, held, debt, kind: of }) => {
    const expected = Math.max(0, held - balance);
    return debt !== expected || (expected > 0 && of !== 'unsecured-sale');
  });
  expect(unexplained).toEqual([]);
}

/** Answers of two databases: only what each of them made itself may differ. */
const comparable = (answers: readonly LedgerAnswer[]): unknown =>
  JSON.parse(
    JSON.stringify(answers, (key, value: unknown) =>
      key === 'walletId' || key === 'cardNumber' ? 0 : value,
    ),
  );

describe.each(DATABASE_KINDS)(
  'the ledger on %s, whatever is sent',
  { timeout: 120_000 },
  (kind) => {
    let test: TestDatabase;
    let twin: TestDatabase;
    beforeAll(async () => {
      test = await makeTestDatabase(kind);
      twin = await makeTestDatabase(kind);
    });
    afterAll(async () => {
      await test.remove();
      await twin.remove();
    });

    let run = 0;
    const options = { numRuns: RUNS[kind], seed: SEED, endOnFailure: true } as const;

    /** The same world, with the same ids, in each database. */
    async function makeWorlds(dbs: readonly Db[]) {
      run += 1;
      const first = run * 1_000;
      const made: { world: LedgerWorld; cards: readonly CardId[] }[] = [];
      for (const db of dbs) {
        let next = first;
        const makeId = () => numberedUuid((next += 1));
        const world = await makeLedgerWorld(db, makeId);
        const cards = Array.from({ length: CARDS_COUNT }, () => makeId() as CardId);
        for (const cardId of cards) await makeCard(db, world.bar, { cardId });
        made.push({ world, cards });
      }
      return { ...made[0]!, idOf: (step: number) => numberedUuid(first + 500 + step) };
    }

    it('adds up, gives the same in one batch as one by one, and changes nothing when sent again', async () => {
      await fc.assert(
        fc.asyncProperty(randomSteps(30), async (steps) => {
          const { world, cards, idOf } = await makeWorlds([test.db, twin.db]);
          const commands = commandsOf(steps, world, cards, idOf);

          const answers = await applyIn(test.db, commands);
          const oneByOne: LedgerAnswer[] = [];
          for (const command of commands) oneByOne.push(...(await applyIn(twin.db, [command])));
          expect(comparable(answers)).toEqual(comparable(oneByOne));

          expect(await auditLedger(test.db)).toEqual([]);
          expect(await auditLedger(twin.db)).toEqual([]);
          await expectNoUnexplainedDebt(test.db);
          const corrected = await readCorrected(test.db);
          const expected = answers.reduce(
            (sum, answer) => sum + walletsChange(answer, corrected),
            0,
          );
          expect(await sumOfWallets(test.db, cards)).toBe(expected);
          expect(await sumOfWallets(twin.db, cards)).toBe(expected);

          const accepted = commands.filter((_, index) => answers[index]!.result.ok);
          const again = await applyIn(test.db, accepted);
          expect(await sumOfWallets(test.db, cards)).toBe(expected);
          const isMovement = ({ kind: of }: LedgerAnswer) => of !== 'reserve' && of !== 'release';
          expect(again.filter(isMovement)).toEqual(
            answers.filter((answer) => answer.result.ok && isMovement(answer)),
          );
        }),
        options,
      );
    });

    it('adds up when commands arrive in any order from several connections, some of them twice', async () => {
      const others = Array.from({ length: CONNECTIONS - 1 }, () => openDatabase(test.options));
      const connections = [test.db, ...others];
      await fc.assert(
        fc.asyncProperty(
          randomSteps(24),
          fc.infiniteStream(fc.nat(1_000)),
          async (steps, chance) => {
            const { world, cards, idOf } = await makeWorlds([test.db]);
            const commands = commandsOf(steps, world, cards, idOf);
            const personId = await makePerson(test.db, `${makeUuid()}@example.org`);
            const draw = () => chance.next().value as number;

            const sent = commands.flatMap((command) =>
              draw() % 3 === 0 ? [command, command] : [command],
            );
            const sending = sent.map(async (command, index) => {
              const [answer] = await applyIn(connections[draw() % CONNECTIONS]!, [command]);
              return { command, answer: answer!, index };
            });
            // Meanwhile two of the cards become the same person's.
            const linking = cards
              .slice(0, 2)
              .map((cardId, index) =>
                writeTransaction(connections[index]!, (tx) =>
                  linkCard(tx, { id: newPostingId(), cardId, personId, at: AT }),
                ),
              );
            const results = await Promise.all(sending);
            for (const linked of await Promise.all(linking)) unwrap(linked);

            expect(await auditLedger(test.db)).toEqual([]);
            await expectNoUnexplainedDebt(test.db);
            const corrected = await readCorrected(test.db);
            const byCommand = Map.groupBy(results, ({ command }) => command);
            const changes = [...byCommand.values()].map((copies) => {
              const accepted = copies.filter(({ answer }) => answer.result.ok);
              const [first] = accepted;
              if (first === undefined) return 0;
              return walletsChange(first.answer, corrected);
            });
            expect(await sumOfWallets(test.db, cards)).toBe(changes.reduce((a, b) => a + b, 0));
          },
        ),
        options,
      );
      await Promise.all(others.map((other) => other.close()));
    });

    it('lets payments that meet on one wallet take what there is and no more', async () => {
      const others = Array.from({ length: CONNECTIONS - 1 }, () => openDatabase(test.options));
      const connections = [test.db, ...others];
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 2, maxLength: 16 }),
          fc.integer({ min: 0, max: 1_500 }),
          fc.integer({ min: 1, max: 1_500 }),
          async (amounts, local, global) => {
            const world = await makeLedgerWorld(test.db);
            const card = await makeCard(test.db, world.bar);
            if (local > 0) await load(test.db, card, world.assets.barLocal, local);
            await load(test.db, card, world.assets.global, global);

            const results = await Promise.all(
              amounts.map(async (amount, index) => {
                const [collective, station] =
                  index % 2 === 0 ? [world.bar, world.barStation] : [world.cafe, world.cafeStation];
                const till = tillOf(connections[index % CONNECTIONS]!, collective, station);
                return { amount, paid: await till.pay(card, amount) };
              }),
            );
            const taken = results
              .filter(({ paid }) => paid.ok)
              .reduce((sum, { amount }) => sum + amount, 0);
            const left = local + global - taken;
            expect(await sumOfWallets(test.db, [card])).toBe(left);
            expect(left).toBeGreaterThanOrEqual(0);
            // Money only left: what was refused would still not fit.
            for (const { amount, paid } of results) expect(paid.ok || amount > left).toBe(true);
            expect(await auditLedger(test.db)).toEqual([]);
          },
        ),
        options,
      );
      await Promise.all(others.map((other) => other.close()));
    });

    // By bank card on the site: to the wallet, without touching the card.
    const creditOf = (world: LedgerWorld) => async (card: CardId) => {
      const walletId = (await walletIdOf(test.db, card)) as WalletId;
      return writeTransaction(test.db, (tx) =>
        topUp(tx, {
          ...{ id: newPostingId(), at: AT, stationId: null, cause: null, collectiveId: null },
          ...{ to: { walletId }, assetId: world.assets.global, amountCents: cents(1_000) },
        }),
      );
    };

    it('ends the same whether a spend without network or the credit that covers it comes first', async () => {
      const other = openDatabase(test.options);
      const world = await makeLedgerWorld(test.db);
      const cards = await Promise.all(
        Array.from({ length: 8 }, async () => {
          const card = await makeCard(test.db, world.bar);
          // Its wallet is there, but neither of the two accounts that will meet.
          await load(test.db, card, world.assets.barHours, 60);
          return card;
        }),
      );
      const credit = creditOf(world);
      await Promise.all(
        cards.flatMap((card) => [
          tillOf(other, world.bar, world.barStation).sellOffline(card, 300),
          credit(card),
        ]),
      );
      for (const card of cards) {
        expect(await balancesOfCard(test.db, card)).toEqual({
          [world.assets.barHours]: 60,
          [world.assets.global]: 700,
        });
      }
      await other.close();
    });

    it('loses no money that is sent to a wallet while its card is being linked', async () => {
      const other = openDatabase(test.options);
      const world = await makeLedgerWorld(test.db);
      const card = await makeCard(test.db, world.bar);
      await load(test.db, card, world.assets.barLocal, 100);
      const personId = await makePerson(test.db, `${makeUuid()}@example.org`);
      const isLinked = Promise.withResolvers<null>();
      const mayCommit = Promise.withResolvers<null>();
      const linking = writeTransaction(other, async (tx) => {
        const linked = await linkCard(tx, { id: newPostingId(), cardId: card, personId, at: AT });
        isLinked.resolve(null);
        await mayCommit.promise;
        return unwrap(linked).walletId;
      });
      await isLinked.promise;
      const crediting = creditOf(world)(card);
      // Long enough to find the old wallet and to wait for it.
      await new Promise((resolve) => setTimeout(resolve, 200));
      mayCommit.resolve(null);
      unwrap(await crediting);
      expect(await balancesOf(test.db, await linking)).toEqual({
        [world.assets.barLocal]: 100,
        [world.assets.global]: 1_000,
      });
      await other.close();
    });
  },
);
