import type { Page } from '@playwright/test';
import type { SiteServer } from '../helpers/page/site-server.ts';
import type { SitePage } from './site-pages.ts';
import { signIn } from './site-test.ts';

/** Mon compte: purse, preferences, leaving, and the office's list of people who left. */

const HENRI = 'henri.cadiou@example.org';
const AWA = 'awa.diallo@example.org';
const ROSALIND = 'rosalind.hart@example.org';
const NOBODY = 'sans.nom@example.org';

const as = (email: string, path: string) => async (page: Page, site: SiteServer) => {
  await signIn(page, site, email);
  await page.goto(path);
};

const play = (name: string) => async (site: SiteServer) => site.play({ kind: 'scene', name });

const send = async (page: Page): Promise<void> => {
  await page.locator('main form button').last().click();
};

export const ACCOUNT_PAGES: readonly SitePage[] = [
  { name: 'purse-empty', open: (page, site) => signIn(page, site, NOBODY) },
  {
    name: 'purse-added',
    open: async (page, site) => {
      await play('money-added')(site);
      await as(HENRI, '/mon-compte?paye=1')(page, site);
    },
  },
  {
    name: 'purse-content',
    open: async (page, site) => {
      await as('maelle.legoff@example.org', '/mon-compte')(page, site);
      await page.locator('#contenu-euros summary').click();
    },
  },
  { name: 'add-money', open: as(AWA, '/mon-compte/ajouter') },
  {
    name: 'add-money-wrong',
    open: async (page, site) => {
      await as(AWA, '/mon-compte/ajouter')(page, site);
      await page.getByRole('textbox').fill('3');
      await send(page);
    },
  },
  {
    name: 'money-back',
    open: async (page, site) => {
      await play('money-added')(site);
      await as(HENRI, '/mon-compte/rendre')(page, site);
    },
  },
  {
    name: 'money-back-asked',
    open: async (page, site) => {
      await play('money-asked-back')(site);
      await as(HENRI, '/mon-compte/rendre?fait=1')(page, site);
    },
  },
  { name: 'money-back-none', open: as(ROSALIND, '/mon-compte/rendre') },
  { name: 'preferences', open: as(AWA, '/mon-compte/preferences') },
  {
    name: 'preferences-open',
    open: async (page, site) => {
      await as(AWA, '/mon-compte/preferences')(page, site);
      await page.locator('#lisibilite summary').click();
    },
  },
  {
    name: 'preferences-wrong',
    open: async (page, site) => {
      await as(AWA, '/mon-compte/preferences')(page, site);
      await page.locator('#adresse summary').click();
      await page.locator('#adresse input[type=email]').fill('awa@');
      await page.locator('#adresse button').click();
    },
  },
  {
    name: 'new-email-code',
    open: async (page, site) => {
      await as(AWA, '/mon-compte/preferences')(page, site);
      await page.locator('#adresse summary').click();
      await page.locator('#adresse input[type=email]').fill('awa@café-du-canal.fr');
      await page.locator('#adresse button').click();
    },
  },
  {
    name: 'new-email-spent',
    open: as(AWA, '/mon-compte/preferences/adresse/code?demande=x'),
  },
  {
    name: 'readability',
    open: async (page) => void (await page.goto('/lisibilite?suite=%2F')),
  },
  { name: 'leave', open: as(ROSALIND, '/mon-compte/partir') },
  {
    name: 'leave-wrong',
    open: async (page, site) => {
      await as(ROSALIND, '/mon-compte/partir')(page, site);
      await page.locator('input[name=mot]').fill('supprimer');
      await send(page);
    },
  },
  { name: 'leave-blocked', open: as('nolwenn@example.org', '/mon-compte/partir') },
  { name: 'goodbye', open: async (page) => void (await page.goto('/au-revoir')) },
  {
    name: 'office-erasures',
    open: async (page, site) => {
      await play('somebody-left')(site);
      await as('etienne@example.org', '/gestion/l-etabli/effacements')(page, site);
    },
  },
  {
    name: 'office-erasures-none',
    open: as('nolwenn@example.org', '/gestion/la-grande-oreille/effacements'),
  },
];
