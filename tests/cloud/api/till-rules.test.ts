import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditLedger } from '../../../src/cloud/ledger/audit-ledger.ts';
import { readClaims } from '../../../src/cloud/ledger/read-claims.ts';
import { cardEmptyAnswerSchema } from '../../../src/contract/sync/questions.ts';
import { PATHS } from '../../../src/contract/sync/protocol.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import type { AssetId } from '../../../src/shared/ids.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { addAsset, loadGlobal, onCard, paysOutGlobal } from './moneys.ts';
import { byMeans, byPass, cash, lineOf, local, makeTill, offered, STAFF } from './till.ts';
import type { TestTill } from './till.ts';
import { accountOf, addCard, addVillage } from './village.ts';
import type { Village } from './village.ts';
import { codeOf, errorOf, makeWorld, pairStation, renewWorld } from './world.ts';
import type { World } from './world.ts';

/** The cases of RULES 10 that concern money, as a till sends them, read back from the ledger. */
describe.each(DATABASE_KINDS)('the cases of RULES 10, uploaded to %s', (kind) => {
  let base: World;
  let world: World;
  let village: Village;
  let till: TestTill;
  let gift: AssetId;

  beforeAll(async () => {
    base = await makeWorld(kind);
  });
  beforeEach(async () => {
    world = await renewWorld(base);
    village = await addVillage(world.db);
    till = makeTill(world, await pairStation(world, village.bar));
    gift = await addAsset(world.db, 'gift', village.bar);
  });
  afterEach(async () => {
    // Case 12, after whatever the test did.
    expect(await auditLedger(world.db)).toEqual([]);
  });
  afterAll(() => base.close());

  const blankCard = () => addCard(world.db, { collectiveId: village.bar, state: 'blank' });
  const drawer = async (): Promise<number> => {
    const cashIn = await world.db.query
      .selectFrom('sale_payment')
      .innerJoin('sale', 'sale.id', 'sale_payment.sale_id')
      .select('cents')
      .where('sale.collective_id', '=', village.bar)
      .where('means', '=', 'cash')
      .execute();
    const cashBack = await world.db.query
      .selectFrom('sale_correction_part')
      .innerJoin('sale_correction', 'sale_correction.id', 'sale_correction_part.correction_id')
      .select('cents')
      .where('sale_correction.collective_id', '=', village.bar)
      .where('means', '=', 'cash')
      .execute();
    const sum = (rows: readonly { readonly cents: number }[]) =>
      rows.reduce((total, row) => total + row.cents, 0);
    return sum(cashIn) - sum(cashBack);
  };

  it('1: 5.00 gift and 5.00 local pay 2.50 + 2.80: gift first, 4.70 left, parts sum to 5.30', async () => {
    const card = await blankCard();
    till.give(card, gift, 500);
    till.topUp(card, village.barLocal, 500);
    expect(await till.upload()).toEqual([]);
    const reserved = await till.reserve(card, 530);
    expect(reserved.parts).toEqual([
      { assetId: gift, kind: 'gift', cents: 500 },
      { assetId: village.barLocal, kind: 'local', cents: 30 },
    ]);
    const { sale } = till.sell(
      [lineOf(250), lineOf(280)],
      [byPass(card, reserved.parts, reserved.id)],
    );
    expect(await till.upload()).toEqual([]);
    expect(await onCard(world.db, card.id)).toEqual({ [village.barLocal]: 470 });
    const parts = sale.lines.flatMap(({ paid }) => paid).map((part) => part.cents);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(530);
  });

  it('2: 3 × 2.80 with 4.70 is refused, 3.70 missing, nothing debited; with 3.70 cash the card is empty', async () => {
    const card = await blankCard();
    till.topUp(card, village.barLocal, 470);
    await till.upload();
    const body = {
      id: makeUuid(),
      cardId: card.id,
      amountCents: 840,
      wantedCents: 840,
      endsAt: world.now(),
    };
    expect(await errorOf(await till.ask(PATHS.reserves, body))).toMatchObject({
      code: 'reserve-short',
      missingCents: 370,
    });
    expect(await onCard(world.db, card.id)).toEqual({ [village.barLocal]: 470 });
    const reserved = await till.reserve(card, 470);
    till.sell([lineOf(280, 3)], [byPass(card, reserved.parts, reserved.id), cash(370, 500)]);
    expect(await till.upload()).toEqual([]);
    expect(await onCard(world.db, card.id)).toEqual({});
    expect(await drawer()).toBe(370);
  });

  it('3: two Passes of 10.00 pay 16.00: the first has 0.00, the second 4.00', async () => {
    const [first, second] = [await blankCard(), await blankCard()];
    till.topUp(first, village.barLocal, 1_000);
    till.topUp(second, village.barLocal, 1_000);
    await till.upload();
    const ten = await till.reserve(first, 1_000);
    const six = await till.reserve(second, 600);
    till.sell(
      [lineOf(1_600)],
      [byPass(first, ten.parts, ten.id), byPass(second, six.parts, six.id)],
    );
    expect(await till.upload()).toEqual([]);
    expect(await onCard(world.db, first.id)).toEqual({});
    expect(await onCard(world.db, second.id)).toEqual({ [village.barLocal]: 400 });
  });

  it('4: local 10.00 and global 5.00 are emptied as 15.00 in cash; sold nothing; the network owes 5.00', async () => {
    await paysOutGlobal(world.db, village.bar);
    const global = await addAsset(world.db, 'global', null);
    const card = await blankCard();
    till.topUp(card, village.barLocal, 1_000);
    await till.upload();
    await loadGlobal(world.db, card.id, global, 500);
    const id = toId<'Refund'>(makeUuid());
    const body = { id, cardId: card.id, isHandedBack: false };
    const answer = cardEmptyAnswerSchema.parse(
      await (await till.ask(PATHS.emptyCard, body)).json(),
    );
    expect(answer).toMatchObject({ cashCents: 1_500, cancelled: [] });
    till.append('pass.emptied@1', {
      ...{ refundId: id, day: '2026-11-22' as never, staff: STAFF, cardId: card.id },
      ...{ cardNumber: card.number, paidOut: answer.paidOut, cancelled: [] },
      ...{ cashCents: answer.cashCents, isCardHandedBack: false },
    });
    expect(await till.upload()).toEqual([]);
    expect(await onCard(world.db, card.id)).toEqual({});
    const claims = (await readClaims(world.db)).filter((one) => one.creditorId === village.bar);
    expect(claims).toMatchObject([{ debtorId: null, cents: 500 }]);
    const sales = await world.db.query
      .selectFrom('sale')
      .select('id')
      .where('collective_id', '=', village.bar)
      .execute();
    expect(sales).toEqual([]);
  });

  it('5: a Pass with a gift only is not emptied, and the reason is said', async () => {
    const card = await blankCard();
    till.give(card, gift, 500);
    await till.upload();
    const body = { id: makeUuid(), cardId: card.id, isHandedBack: false };
    expect(await codeOf(await till.ask(PATHS.emptyCard, body))).toBe('nothing-to-pay-out');
    expect(await onCard(world.db, card.id)).toEqual({ [gift]: 500 });
  });

  it('6: 20.00 loaded in cash: no turnover, 20.00 on the Pass, spendable at once at another till', async () => {
    const card = await blankCard();
    till.topUp(card, village.barLocal, 2_000);
    expect(await till.upload()).toEqual([]);
    expect(await onCard(world.db, card.id)).toEqual({ [village.barLocal]: 2_000 });
    expect((await accountOf(world.db, village.bar, village.barLocal)).balance).toBe(0);
    const other = makeTill(world, await pairStation(world, village.bar));
    expect((await other.reserve(card, 2_000)).totalCents).toBe(2_000);
  });

  it('10: three articles in cash, then the means corrected to bank card: 0.00 in the drawer, two entries', async () => {
    const sold = till.sell([lineOf(100), lineOf(200), lineOf(300)], [cash(600)]);
    till.changeMeans(sold, 0, 'bank-card');
    expect(await till.upload()).toEqual([]);
    expect(await drawer()).toBe(0);
    const parts = await world.db.query
      .selectFrom('sale_correction_part')
      .innerJoin('sale_correction', 'sale_correction.id', 'sale_correction_part.correction_id')
      .select(['kind', 'means', 'cents'])
      .where('sale_id', '=', sold.sale.saleId)
      .orderBy('line')
      .execute();
    expect(parts).toEqual([
      { kind: 'means-changed', means: 'cash', cents: 600 },
      { kind: 'means-changed', means: 'bank-card', cents: -600 },
    ]);
    expect(till.station.entries).toHaveLength(2);
  });

  it('a top-up, the sale it pays and the next top-up in one upload are applied in their order', async () => {
    const card = await blankCard();
    till.topUp(card, village.barLocal, 500);
    till.sell([lineOf(450)], [byPass(card, [local(village.barLocal, 450)])]);
    till.topUp(card, village.barLocal, 100);
    till.sell([lineOf(150)], [byPass(card, [local(village.barLocal, 150)])]);
    expect(await till.upload()).toEqual([]);
    expect(await accountOf(world.db, await walletOf(card.id), village.barLocal)).toEqual({
      ...{ balance: 0, held: 0, debt: 0 },
    });
    const unsecured = await world.db.query
      .selectFrom('posting')
      .select('debt')
      .where('card_id', '=', card.id)
      .where('kind', '=', 'unsecured-sale')
      .execute();
    expect(unsecured).toEqual([{ debt: 0 }, { debt: 0 }]);
  });

  const walletOf = async (cardId: string): Promise<string> => {
    const row = await world.db.query
      .selectFrom('card')
      .select('wallet_id')
      .where('id', '=', cardId)
      .executeTakeFirstOrThrow();
    return row.wallet_id ?? '';
  };

  it('offered, deposits given back, nothing to pay: stored as they were sold', async () => {
    const deposit = { kind: 'deposit', direction: 'returned' } as const;
    till.sell([lineOf(-100, 3, { detail: deposit })], [cash(-300)]);
    till.sell([lineOf(100), lineOf(-100, 1, { detail: deposit })], [cash(0)]);
    till.sell([lineOf(300)], [offered(200), cash(100)]);
    till.sell([lineOf(250)], [byMeans('cheque', 100), byMeans('bank-card', 150)]);
    expect(await till.upload()).toEqual([]);
    expect(await drawer()).toBe(-200);
    const totals = await world.db.query
      .selectFrom('sale')
      .select('total_cents')
      .where('station_id', '=', till.station.id)
      .orderBy('seq')
      .execute();
    expect(totals.map((row) => row.total_cents)).toEqual([-300, 0, 300, 250]);
  });
});
