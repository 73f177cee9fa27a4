import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';

/**
 * Where pictures of screens go. `SCREENS=docs` renews the ones in docs/screens; every other run
 * leaves them in test-results, so that tests change no file of the project.
 */
const FOLDER = fileURLToPath(
  new URL(
    process.env['SCREENS'] === 'docs' ? '../../../docs/screens/' : '../../../test-results/screens/',
    import.meta.url,
  ),
);

export async function keepPicture(page: Page, name: string): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  await page.screenshot({ path: `${FOLDER}${name}.png`, animations: 'disabled' });
}
