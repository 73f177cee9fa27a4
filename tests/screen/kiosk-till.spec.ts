import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { cents } from '../../src/shared/money.ts';
import { RENDERER } from '../helpers/page/till-page.ts';
import { KNOWLEDGE, PASSES, PRODUCTS, STAFF, product } from '../helpers/station-knowledge.ts';
import { openPairedRig } from '../helpers/station-rig.ts';
import type { Rig } from '../helpers/station-rig.ts';

/**
 * The real screen on the real station, which has no network here: what a cashier does all
 * evening, and what the journal keeps of it.
 */

let rig: Rig;
test.beforeEach(async () => {
  rig = await openPairedRig({ rendererPath: RENDERER });
  rig.know(KNOWLEDGE);
});
test.afterEach(() => rig.close());

async function open(page: Page): Promise<void> {
  await page.goto(rig.station().kioskUrl);
  await page.locator('.kiosk').waitFor();
}

async function signIn(page: Page, pin: string): Promise<void> {
  for (const digit of pin) await page.getByRole('button', { name: `Chiffre ${digit}` }).click();
  await page.locator('.products').waitFor();
}

const tile = (page: Page, name: string) =>
  page.locator('.tile').filter({ has: page.getByText(name, { exact: true }) });
/** Milk, for 20 cents, for those who want some. */
function teaWithMilk() {
  const tea = product(PRODUCTS.tea);
  if (tea.topic !== 'product' || tea.value === null) throw new Error('the tea is no product');
  const milk = { id: 'milk', name: 'Lait', priceDeltaCents: cents(20) };
  const options = [{ id: 'extra', name: 'Dedans', min: 0, max: 1, choices: [milk] }];
  return { ...tea, value: { ...tea.value, options } };
}
const result = (page: Page, kind: string) => page.locator(`.result[data-kind="${kind}"]`);

test('a PIN opens the till; an article and a Pass are a sale: two taps', async ({ page }) => {
  await open(page);
  await signIn(page, STAFF.cashier.pin);
  await expect(page.locator('.top-menu')).toContainText('Karim');
  await tile(page, 'Thé').click();
  await expect(page.locator('.stub-total')).toContainText('2,50');
  await rig.tap(PASSES.half.uid);
  await expect(result(page, 'sale-done')).toContainText('C’est payé');
  // 10.00 on the Pass, gift first (RULES M3).
  await expect(result(page, 'sale-done')).toContainText('7,50');
  await expect(result(page, 'sale-done')).toContainText('Bon cadeau du bar');
  const [sale] = rig.entries('sale.recorded@2');
  expect(sale).toMatchObject({ totalCents: 250 });
});

test('a tea that may have milk: one touch sells it without, the corner adds the milk', async ({
  page,
}) => {
  rig.know([teaWithMilk()]);
  await open(page);
  await signIn(page, STAFF.cashier.pin);
  await tile(page, 'Thé').click();
  await expect(page.locator('.stub-total')).toContainText('2,50');
  await expect(page.locator('.sheet')).toHaveCount(0);
  await page.getByRole('button', { name: 'Choisir les options de Thé' }).click();
  await page.getByRole('button', { name: /^Lait/ }).click();
  await page.getByRole('button', { name: 'Ajouter' }).click();
  await expect(page.locator('.line')).toHaveCount(2);
  await expect(page.locator('.line-options')).toHaveText('Lait');
  await expect(page.locator('.stub-total')).toContainText('5,20');
});

test('a staff Pass opens the till, another Pass does not and is told so', async ({ page }) => {
  await open(page);
  await rig.tap(PASSES.half.uid);
  await expect(result(page, 'refused')).toContainText('Ce Pass n’ouvre pas la caisse.');
  await rig.tap(STAFF.manager.uid);
  await expect(page.locator('.top-menu')).toContainText('Nolwenn');
});

test('five wrong PINs: the keys wait, with the time left', async ({ page }) => {
  await open(page);
  for (let round = 0; round < 5; round += 1) {
    for (const digit of '000000') {
      await page.getByRole('button', { name: `Chiffre ${digit}` }).click();
    }
    await expect(page.locator('.code-box[data-filled="true"]')).toHaveCount(0);
  }
  await expect(page.locator('.notice')).toContainText('Trop d’essais.');
  await expect(page.getByRole('button', { name: 'Chiffre 1' })).toBeDisabled();
});

test('cash: given 5.00 for 2.50, the drawer gives 2.50 back', async ({ page }) => {
  await open(page);
  await signIn(page, STAFF.cashier.pin);
  await tile(page, 'Thé').click();
  await page.getByRole('button', { name: 'Espèces' }).click();
  await page.getByRole('button', { name: '5\u202f€', exact: true }).click();
  await page.getByRole('button', { name: 'Encaisser' }).click();
  await expect(result(page, 'sale-done').locator('.result-figure')).toHaveText(/À rendre\s*2,50/);
  expect(rig.entries('sale.recorded@2')).toHaveLength(1);
});

test('lost and unknown Passes are refused in plain words, and nothing is sold', async ({
  page,
}) => {
  await open(page);
  await signIn(page, STAFF.cashier.pin);
  await tile(page, 'Thé').click();
  await expect(page.locator('.line')).toHaveCount(1);
  await rig.tap(PASSES.lost.uid);
  await expect(result(page, 'refused')).toContainText('Ce Pass est déclaré perdu.');
  await rig.tap(PASSES.unknown.uid);
  await expect(result(page, 'refused').locator('.result-why')).not.toHaveText(/perdu/);
  expect(rig.entries('sale.recorded@2')).toHaveLength(0);
});

test('the basket is there after the station and the page start again', async ({ page }) => {
  await open(page);
  await signIn(page, STAFF.cashier.pin);
  await tile(page, 'Thé').click();
  await tile(page, 'Thé').click();
  await tile(page, 'Limonade').click();
  await expect(page.locator('.line')).toHaveCount(2);
  await expect(tile(page, 'Thé').locator('.tile-count')).toContainText('2');
  await rig.restart();
  await open(page);
  await expect(page.locator('.line')).toHaveCount(2);
  await expect(page.locator('.stub-total')).toContainText('7,80');
});

test('a price changed by the office meanwhile: the one shown is kept, and the line says so', async ({
  page,
}) => {
  await open(page);
  await signIn(page, STAFF.cashier.pin);
  await tile(page, 'Thé').click();
  await expect(page.locator('.line')).toHaveCount(1);
  rig.know([product(PRODUCTS.tea, { priceCents: cents(300) })]);
  await page.getByRole('button', { name: 'Un de plus : Thé' }).click();
  await expect(page.locator('.line-notice')).toContainText('Le prix a changé.');
  await expect(page.locator('.stub-total')).toContainText('5,00');
});

test('without network the status line says what waits, and since when', async ({ page }) => {
  await open(page);
  await signIn(page, STAFF.cashier.pin);
  await tile(page, 'Thé').click();
  await page.getByRole('button', { name: 'Espèces' }).click();
  await page.getByRole('button', { name: 'Encaisser' }).click();
  await result(page, 'sale-done').waitFor();
  await expect(page.locator('[data-network="offline"]')).toHaveText(
    /Pas de réseau depuis .+\. \d+ ventes? à envoyer\./,
    { timeout: 15_000 },
  );
});
