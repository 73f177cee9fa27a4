import type { SiteServer } from '../helpers/page/site-server.ts';

/** Something to see in the purse and in the office: a sale, a reserve, an entry to check. */
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
}
