import { fileURLToPath } from 'node:url';
import type { Locator, Page } from '@playwright/test';
import type { Rig } from '../station-rig.ts';

/** Hands on the real screen of a real station. */

/** The built screen; another build of it may be tried beside (`KIOSK_RENDERER`). */
export const RENDERER =
  process.env['KIOSK_RENDERER'] ??
  fileURLToPath(new URL('../../../dist/renderer', import.meta.url));

export async function openTill(page: Page, rig: Rig, pin: string): Promise<void> {
  await page.goto(rig.station().kioskUrl);
  await page.locator('.kiosk').waitFor();
  await typeDigits(page, pin);
  await page.locator('.products').waitFor();
}

export async function typeDigits(page: Page, digits: string): Promise<void> {
  for (const digit of digits) {
    await page.getByRole('button', { name: `Chiffre ${digit}`, exact: true }).click();
  }
}

export async function typeLetters(page: Page, letters: string): Promise<void> {
  for (const letter of letters) {
    await page.locator('.keyboard').getByRole('button', { name: letter, exact: true }).click();
  }
}

export const tile = (page: Page, name: string): Locator =>
  page.locator('.tile').filter({ has: page.getByText(name, { exact: true }) });

export const result = (page: Page, kind: string): Locator =>
  page.locator(`.result[data-kind="${kind}"]`);

export const button = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('button', { name, exact: typeof name === 'string' });
