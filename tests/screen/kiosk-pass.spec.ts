import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { startDemoCloud } from '../helpers/demo-cloud.ts';
import type { DemoCloud } from '../helpers/demo-cloud.ts';
import { KNOWLEDGE, PASSES, STAFF } from '../helpers/station-knowledge.ts';
import { openPairedRig, openRig } from '../helpers/station-rig.ts';
import type { Rig } from '../helpers/station-rig.ts';

/** The Pass desk on the real screen of a real station: what a cashier touches, and what is kept. */

const RENDERER =
  process.env['KIOSK_RENDERER'] ?? fileURLToPath(new URL('../../dist/renderer', import.meta.url));

const putDown = (rig: Rig, uid: string) => rig.wish({ kind: 'tray-put-down', uid });
const takeAway = (rig: Rig, uid: string) => rig.wish({ kind: 'tray-take-away', uid });
const result = (page: Page, kind: string) => page.locator(`.result[data-kind="${kind}"]`);
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

async function open(page: Page, rig: Rig, pin: string): Promise<void> {
  await page.goto(rig.station().kioskUrl);
  for (const digit of pin) await button(page, `Chiffre ${digit}`).click();
  await page.locator('.products').waitFor();
}

test.describe('without network', () => {
  let rig: Rig;
  test.beforeEach(async () => {
    rig = await openPairedRig({ rendererPath: RENDERER });
    rig.know(KNOWLEDGE);
  });
  test.afterEach(() => rig.close());

  test('20.00 in cash on a Pass: four touches, the change in large figures', async ({ page }) => {
    await open(page, rig, STAFF.cashier.pin);
    await putDown(rig, PASSES.half.uid);
    await expect(result(page, 'pass-desk')).toContainText('10,00');
    await button(page, 'Recharger').click();
    await button(page, /^20/).click();
    await button(page, 'Espèces').last().click();
    await button(page, /^50/).click();
    await expect(page.locator('.pass-change')).toContainText('30,00');
    await button(page, 'Encaisser').click();
    await expect(result(page, 'top-up-done')).toContainText('À rendre');
    await expect(result(page, 'top-up-done').locator('.big-amount')).toContainText('30,00');
    expect(rig.entries('top-up.recorded@1')).toMatchObject([
      { cents: 2_000, beforeCents: 1_000, afterCents: 3_000, payment: { changeCents: 3_000 } },
    ]);
  });

  test('a Pass taken away before the end: nothing moves until it is back', async ({ page }) => {
    await open(page, rig, STAFF.cashier.pin);
    await putDown(rig, PASSES.half.uid);
    await button(page, 'Recharger').click();
    await button(page, /^20/).click();
    await takeAway(rig, PASSES.half.uid);
    await expect(page.locator('.pass-stay')).toContainText('Reposez le Pass');
    await expect(button(page, 'Espèces').last()).toBeDisabled();
    await page.waitForTimeout(2_100);
    await putDown(rig, PASSES.half.uid);
    await button(page, 'Espèces').last().click();
    await button(page, 'Encaisser').click();
    await expect(result(page, 'top-up-done')).toBeVisible();
    expect(rig.entries('top-up.recorded@1')).toHaveLength(1);
  });

  test('another Pass in the middle: what was typed is forgotten with the first one', async ({
    page,
  }) => {
    await open(page, rig, STAFF.cashier.pin);
    await putDown(rig, PASSES.half.uid);
    await button(page, 'Recharger').click();
    await button(page, /^20/).click();
    await takeAway(rig, PASSES.half.uid);
    await putDown(rig, PASSES.short.uid);
    await expect(result(page, 'pass-desk')).toContainText('1,20');
    await expect(button(page, 'Espèces').last()).toBeDisabled();
    expect(rig.entries('top-up.recorded@1')).toEqual([]);
  });

  test('from the menu: the sheet asks for the Pass, then goes on by itself', async ({ page }) => {
    await open(page, rig, STAFF.cashier.pin);
    await page.locator('.top-menu').click();
    await button(page, 'Recharger un Pass').click();
    await expect(page.locator('.pass-wanted')).toContainText('Posez le Pass');
    await putDown(rig, PASSES.blank.uid);
    await button(page, /^10/).click();
    await button(page, 'Carte bancaire').click();
    // A hand that waits for the terminal; a double touch on the same place does not confirm.
    await page.waitForTimeout(500);
    await button(page, /Accepté/).click();
    await expect(result(page, 'top-up-done')).toContainText('10,00');
    expect(rig.entries('top-up.recorded@1')).toMatchObject([{ payment: { means: 'bank-card' } }]);
  });

  test('a gift waits for a manager and keeps both names', async ({ page }) => {
    await open(page, rig, STAFF.cashier.pin);
    await putDown(rig, PASSES.half.uid);
    await button(page, 'Offrir').click();
    await button(page, /^5/).first().click();
    await button(page, 'Continuer').click();
    await button(page, 'Merci à un bénévole').click();
    await button(page, /Offrir 5/).click();
    await expect.poll(() => rig.state().activity.kind).toBe('approval');
    await takeAway(rig, PASSES.half.uid);
    await rig.tap(STAFF.manager.uid);
    await expect(result(page, 'gift-given')).toContainText('15,00');
    expect(rig.entries('gift.given@1')).toMatchObject([
      { staff: { name: 'Karim' }, approvedBy: { name: 'Nolwenn' }, reason: 'Merci à un bénévole' },
    ]);
  });

  test('a lost Pass by its printed number; it is refused at once', async ({ page }) => {
    await open(page, rig, STAFF.cashier.pin);
    await page.locator('.top-menu').click();
    await button(page, /^Pass perdu/).click();
    for (const key of PASSES.half.uid) {
      await page.locator('.number-keys').getByRole('button', { name: key, exact: true }).click();
    }
    await button(page, 'Déclarer perdu').click();
    await expect(result(page, 'card-declared-lost')).toContainText('Pass déclaré perdu');
    await putDown(rig, PASSES.half.uid);
    await expect(result(page, 'refused')).toContainText('Ce Pass est déclaré perdu.');
  });

  test('emptying says that it needs the network', async ({ page }) => {
    await open(page, rig, STAFF.cashier.pin);
    await putDown(rig, PASSES.half.uid);
    await button(page, 'Vider le Pass').click();
    await expect(page.locator('.sheet')).toContainText(
      'Sans réseau, on ne peut pas vider un Pass.',
    );
    await expect(button(page, /Rendre/)).toBeDisabled();
  });
});

test.describe('with the network', () => {
  let cloud: DemoCloud;
  let rig: Rig;
  test.beforeEach(async () => {
    cloud = await startDemoCloud();
    rig = await openRig({
      rendererPath: RENDERER,
      cloudUrl: cloud.url,
      pairingCode: await cloud.pairingCode('Comptoir'),
    });
    const { context } = rig.station().station;
    await expect.poll(() => context.knowledge.all('product').length).toBeGreaterThan(5);
  });
  test.afterEach(async () => {
    await rig.close();
    await cloud.remove();
  });

  test('a Pass is emptied: the cash in very large figures, gifts stay', async ({ page }) => {
    await open(page, rig, '135790');
    await putDown(rig, 'A3F21C5E');
    await expect(result(page, 'pass-desk')).toContainText('10,00');
    await button(page, 'Vider le Pass').click();
    await expect(page.locator('.pass-emptying')).toContainText('Reste sur le Pass');
    await button(page, /Rendre 5,00/).click();
    await expect(result(page, 'pass-emptied')).toContainText('Rendez');
    await expect(result(page, 'pass-emptied').locator('.big-amount')).toContainText('5,00');
    expect(rig.entries('pass.emptied@1')).toMatchObject([{ cashCents: 500, cancelled: [] }]);
  });

  test('the code that links a Pass is on the screen, large', async ({ page }) => {
    await open(page, rig, '135790');
    await putDown(rig, '04219CE5D76A82');
    await button(page, 'Relier à une personne').click();
    const code = page.locator('.pass-link img');
    await expect(code).toBeVisible();
    const box = await code.boundingBox();
    expect(box?.width).toBeGreaterThan(300);
  });
});
