import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';

/**
 * Where pictures of screens go. `SCREENS=docs` renews the ones in docs/screens; every other run
 * leaves them in test-results (or in `SCREENS_FOLDER`), so that tests change no file of the project.
 */
const FOLDER =
  process.env['SCREENS'] === 'docs'
    ? fileURLToPath(new URL('../../../docs/screens/', import.meta.url))
    : (process.env['SCREENS_FOLDER'] ??
      fileURLToPath(new URL('../../../test-results/screens/', import.meta.url)));

export async function keepPicture(page: Page, name: string): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  await page.screenshot({ path: `${FOLDER}/${name}.png`, animations: 'disabled' });
}
