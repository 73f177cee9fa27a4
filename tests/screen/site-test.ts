import { test as base } from '@playwright/test';
import type { Page } from '@playwright/test';
import { startSiteServer } from '../helpers/page/site-server.ts';
import type { SiteServer } from '../helpers/page/site-server.ts';

/** Tests of the site in Chromium: one server for each worker, a fresh browser for each test. */
export const test = base.extend<object, { readonly site: SiteServer }>({
  site: [
    // Playwright reads the names of the fixtures from the first parameter.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const server = await startSiteServer();
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
  // eslint-disable-next-line no-empty-pattern
  baseURL: async ({ site }, use) => use(site.url),
});

/** Signs somebody in through the pages and the mail, as a person would. */
export async function signIn(page: Page, site: SiteServer, email: string): Promise<void> {
  await page.goto('/entrer');
  await page.getByRole('textbox').fill(email);
  await page.locator('form button').first().click();
  await page.waitForURL(/\/entrer\/code/);
  const mail = (await site.play({ kind: 'mail', to: email })) as { readonly code: string };
  await page.getByRole('textbox').fill(mail.code);
  await page.locator('main form button').first().click();
  await page.waitForURL(/\/mon-compte/);
}
