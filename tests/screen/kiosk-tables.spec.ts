import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { FeedItem } from '../../src/contract/sync/messages.ts';
import { KNOWLEDGE, PRODUCTS, STAFF, product } from '../helpers/station-knowledge.ts';
import { openPairedRig } from '../helpers/station-rig.ts';
import type { Rig } from '../helpers/station-rig.ts';

/** A waiter and a kitchen on the real screens of a real station (issue 3, point 4). */

const RENDERER =
  process.env['KIOSK_RENDERER'] ?? fileURLToPath(new URL('../../dist/renderer', import.meta.url));

const table = (number: number): FeedItem => ({
  topic: 'table',
  id: `table-${number}`,
  value: {
    id: `table-${number}`,
    name: String(number),
    room: 'Salle',
    seats: 4,
    shape: 'square',
    x: 250 * number,
    y: 100,
    width: 200,
    height: 300,
  },
});

let rig: Rig;
test.beforeEach(async ({ page }) => {
  rig = await openPairedRig({ rendererPath: RENDERER });
  rig.know([...KNOWLEDGE, product(PRODUCTS.tea, { preparedAt: 'kitchen' }), table(1), table(2)]);
  await rig.signIn();
  await page.goto(rig.station().kioskUrl);
  await page.locator('.products').waitFor();
});
test.afterEach(() => rig.close());

const add = (page: Page, what: string) => page.locator('.tile').filter({ hasText: what }).click();
const spot = (page: Page, name: string) =>
  page.locator('.table-spot').filter({ has: page.locator('.table-name', { hasText: name }) });
const touch = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true }).click();
async function putOnTable(page: Page, name: string): Promise<void> {
  await page.locator('.basket-more').click();
  await page.locator('.row').filter({ hasText: 'Mettre de côté' }).click();
  await spot(page, name).click();
  await expect(page.locator('.result[data-kind="basket-parked"]')).toBeVisible();
  await touch(page, 'Fermer');
}

test('a table orders, orders again, and pays: the kitchen hears each thing once', async ({
  page,
  browser,
}) => {
  // A screen of its own: a tab behind another one is drawn once a second.
  const kitchen = await browser.newPage();
  await kitchen.goto(`${rig.station().kioskUrl}&view=kitchen`);
  await expect(kitchen.locator('.kitchen-page h1')).toHaveText('Cuisine');

  await add(page, 'Thé');
  await add(page, 'Thé');
  await putOnTable(page, '1');
  await touch(page, /Tables et notes/);
  await expect(spot(page, '1')).toContainText('5,00');
  await spot(page, '1').click();
  await expect(page.locator('.basket-head h1')).toHaveText('Table 1');
  await touch(page, 'Envoyer');
  await expect(page.locator('.result[data-kind="order-sent"]')).toContainText('1');
  await touch(page, 'Fermer');
  await expect(kitchen.locator('.order')).toContainText('Table 1');
  await expect(kitchen.locator('.order-line')).toContainText('2Thé');
  await touch(page, 'Ranger');
  await touch(page, 'Fermer');

  // Another round for the table: the basket of the counter joins its tab.
  await add(page, 'Thé');
  await page.locator('.basket-more').click();
  await page.locator('.row').filter({ hasText: 'Mettre de côté' }).click();
  await spot(page, '1').click();
  await touch(page, 'Fermer');
  expect(rig.state().parked).toMatchObject([{ name: 'Table 1', totalCents: 750 }]);

  await touch(page, /Tables et notes/);
  await spot(page, '1').click();
  await touch(page, /Espèces/);
  await touch(page, 'Encaisser');
  await expect(page.locator('.result[data-kind="sale-done"]')).toBeVisible();
  expect(rig.entries('sale.recorded@2')).toMatchObject([
    { basketName: 'Table 1', totalCents: 750 },
  ]);
  expect(rig.entries('basket.sent@1').map(({ lines }) => lines.map((one) => one.count))).toEqual([
    [2],
    [1],
  ]);

  // The kitchen touches "Prêt": the result at the counter stays.
  await kitchen.getByRole('button', { name: 'Prêt' }).first().click();
  await expect(kitchen.locator('.order')).toHaveCount(1);
  await expect(page.locator('.result[data-kind="sale-done"]')).toBeVisible();
  await kitchen.close();
});

test('a tab is named on the keyboard, survives a kill of the station, moves and joins a table', async ({
  page,
}) => {
  await add(page, 'Limonade');
  await page.locator('.basket-more').click();
  await page.locator('.row').filter({ hasText: 'Mettre de côté' }).click();
  await touch(page, 'Donner un nom');
  for (const letter of ['J', 'o']) await touch(page, letter);
  await page.locator('.sheet-foot').getByRole('button').click();
  await expect(page.locator('.result[data-kind="basket-parked"]')).toContainText('Jo');
  await rig.restart();
  await page.goto(rig.station().kioskUrl);
  expect(rig.state().parked).toMatchObject([{ name: 'Jo', totalCents: 280 }]);

  await touch(page, /Tables et notes/);
  await touch(page, /Sans table/);
  await page.locator('.sheet .row').filter({ hasText: 'Jo' }).click();
  await page.locator('.basket-more').click();
  await page.locator('.row').filter({ hasText: 'Changer de place' }).click();
  await spot(page, '2').click();
  await touch(page, 'Fermer');
  expect(rig.state().parked).toMatchObject([{ name: 'Table 2', tableId: 'table-2' }]);

  await add(page, 'Thé');
  await putOnTable(page, '1');
  await touch(page, /Tables et notes/);
  await spot(page, '1').click();
  await page.locator('.basket-more').click();
  await page.locator('.row').filter({ hasText: 'Réunir' }).click();
  await spot(page, '2').click();
  await expect(page.locator('.result[data-kind="basket-parked"]')).toContainText('Table 2');
  expect(rig.state().parked).toMatchObject([{ name: 'Table 2', totalCents: 530 }]);
});

test('a tab is thrown away by a manager for this once; the cashier stays', async ({ page }) => {
  await add(page, 'Thé');
  await putOnTable(page, '1');
  await touch(page, /Tables et notes/);
  await spot(page, '1').click();
  await page.locator('.basket-more').click();
  await page.locator('.row').filter({ hasText: 'Vider' }).click();
  await touch(page, 'Tout retirer');
  await expect.poll(() => rig.state().activity.kind).toBe('approval');
  await rig.tap(STAFF.manager.uid);
  await expect(page.locator('.basket-empty')).toBeVisible();
  expect(rig.entries('basket.discarded@1')).toMatchObject([
    { staff: { name: 'Karim' }, approvedBy: { name: 'Nolwenn' } },
  ]);
  expect(rig.state().session).toMatchObject({ staffName: 'Karim' });
});
