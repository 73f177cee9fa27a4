import { test as base } from '@playwright/test';
import type { Page } from '@playwright/test';
import { startSiteServer } from '../helpers/page/site-server.ts';
import type { SiteServer } from '../helpers/page/site-server.ts';
import { furnish } from './site-furniture.ts';

/** Tests of the site in Chromium: one server for each worker, a fresh browser for each test. */
export const test = base.extend<object, { readonly site: SiteServer }>({
  site: [
    // Playwright reads the names of the fixtures from the first parameter.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const server = await startSiteServer();
      await furnish(server);
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  baseURL: async ({ site }, use) => use(site.url),
});

/** Gives an address, and comes to the page where the code is typed. */
export async function askCode(page: Page, email: string): Promise<void> {
  await page.goto('/entrer');
  await page.getByRole('textbox').fill(email);
  await page.locator('main button').click();
  await page.waitForURL(/\/entrer\/code/);
}

/** What the newest mail to an address says. */
export async function readMail(
  site: SiteServer,
  to: string,
): Promise<{ readonly code: string; readonly link: string }> {
  return (await site.play({ kind: 'mail', to })) as {
    readonly code: string;
    readonly link: string;
  };
}

/**
 * Signs somebody in with the code of the mail, as a person would. Five codes an hour to one address
 * are not enough for all the tests of a worker, so what was counted is forgotten first.
 */
export async function signInByMail(page: Page, site: SiteServer, email: string): Promise<void> {
  await site.play({ kind: 'calm' });
  await askCode(page, email);
  const { code } = await readMail(site, email);
  await page.getByRole('textbox').fill(code);
  await page.locator('main button').first().click();
  await page.waitForURL(/\/mon-compte/);
}

/** Comes back to one's account with the cookie of an earlier visit. */
export async function signIn(page: Page, site: SiteServer, email: string): Promise<void> {
  const secret = (await site.play({ kind: 'session', email })) as string;
  await page.context().addCookies([{ name: 'session', value: secret, url: site.url }]);
  await page.goto('/mon-compte');
}
