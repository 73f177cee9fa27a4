import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Intention } from '../../src/contract/kiosk/intentions.ts';
import type { ScreenState } from '../../src/contract/kiosk/screen-state.ts';
import { startScriptedStation } from '../helpers/page/scripted-station.ts';
import type { ScriptedStation } from '../helpers/page/scripted-station.ts';
import { CATALOGUE } from '../helpers/page/catalogues.ts';
import { NOW, refusedFor } from '../helpers/page/states.ts';
import { GALLERY } from './gallery-states.ts';

/** What hands do to the screen, and what it asks of the station. */

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

test('a touch on an article adds one piece and sends no price', async ({ page }) => {
  await open(page, GALLERY['selling-empty']!);
  await page.getByRole('button', { name: /^Expresso/ }).click();
  await expect.poll(() => asked('add-product').length).toBe(1);
  expect(Object.keys(station.asked[0]!).toSorted()).toEqual(
    ['choiceIds', 'count', 'extra', 'id', 'kind', 'productId'].toSorted(),
  );
});

test('an article with one choice to make is added by touching the choice', async ({ page }) => {
  await open(page, GALLERY['selling-empty']!);
  await page.getByRole('button', { name: 'Bières et cidres' }).click();
  await page.getByRole('button', { name: /^Bière blonde du Moulin/ }).click();
  await page.getByRole('button', { name: /^50 cl/ }).click();
  await expect.poll(() => asked('add-product')).toHaveLength(1);
  expect(asked('add-product')[0]).toMatchObject({ count: 1, choiceIds: [expect.any(String)] });
  await expect(page.locator('.products')).toBeVisible();
});

test('what may be chosen and need not be: one touch adds the article without it', async ({
  page,
}) => {
  await open(page, GALLERY['selling-empty']!);
  await page.getByRole('button', { name: /^Café allongé/ }).click();
  await expect.poll(() => asked('add-product')).toMatchObject([{ count: 1, choiceIds: [] }]);
  await expect(page.locator('.products')).toBeVisible();
});

test('between an article and its options nothing is touched', async ({ page }) => {
  await open(page, GALLERY['selling-empty']!);
  const options = page.getByRole('button', { name: 'Choisir les options de Café allongé' });
  const { x, y, height } = (await options.boundingBox())!;
  for (const [left, top] of [
    [x - 5, y + 20],
    [x + 20, y + height + 5],
  ] as const) {
    await page.mouse.click(left, top);
  }
  expect(station.asked).toEqual([]);
  await expect(page.locator('.sheet')).toHaveCount(0);
  // At once: a hand that missed is not a double touch.
  await page.mouse.click(x + 3, y + height / 2);
  await expect(page.getByRole('dialog', { name: 'Café allongé' })).toBeVisible();
  expect(station.asked).toEqual([]);
});

test('a count and several choices go out as one intention', async ({ page }) => {
  await open(page, GALLERY['selling-empty']!);
  await page.getByRole('button', { name: 'Choisir les options de Chocolat chaud' }).click();
  await page.locator('.choice').nth(0).click();
  await page.locator('.choice').nth(1).click();
  await page.getByRole('button', { name: 'Un de plus' }).click();
  await page.getByRole('button', { name: 'Ajouter' }).click();
  await expect.poll(() => asked('add-product')).toHaveLength(1);
  const [added] = asked('add-product');
  expect(added).toMatchObject({ count: 2 });
  expect(added?.kind === 'add-product' && added.choiceIds).toHaveLength(2);
});

test('a double touch on pay is one payment, and touches nothing that comes in its place', async ({
  page,
}) => {
  await open(page, GALLERY['selling']!);
  station.answerWith((intention) => {
    if (intention.kind === 'pay-cash') station.show(GALLERY['done-in-cash']!);
    return null;
  });
  await page.getByRole('button', { name: 'Espèces' }).click();
  const pay = (await page.getByRole('button', { name: 'Encaisser' }).boundingBox())!;
  const x = pay.x + pay.width / 2;
  const y = pay.y + pay.height / 2;
  await page.mouse.click(x, y);
  await page.locator('[data-kind="sale-done"]').waitFor();
  await page.mouse.click(x, y);
  await page.waitForTimeout(200);
  expect(asked('pay-cash')).toHaveLength(1);
  expect(station.asked.map(({ kind }) => kind)).toEqual(['pay-cash']);
  await expect(page.locator('[data-kind="sale-done"]')).toBeVisible();
});

test('two touches before the answer carry one id', async ({ page }) => {
  await open(page, GALLERY['selling']!);
  await page.getByRole('button', { name: 'Espèces' }).click();
  // Both in one turn of the page: no answer can come between them.
  await page.evaluate(() => {
    const pay = document.querySelector<HTMLButtonElement>('.cash-confirm')!;
    pay.click();
    pay.click();
  });
  await page.waitForTimeout(150);
  expect(asked('pay-cash')).toHaveLength(1);
});

test('cash: the sum given, what goes back, and no payment while it is too little', async ({
  page,
}) => {
  await open(page, GALLERY['selling']!);
  await page.getByRole('button', { name: 'Espèces' }).click();
  const change = page.locator('.cash-change');
  await expect(change).toHaveText(/À rendre\s*0,00/);
  await page.getByRole('button', { name: '20\u202f€', exact: true }).click();
  await expect(change).toHaveText(/À rendre\s*10,60/);
  await page.getByRole('button', { name: 'Effacer' }).click();
  await page.getByRole('button', { name: 'Effacer' }).click();
  await expect(change).toHaveText(/Il manque encore\s*9,20/);
  await expect(page.getByRole('button', { name: 'Encaisser' })).toBeDisabled();
  await page.getByRole('button', { name: 'Chiffre 5' }).click();
  await page.getByRole('button', { name: '00', exact: true }).click();
  await page.getByRole('button', { name: 'Encaisser' }).click();
  await expect.poll(() => asked('pay-cash')).toHaveLength(1);
  expect(asked('pay-cash')[0]).toMatchObject({
    givenCents: 20_500,
    basketRevision: GALLERY['selling']!.basket.revision,
  });
});

test('a short Pass: it gives what it has, and cash is asked for the missing amount', async ({
  page,
}) => {
  await open(page, GALLERY['pass-short']!);
  await page.getByRole('button', { name: 'Espèces' }).click();
  await expect.poll(() => asked('keep-short-pass')).toHaveLength(1);
  await expect(page.locator('.cash-sum').first()).toHaveText(/À payer\s*3,70/);
  await page.getByRole('button', { name: 'Encaisser' }).click();
  await expect.poll(() => asked('pay-cash')).toHaveLength(1);
  expect(asked('pay-cash')[0]).toMatchObject({ givenCents: 370, partCents: null });
});

test('without network a short Pass gives nothing: all is asked in cash', async ({ page }) => {
  await open(page, GALLERY['pass-short-offline']!);
  await page.getByRole('button', { name: 'Espèces' }).click();
  await expect(page.locator('.cash-sum').first()).toHaveText(/À payer\s*9,40/);
  expect(asked('keep-short-pass')).toEqual([]);
  await expect.poll(() => asked('dismiss')).toHaveLength(1);
});

test('while the PIN waits, the keys do nothing and the time left is shown', async ({ page }) => {
  await page.clock.setFixedTime('2026-11-03T19:42:00.000Z');
  await open(page, GALLERY['sign-in-blocked']!);
  await expect(page.locator('.notice')).toContainText('1:52');
  await expect(page.getByRole('button', { name: 'Chiffre 1' })).toBeDisabled();
  await page.keyboard.type('246810', { delay: 110 });
  expect(station.asked).toEqual([]);
});

test('each result is told by words, a shape, a colour and a sound of its own', async ({ page }) => {
  await open(page, GALLERY['selling']!);
  const seen: string[][] = [];
  for (const name of ['done-by-pass', 'refused-lost', 'pass-short']) {
    station.show(GALLERY[name]!);
    const panel = page.locator('.result');
    await panel.and(page.locator(`[data-kind="${kindOf(GALLERY[name]!)}"]`)).waitFor();
    seen.push([
      await panel.locator('h1').innerText(),
      (await panel.locator('.shape').innerHTML()).slice(0, 60),
      await panel.evaluate((element) => getComputedStyle(element).backgroundColor),
      (await page.evaluate(() => document.documentElement.dataset['sound'])) ?? '',
    ]);
  }
  for (const way of [0, 1, 2, 3]) expect(new Set(seen.map((told) => told[way])).size).toBe(3);
});

const kindOf = ({ activity }: ScreenState): string =>
  activity.kind === 'result' ? activity.result.kind : activity.kind;

test('sound off means silence', async ({ page }) => {
  const quiet = { language: 'fr', theme: 'light', sound: false, hand: 'right' } as const;
  await open(page, { ...GALLERY['selling']!, preferences: quiet });
  station.show({ ...GALLERY['refused-lost']!, preferences: quiet });
  await page.locator('.result').waitFor();
  expect(await page.evaluate(() => document.documentElement.dataset['sound'])).toBeUndefined();
});

test('the moment a result is on glass is written for the bench', async ({ page }) => {
  await open(page, GALLERY['selling']!);
  const before = Date.now();
  const state = GALLERY['done-by-pass']!;
  station.show(state);
  const { activity } = state;
  const resultId = activity.kind === 'result' ? activity.resultId : '';
  await expect
    .poll(() => page.evaluate(() => document.documentElement.dataset['paintedResultId']))
    .toBe(resultId);
  const paintedAtMs = Number(
    await page.evaluate(() => document.documentElement.dataset['paintedAtMs']),
  );
  expect(paintedAtMs).toBeGreaterThanOrEqual(before);
  expect(paintedAtMs).toBeLessThanOrEqual(Date.now());
  expect(await page.evaluate(() => performance.getEntriesByName('result-painted').length)).toBe(1);
});

test('the next touch ends a result and still does its own work', async ({ page }) => {
  await open(page, GALLERY['done-by-pass']!);
  await page.waitForTimeout(700);
  await page.getByRole('button', { name: /^Expresso/ }).click();
  await expect
    .poll(() => station.asked.map(({ kind }) => kind))
    .toEqual(['dismiss', 'add-product']);
});

test('the station dies: the basket stays on glass, nothing can be touched, and it comes back', async ({
  page,
}) => {
  await open(page, GALLERY['selling']!);
  station.die();
  await expect(page.getByRole('alert')).toContainText('La caisse redémarre');
  await expect(page.locator('.line')).toHaveCount(3);
  await expect(page.locator('.kiosk')).toHaveAttribute('inert', '');
  await page.mouse.click(250, 150);
  station.comeBack();
  await expect(page.getByText('La caisse redémarre')).toHaveCount(0, { timeout: 2_000 });
  await expect(page.locator('.line')).toHaveCount(3);
  expect(station.asked).toEqual([]);
});

test('a touch that the station refuses is told in two sentences, until the next touch', async ({
  page,
}) => {
  await open(page, GALLERY['selling']!);
  station.answerWith(({ kind }) => (kind === 'add-product' ? 'product-withdrawn' : null));
  await page.getByRole('button', { name: /^Expresso/ }).click();
  await expect(page.locator('.refused-touch')).toContainText('Cet article n’est plus vendu.');
  await page.getByRole('button', { name: 'Un de plus : Expresso' }).click();
  await expect(page.locator('.refused-touch')).toHaveCount(0);
});

test('every refusal has its sentences in French and in English', async ({ page }) => {
  const { REFUSALS } = await import('../../src/contract/kiosk/refusals.ts');
  await open(page, GALLERY['selling']!);
  for (const language of ['fr', 'en'] as const) {
    for (const reason of REFUSALS) {
      const state = refusedFor(reason);
      station.show({
        ...state,
        preferences: { language, theme: 'light', sound: false, hand: 'right' },
      });
      const { activity } = state;
      await page
        .locator(`[data-result="${activity.kind === 'result' ? activity.resultId : ''}"]`)
        .waitFor();
      const why = await page.locator('.result-why').innerText();
      expect(why, `${language} ${reason}`).not.toContain('refusal.');
      expect(await page.locator('.result .result-do').innerText()).not.toContain('refusal.');
    }
  }
});

test('language, light and sound are asked of the station and shown at once', async ({ page }) => {
  await open(page, GALLERY['selling']!);
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('button', { name: 'Réglages de l’écran' }).click();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('button', { name: 'Nuit' }).click();
  await expect.poll(() => asked('set-preferences')).toHaveLength(2);
  station.show({
    ...GALLERY['selling']!,
    preferences: { language: 'en', theme: 'dark', sound: true, hand: 'right' },
  });
  await expect(page.getByRole('heading', { name: 'Screen settings' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  // Back to the menu, then back to the articles.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page.locator('.products')).toBeVisible();
});

test.describe('on a machine whose clock is set to another time zone', () => {
  test.use({ timezoneId: 'UTC' });

  test('hours are those of the collective', async ({ page }) => {
    await page.clock.setFixedTime(NOW);
    await open(page, GALLERY['selling-offline']!);
    const hours = () => page.evaluate(() => new Date().getHours());
    expect(await hours()).toBe(19);
    await expect(page.locator('.status-clock')).toHaveText('20\u202fh\u202f42');
    await expect(page.locator('[data-network="offline"]')).toContainText(
      'depuis 20\u202fh\u202f12',
    );
    station.show({
      ...GALLERY['selling-offline']!,
      station: { ...GALLERY['selling']!.station, timeZone: 'Indian/Reunion' },
    });
    await expect(page.locator('.status-clock')).toHaveText('23\u202fh\u202f42');
  });
});

test('the other Passes of the tray come by a touch, and the first ones again after the last', async ({
  page,
}) => {
  await open(page, GALLERY['selling-demo']!);
  const first = page.locator('.tray-pass').first();
  const last = page.locator('.tray-pass').last();
  await expect(last).not.toBeInViewport();
  const more = page.getByRole('button', { name: 'Voir les autres Pass' });
  // Twelve Passes and the two of the staff, six at a time.
  for (let turn = 0; turn < 2; turn += 1) await more.click();
  await expect(last).toBeInViewport({ ratio: 1 });
  await expect(first).not.toBeInViewport();
  await more.click();
  await expect(first).toBeInViewport({ ratio: 1 });
});

test('in the demo a missing USB reader is said without alarm; at a bar it stands out', async ({
  page,
}) => {
  const readers = page.locator('.status-part').first();
  await open(page, GALLERY['selling-demo']!);
  await expect(readers).toHaveText('Plateau prêt. Lecteurs USB arrêtés');
  await expect(readers).toHaveAttribute('data-tone', 'calm');
  station.show(GALLERY['selling-no-pcsc']!);
  await expect(readers).toHaveText('Lecteurs USB arrêtés');
  await expect(readers).toHaveAttribute('data-tone', 'attention');
});

test('the demo tray puts a Pass down and takes it away again', async ({ page }) => {
  const state = GALLERY['selling-demo']!;
  const tray = {
    networkCut: false,
    cards: state.tray!.cards.map((card) => ({ ...card, isDown: false })),
  };
  await open(page, { ...state, tray });
  await page.getByRole('button', { name: /^Pass presque vide/ }).click();
  await expect.poll(() => asked('tray-put-down')).toHaveLength(1);
  await expect.poll(() => asked('tray-take-away')).toHaveLength(1);
  await page.getByRole('button', { name: 'Couper le réseau' }).click();
  await expect.poll(() => asked('demo-cut-network')).toMatchObject([{ cut: true }]);
});

test('the window is only closed from the desktop window, by a manager’s code', async ({ page }) => {
  await open(page, GALLERY['selling']!);
  await page.getByRole('button', { name: 'Menu' }).click();
  await expect(page.getByRole('button', { name: 'Fermer la fenêtre' })).toHaveCount(0);
  await page.addInitScript(() => Object.assign(window, { tibilletWindow: { isDesktop: true } }));
  await page.reload();
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('button', { name: 'Fermer la fenêtre' }).click();
  await page.keyboard.type('246810', { delay: 110 });
  await expect.poll(() => asked('leave-kiosk')).toMatchObject([{ pin: '246810' }]);
});

test('with less motion asked for, nothing moves', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page, GALLERY['done-by-pass']!);
  const seconds = await page
    .locator('.result')
    .evaluate((element) => Number.parseFloat(getComputedStyle(element).animationDuration));
  expect(seconds).toBe(0);
});
