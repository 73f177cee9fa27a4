import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Intention } from '../../src/contract/kiosk/intentions.ts';
import type { ScreenState } from '../../src/contract/kiosk/screen-state.ts';
import { startScriptedStation } from '../helpers/page/scripted-station.ts';
import type { ScriptedStation } from '../helpers/page/scripted-station.ts';
import { CATALOGUE } from '../helpers/page/catalogues.ts';
import { GALLERY } from './gallery-states.ts';

/** What real keyboards and keyboard readers do to the screen, and what it asks of the station. */

let station: ScriptedStation;
test.beforeEach(async () => {
  station = await startScriptedStation({ state: GALLERY['selling']!, catalogue: CATALOGUE });
});
test.afterEach(() => station.close());

async function open(page: Page, state: ScreenState): Promise<void> {
  station.show(state);
  await page.goto(station.url);
  await page.locator('.kiosk').waitFor();
}

const asked = (kind: Intention['kind']): readonly Intention[] =>
  station.asked.filter((intention) => intention.kind === kind);

const READER_GAP_S = 0.012;

/**
 * As a reader does: keys 12 ms apart by the clock of the events, then Enter. With `lateMs` each
 * reaches the page that much after the one before, as on a machine at its limit.
 */
async function typeLikeReader(
  page: Page,
  text: string,
  { end = '\r', lateMs = 0 }: { readonly end?: string; readonly lateMs?: number } = {},
): Promise<void> {
  const chromium = await page.context().newCDPSession(page);
  const startS = Date.now() / 1_000;
  const sent: Promise<unknown>[] = [];
  for (const [index, character] of Array.from(text + end).entries()) {
    sent.push(
      chromium.send('Input.dispatchKeyEvent', {
        type: 'keyDown',
        key: character === '\r' ? 'Enter' : character,
        text: character,
        timestamp: startS + index * READER_GAP_S,
      }),
    );
    if (lateMs > 0) await page.waitForTimeout(lateMs);
  }
  await Promise.all(sent);
}

test('a keyboard reader is heard as a Pass, and types into nothing', async ({ page }) => {
  await open(page, GALLERY['sign-in']!);
  await page.getByRole('button', { name: 'Chiffre 1' }).click();
  await typeLikeReader(page, '0455D0A91C7E8A');
  await expect.poll(() => asked('wedge-typed')).toHaveLength(1);
  expect(asked('wedge-typed')[0]).toMatchObject({ text: '0455D0A91C7E8A' });
  await expect(page.locator('.code-box[data-filled="true"]')).toHaveCount(1);
  expect(asked('sign-in-with-pin')).toHaveLength(0);
});

test('a reader that types only digits does not fill the PIN, nor press the button in focus', async ({
  page,
}) => {
  await open(page, GALLERY['selling']!);
  const expresso = page.getByRole('button', { name: /^Expresso/ });
  await expresso.focus();
  await typeLikeReader(page, '0461827354');
  await expect.poll(() => asked('wedge-typed')).toHaveLength(1);
  expect(asked('add-product')).toHaveLength(0);
});

test('a machine at its limit cuts no Pass in two, and what it took for typing goes', async ({
  page,
}) => {
  await open(page, GALLERY['sign-in']!);
  await page.getByRole('button', { name: 'Chiffre 1' }).click();
  await typeLikeReader(page, '0455D0A91C7E8A', { lateMs: 120 });
  await expect.poll(() => asked('wedge-typed')).toHaveLength(1);
  expect(asked('wedge-typed')[0]).toMatchObject({ text: '0455D0A91C7E8A' });
  await expect(page.locator('.code-box[data-filled="true"]')).toHaveCount(1);
});

test('what a reader left unfinished is nobody’s typing', async ({ page }) => {
  await open(page, GALLERY['sign-in']!);
  await typeLikeReader(page, '04618273', { end: '' });
  await page.waitForTimeout(200);
  await expect(page.locator('.code-box[data-filled="true"]')).toHaveCount(0);
  expect(station.asked).toEqual([]);
});

test('a person types the PIN on a real keyboard, and a wrong one empties the boxes', async ({
  page,
}) => {
  await open(page, GALLERY['sign-in']!);
  station.answerWith(() => 'pin-wrong');
  await page.keyboard.type('246811', { delay: 110 });
  await expect.poll(() => asked('sign-in-with-pin')).toHaveLength(1);
  expect(asked('sign-in-with-pin')[0]).toMatchObject({ pin: '246811' });
  await expect(page.getByRole('alert')).toContainText('Ce code n’est pas le bon.');
  await expect(page.locator('.code-box[data-filled="true"]')).toHaveCount(0);
});

test('keyboard alone: every button can be reached, arrows walk over the articles, Enter adds', async ({
  page,
}) => {
  await open(page, GALLERY['selling']!);
  const count = await page.locator('button:enabled:visible').count();
  const reached = new Set<string>();
  for (let step = 0; step < count + 2; step += 1) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate(() => {
      const element = document.activeElement!;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const name = element.getAttribute('aria-label') ?? element.textContent ?? '';
      return { tag: element.tagName, name, ring: `${outlineStyle} ${outlineWidth}` };
    });
    if (here.tag !== 'BUTTON') continue;
    reached.add(here.name);
    expect(here.ring).toBe('solid 3px');
  }
  expect(reached.size).toBe(count);

  await page.getByRole('button', { name: /^Expresso/ }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('button', { name: /^Café allongé/ })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('button', { name: /^Chocolat chaud/ })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expect.poll(() => asked('add-product')).toHaveLength(1);
});
