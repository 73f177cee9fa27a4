import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { RENDERER, button, openTill, result, tile, typeDigits } from '../helpers/page/till-page.ts';
import { KNOWLEDGE, PASSES, STAFF } from '../helpers/station-knowledge.ts';
import { openPairedRig } from '../helpers/station-rig.ts';
import type { Rig } from '../helpers/station-rig.ts';

/** The ways to pay on the real screen and the real station, which has no network here. */

let rig: Rig;
test.beforeEach(async ({ page }) => {
  rig = await openPairedRig({ rendererPath: RENDERER });
  rig.know(KNOWLEDGE);
  await openTill(page, rig, STAFF.cashier.pin);
});
test.afterEach(() => rig.close());

/** Two touches of a hand at the same place are further apart than that (app/touches.ts). */
const HAND_MS = 450;

/** In the sheet with every way to pay, a means; then the hand goes on. */
async function payWith(page: Page, means: string): Promise<void> {
  await page.locator('.means-buttons').getByRole('button', { name: means }).click();
  await page.waitForTimeout(HAND_MS);
}

const payments = () => rig.entries('sale.recorded@2').flatMap((sale) => sale.payments);

test('bank card: the amount for the terminal, refused once, then accepted', async ({ page }) => {
  await tile(page, 'Thé').click();
  await button(page, 'Carte').click();
  await expect(page.locator('.terminal')).toContainText('2,50');
  await button(page, 'Refusée').click();
  expect(payments()).toEqual([]);
  await payWith(page, 'Carte');
  await button(page, 'Acceptée').click();
  await expect(result(page, 'sale-done')).toContainText('Carte bancaire');
  expect(payments()).toEqual([{ means: 'bank-card', cents: 250 }]);
});

test('a cheque is taken for the whole', async ({ page }) => {
  await tile(page, 'Thé').click();
  await button(page, 'Autre').click();
  await button(page, 'Chèque').click();
  await expect(page.locator('.terminal')).toContainText('Le Bar');
  await button(page, 'Chèque reçu').click();
  await result(page, 'sale-done').waitFor();
  expect(payments()).toEqual([{ means: 'cheque', cents: 250 }]);
});

test('a part in cash, given back, then a part by card and the rest in cash', async ({ page }) => {
  await tile(page, 'Thé').click();
  await button(page, 'Autre').click();
  await button(page, 'Une somme').click();
  await typeDigits(page, '100');
  await payWith(page, 'Espèces');
  await button(page, 'Encaisser').click();
  await expect(page.locator('.pledge')).toHaveCount(2);
  await expect(page.locator('.stub-total')).toContainText('1,50');
  expect(payments()).toEqual([]);
  await page.getByRole('button', { name: /^Rendre : Espèces/ }).click();
  await expect(page.locator('.stub-total')).toContainText('2,50');
  await button(page, 'Autre').click();
  await button(page, 'Une somme').click();
  await typeDigits(page, '50');
  await payWith(page, 'Carte');
  await button(page, 'Acceptée').click();
  await expect(page.locator('.stub-total')).toContainText('2,00');
  await page.locator('.stub').getByRole('button', { name: 'Espèces' }).click();
  await button(page, 'Encaisser').click();
  await result(page, 'sale-done').waitFor();
  expect(payments()).toEqual([
    { means: 'bank-card', cents: 50 },
    { means: 'cash', cents: 200, givenCents: 200, changeCents: 0 },
  ]);
});

test('three people share 2.50 to the cent: 0.84, 0.83, 0.83', async ({ page }) => {
  await tile(page, 'Thé').click();
  for (const [turn, share] of ['0,84', '0,83', '0,83'].entries()) {
    await button(page, 'Autre').click();
    await button(page, 'Par personne').click();
    if (turn === 0) {
      await page.locator('.sheet').getByRole('button', { name: 'Un de plus' }).click();
    }
    await expect(page.locator('.by-person .big-amount')).toContainText(share);
    await payWith(page, 'Espèces');
    await button(page, 'Encaisser').click();
  }
  await result(page, 'sale-done').waitFor();
  expect(payments().map(({ cents }) => cents)).toEqual([84, 83, 83]);
});

test('one article is paid apart, the rest waits under its name', async ({ page }) => {
  await tile(page, 'Thé').click();
  await tile(page, 'Limonade').click();
  await button(page, 'Autre').click();
  await button(page, 'Par article').click();
  await page.locator('.sheet .row').filter({ hasText: 'Limonade' }).click();
  await button(page, 'Payer 1 article à part').click();
  await expect(page.locator('.stub-total')).toContainText('2,80');
  expect(rig.state().parked).toMatchObject([{ totalCents: 250 }]);
});

test('the whole is offered with a manager’s Pass', async ({ page }) => {
  await tile(page, 'Thé').click();
  await button(page, 'Autre').click();
  await button(page, 'Offert').click();
  await button(page, 'Bénévole').click();
  await page.getByRole('button', { name: /^Offrir/ }).click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await rig.tap(STAFF.manager.uid);
  await result(page, 'sale-done').waitFor();
  expect(payments()).toMatchObject([
    { means: 'offered', cents: 250, reason: 'Bénévole', approvedBy: { name: 'Nolwenn' } },
  ]);
});

test('a Pass pays only the part that was asked of it', async ({ page }) => {
  await tile(page, 'Thé').click();
  await button(page, 'Autre').click();
  await button(page, 'Une somme').click();
  await typeDigits(page, '100');
  await payWith(page, 'Pass');
  await expect(page.locator('.pass-prompt')).toContainText('1,00');
  await rig.tap(PASSES.half.uid);
  await expect(page.locator('.stub-total')).toContainText('1,50');
  await page.locator('.stub').getByRole('button', { name: 'Espèces' }).click();
  await button(page, 'Encaisser').click();
  await result(page, 'sale-done').waitFor();
  expect(payments().map(({ means, cents }) => [means, cents])).toEqual([
    ['pass', 100],
    ['cash', 150],
  ]);
});
