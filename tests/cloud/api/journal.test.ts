import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import { reserveAnswerSchema, uploadAnswerSchema } from '../../../src/contract/sync/messages.ts';
import type { UploadAnswer, UploadRequest } from '../../../src/contract/sync/messages.ts';
import { LIMITS, PATHS, SYNC_PROTOCOL } from '../../../src/contract/sync/protocol.ts';
import { headTextToSign } from '../../../src/contract/sync/signed-request.ts';
import type { JsonValue } from '../../../src/domain/journal/canonical-json.ts';
import { entryHashInput, genesisHead } from '../../../src/domain/journal/chain.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import type { ReserveId } from '../../../src/shared/ids.ts';
import { publicKeyFromHex, sha256, verifySignature } from '../../../src/shared/node/crypto.ts';
import { addMs } from '../../../src/shared/time.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import {
  codeOf,
  errorOf,
  hex,
  makeInstance,
  makeStation,
  makeWorld,
  pairStation,
  renewWorld,
  uploadOf,
} from './world.ts';
import type { TestStation, World } from './world.ts';
import { saleBody } from './sales.ts';
import { accountOf, addCard, addVillage, sumsByAsset } from './village.ts';
import type { TestCard, Village } from './village.ts';

describe.each(DATABASE_KINDS)('upload of the journal on %s', (kind) => {
  let base: World;
  let world: World;
  let village: Village;
  let station: TestStation;

  beforeAll(async () => {
    base = await makeWorld(kind);
  });
  beforeEach(async () => {
    world = await renewWorld(base);
    village = await addVillage(world.db);
    station = await pairStation(world, village.bar);
  });
  afterAll(() => base.close());

  const upload = async (from: number, to: number): Promise<UploadAnswer> =>
    uploadAnswerSchema.parse(await (await station.upload(world.app, from, to)).json());
  const send = (body: unknown) => station.send(world.app, { path: PATHS.journal, body });
  const start = (count: number) => {
    for (let made = 0; made < count; made += 1)
      station.append('station.started@1', { version: '1' });
  };
  const rows = (table: 'journal_entry' | 'sale' | 'journal_problem') =>
    world.db.query
      .selectFrom(table)
      .selectAll()
      .where('station_id', '=', station.id)
      .orderBy('seq')
      .execute();
  const countEntries = async () => (await rows('journal_entry')).length;
  const addMoney = (cents: number): Promise<TestCard> =>
    addCard(world.db, { collectiveId: village.bar, money: { assetId: village.barLocal, cents } });
  const wallet = (card: TestCard) => accountOf(world.db, card.walletId ?? '', village.barLocal);
  const takings = async () => (await accountOf(world.db, village.bar, village.barLocal)).balance;
  const reserveFor = async (card: TestCard, cents: number): Promise<ReserveId> => {
    const id = toId<'Reserve'>(makeUuid());
    const body = {
      id,
      cardId: card.id,
      amountCents: cents,
      wantedCents: cents,
      endsAt: addMs(world.now(), 60_000),
    };
    const response = await station.send(world.app, { path: PATHS.reserves, body });
    reserveAnswerSchema.parse(await response.json());
    return id;
  };
  const appendSale = (
    sale: Parameters<typeof saleBody>[0],
    changes: Record<string, JsonValue> = {},
  ) => station.append('sale.recorded@1', { ...saleBody(sale), ...changes });

  describe('takes', () => {
    it('the next entries as they were signed, and countersigns the last one', async () => {
      start(3);
      const answer = await upload(1, 3);
      expect(answer).toMatchObject({
        ackedSeq: 3,
        ackedHash: hex(station.entries[2]!.hash),
        problems: [],
      });
      const key = publicKeyFromHex(world.deps.cloudKey.publicKeyHex)!;
      const text = Buffer.from(headTextToSign(station.id, 3, answer.ackedHash));
      expect(verifySignature(key, text, Buffer.from(answer.countersignature, 'hex'))).toBe(true);
      const stored = await rows('journal_entry');
      expect(stored.map((row) => ('body' in row ? row.body : ''))).toEqual(
        station.entries.map((entry) => Buffer.from(entry.body).toString('utf8')),
      );
    });

    it('entries that it knows already, when they are the same', async () => {
      start(4);
      await upload(1, 3);
      expect((await upload(1, 3)).ackedSeq).toBe(3);
      expect((await upload(2, 4)).ackedSeq).toBe(4);
      expect((await upload(1, 1)).ackedSeq).toBe(4);
      expect(await countEntries()).toBe(4);
    });

    it('one upload once, when it arrives at two instances at the same moment', async () => {
      const card = await addMoney(1_000);
      for (let number = 1; number <= 20; number += 1) {
        appendSale({
          number,
          pass: { cardId: card.id, assetId: village.barLocal, cents: 10, reserveId: null },
        });
      }
      const other = makeInstance(world.db, { cloudKey: world.deps.cloudKey });
      const answers = await Promise.all(
        [world.app, other.app, world.app, other.app].map((app) => station.upload(app, 1, 20)),
      );
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      expect(await countEntries()).toBe(20);
      expect(await wallet(card)).toEqual({ balance: 800, held: 0, debt: 0 });
    });

    it('the rest at another instance', async () => {
      start(4);
      await upload(1, 2);
      const other = makeInstance(world.db, { cloudKey: world.deps.cloudKey });
      expect((await station.upload(other.app, 3, 4)).status).toBe(200);
      expect(await countEntries()).toBe(4);
    });
  });

  describe('refuses', () => {
    it('a gap, and says which entry it expects', async () => {
      start(5);
      await upload(1, 2);
      expect(await errorOf(await station.upload(world.app, 4, 5))).toMatchObject({
        code: 'sequence-gap',
        expectedSeq: 3,
      });
      expect(await countEntries()).toBe(2);
    });

    it('an older copy of a journal that it has countersigned further', async () => {
      start(5);
      await upload(1, 5);
      station.entries.splice(3);
      expect(await errorOf(await station.upload(world.app, 1, 3))).toMatchObject({
        code: 'older-copy',
        expectedSeq: 6,
      });
    });

    it('other entries in the place of known ones', async () => {
      start(3);
      await upload(1, 3);
      station.entries.splice(2);
      station.append('station.started@1', { version: 'another' });
      start(2);
      expect(await codeOf(await station.upload(world.app, 1, 5))).toBe('content-differs');
      expect(await codeOf(await station.upload(world.app, 4, 5))).toBe('chain-wrong');
      expect(await countEntries()).toBe(3);
    });

    it('entries of another station, signed by its key', async () => {
      const other = makeStation();
      other.append('station.started@1', { version: '1' });
      expect(await codeOf(await send(uploadOf(other.entries, 1, 1)))).toBe('chain-wrong');
      expect(await countEntries()).toBe(0);
    });

    const swapped = (text: string): string => (text.startsWith('0') ? '1' : '0') + text.slice(1);
    it.each<[string, (request: UploadRequest) => void]>([
      [
        'body',
        ({ entries }) =>
          void (entries[1]!.body = Buffer.from('{"version":"2"}').toString('base64')),
      ],
      ['kind', ({ entries }) => void (entries[1]!.kind = 'staff.signed-out@1')],
      ['time', ({ entries }) => void (entries[1]!.at = addMs(entries[1]!.at, 1))],
      ['id', ({ entries }) => void (entries[1]!.id = toId(makeUuid()))],
      ['hash', ({ entries }) => void (entries[1]!.hash = swapped(entries[1]!.hash))],
      ['link', ({ entries }) => void (entries[1]!.prev = swapped(entries[1]!.prev))],
      ['signature', ({ entries }) => void (entries[1]!.signature = swapped(entries[1]!.signature))],
      ['head', ({ head }) => void (head.hash = swapped(head.hash))],
    ])('an entry whose %s was changed', async (_, change) => {
      start(3);
      const request = uploadOf(station.entries, 1, 3);
      change(request);
      expect(await codeOf(await send(request))).toBe('chain-wrong');
      expect(await countEntries()).toBe(0);
    });

    it('a signed body that is not canonical, as one with half an article in it', async () => {
      const body = Buffer.from('{"count":1.5}');
      const head = genesisHead(station.id, sha256);
      const content = {
        seq: 1,
        id: toId<'Entry'>(makeUuid()),
        kind: 'sale.recorded@1',
        at: world.now(),
        body,
        prev: head.hash,
      };
      const hash = sha256(entryHashInput(content));
      station.entries.push({ ...content, hash, signature: station.key.sign(hash) });
      expect(await codeOf(await station.upload(world.app, 1, 1))).toBe('chain-wrong');
      expect(await countEntries()).toBe(0);
    });

    it('bodies that are not what the contract says', async () => {
      start(3);
      const good = uploadOf(station.entries, 1, 3);
      const [first, second, third] = good.entries;
      for (const bad of [
        { ...good, price: 1 },
        { ...good, entries: [] },
        { ...good, from: 2 },
        { ...good, entries: [first, third] },
        { ...good, entries: [second, first, third] },
        { ...good, head: { seq: 2, hash: good.head.hash } },
        { ...good, from: -1 },
        { ...good, from: 1.5 },
        { ...good, entries: [{ ...first, more: 1 }, second, third] },
      ]) {
        expect(await codeOf(await send(bad))).toBe('body-not-valid');
      }
      expect(await codeOf(await send({ ...good, protocol: SYNC_PROTOCOL + 1 }))).toBe(
        'protocol-unknown',
      );
      expect(await countEntries()).toBe(0);
    });

    it('more than 500 entries, and a body over the limit', async () => {
      start(LIMITS.uploadEntriesMax + 1);
      const all = uploadOf(station.entries, 1, LIMITS.uploadEntriesMax + 1);
      expect(await codeOf(await send(all))).toBe('body-not-valid');
      const huge = await station.send(world.app, {
        path: PATHS.journal,
        body: 'x'.repeat(LIMITS.bodyBytesMax),
      });
      expect(await codeOf(huge)).toBe('body-too-large');
      expect(await countEntries()).toBe(0);
    });
  });

  describe('applies a sale', () => {
    it('paid from its reserve: the money moves once and the rest is freed', async () => {
      const card = await addMoney(1_000);
      const reserveId = await reserveFor(card, 400);
      appendSale({
        number: 1,
        pass: { cardId: card.id, assetId: village.barLocal, cents: 250, reserveId },
        cashCents: 50,
      });
      expect((await upload(1, 1)).problems).toEqual([]);
      await upload(1, 1);
      expect(await wallet(card)).toEqual({ balance: 750, held: 0, debt: 0 });
      expect(await takings()).toBe(250);
      expect(await sumsByAsset(world.db, [village.barLocal])).toEqual([0]);
    });

    it('and shows the holder the collective, the means, the lines and the amounts', async () => {
      const card = await addMoney(1_000);
      const reserveId = await reserveFor(card, 250);
      const entry = appendSale({
        number: 1,
        pass: { cardId: card.id, assetId: village.barLocal, cents: 250, reserveId },
        cashCents: 50,
      });
      await upload(1, 1);
      const [sale] = (await rows('sale')) as { id: string }[];
      expect(sale).toMatchObject({
        collective_id: village.bar,
        total_cents: 300,
        seq: entry.seq,
        staff_name: 'Nolwenn',
      });
      const payments = await world.db.query
        .selectFrom('sale_payment')
        .selectAll()
        .where('sale_id', '=', sale!.id)
        .orderBy('line')
        .execute();
      expect(payments).toMatchObject([
        { means: 'pass', cents: 250, card_id: card.id, wallet_id: card.walletId },
        { means: 'cash', cents: 50, card_id: null, wallet_id: null, posting_id: null },
      ]);
      const posting = await world.db.query
        .selectFrom('posting')
        .selectAll()
        .where('id', '=', payments[0]!.posting_id)
        .executeTakeFirst();
      expect(posting).toMatchObject({ kind: 'sale', cause: entry.id, station_id: station.id });
    });

    it('several on one reserve, until the last says so', async () => {
      const card = await addMoney(1_000);
      const reserveId = await reserveFor(card, 600);
      const pass = { cardId: card.id, assetId: village.barLocal, cents: 200, reserveId };
      appendSale({ number: 1, pass: { ...pass, final: false } });
      await upload(1, 1);
      expect(await wallet(card)).toEqual({ balance: 800, held: 400, debt: 0 });
      appendSale({ number: 2, pass: { ...pass, final: true } });
      await upload(2, 2);
      expect(await wallet(card)).toEqual({ balance: 600, held: 0, debt: 0 });
    });

    it('accepted without network beyond what there was: it stays valid and leaves a debt', async () => {
      const card = await addMoney(100);
      appendSale({
        number: 1,
        pass: { cardId: card.id, assetId: village.barLocal, cents: 350, reserveId: null },
      });
      expect((await upload(1, 1)).problems).toEqual([]);
      expect(await wallet(card)).toEqual({ balance: -250, held: 0, debt: 250 });
      expect(await sumsByAsset(world.db, [village.barLocal])).toEqual([0]);
    });

    it('accepted without network: a reserve that did arrive is used, and not kept beside it', async () => {
      const card = await addMoney(500);
      const reserveId = await reserveFor(card, 300);
      appendSale({
        number: 1,
        pass: {
          cardId: card.id,
          assetId: village.barLocal,
          cents: 300,
          reserveId,
          unsecured: true,
        },
      });
      await upload(1, 1);
      expect(await wallet(card)).toEqual({ balance: 200, held: 0, debt: 0 });
    });

    it('whose reserve the cloud does not know: paid from the wallet, and marked', async () => {
      const card = await addMoney(500);
      appendSale({
        number: 1,
        pass: {
          cardId: card.id,
          assetId: village.barLocal,
          cents: 300,
          reserveId: toId(makeUuid()),
        },
      });
      expect((await upload(1, 1)).problems).toEqual([{ seq: 1, code: 'reserve-unknown' }]);
      expect(await wallet(card)).toEqual({ balance: 200, held: 0, debt: 0 });
      expect(await rows('sale')).toHaveLength(1);
    });

    it('that cites the reserve of another station: that reserve stays untouched', async () => {
      const card = await addMoney(500);
      const other = await pairStation(world, village.bar);
      const reserveId = await reserveFor(card, 300);
      other.append(
        'sale.recorded@1',
        saleBody({
          number: 1,
          pass: { cardId: card.id, assetId: village.barLocal, cents: 100, reserveId },
        }),
      );
      const answer = uploadAnswerSchema.parse(await (await other.upload(world.app, 1, 1)).json());
      expect(answer.problems).toEqual([{ seq: 1, code: 'reserve-of-another' }]);
      expect(await wallet(card)).toEqual({ balance: 400, held: 300, debt: 0 });
    });
  });

  describe('keeps and marks', () => {
    /** Uploads all with one good entry behind, which must not be held up. Gives what was marked. */
    const problemsAfter = async (): Promise<readonly unknown[]> => {
      start(1);
      const last = station.entries.length;
      const { problems } = await upload(1, last);
      expect(await countEntries()).toBe(last);
      expect(await rows('journal_problem')).toMatchObject(problems);
      return problems.map(({ seq, code }) => [last - seq, code]);
    };

    it('an entry of a kind it does not know, and goes on', async () => {
      station.append('sale.recorded@99', { any: 'thing' });
      expect(await problemsAfter()).toEqual([[1, 'kind-unknown']]);
    });

    it('an entry whose body is not valid, and goes on', async () => {
      station.append('station.started@1', { version: 1 });
      expect(await problemsAfter()).toEqual([[1, 'body-not-valid']]);
    });

    it('a text with the character 0, and goes on', async () => {
      station.append('station.started@1', { version: 'a\u0000b' });
      expect(await problemsAfter()).toEqual([[1, 'body-not-valid']]);
    });

    const lineWith = (changes: Record<string, JsonValue>): Record<string, JsonValue> => {
      const [line] = saleBody({ number: 1, cashCents: 100 })['lines'] as Record<
        string,
        JsonValue
      >[];
      const paid = [{ payment: 0, assetId: village.barLocal, cents: 100 }];
      return { lines: [{ ...line, paid, ...changes }] };
    };
    it.each<[string, () => Record<string, JsonValue>, string]>([
      ['a negative total', () => ({ totalCents: -100 }), 'body-not-valid'],
      ['a huge total', () => ({ totalCents: 2_000_000_000 }), 'body-not-valid'],
      ['one cent too much', () => ({ totalCents: 101 }), 'sale-sums-wrong'],
      ['a day that does not exist', () => ({ day: '2026-13-45' }), 'sale-sums-wrong'],
      ['a negative quantity', () => lineWith({ count: -1 }), 'body-not-valid'],
      ['a huge quantity', () => lineWith({ count: 1_000 }), 'body-not-valid'],
      ['two for the price of one', () => lineWith({ count: 2 }), 'sale-sums-wrong'],
      ['a line that nobody paid', () => lineWith({ paid: [] }), 'sale-sums-wrong'],
      ['a field that nobody knows', () => ({ discount: 1 }), 'body-not-valid'],
    ])('a sale with %s, and moves no money', async (_, changes, code) => {
      const card = await addMoney(500);
      appendSale(
        {
          number: 1,
          pass: { cardId: card.id, assetId: village.barLocal, cents: 100, reserveId: null },
        },
        changes(),
      );
      expect(await problemsAfter()).toEqual([[1, code]]);
      expect(await wallet(card)).toEqual({ balance: 500, held: 0, debt: 0 });
      expect(await rows('sale')).toEqual([]);
    });

    it('a sale on a card that does not exist, and records what was sold', async () => {
      appendSale({
        number: 1,
        pass: { cardId: toId(makeUuid()), assetId: village.barLocal, cents: 100, reserveId: null },
      });
      expect(await problemsAfter()).toEqual([[1, 'card-unknown']]);
      expect(await rows('sale')).toHaveLength(1);
    });

    it('a second entry of the same sale, and counts the first only', async () => {
      const card = await addMoney(500);
      const sale = {
        number: 1,
        saleId: makeUuid(),
        pass: { cardId: card.id, assetId: village.barLocal, cents: 100, reserveId: null },
      };
      appendSale(sale);
      await upload(1, 1);
      appendSale(sale);
      expect(await problemsAfter()).toEqual([[1, 'sale-twice']]);
      expect(await wallet(card)).toEqual({ balance: 400, held: 0, debt: 0 });
    });

    it('a pairing that names another collective', async () => {
      station.append('station.paired@1', {
        stationId: station.id,
        stationName: 'Bar',
        collectiveId: village.outside,
        collectiveName: 'x',
        cloudPublicKey: 'ab'.repeat(32),
        protocol: 1,
      });
      expect(await problemsAfter()).toEqual([[1, 'not-of-this-station']]);
    });
  });

  it('cannot be changed or taken away afterwards', async () => {
    start(1);
    await upload(1, 1);
    for (const change of [
      () =>
        writeTransaction(world.db, (tx) =>
          tx.query
            .updateTable('journal_entry')
            .set({ kind: 'x.y@1' })
            .where('station_id', '=', station.id)
            .execute(),
        ),
      () =>
        writeTransaction(world.db, (tx) =>
          tx.query.deleteFrom('journal_entry').where('station_id', '=', station.id).execute(),
        ),
    ]) {
      await expect(change()).rejects.toThrow('append-only');
    }
  });
});
