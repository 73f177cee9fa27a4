import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditLedger } from '../../../src/cloud/ledger/audit-ledger.ts';
import type { ProductExtra } from '../../../src/contract/kiosk/intentions.ts';
import { cents } from '../../../src/shared/money.ts';
import { addMs } from '../../../src/shared/time.ts';
import { startDemoCloud } from '../../helpers/demo-cloud.ts';
import type { DemoCloud } from '../../helpers/demo-cloud.ts';
import { openRig } from '../../helpers/station-rig.ts';
import type { Rig } from '../../helpers/station-rig.ts';
import { meansOf } from './till-rig.ts';

/** Two stations of one bar with a real cloud: one stock, one agenda, one wallet (RULES M4, T14). */

const KARIM_PIN = '135790';
/** 5.00 gift + 5.00 of the bar; 1.20; 150.00; two Passes of one person. */
const HALF = 'A3F21C5E';
const SHORT = '04B7D21A6F5C80';
const RICH = '047A61F80C3E85';
const MAELLE = '045E2C92AB4D81';
const MAELLE_TOO = '04D18A7E3350C64B9F21';

let cloud: DemoCloud;
let rigs: readonly [Rig, Rig];

beforeEach(async () => {
  cloud = await startDemoCloud();
  const open = async (name: string): Promise<Rig> => {
    const rig = await openRig({ cloudUrl: cloud.url, pairingCode: await cloud.pairingCode(name) });
    await expect.poll(() => isSettled(rig), { timeout: 10_000 }).toBe(true);
    await rig.wish({ kind: 'sign-in-with-pin', pin: KARIM_PIN });
    return rig;
  };
  rigs = [await open('Comptoir'), await open('Terrasse')];
});
afterEach(async () => {
  await Promise.all(rigs.map((rig) => rig.close()));
  await cloud.remove();
});

const context = (rig: Rig) => rig.station().station.context;
/** Everything is sent, and the feed is there. */
const isSettled = (rig: Rig): boolean =>
  context(rig).settings.getNumber('acked-seq') === context(rig).journal.head().seq &&
  context(rig).knowledge.all('product').length > 5 &&
  rig.state().network.kind === 'online';
const productOf = (rig: Rig, name: string) => {
  const found = context(rig)
    .knowledge.all('product')
    .find((one) => one.name === name);
  if (found === undefined) throw new Error(`the demo bar has no ${name}`);
  return found;
};
const add = (rig: Rig, name: string, count = 1, extra: ProductExtra | null = null) =>
  rig.wish({
    kind: 'add-product',
    productId: productOf(rig, name).id,
    choiceIds: [],
    count,
    extra,
  });
const revision = (rig: Rig) => ({ basketRevision: rig.state().basket.revision });
const payByCard = (rig: Rig, part: number | null = null) =>
  rig.wish({
    kind: 'pay-bank-card',
    partCents: part === null ? null : cents(part),
    ...revision(rig),
  });
const result = (rig: Rig) => {
  const { activity } = rig.state();
  return activity.kind === 'result' ? activity.result : undefined;
};
const sales = (rig: Rig) => rig.entries('sale.recorded@2');
const activeHolds = async () => {
  const { query } = cloud.deps.db;
  const money = await query.selectFrom('hold').select('id').where('state', '=', 'active').execute();
  const goods = await query
    .selectFrom('goods_hold')
    .select('id')
    .where('state', '=', 'active')
    .execute();
  return { money: money.length, goods: goods.length };
};
const expectAllSettled = async () => {
  for (const rig of rigs) {
    await expect.poll(() => isSettled(rig), { timeout: 10_000 }).toBe(true);
  }
  await expect.poll(activeHolds, { timeout: 10_000 }).toEqual({ money: 0, goods: 0 });
  const problems = await cloud.deps.db.query.selectFrom('journal_problem').selectAll().execute();
  expect(problems).toEqual([]);
  expect(await auditLedger(cloud.deps.db)).toEqual([]);
};

describe('the same stock at two stations', () => {
  it('is sold by one of them: the other is told, and sells nothing', async () => {
    const [one, two] = rigs;
    expect(await add(one, 'Sac en toile', 2)).toBeNull();
    expect(await add(two, 'Sac en toile', 2)).toBeNull();
    expect(await payByCard(one)).toBeNull();
    expect(await payByCard(two)).toBe('sold-out');
    expect(sales(one)[0]?.goodsHoldId).not.toBeNull();
    expect(sales(two)).toEqual([]);
    expect(two.state().basket.totalCents).toBe(1_800);
    await two.wish({ kind: 'discard-basket' });
    await expectAllSettled();
    await expect.poll(() => add(two, 'Sac en toile'), { timeout: 5_000 }).toBe('sold-out');
  });

  it('paid by Pass: what the Pass had promised is free again at once', async () => {
    const [one, two] = rigs;
    await add(one, 'Sac en toile', 2);
    await add(two, 'Sac en toile', 1);
    await payByCard(one);
    await two.tap(RICH);
    expect(result(two)).toEqual({ kind: 'refused', reason: 'sold-out' });
    await two.wish({ kind: 'discard-basket' });
    await expectAllSettled();
  });
});

describe('the same room at two stations', () => {
  it('is rented once for the same hour', async () => {
    const [one, two] = rigs;
    const startsAt = addMs(context(one).clock(), 200 * 24 * 3_600_000);
    const extra = { kind: 'room', startsAt, endsAt: addMs(startsAt, 3_600_000) } as const;
    expect(await add(one, 'Studio de répétition', 1, extra)).toBeNull();
    expect(await add(two, 'Studio de répétition', 1, extra)).toBeNull();
    await one.tap(RICH);
    expect(result(one)).toMatchObject({ kind: 'sale-done', totalCents: 900 });
    expect(await payByCard(two)).toBe('room-taken');
    await two.wish({ kind: 'discard-basket' });
    await expectAllSettled();
  });
});

describe('parts on Passes', () => {
  it('stay reserved while the basket is open, also after a restart, and go when given back', async () => {
    const [one] = rigs;
    await add(one, 'Expresso', 4);
    await one.tap(SHORT);
    expect(one.state().activity).toMatchObject({ kind: 'pass-short', availableCents: 120 });
    expect(await activeHolds()).toMatchObject({ money: 0 });
    await one.wish({ kind: 'keep-short-pass', ...revision(one) });
    expect(await activeHolds()).toMatchObject({ money: 1 });
    await one.restart();
    await expect.poll(() => isSettled(one), { timeout: 10_000 }).toBe(true);
    // The sync that would release it has run after the restart.
    await context(one).synchroniser.reserves.releaseUnused();
    expect(await activeHolds()).toMatchObject({ money: 1 });
    const pledgeId = one.state().basket.pledges[0]?.pledgeId as never;
    expect(await one.wish({ kind: 'withdraw-pledge', pledgeId, ...revision(one) })).toBeNull();
    await expect.poll(activeHolds, { timeout: 5_000 }).toMatchObject({ money: 0 });
    await one.wish({ kind: 'discard-basket' });
    await expectAllSettled();
  }, 20_000);

  it('two Passes pay one sale from two wallets', async () => {
    const [one] = rigs;
    await add(one, 'Expresso', 8);
    await one.tap(HALF);
    expect(one.state().activity).toMatchObject({ kind: 'pass-short', missingCents: 200 });
    await one.tap(RICH);
    expect(result(one)).toMatchObject({
      kind: 'sale-done',
      payments: [
        { means: 'pass', cents: 1_000, leftCents: 0, unsecured: false },
        { means: 'pass', cents: 200, leftCents: 14_800, unsecured: false },
      ],
    });
    await expectAllSettled();
  });

  it('two short Passes debit nothing; kept both, a bank card pays the rest', async () => {
    const [one] = rigs;
    await add(one, 'Expresso', 10);
    await one.tap(HALF);
    await one.tap(SHORT);
    expect(one.state().activity).toMatchObject({
      kind: 'pass-short',
      availableCents: 1_120,
      missingCents: 380,
      canUseSecondPass: false,
    });
    await expect.poll(activeHolds, { timeout: 5_000 }).toMatchObject({ money: 0 });
    await one.wish({ kind: 'keep-short-pass', ...revision(one) });
    expect(await activeHolds()).toMatchObject({ money: 2 });
    expect(await payByCard(one)).toBeNull();
    expect(meansOf(sales(one)[0]?.payments ?? [])).toEqual([
      ['pass', 1_000],
      ['pass', 120],
      ['bank-card', 380],
    ]);
    await expectAllSettled();
  });

  it('the second Pass of the same person is no second Pass', async () => {
    const [one] = rigs;
    await add(one, 'Sac en toile', 1);
    await one.wish({ kind: 'arm-pass', partCents: cents(400), ...revision(one) });
    await one.tap(MAELLE);
    expect(one.state().basket.dueCents).toBe(500);
    await one.tap(MAELLE_TOO);
    expect(result(one)).toEqual({ kind: 'refused', reason: 'card-same' });
    expect(await payByCard(one)).toBeNull();
    await expectAllSettled();
  });
});

describe('money put on a Pass a moment ago', () => {
  it('can be spent at once: it is sent before the cloud is asked', async () => {
    const [one] = rigs;
    const { knowledge } = context(one);
    const card = knowledge.all('card').find((found) => found.uid === SHORT);
    const asset = knowledge.all('asset').find((found) => found.kind === 'local' && found.accepted);
    await one.wish({ kind: 'tray-put-down', uid: SHORT });
    expect(
      await one.wish({
        kind: 'top-up',
        cardId: card?.id as never,
        assetId: asset?.id as never,
        cents: cents(2_000),
        means: 'cash',
        givenCents: cents(2_000),
      }),
    ).toBeNull();
    await one.wish({ kind: 'tray-take-away', uid: SHORT });
    await new Promise((done) => setTimeout(done, 2_050));
    await add(one, 'Expresso', 10);
    await one.tap(SHORT);
    expect(result(one)).toMatchObject({
      kind: 'sale-done',
      payments: [{ means: 'pass', cents: 1_500, leftCents: 620, unsecured: false }],
    });
    await expectAllSettled();
  }, 15_000);
});

describe('people', () => {
  it('are found by their Pass', async () => {
    const [one] = rigs;
    const card = context(one)
      .knowledge.all('card')
      .find((found) => found.uid === MAELLE);
    const answer = await one
      .station()
      .station.answer({ kind: 'people', cardId: card?.id ?? null, text: '' });
    expect(answer).toMatchObject({ kind: 'people', people: [{ name: expect.any(String) }] });
  });
});
