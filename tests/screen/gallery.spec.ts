import { expect, test } from '@playwright/test';
import { catalogueOf } from '../helpers/page/catalogues.ts';
import { drawGallery } from '../helpers/page/gallery.ts';
import type { Gallery, Look } from '../helpers/page/gallery.ts';
import { measureKiosk } from '../helpers/page/measures.ts';
import { keepPicture } from '../helpers/page/screens.ts';
import { GALLERY } from './gallery-states.ts';

/** Every state of the frame, drawn, measured and looked at. */
const FRAME: Gallery = {
  name: 'the frame',
  states: GALLERY,
  catalogueOf,
  opened: {
    cash: ['selling', '.stub .button-dusk', '.notes .button:nth-child(3)'],
    'cash-too-little': ['selling', '.stub .button-dusk', '.keypad .key:nth-child(5)'],
    'cash-large': ['selling-full', '.stub .button-dusk', '.keypad .key:nth-child(5)'],
    'options-quick': ['selling', ['.rail-item', /Bières/], '.tile-place:nth-child(1) .tile'],
    options: ['selling', '.tile-place:nth-child(5) .tile-options', '.choice:nth-of-type(2)'],
    menu: ['selling', '.top-menu'],
    preferences: ['selling', '.top-menu', ['.row', /Réglages de l’écran|Screen settings/]],
    'basket-more': ['selling', '.basket-more'],
    'discard-sure': ['selling', '.basket-more', ['.row', /Vider|Empty/]],
  },
  kept: new Set([
    'sign-in',
    'selling',
    'selling-offline',
    'selling-demo',
    'cash',
    'options',
    'menu',
    'preferences',
    'pass-short',
    'done-by-pass',
    'done-in-cash',
    'refused-lost',
    'halted-disk-full',
  ]),
};

const easel = drawGallery(FRAME);

test('waiting for the station, and the station gone, are drawn too', async ({ page }) => {
  for (const theme of ['light', 'dark'] as const) {
    await easel.open(page);
    await easel.show(page, 'selling', { language: 'fr', theme });
    easel.station().die();
    await expect(page.locator('.away')).toBeVisible();
    expect(await page.evaluate(measureKiosk)).toEqual([]);
    await keepPicture(page, `kiosk-station-away-${theme}`);
    await page.reload();
    await expect(page.locator('.connecting')).toBeVisible();
    expect(await page.evaluate(measureKiosk)).toEqual([]);
    if (theme === 'dark') await keepPicture(page, 'kiosk-connecting');
    easel.station().comeBack();
  }
});

test('nothing jumps: counter, side and status line stand still from state to state', async ({
  page,
}) => {
  const placesNow = () =>
    page.evaluate(() =>
      ['.top', '.counter', '.side', '.status'].map((part) => {
        const place = document.querySelector(part)?.getBoundingClientRect();
        return { part, x: place?.x, y: place?.y, width: place?.width, height: place?.height };
      }),
    );
  const look: Look = { language: 'fr', theme: 'light' };
  await easel.open(page);
  await easel.show(page, 'selling-empty', look);
  const atFirst = await placesNow();
  const selling = Object.entries(GALLERY).filter(
    ([, { session, journal, tray }]) =>
      session.kind === 'signed-in' && journal.kind === 'ready' && tray === null,
  );
  for (const [name] of selling) {
    await easel.show(page, name, look);
    expect(await placesNow(), name).toEqual(atFirst);
  }
  await easel.show(page, 'selling', look);
  for (const touch of ['.top-menu', '.stub .button-dusk']) {
    await page.locator(touch).first().click();
    await page.locator('.sheet').waitFor();
    expect(await placesNow(), touch).toEqual(atFirst);
  }
});
