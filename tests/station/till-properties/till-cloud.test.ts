import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { auditLedger } from '../../../src/cloud/ledger/audit-ledger.ts';
import type { EntryBodies } from '../../../src/domain/journal/entries.ts';
import type { AssetId, CardId } from '../../../src/shared/ids.ts';
import { sumsByAsset } from '../../cloud/api/village.ts';
import { startDemoCloud } from '../../helpers/demo-cloud.ts';
import type { DemoCloud } from '../../helpers/demo-cloud.ts';
import { DEMO_BAR, addPasses, ledgerOf } from '../../helpers/demo-passes.ts';
import { openRig } from '../../helpers/station-rig.ts';
import type { Rig } from '../../helpers/station-rig.ts';
import { arbitraryMoves, playMove } from '../../helpers/till-actions.ts';
import type { Move, PlayedTill } from '../../helpers/till-actions.ts';
import { judgeTill } from './judge.ts';

/**
 * The same actions with a real cloud, whose network comes and goes: afterwards the ledger adds up
 * (RULES 10 case 12), and holds what the station knows.
 */

const START: readonly (readonly [AssetId, number])[] = [
  [DEMO_BAR.gift, 1_900],
  [DEMO_BAR.local, 6_533],
  [DEMO_BAR.global, 4_500],
];
const PASSES_EACH = 30;
const SETTLE = { timeout: 30_000, interval: 500 } as const;

const SEED = Number(process.env['TILL_SEED'] ?? 6);
const RUNS = Number(process.env['TILL_RUNS'] ?? 4);

type TestPass = { readonly uid: string; readonly cardId: CardId };

let cloud: DemoCloud;
let rig: Rig;
let wallets: { readonly walletId: string; readonly passes: TestPass[] }[];

beforeEach(async () => {
  cloud = await startDemoCloud();
  wallets = [];
  for (const money of START) {
    const passes = await addPasses(cloud.deps.db, [money], PASSES_EACH);
    wallets.push({ walletId: passes[0]?.walletId ?? '', passes: [...passes] });
  }
  rig = await openRig({
    cloudUrl: `http://127.0.0.1:${cloud.port}`,
    pairingCode: await cloud.pairingCode('Comptoir'),
  });
  const last = wallets.at(-1)?.passes.at(-1)?.cardId ?? '';
  await expect.poll(() => context().knowledge.one('card', last), SETTLE).toBeDefined();
  await rig.wish({ kind: 'sign-in-with-pin', pin: DEMO_BAR.pins.cashier });
});
afterEach(async () => {
  await rig.close();
  await cloud.remove();
});

const context = () => rig.station().station.context;
const query = () => cloud.deps.db.query;

const till = (): PlayedTill => ({
  rig,
  walletCount: wallets.length,
  localId: DEMO_BAR.local,
  giftId: DEMO_BAR.gift,
  pins: DEMO_BAR.pins,
  moveClock: () => {},
  takePass: (wallet) => {
    const passes = wallets[wallet]?.passes ?? [];
    const next = passes.shift();
    if (next === undefined) throw new Error('more taps than Passes');
    passes.push(next);
    return next;
  },
});

/** The cloud's clock is the real one; and what a manager writes off may leave a stock below zero. */
const NOT_HERE = ['later', 'restart', 'moveStock'] as const;

it('after any sequence the ledger adds up and says what the station says', async () => {
  await fc.assert(fc.asyncProperty(arbitraryMoves({ lengthMax: 40, without: NOT_HERE }), play), {
    numRuns: RUNS,
    seed: SEED,
    endOnFailure: true,
  });
  // Sequences that never met the cloud prove nothing.
  expect(rig.entries('sale.recorded@2').flatMap(backings)).toEqual(
    expect.arrayContaining(['reserve', 'unsecured']),
  );
}, 120_000);

const backings = ({ payments }: EntryBodies['sale.recorded@2']) =>
  payments.flatMap((payment) => (payment.means === 'pass' ? [payment.backing.kind] : []));

/** Each sequence goes on where the one before ended: one long evening. */
async function play(moves: readonly Move[]): Promise<void> {
  for (const [index, move] of moves.entries()) {
    // A quarter of the evening is without network.
    if (index % 12 === 6) await rig.wish({ kind: 'demo-cut-network', cut: true });
    if (index % 12 === 9) await goOnline();
    await playMove(till(), move);
  }
  await goOnline();
  await clearAll();
  await judgeTill(rig);
  await judgeCloud();
}

async function goOnline(): Promise<void> {
  await rig.wish({ kind: 'demo-cut-network', cut: false });
  await expect.poll(() => rig.state().network.kind, SETTLE).toBe('online');
}

/** Everything that was promised is given back, so that no reserve is left. */
async function clearAll(): Promise<void> {
  await rig.wish({ kind: 'dismiss' });
  await rig.wish({ kind: 'sign-out' });
  await rig.wish({ kind: 'sign-in-with-pin', pin: DEMO_BAR.pins.manager });
  for (;;) {
    for (const { pledgeId } of rig.state().basket.pledges) {
      const basketRevision = rig.state().basket.revision;
      await rig.wish({ kind: 'withdraw-pledge', basketRevision, pledgeId: pledgeId });
    }
    await rig.wish({ kind: 'discard-basket' });
    const next = rig.state().parked[0];
    if (next === undefined) break;
    await rig.wish({ kind: 'open-basket', basketId: next.basketId });
  }
  if (rig.state().training) await rig.wish({ kind: 'set-training', on: false });
}

async function judgeCloud(): Promise<void> {
  const { settings, journal } = context();
  await expect
    .poll(() => settings.getNumber('acked-seq') === journal.head().seq, SETTLE)
    .toBe(true);
  const activeHolds = () =>
    query().selectFrom('hold').select('id').where('state', '=', 'active').execute();
  await expect.poll(activeHolds, SETTLE).toEqual([]);
  const problems = await query().selectFrom('journal_problem').selectAll().execute();
  expect(problems).toEqual([]);
  expect(await auditLedger(cloud.deps.db)).toEqual([]);
  const assets = (await query().selectFrom('asset').select('id').execute()).map(({ id }) => id);
  expect((await sumsByAsset(cloud.deps.db, assets)).filter((sum) => sum !== 0)).toEqual([]);
  for (const [index, { walletId }] of wallets.entries()) {
    await expect
      .poll(() => shownOf(index), SETTLE)
      .toEqual(await ledgerOf(cloud.deps.db, walletId));
  }
  await expect.poll(() => stockShown(), SETTLE).toEqual(await stockInCloud());
}

/** What the screen shows of a Pass without network: only what the station knows by itself. */
async function shownOf(wallet: number): Promise<Record<string, number>> {
  const { uid } = till().takePass(wallet);
  await rig.wish({ kind: 'dismiss' });
  await rig.wish({ kind: 'tray-put-down', uid });
  await expect.poll(() => rig.state().activity).toMatchObject({ kind: 'pass-desk' });
  const { activity } = rig.state();
  await rig.wish({ kind: 'tray-take-away', uid });
  const holdings = activity.kind === 'pass-desk' ? activity.holdings : [];
  return Object.fromEntries(
    holdings.filter(({ amount }) => amount !== 0).map((one) => [one.assetId, one.amount]),
  );
}

const stockShown = () =>
  Object.fromEntries(rig.state().stock.map(({ productId, amount }) => [productId, amount]));
async function stockInCloud() {
  const rows = await query()
    .selectFrom('stock')
    .select(['product_id', 'amount'])
    .where('collective_id', '=', DEMO_BAR.id)
    .execute();
  return Object.fromEntries(rows.map((row) => [row.product_id, row.amount]));
}
