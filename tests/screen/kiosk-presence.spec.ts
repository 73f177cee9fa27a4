import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { instantFromMs } from '../../src/shared/time.ts';
import { button, openTill, RENDERER, result, typeDigits } from '../helpers/page/till-page.ts';
import { LOCAL_ID, PASSES, STAFF, wallet } from '../helpers/station-knowledge.ts';
import { openPairedRig } from '../helpers/station-rig.ts';
import { COWORKING, noName, toldStay } from '../station/presences/coworking.ts';

/** A door and a till in one: the real screen of a real station, without network. It is 19:00. */

const NOW_MS = Date.parse('2026-11-03T18:00:00.000Z');

const openFromMenu = async (page: Page, row: string): Promise<void> => {
  await page.locator('.top-menu').click();
  await page.locator('.menu .row').filter({ hasText: row }).click();
};

test('whoever goes out with an empty Pass pays at the till, in cash, and the journal has it', async ({
  page,
}) => {
  const rig = await openPairedRig({ rendererPath: RENDERER, clock: () => instantFromMs(NOW_MS) });
  const isIn = toldStay({ holder: noName, from: '2026-11-03T15:50', to: null });
  rig.know([...COWORKING, isIn.item, wallet(PASSES.short.walletId, [[LOCAL_ID, 0]])]);
  await page.clock.setFixedTime(NOW_MS);
  await openTill(page, rig, STAFF.manager.pin);

  // The till becomes the door.
  await openFromMenu(page, 'Caisse ou badgeuse');
  await button(page, 'Passer en badgeuse').click();
  await expect(page.locator('.badge-screen')).toBeVisible();
  await rig.tap(PASSES.short.uid);
  await expect(page.locator('.badge-screen')).toContainText(/6,75/);
  expect(rig.entries('sale.recorded@2')).toEqual([]);
  expect(rig.entries('presence.tapped@1')).toMatchObject([{ direction: 'out', staff: null }]);

  // A manager makes it a till again.
  await rig.wish({ kind: 'dismiss' });
  await button(page, 'Équipe').click();
  await typeDigits(page, STAFF.manager.pin);
  await openFromMenu(page, 'Caisse ou badgeuse');
  await button(page, 'Passer en caisse').click();
  await expect(result(page, 'done')).toBeVisible();

  await openFromMenu(page, 'Présences');
  await expect(page.getByText('Personne n’est ici.')).toBeVisible();
  await button(page, 'À régler').click();
  await button(page, 'Chercher').click();
  for (const letter of ['4', 'b', '7', 'd']) {
    await page.locator('.keyboard').getByRole('button', { name: letter, exact: true }).click();
  }
  await page.locator('.sheet .row').filter({ hasText: '04B7D21A' }).click();
  await expect(page.locator('.sheet-foot')).toContainText(/1 passage : 6,75/);
  await button(page, 'Au panier').click();
  await expect(page.locator('.line-label')).toHaveText(/Bureaux, à l’heure, 2\sh\s10/);
  // One stay is one line: it can be taken out, and not counted.
  await expect(page.locator('.line .stepper button')).toHaveCount(1);
  await button(page, 'Espèces').click();
  await button(page, 'Compte juste').click();
  await button(page, 'Encaisser').click();
  await expect(result(page, 'sale-done')).toBeVisible();

  expect(rig.entries('sale.recorded@2')).toMatchObject([
    {
      totalCents: 675,
      staff: { name: 'Nolwenn' },
      payments: [{ means: 'cash', cents: 675 }],
      lines: [{ detail: { kind: 'presence', presenceId: isIn.id, stayedMinutes: 130 } }],
    },
  ]);
  const dues = { kind: 'dues', cardId: null, text: '' } as const;
  expect(await rig.station().station.answer(dues)).toEqual({ kind: 'dues', rows: [] });
  await rig.close();
});
