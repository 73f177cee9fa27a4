import type { Page } from '@playwright/test';
import type { SiteServer } from '../helpers/page/site-server.ts';
import { AWA, FATOU, FOLK, FULL, LUCAS } from '../helpers/booking-moments.ts';
import type { SitePage } from './site-pages.ts';
import { signIn } from './site-test.ts';

/** Booking places, tickets, waiting lists, in each of their states. */

const RESERVE = `/evenement/la-grande-oreille/${FOLK}/reserver`;
const WORKSHOP = '/evenement/l-etabli/imprimer-en-3d/reserver?p1=1';

const as =
  (email: string, path: string): SitePage['open'] =>
  async (page, site) => {
    await signIn(page, site, email);
    await page.goto(path);
  };

/** A booking that the scene brings to its state; gives its page. */
const scene =
  (email: string, name: string, after = ''): SitePage['open'] =>
  async (page, site) => {
    const path = String(await site.play({ kind: 'scene', name }));
    await signIn(page, site, email);
    await page.goto(path + after);
  };

const sendForm = (page: Page): Promise<void> =>
  page.locator('main form[method="post"] .button-main').first().click();

export const BOOKING_PAGES: readonly SitePage[] = [
  { name: 'booking-choose', open: as(AWA, RESERVE) },
  { name: 'booking-names', open: as(AWA, `${RESERVE}?p1=2`) },
  {
    name: 'booking-names-wrong',
    open: async (page: Page, site: SiteServer) => {
      await as(AWA, `${RESERVE}?p1=2&code=PERDU`)(page, site);
      await page.getByLabel(/place 1/).fill('Awa Diallo');
      await sendForm(page);
    },
  },
  { name: 'booking-questions', open: as(AWA, WORKSHOP) },
  {
    name: 'booking-open-price',
    open: as(AWA, '/evenement/la-grande-oreille/scene-ouverte/reserver?p1=1'),
  },
  {
    name: 'booking-members-only',
    open: as(AWA, '/evenement/l-etabli/assemblee-de-l-etabli/reserver'),
  },
  { name: 'booking-full', open: as(AWA, `/evenement/la-table-des-voisins/${FULL}/reserver`) },
  { name: 'booking-held', open: scene(AWA, 'booking-held') },
  { name: 'booking-short', open: scene(LUCAS, 'booking-short') },
  { name: 'booking-tickets', open: scene(AWA, 'booking-booked') },
  { name: 'booking-scanned', open: scene(AWA, 'booking-scanned') },
  { name: 'booking-cancel', open: scene(AWA, 'booking-booked', '/annuler') },
  {
    name: 'booking-cancel-wrong',
    open: async (page, site) => {
      await scene(AWA, 'booking-booked', '/annuler')(page, site);
      await page.locator('main .button-danger').click();
    },
  },
  { name: 'booking-cancelled', open: scene(AWA, 'booking-cancelled') },
  { name: 'booking-ended', open: scene(LUCAS, 'booking-ended') },
  { name: 'waiting-join', open: as(AWA, `/evenement/la-table-des-voisins/${FULL}/attente`) },
  { name: 'waiting', open: scene(LUCAS, 'booking-waiting') },
  { name: 'waiting-offer', open: scene(FATOU, 'booking-offer') },
  {
    name: 'bookings',
    open: async (page, site) => {
      await site.play({ kind: 'scene', name: 'booking-booked' });
      await site.play({ kind: 'scene', name: 'booking-cancelled' });
      await as(AWA, '/mon-compte/reservations')(page, site);
    },
  },
  {
    name: 'office-bookings',
    open: as('nolwenn@example.org', '/gestion/la-grande-oreille/reservations'),
  },
  {
    name: 'office-event-bookings',
    open: async (page, site) => {
      await site.play({ kind: 'scene', name: 'booking-scanned' });
      const path = `/gestion/la-grande-oreille/reservations/${FOLK}`;
      await as('nolwenn@example.org', path)(page, site);
    },
  },
  {
    name: 'bookings-none',
    open: as('bastien.quere@example.org', '/mon-compte/reservations'),
  },
];
