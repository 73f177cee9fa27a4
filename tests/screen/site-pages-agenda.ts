import type { SitePage } from './site-pages.ts';
import { signIn } from './site-test.ts';

/** The agenda, events, villages and places, with what they look like when nothing is found. */

const at =
  (path: string): SitePage['open'] =>
  async (page) =>
    void (await page.goto(path));

export const AGENDA_PAGES: readonly SitePage[] = [
  { name: 'agenda-found', open: at('/?q=danse&village=kerlune') },
  { name: 'agenda-empty', open: at('/?q=licorne&quand=demain&gratuit=oui') },
  {
    name: 'agenda-choices',
    open: async (page) => {
      await page.goto('/');
      await page.locator('.finder-more summary').click();
    },
  },
  {
    name: 'agenda-mine',
    open: async (page, site) => {
      await signIn(page, site, 'maelle.legoff@example.org');
      await page.goto('/');
    },
  },
  { name: 'event-free', open: at('/evenement/l-etabli/atelier-velo') },
  {
    name: 'event-past',
    open: async (page, site) => {
      await page.goto(String(await site.play({ kind: 'scene', name: 'past-event' })));
    },
  },
  { name: 'event-gone', open: at('/evenement/l-etabli/rien-de-tel') },
  { name: 'village', open: at('/village/kerlune') },
  { name: 'places', open: at('/lieux') },
  { name: 'collective-quiet', open: at('/collectif/le-phare-bavard') },
];
