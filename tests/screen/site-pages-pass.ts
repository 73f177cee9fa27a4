import type { Page } from '@playwright/test';
import type { SiteServer } from '../helpers/page/site-server.ts';
import type { SitePage } from './site-pages.ts';
import { signIn } from './site-test.ts';

/** Passes, requests for one, shifts, and the office's pages of both. */

const AWA = 'awa.diallo@example.org';
const HENRI = 'henri.cadiou@example.org';
const MAELLE = 'maelle.legoff@example.org';
const FATOU = 'fatou.ndiaye@example.org';
const LUCAS = 'lucas.pereira@example.org';
const NOLWENN = 'nolwenn@example.org';
const ETIENNE = 'etienne@example.org';

const QR = {
  mine: '/qr/8a41f6d0-3b7e-4c95-a2d8-6f9013c5e7b4',
  blank: '/qr/d7f3a965-08c1-4e2b-a54d-3c90b8e7f16d',
  retired: '/qr/f9a3047b-51e6-4d8c-b2f7-08d6c3e9a541',
} as const;

const shiftOf = (collective: string, n: number, page = ''): string =>
  `/benevoles/${collective}/019b76da-a81a-7000-8000-${n.toString(16).padStart(12, '0')}${page}`;
const officeShift = (collective: string, n: number, page = ''): string =>
  `/gestion/${collective}${shiftOf('', n, page).replace('//', '/')}`;

const BAR = 'la-grande-oreille';
const ETABLI = 'l-etabli';

const at = (path: string) => async (page: Page) => void (await page.goto(path));

const as = (email: string, path: string) => async (page: Page, site: SiteServer) => {
  await signIn(page, site, email);
  await page.goto(path);
};

const play = async (site: SiteServer, name: string): Promise<void> => {
  await site.play({ kind: 'scene', name });
};

export const PASS_PAGES: readonly SitePage[] = [
  { name: 'pass-linked', open: at(QR.mine) },
  { name: 'pass-mine', open: as(MAELLE, QR.mine) },
  { name: 'pass-of-another', open: as(AWA, QR.mine) },
  { name: 'pass-blank', open: at(QR.blank) },
  { name: 'pass-blank-signed-in', open: as(AWA, QR.blank) },
  { name: 'pass-retired', open: at(QR.retired) },
  {
    name: 'pass-email-wrong',
    open: async (page) => {
      await page.goto(QR.blank);
      await page.getByRole('textbox').fill('awa@');
      await page.locator('main form button').click();
    },
  },
  { name: 'passes-none', open: as(LUCAS, '/mon-compte/pass') },
  { name: 'passes-lost', open: as(HENRI, '/mon-compte/pass') },
  {
    name: 'passes-asked',
    open: async (page, site) => {
      await play(site, 'first-pass-asked');
      await as(FATOU, '/mon-compte/pass?demande=faite')(page, site);
    },
  },
  {
    name: 'office-passes',
    open: async (page, site) => {
      await play(site, 'first-pass-asked');
      await as(NOLWENN, `/gestion/${BAR}/pass-demandes`)(page, site);
    },
  },
  {
    name: 'office-passes-wrong',
    open: async (page, site) => {
      await play(site, 'first-pass-asked');
      await as(NOLWENN, `/gestion/${BAR}/pass-demandes`)(page, site);
      await page.getByRole('textbox').first().fill('8A41F6D0');
      await page.locator('main form button').first().click();
    },
  },
  { name: 'office-passes-none', open: as(ETIENNE, `/gestion/${ETABLI}/pass-demandes`) },
  { name: 'shifts', open: at('/benevoles') },
  { name: 'shifts-own', open: as(MAELLE, '/benevoles') },
  { name: 'shifts-none', open: at('/benevoles/le-phare-bavard') },
  { name: 'shift', open: as(AWA, shiftOf(ETABLI, 5)) },
  { name: 'shift-coming', open: as(MAELLE, `${shiftOf(BAR, 8)}?fait=inscrit`) },
  { name: 'shift-full', open: at(shiftOf(BAR, 7)) },
  { name: 'shift-over', open: at(shiftOf(ETABLI, 1)) },
  {
    name: 'shift-overlap',
    open: async (page, site) => {
      await as(LUCAS, shiftOf(BAR, 8))(page, site);
      await page.locator('main form button').click();
    },
  },
  { name: 'shift-drop-question', open: as(MAELLE, shiftOf(BAR, 8, '/annuler')) },
  { name: 'office-shifts', open: as(NOLWENN, `/gestion/${BAR}/benevoles`) },
  { name: 'office-shift-new', open: as(ETIENNE, `/gestion/${ETABLI}/benevoles/nouveau`) },
  {
    name: 'office-shift-wrong',
    open: async (page, site) => {
      await as(ETIENNE, `/gestion/${ETABLI}/benevoles/nouveau`)(page, site);
      await page.locator('main form button').last().click();
    },
  },
  { name: 'office-shift', open: as(NOLWENN, officeShift(BAR, 8)) },
  {
    name: 'office-shift-came',
    open: async (page, site) => {
      await play(site, 'one-came');
      await as(ETIENNE, officeShift(ETABLI, 1))(page, site);
    },
  },
  { name: 'office-shift-remove', open: as(NOLWENN, officeShift(BAR, 8, '/retirer')) },
];
