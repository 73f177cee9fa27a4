import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { putDownVirtualCard } from '../../src/cli/virtual-card.ts';
import type { VirtualCard } from '../../src/cli/virtual-card.ts';
import { writeTransaction } from '../../src/cloud/db/write-transaction.ts';
import { unwrap } from '../../src/shared/result.ts';
import { startChaosProxy } from '../helpers/chaos-proxy.ts';
import type { ChaosProxy } from '../helpers/chaos-proxy.ts';
import { startDemoCloud } from '../helpers/demo-cloud.ts';
import type { DemoCloud } from '../helpers/demo-cloud.ts';
import { DEMO_BAR, addPass, ledgerOf } from '../helpers/demo-passes.ts';
import type { DemoPass } from '../helpers/demo-passes.ts';
import { lockVirtualReaders, startPcscd } from '../helpers/pcscd.ts';
import type { RunningPcscd } from '../helpers/pcscd.ts';
import { createHand, openTill, startRealTill } from '../helpers/real-till.ts';
import type { Cashier, RealTill } from '../helpers/real-till.ts';

/** Hands that are too quick, and an office that changes things under them; on the real till. */

test.describe.configure({ mode: 'serial' });

const SOON = { timeout: 10_000 } as const;
/** Other tests may have the virtual readers first. */
const READERS_FREE_MS_MAX = 180_000;
/** Within the second that a station waits for a reserve. */
const SLOW_MS = 900;
const LONG_TOUCH_MS = 900;

let cloud: DemoCloud;
let proxy: ChaosProxy;
let isSlow = false;
let till: RealTill;
let pcscd: RunningPcscd | null;
let unlock: () => Promise<void>;
let page: Page;
let cashier: Cashier;
let first: DemoPass;
let second: DemoPass;
const hand = createHand();

test.beforeAll(async ({ browser }) => {
  test.setTimeout(READERS_FREE_MS_MAX);
  unlock = await lockVirtualReaders();
  pcscd = await startPcscd();
  cloud = await startDemoCloud();
  proxy = await startChaosProxy(`http://127.0.0.1:${cloud.port}`, ({ path }) =>
    isSlow && path.startsWith('/api/reserves')
      ? { kind: 'slow', delayMs: SLOW_MS }
      : { kind: 'fine' },
  );
  first = await addPass(cloud.deps.db, [[DEMO_BAR.local, 5_000]]);
  second = await addPass(cloud.deps.db, [[DEMO_BAR.local, 5_000]]);
  till = await startRealTill(cloud, { name: 'Bar', hasReader: true, cloudUrl: proxy.url });
  page = await browser.newPage();
  cashier = await openTill(page, till, DEMO_BAR.pins.manager);
  await cashier.touch('Sans alcool');
});
test.afterAll(async () => {
  await page.close();
  await hand.takeAway();
  await till.stop();
  await proxy.close();
  await cloud.remove();
  await pcscd?.stop();
  await unlock();
});

const sales = () => till.entries('sale.recorded@2');
const onLedger = (pass: DemoPass) => ledgerOf(cloud.deps.db, pass.walletId);

test('a Pass that leaves before it was read pays nothing, and is asked for again', async () => {
  await cashier.touch(/Limonade artisanale/);
  const card: VirtualCard = unwrap(
    await putDownVirtualCard({ uidHex: first.uid, slot: 0, onCommand: () => void card.remove() }),
  );
  await expect(cashier.result('refused')).toContainText(
    /Le Pass (est parti trop vite|n’a pas pu être lu)\./,
  );
  expect(sales()).toEqual([]);
  await expect(cashier.due).toContainText('2,80', SOON);
});

test('another Pass put down in the middle pays nothing: the first one does', async () => {
  isSlow = true;
  await hand.putDown(first.uid);
  await expect(page.getByText('Ne bougez pas le Pass')).toBeVisible();
  const other = unwrap(await putDownVirtualCard({ uidHex: second.uid, slot: 1 }));
  await expect(cashier.result('sale-done')).toContainText('C’est payé', SOON);
  await other.remove();
  await hand.takeAway();
  isSlow = false;
  expect(sales()).toHaveLength(1);
  expect(sales()[0]?.payments).toMatchObject([{ means: 'pass', cardId: first.cardId, cents: 280 }]);
  await expect.poll(() => onLedger(first), SOON).toEqual({ [DEMO_BAR.local]: 4_720 });
  expect(await onLedger(second)).toEqual({ [DEMO_BAR.local]: 5_000 });
});

test('a double touch on "Encaisser" is one sale', async () => {
  await cashier.touch(/Limonade artisanale/, 'Espèces');
  await cashier.button('Encaisser').dblclick();
  await expect(cashier.result('sale-done')).toContainText('C’est payé');
  expect(sales()).toHaveLength(2);
  expect(till.book().open.byMeans).toMatchObject({ cash: 280 });
});

/** What the office does while people queue. */
async function changeProduct(
  name: string,
  change: { readonly price_cents?: number; readonly active?: 0 | 1 },
): Promise<void> {
  await writeTransaction(cloud.deps.db, async (tx) => {
    const { id } = await tx.query
      .selectFrom('product')
      .select('id')
      .where('name', '=', name)
      .executeTakeFirstOrThrow();
    await tx.query.updateTable('product').set(change).where('id', '=', id).execute();
    tx.changed('product', id, DEMO_BAR.id);
  });
}

test('a price that changes during a sale is kept until it is paid, and the basket says so', async () => {
  await cashier.touch(/Limonade artisanale/);
  await changeProduct('Limonade artisanale 25 cl', { price_cents: 300 });
  await expect(page.getByText('Le prix a changé. Celui-ci est gardé.')).toBeVisible(SOON);
  await expect(cashier.due).toContainText('2,80');
  await cashier.touch('Espèces', 'Encaisser');
  await expect(cashier.result('sale-done')).toContainText('2,80');
  await cashier.touch(/Limonade artisanale/);
  await expect(cashier.due).toContainText('3,00');
  await cashier.touch('Espèces', 'Encaisser');
  await expect(cashier.result('sale-done')).toContainText('3,00');
  expect(sales().map(({ totalCents }) => totalCents)).toEqual([280, 280, 280, 300]);
});

test('an article that is withdrawn leaves the shelf, and the basket says so', async () => {
  await cashier.touch(/Eau de source/);
  await changeProduct('Eau de source 50 cl', { active: 0 });
  await expect(page.getByText('Cet article n’est plus vendu. Retirez-le.')).toBeVisible(SOON);
  await expect(page.locator('.products').getByText('Eau de source 50 cl')).toHaveCount(0);
  await cashier.touch('Retirer : Eau de source 50 cl');
  await expect(cashier.due).toContainText('0,00');
});

test('999,999 pieces become 999, and no more go in', async () => {
  const tile = cashier.button(/Limonade artisanale/).first();
  await tile.hover();
  await page.mouse.down();
  await page.waitForTimeout(LONG_TOUCH_MS);
  await page.mouse.up();
  await expect(page.getByRole('dialog')).toContainText('Combien');
  await cashier.type('999999');
  await expect(page.getByRole('dialog')).not.toContainText(/999\s?999/);
  await cashier.touch('Ajouter');
  await expect(cashier.due).toContainText(/2\s?997,00/);
  await cashier.touch(/Limonade artisanale/);
  await expect(page.getByText('Choisissez entre 1 et 999.')).toBeVisible();
  await expect(cashier.due).toContainText(/2\s?997,00/);
  await emptyBasket();
});

test('a discount over the total is refused, and the price stays', async () => {
  await cashier.touch(/Limonade artisanale/, 'Plus', 'Remise sur le panier', 'En euros');
  await cashier.type('90000');
  await cashier.touch('Suite');
  await cashier.touch('Geste commercial');
  await cashier.touch('Faire la remise');
  await expect(page.getByText('La remise dépasse le prix.')).toBeVisible();
  await expect(cashier.due).toContainText('3,00');
  expect(till.entries('basket.line-set@2').every(({ discount }) => discount === null)).toBe(true);
  await cashier.touch('Fermer');
  await emptyBasket();
});

async function emptyBasket(): Promise<void> {
  await cashier.touch('Plus', 'Vider', 'Tout retirer');
  await expect(cashier.due).toContainText('0,00');
}
