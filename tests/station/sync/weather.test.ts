import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditLedger } from '../../../src/cloud/ledger/audit-ledger.ts';
import type { EntryBodies } from '../../../src/domain/journal/entries.ts';
import { cents } from '../../../src/shared/money.ts';
import { startChaosProxy } from '../../helpers/chaos-proxy.ts';
import type { ChaosProxy, Weather } from '../../helpers/chaos-proxy.ts';
import { startDemoCloud } from '../../helpers/demo-cloud.ts';
import type { DemoCloud } from '../../helpers/demo-cloud.ts';
import { openRig } from '../../helpers/station-rig.ts';
import type { Rig } from '../../helpers/station-rig.ts';

/**
 * A real station and a real cloud, and between them a real proxy that does what networks do.
 * Whatever it does: nothing lost, nothing twice, and the sales do not wait for it.
 */

const KARIM_PIN = '135790';
/** Passes with enough for these sales: gift + local; several assets; local + global; global. */
const PASSES = ['A3F21C5E', '045E2C92AB4D81', '6C0E94D7', '047A61F80C3E85'] as const;
const SETTLE_MS_MAX = 45_000;

let cloud: DemoCloud;
let proxy: ChaosProxy;
let rig: Rig;
let weather: (count: number, path: string) => Weather;

beforeEach(async () => {
  weather = () => ({ kind: 'fine' });
  cloud = await startDemoCloud();
  proxy = await startChaosProxy(`http://127.0.0.1:${cloud.port}`, ({ count, path }) =>
    weather(count, path),
  );
  rig = await openRig({ cloudUrl: proxy.url, pairingCode: await cloud.pairingCode('Comptoir') });
  await expect.poll(() => rig.state().network.kind, { timeout: 10_000 }).toBe('online');
  await expect
    .poll(() => rig.station().station.context.knowledge.all('product').length, { timeout: 10_000 })
    .toBeGreaterThan(5);
  await rig.wish({ kind: 'sign-in-with-pin', pin: KARIM_PIN });
});
afterEach(async () => {
  await rig.close();
  await proxy.close();
  await cloud.remove();
});

const context = () => rig.station().station.context;
const coffee = () => {
  const found = context()
    .knowledge.all('product')
    .find(
      (one) =>
        one.kind === 'piece' &&
        one.active &&
        one.options.every((group) => group.min === 0) &&
        one.priceCents <= 250,
    );
  if (found === undefined) throw new Error('the demo bar sells nothing by the piece');
  return found;
};
const fill = async () => {
  await rig.wish({
    kind: 'add-product',
    productId: coffee().id,
    choiceIds: [],
    count: 1,
    extra: null,
  });
};
const sellInCash = async () => {
  await fill();
  const { revision, totalCents } = rig.state().basket;
  await rig.wish({
    kind: 'pay-cash',
    partCents: null,
    basketRevision: revision,
    givenCents: cents(totalCents),
  });
};
const sellByPass = async (uid: string) => {
  await fill();
  await rig.tap(uid);
  // Refused or short: the basket is left for the next one, and is paid in cash.
  if (rig.state().basket.lines.length > 0) {
    const { revision, totalCents } = rig.state().basket;
    await rig.wish({ kind: 'dismiss' });
    await rig.wish({
      kind: 'pay-cash',
      partCents: null,
      basketRevision: revision,
      givenCents: cents(totalCents),
    });
  }
};
const sellEverything = async () => {
  for (const uid of PASSES) {
    await sellByPass(uid);
    await sellInCash();
  }
};
const sales = (): readonly EntryBodies['sale.recorded@2'][] => rig.entries('sale.recorded@2');
const passCents = () =>
  sales()
    .flatMap((sale) => sale.payments)
    .filter((payment) => payment.means === 'pass')
    .reduce((sum, payment) => sum + payment.cents, 0);

/** What the cloud has of this station, read from its database. */
const inCloud = async () => {
  const { query } = cloud.deps.db;
  const entries = await query
    .selectFrom('journal_entry')
    .select(['seq', 'kind'])
    .orderBy('seq')
    .execute();
  const found = await query.selectFrom('sale').select(['id', 'total_cents']).execute();
  const problems = await query.selectFrom('journal_problem').selectAll().execute();
  const takings = await query
    .selectFrom('account')
    .select('balance')
    .where('kind', '=', 'takings')
    .execute();
  const holds = await query.selectFrom('hold').select('id').where('state', '=', 'active').execute();
  return {
    entries: entries.map((entry) => entry.seq),
    saleIds: found.map((sale) => sale.id).toSorted(),
    problems,
    takingsCents: takings.reduce((sum, account) => sum + account.balance, 0),
    activeHolds: holds.length,
  };
};

async function expectAllThereOnce(): Promise<void> {
  await expect
    .poll(() => context().settings.getNumber('acked-seq') === context().journal.head().seq, {
      timeout: SETTLE_MS_MAX,
    })
    .toBe(true);
  // Releases of reserves that never became a sale go up after the journal.
  await expect.poll(async () => (await inCloud()).activeHolds, { timeout: SETTLE_MS_MAX }).toBe(0);
  const there = await inCloud();
  expect(there.entries).toEqual(
    Array.from({ length: context().journal.head().seq }, (_, index) => index + 1),
  );
  expect(there.saleIds).toEqual(
    sales()
      .map((sale) => sale.saleId)
      .toSorted(),
  );
  expect(there.problems).toEqual([]);
  expect(there.takingsCents).toBe(passCents());
  expect(await auditLedger(cloud.deps.db)).toEqual([]);
}

describe('in fine weather', () => {
  it('each Pass sale spends a reserve, and the cloud has all of it', async () => {
    await sellEverything();
    expect(sales()).toHaveLength(8);
    expect(
      sales().flatMap((sale) =>
        sale.payments.flatMap((one) => (one.means === 'pass' ? [one.backing.kind] : [])),
      ),
    ).toEqual(['reserve', 'reserve', 'reserve', 'reserve']);
    await expectAllThereOnce();
    await expect.poll(() => rig.state().unsent.count).toBe(0);
  });
});

describe('in bad weather', () => {
  const half = (one: Weather) => (count: number) =>
    count % 2 === 0 ? one : { kind: 'fine' as const };
  it.each<readonly [string, (count: number, path: string) => Weather]>([
    ['half of the requests are dropped', half({ kind: 'drop-request' })],
    ['half of the answers are lost', half({ kind: 'drop-answer' })],
    ['every answer is lost', () => ({ kind: 'drop-answer' })],
    ['half of the answers are 500', half({ kind: 'status-500' })],
    ['a captive portal answers 200 with a page', () => ({ kind: 'captive-portal' })],
    ['half of the answers are cut in the middle', half({ kind: 'cut-body' })],
    ['half of the requests are cut in the middle', half({ kind: 'cut-request' })],
    ['each answer takes 30 s', () => ({ kind: 'slow', delayMs: 30_000 })],
  ])(
    'nothing is lost and nothing is twice when %s',
    async (_, bad) => {
      weather = bad;
      await sellEverything();
      expect(sales()).toHaveLength(8);
      weather = () => ({ kind: 'fine' });
      await expectAllThereOnce();
    },
    60_000,
  );

  it('what is counted is sold once when the answer about the goods is lost', async () => {
    weather = (_count, path) =>
      path.includes('goods-holds') ? { kind: 'drop-answer' } : { kind: 'fine' };
    const bag = context()
      .knowledge.all('product')
      .find((one) => one.name === 'Sac en toile');
    await rig.wish({
      kind: 'add-product',
      productId: bag?.id as never,
      choiceIds: [],
      count: 2,
      extra: null,
    });
    const { revision, totalCents } = rig.state().basket;
    const pay = { kind: 'pay-cash', partCents: null, basketRevision: revision } as const;
    expect(await rig.wish({ ...pay, givenCents: cents(totalCents) })).toBeNull();
    expect(sales()[0]?.goodsHoldId).not.toBeNull();
    weather = () => ({ kind: 'fine' });
    await expectAllThereOnce();
    const holds = await cloud.deps.db.query.selectFrom('goods_hold').select('state').execute();
    expect(holds).toEqual([{ state: 'used' }]);
  }, 60_000);

  it('a sale is done while the cloud still thinks', async () => {
    weather = () => ({ kind: 'slow', delayMs: 30_000 });
    await sellByPass(PASSES[3]);
    await sellInCash();
    expect(sales()).toHaveLength(2);
    expect(rig.state().network.kind).toBe('offline');
    expect(rig.state().unsent.count).toBe(2);
  }, 15_000);

  it('a sale is done once when the station restarts before it was sent', async () => {
    weather = () => ({ kind: 'drop-answer' });
    await sellEverything();
    await rig.restart();
    expect(sales()).toHaveLength(8);
    weather = () => ({ kind: 'fine' });
    await expectAllThereOnce();
  }, 100_000);
});
