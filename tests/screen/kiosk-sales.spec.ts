import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { instantFromMs } from '../../src/shared/time.ts';
import { readCashExpected } from '../../src/station/projections/day.ts';
import { KNOWLEDGE, PRODUCTS, STAFF } from '../helpers/station-knowledge.ts';
import { openPairedRig } from '../helpers/station-rig.ts';
import type { Rig } from '../helpers/station-rig.ts';

/** Past sales put right on the real screen of a real station (RULES T10, T11). */

const RENDERER =
  process.env['KIOSK_RENDERER'] ?? fileURLToPath(new URL('../../dist/renderer', import.meta.url));

/** Faster keys come from a keyboard reader. */
const BY_HAND = { delay: 150 } as const;

let rig: Rig;
let nowMs: number;
test.beforeEach(async ({ page }) => {
  nowMs = Date.now();
  rig = await openPairedRig({ rendererPath: RENDERER, clock: () => instantFromMs(nowMs) });
  rig.know(KNOWLEDGE);
  await rig.signIn();
  await page.goto(rig.station().kioskUrl);
  await page.locator('.products').waitFor();
});
test.afterEach(() => rig.close());

const touch = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true }).click();
const result = (page: Page, kind: string) => page.locator(`.result[data-kind="${kind}"]`);
const drawer = () => readCashExpected(rig.station().station.context.journal.database);

async function sell(what: keyof typeof PRODUCTS, count: number): Promise<void> {
  const productId = PRODUCTS[what].id;
  await rig.wish({ kind: 'add-product', productId, choiceIds: [], count, extra: null });
  const { revision, totalCents } = rig.state().basket;
  await rig.wish({
    kind: 'pay-cash',
    partCents: null,
    basketRevision: revision,
    givenCents: totalCents,
  });
}
async function openSales(page: Page): Promise<void> {
  await page.locator('.top-menu').click();
  await page.locator('.row').filter({ hasText: 'Ventes passées' }).click();
}

test('the sale that was just made is cancelled from its result, and the drawer gives it back', async ({
  page,
}) => {
  await sell('tea', 2);
  await expect(result(page, 'sale-done')).toBeVisible();
  await touch(page, 'Annuler');
  await expect(page.locator('.sheet[data-sheet="sale-cancel"]')).toContainText('n° 1');
  await page.locator('.sheet-foot').getByRole('button').click();
  await expect(result(page, 'sale-cancelled')).toContainText('5,00');
  expect(drawer()).toBe(0);
  expect(rig.entries('sale.corrected@1')).toMatchObject([
    { saleNumber: 1, totalCents: 500, staff: { name: 'Karim' }, approvedBy: null },
  ]);
});

test('RULES 10, case 10: cash corrected to bank card leaves 0.00 in the drawer for it', async ({
  page,
}) => {
  await sell('tea', 3);
  expect(drawer()).toBe(750);
  await touch(page, 'Voir');
  await page.locator('button.row').filter({ hasText: 'Corriger le moyen' }).click();
  await page.locator('button.row').filter({ hasText: 'Carte bancaire' }).click();
  await touch(page, 'Corriger');
  await expect(result(page, 'means-changed')).toContainText('7,50');
  expect(drawer()).toBe(0);
  expect(rig.entries('sale.recorded@2')).toHaveLength(1);
  expect(rig.entries('sale.means-changed@1')).toMatchObject([
    { from: 'cash', to: 'bank-card', cents: 750 },
  ]);
});

test('an older sale is found by its amount; some of it goes back with a manager', async ({
  page,
}) => {
  await sell('tea', 3);
  await sell('soda', 1);
  nowMs += 11 * 60_000;
  await openSales(page);
  await expect(page.locator('.sheet .row')).toHaveCount(2);
  await touch(page, 'Chercher');
  for (const key of ['Chiffre 7', ',', 'Chiffre 5']) await touch(page, key);
  await expect(page.locator('.sheet .row')).toHaveCount(1);
  await page.locator('.sheet .row').click();
  await touch(page, 'Annuler la vente');
  await touch(page, 'Des articles');
  await touch(page, 'Un de plus');
  await touch(page, 'Article rendu');
  await touch(page, 'Annuler 1 article');
  await expect.poll(() => rig.state().activity.kind).toBe('approval');
  expect(rig.entries('sale.corrected@1')).toEqual([]);
  await rig.tap(STAFF.manager.uid);
  await expect(result(page, 'sale-cancelled')).toContainText('2,50');
  expect(rig.entries('sale.corrected@1')).toMatchObject([
    {
      totalCents: 250,
      reason: 'Article rendu',
      staff: { name: 'Karim' },
      approvedBy: { name: 'Nolwenn' },
    },
  ]);
  await openSales(page);
  await expect(page.locator('.sheet .row').nth(1)).toContainText('2,50 € rendus');
});

test('a receipt is read, and mailed to an address that can be one', async ({ page }) => {
  await sell('tea', 1);
  await touch(page, 'Reçu');
  await expect(page.locator('.receipt-paper img')).toBeVisible();
  await expect(page.getByText('Aucune imprimante réglée sur ce poste.')).toBeVisible();
  await touch(page, 'Par e-mail');
  await page.keyboard.type('jo@exemple', BY_HAND);
  await page.locator('.sheet-foot').getByRole('button').click();
  await expect(page.locator('.refused-touch').first()).toContainText('e-mail');
  await page.keyboard.type('.fr', BY_HAND);
  await page.locator('.sheet-foot').getByRole('button').click();
  await expect(result(page, 'done')).toContainText('e-mail');
  expect(rig.entries('receipt.issued@1')).toMatchObject([
    { how: 'mail', email: 'jo@exemple.fr', copy: 1 },
  ]);
});
