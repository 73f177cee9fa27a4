import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { ScreenState } from '../../src/contract/kiosk/screen-state.ts';
import { measureKiosk } from '../helpers/page/measures.ts';
import { keepPicture } from '../helpers/page/screens.ts';
import { startScriptedStation } from '../helpers/page/scripted-station.ts';
import type { ScriptedStation } from '../helpers/page/scripted-station.ts';
import { CATALOGUE, EMPTY_CATALOGUE, GALLERY, NOW } from './gallery-states.ts';

/** Every state of the kiosk, drawn, measured and looked at (STYLE, "What people touch and see"). */

const THEMES = ['light', 'dark'] as const;

/** Each size in each language. A theme changes no size: both are drawn where pictures are kept. */
const LOOKS = [
  { width: 1024, height: 768, language: 'fr', theme: 'light' },
  { width: 1024, height: 768, language: 'fr', theme: 'dark' },
  { width: 1024, height: 768, language: 'en', theme: 'light' },
  { width: 1920, height: 1080, language: 'fr', theme: 'light' },
  { width: 1920, height: 1080, language: 'en', theme: 'dark' },
] as const;

/** States that a touch opens, from the state named first. */
const OPENED: Readonly<Record<string, readonly [state: string, ...touches: string[]]>> = {
  cash: ['selling', '.stub .button-dusk', '.notes .button:nth-child(3)'],
  'cash-too-little': ['selling', '.stub .button-dusk', '.keypad .key:nth-child(5)'],
  'rest-in-cash': ['pass-short', '.button-ink'],
  'options-quick': ['selling', '.rail-item:nth-child(2)', '.tile:nth-child(1)'],
  options: ['selling', '.tile:nth-child(5)', '.choice:nth-of-type(2)'],
  settings: ['selling', '.top-menu'],
  'discard-sure': ['selling', '.basket-head .button'],
};

/** The ones kept in docs/screens. */
const KEPT = new Set([
  'sign-in',
  'selling',
  'selling-offline',
  'selling-demo',
  'cash',
  'options',
  'settings',
  'pass-short',
  'done-by-pass',
  'done-in-cash',
  'refused-lost',
  'check-pass',
  'halted-disk-full',
]);

let station: ScriptedStation;
test.beforeAll(async () => {
  station = await startScriptedStation({ state: GALLERY['selling']!, catalogue: CATALOGUE });
});
test.afterAll(() => station.close());
test.use({ contextOptions: { reducedMotion: 'reduce' } });

type Look = Pick<ScreenState['preferences'], 'language' | 'theme'>;

async function showState(page: Page, name: string, look: Look): Promise<void> {
  const [state, ...touches] = OPENED[name] ?? [name];
  station.sell(name === 'nothing-to-sell' ? EMPTY_CATALOGUE : CATALOGUE);
  station.show({
    ...GALLERY[state]!,
    preferences: { ...look, sound: true },
  });
  await page.goto(station.url);
  await page.locator('.kiosk').waitFor();
  for (const touch of touches) await page.locator(touch).click();
  await page.evaluate(() => document.fonts.ready);
}

const NAMES = [...Object.keys(GALLERY), ...Object.keys(OPENED)];

for (const { width, height, language, theme } of LOOKS) {
  test(`every state can be read and touched: ${width} x ${height}, ${language}, ${theme}`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await page.clock.setFixedTime(NOW);
    const faults: string[] = [];
    for (const name of NAMES) {
      await showState(page, name, { language, theme });
      const found = await page.evaluate(measureKiosk);
      faults.push(...found.map((fault) => `${name}: ${fault}`));
      if (language === 'fr' && width === 1024 && KEPT.has(name)) {
        await keepPicture(page, `kiosk-${name}-${theme}`);
      }
    }
    expect(faults).toEqual([]);
  });
}

for (const theme of THEMES) {
  test(`nothing is wrong for axe, and contrast is 7 to 1 or more: ${theme}`, async ({ page }) => {
    test.slow();
    await page.clock.setFixedTime(NOW);
    const faults: string[] = [];
    for (const name of NAMES) {
      await showState(page, name, { language: 'fr', theme });
      const { violations } = await new AxeBuilder({ page })
        .options({ rules: { 'color-contrast-enhanced': { enabled: true } } })
        .analyze();
      for (const { id, nodes } of violations) {
        faults.push(
          ...nodes.map(
            ({ target, failureSummary }) =>
              `${name}: ${id} ${target.join(' ')} ${failureSummary ?? ''}`,
          ),
        );
      }
    }
    expect(faults).toEqual([]);
  });
}

test('waiting for the station, and the station gone, are drawn too', async ({ page }) => {
  for (const theme of THEMES) {
    await showState(page, 'selling', { language: 'fr', theme });
    station.die();
    await expect(page.locator('.away')).toBeVisible();
    expect(await page.evaluate(measureKiosk)).toEqual([]);
    await keepPicture(page, `kiosk-station-away-${theme}`);
    await page.reload();
    await expect(page.locator('.connecting')).toBeVisible();
    expect(await page.evaluate(measureKiosk)).toEqual([]);
    if (theme === 'dark') await keepPicture(page, 'kiosk-connecting');
    station.comeBack();
  }
});

test('nothing jumps: counter, side and status line stand still from state to state', async ({
  page,
}) => {
  const placesOf = async (name: string) => {
    await showState(page, name, { language: 'fr', theme: 'light' });
    return page.evaluate(() =>
      ['.top', '.counter', '.side', '.status'].map((part) => {
        const { x, y, width, height } = document.querySelector(part)!.getBoundingClientRect();
        return { part, x, y, width, height };
      }),
    );
  };
  const atFirst = await placesOf('selling-empty');
  for (const name of [
    'selling',
    'selling-full',
    'selling-offline',
    'selling-no-pcsc',
    'pass-short',
    'done-mixed',
    'refused-lost',
    'check-pass',
    'cash',
    'settings',
  ]) {
    expect(await placesOf(name), name).toEqual(atFirst);
  }
});
