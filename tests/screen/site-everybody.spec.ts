import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import { SITE_PAGES } from './site-pages.ts';
import { test } from './site-test.ts';

/**
 * WCAG 2.2 AA on every page: both languages, both themes, 320 px wide, text twice as large, each seen
 * by axe once.
 */

const HEIGHT = 800;
/** What a browser calls 16 px, set to twice as much by somebody who sees badly. */
const LARGE_TEXT_PX = 32;

for (const { name, open } of SITE_PAGES) {
  test(`${name} can be used by everybody`, async ({ browser, site }) => {
    const context = await browser.newContext({
      baseURL: site.url,
      viewport: { width: 320, height: HEIGHT },
      colorScheme: 'light',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();

    await test.step('French, light, 320 px', async () => {
      await open(page, site);
      await expectGoodPage(page, 'fr');
    });
    await test.step('English, light, 1280 px', async () => {
      await page.setViewportSize({ width: 1280, height: HEIGHT });
      await page.getByRole('link', { name: 'English' }).click();
      await expectFittingPage(page, 'en');
    });
    await test.step('English, dark, text at 200 %', async () => {
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.setViewportSize({ width: 640, height: HEIGHT });
      const session = await context.newCDPSession(page);
      await session.send('Page.setFontSizes', { fontSizes: { standard: LARGE_TEXT_PX } });
      await page.reload();
      const size = await page.evaluate(() => getComputedStyle(document.body).fontSize);
      expect(Number.parseFloat(size)).toBeGreaterThanOrEqual(LARGE_TEXT_PX);
      await expectGoodPage(page, 'en');
    });
    await context.close();
  });
}

async function expectFittingPage(page: Page, language: 'fr' | 'en'): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('lang', language);
  const { content, window } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  expect(content, 'the page is wider than the window').toBeLessThanOrEqual(window);
}

async function expectGoodPage(page: Page, language: 'fr' | 'en'): Promise<void> {
  await expectFittingPage(page, language);
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const findings = violations.map(({ id, impact, nodes }) => ({
    id,
    impact,
    where: nodes.map(({ html, any }) => `${html} ${any.map(({ message }) => message).join(' ')}`),
  }));
  expect(findings).toEqual([]);
}
