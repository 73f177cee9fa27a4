import { expect, test } from '@playwright/test';
import type { FeedItem } from '../../src/contract/sync/messages.ts';
import { toId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { addMs, systemClock } from '../../src/shared/time.ts';
import {
  RENDERER,
  button,
  openTill,
  result,
  tile,
  typeDigits,
  typeLetters,
} from '../helpers/page/till-page.ts';
import { KNOWLEDGE, STAFF, product } from '../helpers/station-knowledge.ts';
import { openPairedRig } from '../helpers/station-rig.ts';
import type { Rig } from '../helpers/station-rig.ts';

/** Every kind of article on the real screen and the real station, which has no network here. */

const productId = (number: number) =>
  toId<'Product'>(`019b76da-a804-7000-8000-${String(number).padStart(12, '0')}`);
const EVENT_ID = toId<'Event'>('019b76da-a80e-7000-8000-000000000901');
const HOUR_MS = 3_600_000;

const KINDS: readonly FeedItem[] = [
  product({ id: productId(101), name: 'Olives', priceCents: 1_800 }, { kind: 'weight' }),
  product(
    { id: productId(102), name: 'Affiche', priceCents: 500 },
    { kind: 'open-price', priceMinCents: cents(100) },
  ),
  product({ id: productId(103), name: 'Gobelet', priceCents: 100 }, { kind: 'deposit' }),
  product({ id: productId(104), name: 'Studio', priceCents: 900 }, { kind: 'hour' }),
  product(
    { id: productId(105), name: 'Entrée', priceCents: 800 },
    { kind: 'ticket', eventId: EVENT_ID, eventPriceId: 'full' },
  ),
  {
    topic: 'event',
    id: EVENT_ID,
    value: {
      id: EVENT_ID,
      name: 'La Fanfare',
      startsAt: addMs(systemClock(), HOUR_MS),
      doorsAt: null,
      endsAt: addMs(systemClock(), 3 * HOUR_MS),
      capacity: 100,
      takenCount: 98,
      asksNames: true,
      prices: [
        {
          id: 'full',
          name: 'Plein tarif',
          kind: 'fixed',
          priceCents: cents(800),
          priceMinCents: null,
          quota: null,
          takenCount: 98,
        },
      ],
    },
  },
];

let rig: Rig;
test.beforeEach(async ({ page }) => {
  rig = await openPairedRig({ rendererPath: RENDERER });
  rig.know([...KNOWLEDGE, ...KINDS]);
  await openTill(page, rig, STAFF.cashier.pin);
});
test.afterEach(() => rig.close());

const line = (words: string) => rig.state().basket.lines.find(({ label }) => label === words);

test('by weight: the scale says 346 g, the station says what it costs', async ({ page }) => {
  await tile(page, 'Olives').click();
  await typeDigits(page, '346');
  await expect(page.locator('.figure-entry-shown')).toContainText('0,346');
  await button(page, 'Ajouter').click();
  await expect(page.locator('.line')).toContainText('0,346');
  // 346 g at 18.00 are 6.228, billed 6.23.
  await expect(page.locator('.stub-total')).toContainText('6,23');
  await expect(page.locator('.sheet')).toHaveCount(0);
});

test('an open price under its minimum cannot be added; from the minimum on it can', async ({
  page,
}) => {
  await tile(page, 'Affiche').click();
  await typeDigits(page, '99');
  await expect(button(page, 'Ajouter')).toBeDisabled();
  await typeDigits(page, '0');
  await button(page, 'Ajouter').click();
  await expect(page.locator('.stub-total')).toContainText('9,90');
});

test('a deposit comes back: the basket gives money', async ({ page }) => {
  await tile(page, 'Gobelet').click();
  await button(page, 'Un de plus').click();
  await page.getByRole('button', { name: /^Consigne rendue/ }).click();
  await expect(page.locator('.stub-total')).toContainText('À rendre');
  await expect(page.locator('.stub-total')).toContainText('2,00');
  expect(line('Gobelet')).toMatchObject({ count: 2, totalCents: -200 });
});

test('a room for two hours from now', async ({ page }) => {
  await tile(page, 'Studio').click();
  await button(page, /^2 h$/).click();
  await button(page, 'Ajouter').click();
  await expect(page.locator('.stub-total')).toContainText('18,00');
  expect(line('Studio')?.detail).toMatchObject({ kind: 'room', hourCents: 900 });
});

test('two places of an event that asks names', async ({ page }) => {
  await expect(tile(page, 'Entrée').locator('.tile-stock')).toHaveText('Reste 2');
  await tile(page, 'Entrée').click();
  await page.locator('.sheet').getByRole('button', { name: 'Un de plus' }).click();
  await expect(page.locator('.sheet').getByRole('button', { name: 'Un de plus' })).toBeDisabled();
  await button(page, 'Suite').click();
  await typeLetters(page, 'Ana');
  await expect(button(page, 'Ajouter')).toBeDisabled();
  await page.locator('.text-line').nth(1).click();
  await typeLetters(page, 'Zo');
  await button(page, /Accents/).click();
  await typeLetters(page, 'é');
  await button(page, 'Ajouter').click();
  await expect(page.locator('.line')).toContainText('Ana, Zoé');
  await expect(page.locator('.stub-total')).toContainText('16,00');
});

test('a long touch asks how many; the number of a line is changed on the keys too', async ({
  page,
}) => {
  await tile(page, 'Thé').click({ delay: 700 });
  await typeDigits(page, '12');
  await button(page, 'Ajouter').click();
  await expect(page.locator('.stub-total')).toContainText('30,00');
  await button(page, /^Ouvrir\s*Thé/).click();
  await typeDigits(page, '3');
  await button(page, 'En mettre 3').click();
  await expect(page.locator('.stub-total')).toContainText('7,50');
});

test('a line is wiped out to the left; a short wipe and a scroll leave it', async ({ page }) => {
  await tile(page, 'Thé').click();
  await tile(page, 'Limonade').click();
  await expect(page.locator('.line')).toHaveCount(2);
  const row = page.locator('.line').first();
  const wipe = async (left: number, down = 0) => {
    const box = (await row.boundingBox())!;
    const [x, y] = [box.x + box.width - 20, box.y + 20];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x - left / 2, y + down / 2);
    await page.mouse.move(x - left, y + down);
    await page.mouse.up();
  };
  await wipe(60);
  await wipe(150, 60);
  await page.waitForTimeout(200);
  await expect(page.locator('.line')).toHaveCount(2);
  await page.keyboard.press('Escape');
  await wipe(160);
  await expect(page.locator('.line')).toHaveCount(1);
  await expect(page.locator('.line')).toContainText('Limonade');
});

test('an article is found by typing, on the screen or on a real keyboard, accents left out', async ({
  page,
}) => {
  rig.know(
    Array.from({ length: 12 }, (_, index) =>
      product({ id: productId(200 + index), name: `Crêpe ${index}`, priceCents: 300 }),
    ),
  );
  await page.reload();
  await button(page, 'Chercher').click();
  await typeLetters(page, 'crep');
  await expect(page.locator('.search .tile')).toHaveCount(12);
  await page.keyboard.type(' 11', { delay: 110 });
  await expect(page.locator('.search .tile')).toHaveCount(1);
  await page.locator('.search .tile').click();
  await expect(page.locator('.line')).toContainText('Crêpe 11');
});

test('what is sold most on this kiosk becomes a favourite', async ({ page }) => {
  await expect(button(page, 'Favoris')).toHaveCount(0);
  for (let touch = 0; touch < 3; touch += 1) await tile(page, 'Limonade').click();
  await button(page, 'Favoris').click();
  await expect(page.locator('.products .tile')).toHaveCount(1);
  await page.reload();
  await button(page, 'Favoris').click();
  await expect(tile(page, 'Limonade')).toBeVisible();
});

test('a discount is agreed to by a manager’s code, for this once, and the entry keeps both', async ({
  page,
}) => {
  await tile(page, 'Thé').click();
  await button(page, 'Plus').click();
  await button(page, 'Remise sur le panier').click();
  await button(page, /^10/).click();
  await button(page, 'Suite').click();
  await button(page, 'Habitué').click();
  await button(page, 'Faire la remise').click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText('Faire une remise');
  await typeDigits(page, STAFF.cashier.pin);
  await expect(dialog).toContainText('Ce code n’est pas celui d’un responsable.');
  await typeDigits(page, STAFF.manager.pin);
  await expect(dialog).toHaveCount(0);
  await expect(page.locator('.stub-total')).toContainText('2,25');
  await expect(page.locator('.line-discount')).toContainText('Habitué');
  expect(line('Thé')?.discount).toMatchObject({ rateBp: 1_000, cents: 25 });
  await page.keyboard.press('Escape');
  await tile(page, 'Thé').click();
});

test('a refused manager: the discount is given up, and the basket is as it was', async ({
  page,
}) => {
  await tile(page, 'Thé').click();
  await button(page, 'Espèces').waitFor();
  await button(page, 'Autre').click();
  await button(page, 'Offert').click();
  await button(page, 'Artiste').click();
  await page.getByRole('button', { name: /^Offrir/ }).click();
  await expect(page.getByRole('alertdialog')).toContainText('2,50');
  await button(page, 'Renoncer').click();
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  await expect(page.locator('.stub-total')).toContainText('2,50');
  expect(rig.entries('sale.recorded@2')).toEqual([]);
  await expect(result(page, 'sale-done')).toHaveCount(0);
});
