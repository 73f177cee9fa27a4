import { DEMO_ETABLI } from '../helpers/demo-coworking.ts';
import type { PlayedStay } from '../helpers/played-stays.ts';
import type { SiteServer } from '../helpers/page/site-server.ts';

export const YANIS = 'yanis.benali@example.org';
const WORKSHOP = DEMO_ETABLI.spaces.workshop;

/** People in a coworking place, and their days of the month before it. */
const STAYS: readonly PlayedStay[] = [
  {
    email: 'henri.cadiou@example.org',
    inAt: '2026-11-03T08:10:00.000Z',
    outAt: '2026-11-03T15:40:00.000Z',
  },
  {
    email: 'awa.diallo@example.org',
    inAt: '2026-11-17T08:00:00.000Z',
    outAt: '2026-11-17T16:30:00.000Z',
  },
  { email: 'awa.diallo@example.org', inAt: '2026-11-22T12:32:00.000Z', outAt: null },
  {
    email: null,
    guest: { name: 'Camille', hostEmail: 'awa.diallo@example.org' },
    inAt: '2026-11-22T12:40:00.000Z',
    outAt: null,
  },
  // Went home yesterday without a word; here again today.
  { email: YANIS, spaceId: WORKSHOP, inAt: '2026-11-21T13:00:00.000Z', outAt: null },
  { email: YANIS, inAt: '2026-11-22T11:50:00.000Z', outAt: '2026-11-22T13:30:00.000Z' },
  { email: YANIS, spaceId: WORKSHOP, inAt: '2026-11-22T15:00:00.000Z', outAt: null },
  { email: 'ines.moreau@example.org', inAt: '2026-11-22T15:05:00.000Z', outAt: null },
];

/** Something to see in the purse and in the office: a sale, a reserve, an entry to check, stays. */
export async function furnish(site: SiteServer): Promise<void> {
  await site.play({
    kind: 'sale',
    cardNumber: '8A41F6D0',
    cashCents: 0,
    lines: [
      { label: 'Demi de blonde', count: 2, cents: 600 },
      { label: 'Galette saucisse', count: 1, cents: 550 },
    ],
  });
  await site.play({ kind: 'reserve', cardNumber: '8A41F6D0', cents: 350 });
  await site.play({ kind: 'problem' });
  await site.play({ kind: 'stays', stays: STAYS });
}
