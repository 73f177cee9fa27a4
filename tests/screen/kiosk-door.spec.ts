import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { EVENING, doorKnowledge, ticketCodeOf } from '../helpers/door-knowledge.ts';
import { writeQrFilm } from '../helpers/fake-camera.ts';
import { KNOWLEDGE, PASSES, PRODUCTS, STAFF, product } from '../helpers/station-knowledge.ts';
import { openPairedRig } from '../helpers/station-rig.ts';
import type { Rig } from '../helpers/station-rig.ts';

/** The door of an event and the stock, on the real screen of a real station without network. */

const RENDERER = fileURLToPath(new URL('../../dist/renderer', import.meta.url));

let rig: Rig;
test.beforeEach(async () => {
  rig = await openPairedRig({ rendererPath: RENDERER });
  rig.know([
    ...KNOWLEDGE,
    ...doorKnowledge(),
    product(PRODUCTS.tea, { stockRule: { allowsBelowZero: false, alertLevel: 2_000 } }),
    { topic: 'stock', id: PRODUCTS.tea.id, value: { id: PRODUCTS.tea.id, amount: 2_000 } },
  ]);
});
test.afterEach(() => rig.close());

async function openMenu(page: Page): Promise<void> {
  await page.goto(rig.station().kioskUrl);
  for (const digit of STAFF.manager.pin) {
    await page.getByRole('button', { name: `Chiffre ${digit}` }).click();
  }
  await page.locator('.products').waitFor();
  await page.locator('.top-menu').click();
}

async function openDoor(page: Page): Promise<void> {
  await openMenu(page);
  await page.getByRole('button', { name: 'Tenir la porte' }).click();
  await page.getByRole('button', { name: /La Fanfare/ }).click();
  await page.locator('.door').waitFor();
}

/** A scanner types faster than a busy machine lets a test type: the whole code comes in one moment. */
const scan = (page: Page, text: string) =>
  page.evaluate((code) => {
    for (const key of [...code.split(''), 'Enter']) {
      window.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    }
  }, text);
const result = (page: Page, kind: string) => page.locator(`.result[data-kind="${kind}"]`);

test('a scanner types the QR of a ticket, once; the count goes up', async ({ page }) => {
  await openDoor(page);
  await expect(page.locator('.door-inside-count')).toContainText('1');
  await scan(page, ticketCodeOf(EVENING.listed));
  await expect(result(page, 'admitted')).toContainText('Hélène Le Bihan');
  await scan(page, ticketCodeOf(EVENING.listed));
  await expect(result(page, 'admitted-before')).toContainText('Déjà entré');
  await page.getByRole('button', { name: 'Fermer' }).click();
  await expect(page.locator('.door-inside-count')).toContainText('2');
  expect(rig.entries('ticket.admitted@1')).toHaveLength(1);
});

test('a Pass that carries a ticket comes in', async ({ page }) => {
  await openDoor(page);
  await rig.tap(PASSES.half.uid);
  await expect(result(page, 'admitted')).toContainText('Yann Kervella');
  await rig.tap(PASSES.short.uid);
  await expect(result(page, 'refused')).toContainText('Ce Pass ne porte pas de billet ici.');
});

test('the list finds a name without its accents, and lets in by a touch', async ({ page }) => {
  await openDoor(page);
  await page.getByRole('button', { name: 'Liste' }).click();
  await expect(page.locator('.door-list .row')).toHaveCount(4);
  await page.getByRole('button', { name: 'Chercher un nom' }).click();
  await page.keyboard.type('hele', { delay: 60 });
  await expect(page.locator('.door-list .row')).toHaveCount(1);
  await page.getByRole('button', { name: /Hélène/ }).click();
  await expect(result(page, 'admitted')).toContainText('Hélène Le Bihan');
});

test('the camera of the machine reads a ticket that is held before it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'camera-'));
  const film = join(folder, 'ticket.y4m');
  writeQrFilm(film, ticketCodeOf(EVENING.listed));
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${film}`,
    ],
  });
  const page = await browser.newPage({ viewport: { width: 1024, height: 768 } });
  await openDoor(page);
  await expect(result(page, 'admitted')).toContainText('Hélène Le Bihan', { timeout: 15_000 });
  await browser.close();
  rmSync(folder, { recursive: true });
  expect(rig.entries('ticket.admitted@1')).toMatchObject([{ by: 'qr' }]);
});

test('a delivery is added to the stock, which says what is short', async ({ page }) => {
  await openMenu(page);
  await page.getByRole('button', { name: 'Stock' }).click();
  await expect(page.locator('[data-sheet="stock"] .row')).toContainText('Bientôt fini.');
  await page.getByRole('button', { name: /Thé/ }).click();
  await page.keyboard.type('24');
  await expect(page.locator('.stock-figure')).toHaveText('24');
  await page.getByRole('button', { name: 'Ajouter au stock' }).click();
  await expect(result(page, 'done')).toContainText('Le stock est à jour');
  expect(rig.entries('stock.moved@1')).toMatchObject([{ kind: 'delivery', delta: 24_000 }]);
  expect(rig.state().stock).toMatchObject([{ amount: 26_000, level: 'enough' }]);
});
