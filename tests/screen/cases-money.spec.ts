import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { auditLedger } from '../../src/cloud/ledger/audit-ledger.ts';
import { readClaims } from '../../src/cloud/ledger/read-claims.ts';
import { startDemoCloud } from '../helpers/demo-cloud.ts';
import type { DemoCloud } from '../helpers/demo-cloud.ts';
import { DEMO_BAR, addPass, ledgerOf } from '../helpers/demo-passes.ts';
import type { DemoPass } from '../helpers/demo-passes.ts';
import { lockVirtualReaders, startPcscd } from '../helpers/pcscd.ts';
import type { RunningPcscd } from '../helpers/pcscd.ts';
import { createHand, openTill, startRealTill } from '../helpers/real-till.ts';
import type { Cashier, RealTill } from '../helpers/real-till.ts';
import { openRig } from '../helpers/station-rig.ts';
import { drawerOf } from '../station/till-properties/book.ts';
import { figuresOfPage, figuresOfTotals } from '../station/till-properties/figures.ts';

/**
 * RULES 10, cases 1 to 6, 10 and 12, as a cashier does them: touches on the real screen, Passes on
 * the real reader. The amounts are read back from the journal's file and from the cloud's ledger.
 */

test.describe.configure({ mode: 'serial' });

const SOON = { timeout: 10_000 } as const;
/** Other tests may have the virtual readers first. */
const READERS_FREE_MS_MAX = 180_000;
const { local, gift, global } = DEMO_BAR;

let cloud: DemoCloud;
let till: RealTill;
let pcscd: RunningPcscd | null;
let unlock: () => Promise<void>;
let page: Page;
let cashier: Cashier;
let passes: Record<'mixed' | 'ten' | 'otherTen' | 'toEmpty' | 'giftOnly' | 'empty', DemoPass>;
const hand = createHand();

test.beforeAll(async ({ browser }) => {
  test.setTimeout(READERS_FREE_MS_MAX);
  unlock = await lockVirtualReaders();
  pcscd = await startPcscd();
  cloud = await startDemoCloud();
  const { db } = cloud.deps;
  passes = {
    mixed: await addPass(db, [
      [gift, 500],
      [local, 500],
    ]),
    ten: await addPass(db, [[local, 1_000]]),
    otherTen: await addPass(db, [[local, 1_000]]),
    toEmpty: await addPass(db, [
      [local, 1_000],
      [global, 500],
    ]),
    giftOnly: await addPass(db, [[gift, 700]]),
    empty: await addPass(db, []),
  };
  till = await startRealTill(cloud, { name: 'Comptoir', hasReader: true });
  page = await browser.newPage();
  cashier = await openTill(page, till, DEMO_BAR.pins.cashier);
});
test.afterAll(async () => {
  await page.close();
  await hand.takeAway();
  await till.stop();
  await cloud.remove();
  await pcscd?.stop();
  await unlock();
});
test.beforeEach(() => {
  expect(pcscd, 'pcscd and vsmartcard-vpcd are needed: npm test installs them').not.toBeNull();
});

const drawer = (): number => drawerOf(till.book().open);
const sales = () => till.entries('sale.recorded@2');
/** A Pass lies open: all that can be done with it is there. */
async function openDesk(pass: DemoPass): Promise<void> {
  await hand.putDown(pass.uid);
  await expect(cashier.result('pass-desk')).toContainText(pass.number);
}
const onLedger = (pass: DemoPass) => ledgerOf(cloud.deps.db, pass.walletId);
const networkOwes = async (): Promise<number> =>
  (await readClaims(cloud.deps.db))
    .filter(({ creditorId, debtorId }) => creditorId === DEMO_BAR.id && debtorId === null)
    .reduce((sum, claim) => sum + claim.cents, 0);

test('case 1: 2.50 + 2.80 from 5.00 gift and 5.00 local leave 4.70, gift first', async () => {
  await cashier.touch('Boissons chaudes', /^Café crème/, /^Lait de vache/);
  await cashier.touch('Sans alcool', /^Limonade artisanale/);
  await expect(cashier.due).toContainText('5,30');
  await hand.putDown(passes.mixed.uid);
  await expect(cashier.result('sale-done')).toContainText('C’est payé');
  await expect(cashier.result('sale-done')).toContainText('4,70');
  await hand.takeAway();
  const [sale] = sales();
  expect(sale?.payments).toMatchObject([
    {
      means: 'pass',
      cents: 530,
      parts: [
        { assetId: gift, cents: 500 },
        { assetId: local, cents: 30 },
      ],
    },
  ]);
  const paid = sale?.lines.flatMap((line) => line.paid) ?? [];
  expect(paid.reduce((sum, part) => sum + part.cents, 0)).toBe(530);
  await expect.poll(() => onLedger(passes.mixed), SOON).toEqual({ [local]: 470 });
});

test('case 2: 3 × 2.80 with 4.70 lack 3.70; with 3.70 in cash it is paid and the Pass is empty', async () => {
  const before = { drawer: drawer(), sales: sales().length };
  await cashier.touch(/^Limonade artisanale/, /^Limonade artisanale/, /^Limonade artisanale/);
  await expect(cashier.due).toContainText('8,40');
  await hand.putDown(passes.mixed.uid);
  const short = page.locator('.result[data-kind="pass-short"]');
  await expect(short).toContainText(/Il manque\s*3,70/);
  await hand.takeAway();
  expect(sales()).toHaveLength(before.sales);
  expect(await onLedger(passes.mixed)).toEqual({ [local]: 470 });
  await short.getByRole('button', { name: 'Espèces' }).click();
  await expect(page.getByText('Payer en espèces')).toBeVisible();
  await cashier.touch('Encaisser');
  await expect(cashier.result('sale-done')).toContainText('C’est payé');
  expect(sales().at(-1)?.payments).toMatchObject([
    { means: 'pass', cents: 470 },
    { means: 'cash', cents: 370, changeCents: 0 },
  ]);
  expect(drawer()).toBe(before.drawer + 370);
  await expect.poll(() => onLedger(passes.mixed), SOON).toEqual({});
});

test('case 3: two Passes of 10.00 pay 16.00: the first is empty, 4.00 stay on the second', async () => {
  await cashier.touch('Boissons chaudes');
  for (let cup = 0; cup < 5; cup += 1) await cashier.touch(/^Chocolat chaud/);
  await expect(cashier.due).toContainText('16,00');
  await hand.putDown(passes.ten.uid);
  await expect(page.locator('.result[data-kind="pass-short"]')).toContainText('6,00');
  expect(await onLedger(passes.ten)).toEqual({ [local]: 1_000 });
  await hand.putDown(passes.otherTen.uid);
  await expect(cashier.result('sale-done')).toContainText('C’est payé');
  await hand.takeAway();
  await expect.poll(() => onLedger(passes.ten), SOON).toEqual({});
  await expect.poll(() => onLedger(passes.otherTen), SOON).toEqual({ [local]: 400 });
  expect(sales().at(-1)?.payments).toMatchObject([
    { means: 'pass', cents: 1_000, cardId: passes.ten.cardId },
    { means: 'pass', cents: 600, cardId: passes.otherTen.cardId },
  ]);
});

test('case 4: local 10.00 and global 5.00 are emptied: 15.00 in cash, and the network owes 5.00', async () => {
  const before = {
    drawer: drawer(),
    owed: await networkOwes(),
    sales: sales().length,
    turnover: till.book().open.turnover,
  };
  await openDesk(passes.toEmpty);
  await cashier.touch('Vider le Pass', /^Rendre 15,00/);
  await expect(cashier.result('pass-emptied')).toContainText('15,00');
  await hand.takeAway();
  expect(till.entries('pass.emptied@1')).toMatchObject([{ cashCents: 1_500 }]);
  expect(drawer()).toBe(before.drawer - 1_500);
  expect(sales()).toHaveLength(before.sales);
  expect(till.book().open.turnover).toBe(before.turnover);
  await expect.poll(() => onLedger(passes.toEmpty), SOON).toEqual({});
  await expect.poll(networkOwes, SOON).toBe(before.owed + 500);
});

test('case 5: a Pass with gift only cannot be emptied, and the screen says why', async () => {
  await openDesk(passes.giftOnly);
  await cashier.touch('Vider le Pass');
  await expect(page.getByText('Rien de ce Pass ne se rend en espèces.')).toBeVisible();
  await expect(cashier.button(/^Rendre/)).toBeDisabled();
  await hand.takeAway();
  expect(till.entries('pass.emptied@1')).toHaveLength(1);
  expect(await onLedger(passes.giftOnly)).toEqual({ [gift]: 700 });
  await cashier.touch('Fermer');
});

test('case 6: 20.00 in cash on a Pass: no turnover, spent at once here, known elsewhere within 2 s', async () => {
  const other = await openRig({
    cloudUrl: `http://127.0.0.1:${cloud.port}`,
    pairingCode: await cloud.pairingCode('Terrasse'),
  });
  try {
    const { knowledge } = other.station().station.context;
    const spendableThere = () =>
      knowledge
        .one('wallet', passes.empty.walletId)
        ?.holdings.reduce((sum, one) => sum + one.availableCents, 0) ?? 0;
    await expect.poll(() => knowledge.one('card', passes.empty.cardId), SOON).toBeDefined();
    const before = { drawer: drawer(), turnover: till.book().open.turnover };
    await openDesk(passes.empty);
    await cashier.touch('Recharger', /^20\s?€/, 'Espèces', 'Encaisser');
    await expect(cashier.result('top-up-done')).toContainText('20,00');
    await expect.poll(spendableThere, { timeout: 2_000, intervals: [50] }).toBe(2_000);
    await hand.takeAway();
    expect(drawer()).toBe(before.drawer + 2_000);
    expect(till.book().open.turnover).toBe(before.turnover);
    expect(await onLedger(passes.empty)).toEqual({ [local]: 2_000 });
    await cashier.touch(/^Chocolat chaud/);
    await hand.putDown(passes.empty.uid);
    await expect(cashier.result('sale-done')).toContainText('16,80');
    await hand.takeAway();
    await expect.poll(() => onLedger(passes.empty), SOON).toEqual({ [local]: 1_680 });
  } finally {
    await other.close();
  }
});

test('case 10: cash corrected to bank card: nothing of it in the drawer, two entries, X equals Z', async () => {
  const before = drawer();
  await cashier.touch(/^Expresso/, /^Café allongé/, /^Chocolat chaud/);
  await cashier.touch('Espèces', 'Encaisser');
  await expect(cashier.result('sale-done')).toContainText('6,50');
  expect(drawer()).toBe(before + 650);
  const sold = sales().at(-1);
  expect(sold?.lines).toHaveLength(3);

  await cashier.touch(/^Karim/, /^Ventes passées/, /6,50/, /Corriger le moyen/);
  await cashier.touch('Carte bancaire', 'Corriger');
  await expect(cashier.result('means-changed')).toContainText('6,50');
  expect(drawer()).toBe(before);
  const about = (entry: { readonly saleId: string }) => entry.saleId === sold?.saleId;
  expect([
    ...sales().filter(about),
    ...till.entries('sale.corrected@1').filter(about),
    ...till.entries('sale.means-changed@1').filter(about),
  ]).toMatchObject([
    { payments: [{ means: 'cash', cents: 650 }] },
    { from: 'cash', to: 'bank-card', cents: 650 },
  ]);

  const x = till.book().open;
  await cashier.touch(/^Karim/, 'Fin de journée');
  await expect(page.getByText('Chiffre d’affaires').first()).toBeVisible();
  await expect(page.locator('.sheet')).toContainText(euros(x.turnover));
  await expect(page.locator('.sheet')).toContainText(euros(drawerOf(x)));
  await cashier.touch('Compter et clôturer', 'Sans compter', 'Continuer', 'Clôturer');
  await cashier.type(DEMO_BAR.pins.manager);
  await expect(cashier.result('day-closed')).toContainText('Journée close');
  const [closing] = till.entries('day.closed@1');
  expect(closing).toMatchObject({ number: 1, approvedBy: { name: 'Nolwenn' } });
  expect(closing && figuresOfTotals(closing.totals)).toEqual(figuresOfPage(x));
});

test('case 12: after all of it the accounts of each asset sum to 0, and nothing waits to be checked', async () => {
  await expect(page.getByText('Tout est envoyé')).toBeVisible(SOON);
  const { db } = cloud.deps;
  expect(await db.query.selectFrom('journal_problem').selectAll().execute()).toEqual([]);
  expect(await auditLedger(db)).toEqual([]);
  const sums = await db.query
    .selectFrom('account')
    .select(({ fn }) => ['asset_id', fn.sum<number>('balance').as('sum')])
    .groupBy('asset_id')
    .execute();
  expect(sums.length).toBeGreaterThan(2);
  expect(sums.filter(({ sum }) => sum !== 0)).toEqual([]);
});

const euros = (amount: number): RegExp =>
  new RegExp(
    `${amount < 0 ? '[−-]\\s?' : ''}${Math.trunc(Math.abs(amount) / 100)},${String(Math.abs(amount) % 100).padStart(2, '0')}`,
  );
