import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { CDPSession, Page } from '@playwright/test';
import { axeFaults } from '../helpers/page/axe.ts';
import { measureSite } from '../helpers/page/site-measures.ts';
import { SITE_PAGES } from './site-pages.ts';
import { test as siteTest } from './site-test.ts';

/**
 * WCAG 2.2 AA on every page and state: both languages and themes, 320 px wide, text twice as large,
 * our own larger text and stronger contrast. Each is measured in all of them and seen by axe once;
 * `AXE=all` asks axe about every one.
 */

const HEIGHT = 800;
/** What a browser calls 16 px. */
const TEXT_PX = 16;
/** ... set to twice as much by somebody who sees badly. */
const LARGE_TEXT_PX = 32;

type Looking = { readonly page: Page; readonly session: CDPSession };
type Eyes = { readonly width: number; readonly theme: 'light' | 'dark'; readonly textPx: number };

const NARROW: Eyes = { width: 320, theme: 'light', textPx: TEXT_PX };
const LARGE: Eyes = { width: 640, theme: 'dark', textPx: LARGE_TEXT_PX };
const PHONE: Eyes = { width: 390, theme: 'light', textPx: TEXT_PX };
const DESKTOP: Eyes = { width: 1280, theme: 'light', textPx: TEXT_PX };

const ARE_ALL_ASKED = process.env['AXE'] === 'all';

/** One browser window for all pages of a worker. Each page begins as nobody. */
const test = siteTest.extend<object, { readonly looking: Looking }>({
  looking: [
    async ({ browser, site }, use) => {
      const context = await browser.newContext({ baseURL: site.url, reducedMotion: 'reduce' });
      const page = await context.newPage();
      await use({ page, session: await context.newCDPSession(page) });
      await context.close();
    },
    { scope: 'worker' },
  ],
});

// Pages wait for no other page: every worker opens some.
test.describe.configure({ mode: 'parallel' });

for (const [index, { name, open }] of SITE_PAGES.entries()) {
  test(`${name} can be used by everybody`, async ({ looking, site }) => {
    const { page } = looking;
    await page.context().clearCookies();
    const [first, second] = index % 2 === 0 ? [NARROW, LARGE] : [LARGE, NARROW];
    const faults: string[] = [];
    const see = async (where: string, isAsked: boolean): Promise<void> => {
      const asked = isAsked || ARE_ALL_ASKED ? await axeFaults(page) : [];
      const measured = await page.evaluate(measureSite);
      faults.push(...[...measured, ...asked].map((fault) => `${where}: ${fault}`));
    };

    await lookWith(looking, first);
    await open(page, site);
    await see(`${first.width} ${first.theme}`, true);
    await lookWith(looking, second);
    await see(`${second.width} ${second.theme}`, false);
    await lookWith(looking, PHONE);
    await page.evaluate(() => document.documentElement.classList.add('text-largest'));
    await page.evaluate(() => document.documentElement.classList.add('contrast-more'));
    await see('our largest text', false);

    await lookWith(looking, DESKTOP);
    const other = page.locator('.foot-link[hreflang]');
    const language = (await other.getAttribute('hreflang')) ?? '';
    await other.click();
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await see(`${language} 1280 light`, index % 3 === 0);
    await lookWith(looking, NARROW);
    await see(`${language} 320 light`, false);
    expect(faults).toEqual([]);
  });
}

async function lookWith({ page, session }: Looking, eyes: Eyes): Promise<void> {
  await page.setViewportSize({ width: eyes.width, height: HEIGHT });
  await page.emulateMedia({ colorScheme: eyes.theme });
  await session.send('Page.setFontSizes', { fontSizes: { standard: eyes.textPx } });
}

test('text that is set twice as large is twice as large', async ({ looking }) => {
  const { page } = looking;
  await lookWith(looking, LARGE);
  await page.goto('/entrer');
  const size = await page.evaluate(() => getComputedStyle(document.body).fontSize);
  expect(Number.parseFloat(size)).toBeGreaterThanOrEqual(LARGE_TEXT_PX);
});

test('whoever asks for contrast gets 7 to 1, in the light and in the dark', async ({ looking }) => {
  const { page } = looking;
  const faults: string[] = [];
  for (const theme of ['light', 'dark'] as const) {
    await lookWith(looking, { ...NARROW, theme });
    for (const path of ['/', '/evenement/la-grande-oreille/fanfare-des-ecluses', '/entrer']) {
      await page.goto(path);
      await page.evaluate(() => document.documentElement.classList.add('contrast-more'));
      const { violations } = await new AxeBuilder({ page })
        .setLegacyMode(true)
        .options({ runOnly: { type: 'rule', values: ['color-contrast-enhanced'] } })
        .analyze();
      faults.push(
        ...violations.flatMap(({ nodes }) =>
          nodes.map(
            ({ target, failureSummary }) => `${path} ${target.join(' ')} ${failureSummary}`,
          ),
        ),
      );
    }
  }
  expect(faults).toEqual([]);
});
