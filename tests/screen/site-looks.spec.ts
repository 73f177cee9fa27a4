import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { SITE_PAGES } from './site-pages.ts';
import { test } from './site-test.ts';

/**
 * Pictures of every page and state, for docs and for whoever reviews a change of the look: all at
 * phone size, and pages of more than one column at desktop size too. Those people see most are also
 * drawn in the dark.
 */

const FOLDER = join(import.meta.dirname, '../../docs/screens');
const BYTES_MAX = 260_000;

const SIZES = {
  phone: { width: 390, height: 844 },
  desktop: { width: 1280, height: 900 },
} as const;

/** One narrow sheet, which looks the same in a wide window: drawn at phone size only. */
const IS_NARROW =
  /-(wrong|none|spent|short|silent|refused|closed|blocked|question|code|ended)$|^(bank|payment|pass|money|membership)-|^shift-o/;

/** Left out: what looks like another one's, and the outbox, whose codes are never the same. */
const LEFT_OUT: readonly string[] = ['pass-unknown', 'code-spent', 'outbox'];
const DARK: readonly string[] = ['agenda', 'event', 'purse', 'booking-paid', 'passes', 'sign-in'];

mkdirSync(FOLDER, { recursive: true });
test.describe.configure({ mode: 'parallel' });

for (const { name, open } of SITE_PAGES.filter((page) => !LEFT_OUT.includes(page.name))) {
  test(`pictures of ${name}`, async ({ browser, site }) => {
    const context = await browser.newContext({
      baseURL: site.url,
      viewport: SIZES.phone,
      colorScheme: 'light',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await open(page, site);
    await page.evaluate(() => document.fonts.ready);
    const keep = async (variant: string): Promise<void> => {
      const path = join(FOLDER, `site-${name}-${variant}.png`);
      await page.screenshot({ path, animations: 'disabled' });
      expect(statSync(path).size).toBeLessThan(BYTES_MAX);
    };
    await keep('phone');
    if (DARK.includes(name)) {
      await page.emulateMedia({ colorScheme: 'dark' });
      await keep('phone-dark');
      await page.emulateMedia({ colorScheme: 'light' });
    }
    if (!IS_NARROW.test(name)) {
      await page.setViewportSize(SIZES.desktop);
      await keep('desktop');
    }
    await context.close();
  });
}
