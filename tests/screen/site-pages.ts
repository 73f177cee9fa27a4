import type { Page } from '@playwright/test';
import type { SiteServer } from '../helpers/page/site-server.ts';
import { YANIS } from './site-furniture.ts';
import { ACCOUNT_PAGES } from './site-pages-account.ts';
import { AGENDA_PAGES } from './site-pages-agenda.ts';
import { BANK_PAGES } from './site-pages-bank.ts';
import { BOOKING_PAGES } from './site-pages-booking.ts';
import { MEMBER_PAGES } from './site-pages-members.ts';
import { PASS_PAGES } from './site-pages-pass.ts';
import { askCode, signIn } from './site-test.ts';

/** Pages as a person comes to them. Each opens in a browser that knows nobody yet. */
export type SitePage = {
  readonly name: string;
  readonly open: (page: Page, site: SiteServer) => Promise<void>;
};

const HALF_GIFT_QR = '/qr/5f0c9a3e-7d24-4b81-9c6f-2e8a41d7b350';
const LOST_QR = '/qr/b08e63d9-4f17-4ca2-95eb-e6d207f8c134';
const UNKNOWN_QR = '/qr/00000000-0000-4000-8000-000000000001';
export const MAELLE = 'maelle.legoff@example.org';

const at = (path: string) => async (page: Page) => void (await page.goto(path));

/** A badge page of the coworking place, as the person who runs it comes to it. */
const atEtabli = (path: string) => async (page: Page, site: SiteServer) => {
  await signIn(page, site, 'etienne@example.org');
  await page.goto(`/gestion/l-etabli/badgeuse${path}`);
};

/** Coming in, the Pass, the badge pages, gestion; each area of the site has its own beside. */
const FIRST_PAGES: readonly SitePage[] = [
  { name: 'agenda', open: at('/') },
  { name: 'event', open: at('/evenement/la-grande-oreille/fanfare-des-ecluses') },
  { name: 'collective', open: at('/collectif/l-etabli') },
  { name: 'pass', open: at(HALF_GIFT_QR) },
  { name: 'pass-lost', open: at(LOST_QR) },
  { name: 'pass-unknown', open: at(UNKNOWN_QR) },
  {
    name: 'receipt',
    open: async (page, site) => {
      await site.play({ kind: 'top-up', cardNumber: 'C3E7B1D4', cents: 610 });
      const { saleId } = (await site.play({
        ...{ kind: 'sale', cardNumber: 'C3E7B1D4', cashCents: 280 },
        lines: [
          { label: 'Café crème', count: 1, cents: 250 },
          { label: 'Bière blonde du Moulin', count: 2, cents: 640 },
        ],
      })) as { readonly saleId: string };
      await page.goto(`/recu/${saleId}`);
    },
  },
  { name: 'sign-in', open: at('/entrer') },
  {
    name: 'sign-in-wrong',
    open: async (page) => {
      await page.goto('/entrer');
      await page.getByRole('textbox').fill('awa@');
      await page.locator('main button').click();
    },
  },
  {
    name: 'code',
    open: async (page, site) => {
      await site.play({ kind: 'calm' });
      await askCode(page, 'sami@example.org');
    },
  },
  { name: 'code-spent', open: at('/entrer/code?demande=x') },
  { name: 'purse', open: (page, site) => signIn(page, site, MAELLE) },
  {
    name: 'history',
    open: async (page, site) => {
      await signIn(page, site, MAELLE);
      await page.locator('summary').first().click();
      await page.locator('#historique').evaluate((title) => title.scrollIntoView());
    },
  },
  {
    name: 'badge',
    open: async (page, site) => {
      await signIn(page, site, YANIS);
      await page.goto('/mon-compte/badgeuse');
    },
  },
  {
    name: 'badge-door',
    open: async (page, site) => {
      await signIn(page, site, YANIS);
      await page.goto(String(await site.play({ kind: 'door' })));
    },
  },
  {
    name: 'badge-correction-wrong',
    open: async (page, site) => {
      await signIn(page, site, YANIS);
      await page.goto('/mon-compte/badgeuse');
      await page.getByRole('link', { name: /Dire quand je suis parti/ }).click();
      await page.getByRole('button', { name: 'C’est à cette heure' }).click();
    },
  },
  {
    name: 'passes',
    open: async (page, site) => {
      await signIn(page, site, MAELLE);
      await page.goto('/mon-compte/pass');
    },
  },
  {
    name: 'pass-lost-question',
    open: async (page, site) => {
      await signIn(page, site, MAELLE);
      await page.goto('/mon-compte/pass');
      await page.locator('.pass-item a').first().click();
    },
  },
  {
    name: 'devices',
    open: async (page, site) => {
      await signIn(page, site, 'solene.tanguy@example.org');
      await page.goto('/mon-compte/appareils');
    },
  },
  { name: 'outbox', open: at('/boite-de-demonstration') },
  {
    name: 'office',
    open: async (page, site) => {
      await signIn(page, site, 'nolwenn@example.org');
      await page.goto('/gestion');
    },
  },
  { name: 'office-badge', open: atEtabli('') },
  { name: 'office-plan', open: atEtabli('/tarifs/plan/019b76da-a813-7000-8000-000000000001') },
  { name: 'office-month', open: atEtabli('/mois?m=2026-11') },
  { name: 'not-found', open: at('/nulle-part') },
];

export const SITE_PAGES: readonly SitePage[] = [
  ...FIRST_PAGES,
  ...AGENDA_PAGES,
  ...BOOKING_PAGES,
  ...BANK_PAGES,
  ...MEMBER_PAGES,
  ...ACCOUNT_PAGES,
  ...PASS_PAGES,
];
