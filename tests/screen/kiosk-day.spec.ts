import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { cents } from '../../src/shared/money.ts';
import { KNOWLEDGE, PASSES, PRODUCTS, STAFF } from '../helpers/station-knowledge.ts';
import { openPairedRig } from '../helpers/station-rig.ts';
import type { Rig } from '../helpers/station-rig.ts';

/** The end of a day on the real screen of a real station: what is read, counted and kept. */

const RENDERER =
  process.env['KIOSK_RENDERER'] ?? fileURLToPath(new URL('../../dist/renderer', import.meta.url));

const DOUBLE_TOUCH_MS = 450;

let rig: Rig;
test.beforeEach(async () => {
  rig = await openPairedRig({ rendererPath: RENDERER });
  rig.know(KNOWLEDGE);
});
test.afterEach(() => rig.close());

async function openAs(page: Page, who: keyof typeof STAFF): Promise<void> {
  await rig.wish({ kind: 'sign-in-with-pin', pin: STAFF[who].pin });
  await page.goto(rig.station().kioskUrl);
  await page.locator('.products').waitFor();
}

const add = (what: keyof typeof PRODUCTS, count: number) =>
  rig.wish({
    kind: 'add-product',
    productId: PRODUCTS[what].id,
    choiceIds: [],
    count,
    extra: null,
  });
async function sellInCash(what: keyof typeof PRODUCTS, count: number): Promise<void> {
  await add(what, count);
  const { revision, totalCents } = rig.state().basket;
  await rig.wish({
    kind: 'pay-cash',
    basketRevision: revision,
    partCents: null,
    givenCents: totalCents,
  });
  await rig.wish({ kind: 'dismiss' });
}

async function openFromMenu(page: Page, row: string): Promise<void> {
  await page.locator('.top-menu').click();
  await page.locator('.menu .row').filter({ hasText: row }).click();
}
const result = (page: Page, kind: string) => page.locator(`.result[data-kind="${kind}"]`);
const touch = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();

test('the day is read, the drawer counted by coins and notes, and closed with what is missing', async ({
  page,
}) => {
  await openAs(page, 'manager');
  await sellInCash('tea', 4);
  await rig.tap(PASSES.half.uid);
  await rig.wish({ kind: 'dismiss' });
  await openFromMenu(page, 'Fin de journée');
  const sheet = page.locator('.sheet[data-sheet="day"]');
  await expect(sheet).toContainText('10,00');
  await expect(sheet).toContainText('Doit contenir');

  await touch(page, 'Compter et clôturer');
  await touch(page, /^5\s€/);
  await touch(page, 'Chiffre 1');
  await touch(page, /^2\s€/);
  await touch(page, 'Chiffre 2');
  await touch(page, /^0,50\s€/);
  await touch(page, 'Chiffre 1');
  await expect(page.locator('.difference')).toHaveText(/Il manque 0,50\s€\./);
  await touch(page, 'Continuer');
  await expect(page.locator('.sheet')).toContainText('plus rien ne peut entrer');
  // The second half of a double touch closes no day.
  await page.waitForTimeout(DOUBLE_TOUCH_MS);
  await touch(page, 'Clôturer');

  await expect(result(page, 'day-closed')).toContainText('Clôture n° 1');
  await expect(page.locator('.sheet')).toHaveCount(0);
  expect(rig.entries('day.closed@1')).toMatchObject([
    {
      number: 1,
      cashCountedCents: 950,
      differenceCents: -50,
      totals: { turnover: { count: 1, cents: 1_000 } },
    },
  ]);
  await openFromMenu(page, 'Clôtures passées');
  await expect(page.locator('.sheet .row').first()).toContainText('Il manque 0,50');
});

test('RULES 10, case 10: 3 articles in cash, the means changed to bank card: drawer 0.00, X equals Z', async ({
  page,
}) => {
  await openAs(page, 'manager');
  await sellInCash('soda', 3);
  const [sale] = rig.entries('sale.recorded@2');
  expect(sale?.totalCents).toBe(840);
  await rig.wish({
    kind: 'change-means',
    saleId: sale!.saleId,
    payment: 0,
    to: 'bank-card',
    reason: 'erreur de touche',
  });
  await openFromMenu(page, 'Fin de journée');
  const sheet = page.locator('.sheet[data-sheet="day"]');
  await expect(sheet.locator('.day-figures .amount-figure').nth(1)).toContainText('0,00');
  await expect(sheet).toContainText('Carte bancaire (1)');
  const x = await rig.station().station.answer({ kind: 'x-report' });
  await rig.wish({ kind: 'close-day', countedCents: cents(0) });
  const [closing] = rig.entries('day.closed@1');
  expect(x).toMatchObject({ kind: 'x-report', totals: closing?.totals });
  expect(closing).toMatchObject({
    differenceCents: 0,
    totals: {
      byMeans: [{ means: 'bank-card', count: 1, cents: 840 }],
      cash: { expectedCents: 0 },
    },
  });
});

test('cash goes out of the drawer with a reason, and the file of the day is written', async ({
  page,
}) => {
  await openAs(page, 'manager');
  await sellInCash('tea', 2);
  await openFromMenu(page, 'Entrée ou sortie');
  await touch(page, 'Je retire');
  for (const key of ['3', '0', '0']) await touch(page, `Chiffre ${key}`);
  await touch(page, 'Continuer');
  await touch(page, 'Dépôt à la banque');
  await touch(page, /Noter la sortie de 3,00/);
  await expect(result(page, 'done')).toContainText('C’est noté');
  expect(rig.entries('cash.moved@1')).toMatchObject([
    { cents: -300, reason: 'Dépôt à la banque', staff: { name: 'Nolwenn' } },
  ]);

  await openFromMenu(page, 'Fin de journée');
  await expect(page.locator('.day-figures')).toContainText('2,00');
  await touch(page, 'Fichier');
  await expect(result(page, 'day-exported')).toContainText('ventes-');
  const { today } = rig.state().day;
  const text = readFileSync(join(rig.dataDir, 'exports', `ventes-${today}.csv`), 'utf8');
  expect(text).toContain(';Thé;');
});

test('training is on every screen, and nothing that is sold in it counts', async ({ page }) => {
  await openAs(page, 'manager');
  await openFromMenu(page, 'Entraînement');
  await touch(page, 'Commencer l’entraînement');
  await expect(page.locator('.training-ribbon')).toContainText('FACTICE');
  await page.locator('.tile').first().click();
  const { revision, totalCents } = rig.state().basket;
  await rig.wish({
    kind: 'pay-cash',
    basketRevision: revision,
    partCents: null,
    givenCents: totalCents,
  });
  await expect(result(page, 'sale-done')).toBeVisible();
  expect(rig.entries('sale.recorded@2')).toEqual([]);
  expect(rig.entries('training.recorded@1')).toMatchObject([{ number: 1, as: 'sale.recorded@2' }]);
  await rig.wish({ kind: 'dismiss' });
  await openFromMenu(page, 'Fin de journée');
  await expect(page.locator('.day-figures .amount-figure').first()).toContainText('0,00');
  await rig.wish({ kind: 'sign-out' });
  await expect(page.locator('.training-ribbon')).toBeVisible();
});

test('a cashier opens the drawer when a manager agrees, and both names are kept', async ({
  page,
}) => {
  await openAs(page, 'cashier');
  await openFromMenu(page, 'Ouvrir le tiroir');
  await touch(page, 'Faire de la monnaie');
  await page.locator('.sheet-foot .button-main').click();
  await rig.tap(STAFF.manager.uid);
  await expect(result(page, 'done')).toContainText('Le tiroir s’ouvre');
  expect(rig.entries('drawer.opened@1')).toMatchObject([
    {
      staff: { name: 'Karim' },
      approvedBy: { name: 'Nolwenn' },
      reason: 'Faire de la monnaie',
    },
  ]);
});
