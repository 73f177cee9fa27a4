import type { Locator, Page } from '@playwright/test';

/** A page used with Tab, Enter and the letters alone, as somebody does who holds no mouse. */

const PRESSES_MAX = 90;

const isThere = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement);

/** Presses Tab until the keyboard is on it. */
async function reach(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < PRESSES_MAX; presses += 1) {
    if (await isThere(target)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not come to ${target.toString()}`);
}

/** A link, a button, a summary. */
export async function pressKey(page: Page, target: Locator): Promise<void> {
  await reach(page, target);
  await page.keyboard.press('Enter');
}

/** A box to tick. */
export async function tickByKey(page: Page, target: Locator): Promise<void> {
  await reach(page, target);
  await page.keyboard.press('Space');
}

/** A text, or the beginning of what is chosen in a list. */
export async function typeByKey(page: Page, target: Locator, text: string): Promise<void> {
  await reach(page, target);
  await page.keyboard.type(text);
}
