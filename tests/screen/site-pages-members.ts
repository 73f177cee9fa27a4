import type { SitePage } from './site-pages.ts';
import { DEMO_MEMBERSHIPS, ETABLI_OFFERS, HENRI } from '../helpers/member-moments.ts';
import { signIn } from './site-test.ts';

/** Memberships: what can be taken, taking it, one's own in each state, the office. */

const OFFER = (offerId: string) => `/adhesions/l-etabli/${offerId}`;
const FREE_OFFER = '/adhesions/la-table-des-voisins/019b76da-a810-7000-8000-000000000006';
const OWN = (id: string) => `/mon-compte/abonnements/${id}`;

const at =
  (path: string): SitePage['open'] =>
  async (page) =>
    void (await page.goto(path));

const as =
  (email: string, path: string): SitePage['open'] =>
  async (page, site) => {
    await signIn(page, site, `${email}@example.org`);
    await page.goto(path);
  };

export const MEMBER_PAGES: readonly SitePage[] = [
  { name: 'offers', open: at('/adhesions') },
  { name: 'offers-own', open: as('yanis.benali', '/adhesions') },
  { name: 'offers-of', open: at('/adhesions/l-etabli') },
  { name: 'offers-none', open: at('/adhesions/le-phare-bavard') },
  { name: 'offer-visitor', open: at(OFFER(ETABLI_OFFERS.yearly)) },
  { name: 'offer-renews', open: as('awa.diallo', OFFER(ETABLI_OFFERS.hours)) },
  { name: 'offer-short', open: as('lucas.pereira', OFFER(ETABLI_OFFERS.hours)) },
  { name: 'offer-questions', open: as('awa.diallo', OFFER(ETABLI_OFFERS.desk)) },
  { name: 'offer-runs-on', open: as('maelle.legoff', OFFER(ETABLI_OFFERS.yearly)) },
  { name: 'offer-open', open: as('bastien.quere', OFFER(ETABLI_OFFERS.desk)) },
  {
    name: 'offer-wrong',
    open: async (page, site) => {
      await as('awa.diallo', FREE_OFFER)(page, site);
      await page.getByRole('textbox').fill('1');
      await page.locator('main .button-main').click();
    },
  },
  { name: 'memberships', open: as('maelle.legoff', '/mon-compte/abonnements') },
  { name: 'memberships-waiting', open: as('rosalind.hart', '/mon-compte/abonnements') },
  { name: 'memberships-none', open: as('etienne', '/mon-compte/abonnements') },
  { name: 'membership-running', open: as('maelle.legoff', OWN(DEMO_MEMBERSHIPS.running)) },
  { name: 'membership-renews', open: as('yanis.benali', OWN(DEMO_MEMBERSHIPS.renewing)) },
  {
    name: 'membership-stop',
    open: async (page, site) => {
      await as('yanis.benali', OWN(DEMO_MEMBERSHIPS.renewing))(page, site);
      await page.locator('#resilier summary').click();
    },
  },
  { name: 'membership-requested', open: as('rosalind.hart', OWN(DEMO_MEMBERSHIPS.requested)) },
  { name: 'membership-approved', open: as('bastien.quere', OWN(DEMO_MEMBERSHIPS.approved)) },
  { name: 'membership-refused', open: as('lucas.pereira', OWN(DEMO_MEMBERSHIPS.refused)) },
  {
    name: 'membership-unpaid',
    open: async (page, site) => {
      const path = String(await site.play({ kind: 'scene', name: 'member-unpaid' }));
      await signIn(page, site, HENRI);
      await page.goto(path);
    },
  },
  { name: 'membership-ended', open: as('henri.cadiou', OWN(DEMO_MEMBERSHIPS.ended)) },
  { name: 'office-members', open: as('etienne', '/gestion/l-etabli/adhesions') },
  {
    name: 'office-members-wrong',
    open: async (page, site) => {
      await as('etienne', '/gestion/l-etabli/adhesions')(page, site);
      await page.locator('.two-step summary').first().click();
      await page.locator('.two-step .button-danger').first().click();
    },
  },
];
