import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { STAFF } from '../helpers/station-knowledge.ts';
import { prepareStation } from './prepared-station.ts';
import type { PreparedStation } from './prepared-station.ts';
import { openWindow, signIn } from './window.ts';
import type { OpenedWindow } from './window.ts';

/** The second window, for the person in front of the till. */

let station: PreparedStation;
let opened: OpenedWindow;

test.beforeEach(async () => {
  station = await prepareStation();
});
test.afterEach(async () => {
  await opened.app.close();
  station.remove();
});

const isCustomers = (page: Page): boolean => page.url().includes('view=customer');

test('it mirrors the basket, cannot be touched into selling, and goes with the till', async () => {
  opened = await openWindow({ ...station.env, KIOSK_CUSTOMER_DISPLAY: 'window' });
  const { app } = opened;
  await expect.poll(() => app.windows().filter(isCustomers).length).toBe(1);
  const customer = app.windows().find(isCustomers)!;
  const till = app.windows().find((page) => !isCustomers(page))!;
  await expect(customer.locator('[data-moment="idle"]')).toContainText('Le Bar');
  await signIn(till, STAFF.cashier.pin);
  await till.locator('.tile').first().click();
  await expect(customer.locator('.customer-total')).toContainText('2,50');
  await expect(customer.locator('button')).toHaveCount(0);
  // No bridge of any kind: the page of the customer has less than the till's, not more.
  expect(await customer.evaluate(() => 'tibilletWindow' in window)).toBe(false);
  const closed = app.waitForEvent('close');
  await app
    .evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) {
        if (!window.webContents.getURL().includes('view=customer')) window.close();
      }
    })
    .catch(() => undefined);
  await closed;
});

test('without a second display a till that covers its screen has one window', async () => {
  opened = await openWindow({ ...station.env, KIOSK_FULL_SCREEN: '1' });
  const count = await opened.app.evaluate(
    ({ BrowserWindow, screen }) =>
      BrowserWindow.getAllWindows().length - screen.getAllDisplays().length,
  );
  expect(count).toBe(0);
});
