import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { SITE_PAGES } from './site-pages.ts';
import { test } from './site-test.ts';

/** Pictures of every page, for docs and for whoever reviews a change of the look. */

const FOLDER = join(import.meta.dirname, '../../docs/screens');
const BYTES_MAX = 200_000;

const SIZES = {
  phone: { width: 390, height: 844 },
  desktop: { width: 1280, height: 800 },
} as const;

/** Left out: states that look like another one's, and the outbox, whose codes are never the same. */
const PICTURED = SITE_PAGES.filter(
  ({ name }) =>
    ![
      ...['pass-unknown', 'sign-in-wrong', 'code-spent', 'outbox'],
      'badge-correction-wrong',
    ].includes(name),
);
const DARK = ['agenda', 'purse'];

mkdirSync(FOLDER, { recursive: true });

for (const [size, viewport] of Object.entries(SIZES)) {
  for (const { name, open } of PICTURED) {
    for (const scheme of DARK.includes(name) && size === 'phone' ? ['light', 'dark'] : ['light']) {
      test(`picture of ${name}, ${size}, ${scheme}`, async ({ browser, site }) => {
        const context = await browser.newContext({
          baseURL: site.url,
          viewport,
          colorScheme: scheme === 'dark' ? 'dark' : 'light',
          reducedMotion: 'reduce',
        });
        const page = await context.newPage();
        await open(page, site);
        await page.evaluate(() => document.fonts.ready);
        const suffix = scheme === 'dark' ? '-dark' : '';
        const path = join(FOLDER, `site-${name}-${size}${suffix}.png`);
        await page.screenshot({ path });
        expect(statSync(path).size).toBeLessThan(BYTES_MAX);
        await context.close();
      });
    }
  }
}
