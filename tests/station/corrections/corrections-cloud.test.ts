import { afterEach, beforeEach, expect, it } from 'vitest';
import { auditLedger } from '../../../src/cloud/ledger/audit-ledger.ts';
import { findCard } from '../../../src/cloud/ledger/cards.ts';
import { readWallet } from '../../../src/cloud/ledger/read-wallet.ts';
import { parseUidHex } from '../../../src/domain/card/uid.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { knownHoldings, spendableCents } from '../../../src/station/usecases/pass/known-wallet.ts';
import { startDemoCloud } from '../../helpers/demo-cloud.ts';
import type { DemoCloud } from '../../helpers/demo-cloud.ts';
import { openRig } from '../../helpers/station-rig.ts';
import type { Rig } from '../../helpers/station-rig.ts';

/** What was paid by Pass goes back to it, each kind of money where it came from (RULES T10). */

/** 5.00 gift and 5.00 local. */
const HALF = 'A3F21C5E';
const PATIENT = { timeout: 15_000 };

let cloud: DemoCloud;
let rig: Rig;
beforeEach(async () => {
  cloud = await startDemoCloud();
  rig = await openRig({ cloudUrl: cloud.url, pairingCode: await cloud.pairingCode('Comptoir') });
  await expect.poll(() => context().knowledge.all('product').length, PATIENT).toBeGreaterThan(5);
  await expect.poll(() => context().connection.state().kind, PATIENT).toBe('online');
  await rig.signIn();
});
afterEach(async () => {
  await rig.close();
  expect(await auditLedger(cloud.deps.db)).toEqual([]);
  await cloud.remove();
});

const context = () => rig.station().station.context;
const balances = async (): Promise<readonly number[]> => {
  const card = await findCard(cloud.deps.db, { uid: unwrap(parseUidHex(HALF)) });
  const { assets } = await readWallet(cloud.deps.db, card!.walletId!);
  return assets.map(({ balanceCents }) => balanceCents).toSorted((a, b) => a - b);
};
const knownHere = (): number =>
  spendableCents(
    knownHoldings(context(), context().knowledge.findCard(unwrap(parseUidHex(HALF)))!),
  );

it('gives gift and local back in the ledger, and the till spends them again', async () => {
  const before = await balances();
  const knownBefore = knownHere();
  const product = context()
    .knowledge.all('product')
    .find((one) => one.name === 'Expresso')!;
  // 4 at 1.50: 5.00 gift and 1.00 local.
  await rig.wish({
    kind: 'add-product',
    productId: product.id,
    choiceIds: [],
    count: 4,
    extra: null,
  });
  await rig.tap(HALF);
  const [sale] = rig.entries('sale.recorded@2');
  expect(sale).toMatchObject({ totalCents: 600, payments: [{ means: 'pass' }] });
  await expect.poll(balances, PATIENT).not.toEqual(before);

  const [line] = sale!.lines;
  const some = { kind: 'cancel-sale', saleId: sale!.saleId, reason: '' } as const;
  await rig.wish({ ...some, lines: [{ lineId: line!.lineId, count: 1 }] });
  expect(rig.state().activity).toMatchObject({
    result: { kind: 'sale-cancelled', refunds: [{ means: 'pass', cents: 150 }] },
  });
  await expect.poll(knownHere, PATIENT).toBe(knownBefore - 450);
  expect(await rig.wish({ ...some, lines: null })).toBeNull();
  await expect.poll(balances, PATIENT).toEqual(before);
  await expect.poll(knownHere, PATIENT).toBe(knownBefore);
  expect(rig.entries('sale.corrected@1').map(({ totalCents }) => totalCents)).toEqual([150, 450]);
});
