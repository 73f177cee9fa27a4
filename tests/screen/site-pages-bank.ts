import type { Page } from '@playwright/test';
import { CARD_PAYER } from '../helpers/bank-moments.ts';
import type { SitePage } from './site-pages.ts';
import { signIn } from './site-test.ts';

/** The demo's bank, and a payment by bank card in each of its states. */

const scene =
  (name: string, after = '', then?: (page: Page) => Promise<void>): SitePage['open'] =>
  async (page, site) => {
    const path = String(await site.play({ kind: 'scene', name }));
    await signIn(page, site, CARD_PAYER);
    await page.goto(path + after);
    await then?.(page);
  };

export const BANK_PAGES: readonly SitePage[] = [
  { name: 'bank', open: scene('bank-page') },
  {
    name: 'bank-refused',
    open: scene('bank-page', '', async (page) => {
      await page.locator('input[value="0002"]').check();
      await page.locator('.button-main').click();
    }),
  },
  {
    name: 'bank-silent',
    open: scene('bank-page', '', (page) => page.locator('button[name="silence"]').click()),
  },
  { name: 'bank-card', open: scene('bank-card-page') },
  { name: 'payment-open', open: scene('payment-started', '?retour=non') },
  { name: 'payment-waiting', open: scene('payment-started', '?retour=paye') },
  { name: 'payment-unheard-of', open: scene('payment-unheard-of', '?retour=paye') },
  { name: 'payment-closed', open: scene('payment-closed') },
  { name: 'payment-too-late', open: scene('payment-too-late') },
  { name: 'payment-not-wanted', open: scene('payment-not-wanted') },
  { name: 'payment-not-taken', open: scene('payment-not-taken') },
];
