import { expect, test } from '@playwright/test';
import { RENDERER, button, openTill, tile } from '../helpers/page/till-page.ts';
import { KNOWLEDGE, PASSES, STAFF } from '../helpers/station-knowledge.ts';
import { openPairedRig } from '../helpers/station-rig.ts';
import type { Rig } from '../helpers/station-rig.ts';

/** The page of the person in front of the till, beside the real till. */

let rig: Rig;
test.beforeEach(async () => {
  rig = await openPairedRig({ rendererPath: RENDERER });
  rig.know(KNOWLEDGE);
});
test.afterEach(() => rig.close());

test('it follows the basket, says what to do, thanks and tells what is left', async ({
  page,
  context,
}) => {
  await openTill(page, rig, STAFF.cashier.pin);
  const customer = await context.newPage();
  const address = new URL(rig.station().kioskUrl);
  await customer.goto(`${address.origin}/?view=customer`);
  await expect(customer.locator('[data-moment="idle"]')).toContainText('Le Bar');
  await tile(page, 'Thé').click();
  await expect(customer.locator('.customer-lines')).toContainText('Thé');
  await expect(customer.locator('.customer-total')).toContainText('2,50');
  await expect(customer.locator('.customer-what')).toContainText('Posez votre Pass');
  await rig.tap(PASSES.half.uid);
  await expect(customer.locator('[data-moment="thanks"]')).toContainText('Merci');
  await expect(customer.locator('[data-moment="thanks"]')).toContainText('7,50');
  await tile(page, 'Thé').click();
  await button(page, 'Espèces').click();
  await button(page, '5\u202f€').click();
  await button(page, 'Encaisser').click();
  await expect(customer.locator('[data-moment="thanks"]')).toContainText('On vous rend');
  await expect(customer.getByRole('button')).toHaveCount(0);
});

test('a station that is gone leaves no old total in front of anybody', async ({
  page,
  context,
}) => {
  await openTill(page, rig, STAFF.cashier.pin);
  await tile(page, 'Thé').click();
  const customer = await context.newPage();
  await customer.goto(`${new URL(rig.station().kioskUrl).origin}/?view=customer`);
  await expect(customer.locator('.customer-total')).toContainText('2,50');
  await rig.station().close();
  await expect(customer.locator('[data-moment="idle"]')).toBeVisible();
  await rig.restart();
});
