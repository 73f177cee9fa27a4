import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newVisitor, signIn } from '../../helpers/site-visitor.ts';
import { openSiteWorld } from '../../helpers/site-world.ts';
import type { SiteWorld } from '../../helpers/site-world.ts';
import { ALL_ROUTES } from '../../../src/cloud/http/all-routes.ts';
import { SITE_ROUTES } from '../../../src/cloud/site/routes.ts';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';

const HOUR_MS = 3_600_000;

let world: SiteWorld;
beforeAll(async () => {
  world = await openSiteWorld();
});
afterAll(() => world.close());

const inOrder = (text: string, words: readonly string[]): boolean => {
  const places = words.map((word) => text.indexOf(word));
  return places.every(
    (place, index) => place >= 0 && (index === 0 || place > (places[index - 1] ?? 0)),
  );
};

describe('agenda (RULES E1)', () => {
  test('today first, then by day, each with its hour and its price', async () => {
    const { text } = await newVisitor(world).get('/');
    expect(
      inOrder(text, [
        'Aujourd’hui dimanche 22 novembre 2026',
        '20\u202fh\u202f30',
        'Dès 5,00\u202f€',
        'La Fanfare des Écluses',
        'mardi 24 novembre 2026',
        'Atelier vélo du samedi',
        'mardi 1er décembre 2026',
      ]),
    ).toBe(true);
    expect(text).toContain('Gratuit');
    expect(text).toContain('Prix libre, dès 2,00\u202f€');
  });

  test('the choice of a collective stays in the address; an unknown one shows everything', async () => {
    const visitor = newVisitor(world);
    const one = await visitor.get('/?collectif=l-etabli');
    expect(one.text).toContain('L’agenda de L’Établi');
    expect(one.text).toContain('Atelier vélo du samedi');
    expect(one.text).not.toContain('La Fanfare des Écluses');
    const all = await visitor.get('/?collectif=%3Cscript%3E');
    expect(all.text).toContain('La Fanfare des Écluses');
    expect(all.html).not.toContain('<script>');
  });

  test('the collectives that a person takes part in come first within a day', async () => {
    const event = await world.db.query
      .selectFrom('event')
      .selectAll()
      .where('slug', '=', 'fanfare-des-ecluses')
      .executeTakeFirstOrThrow();
    await writeTransaction(world.db, async ({ query }) => {
      await query
        .insertInto('event')
        .values({
          ...event,
          id: '019b76da-a80e-7000-8000-0000000000ff',
          slug: 'plus-tot',
          name: 'Un rendez-vous plus tôt',
          collective_id: '019b76da-a802-7000-8000-000000000003',
          starts_at: '2026-11-22T18:00:00.000Z',
          doors_at: null,
        })
        .execute();
    });
    const names = ['Un rendez-vous plus tôt', 'La Fanfare des Écluses'];
    const anybody = await newVisitor(world).get('/');
    expect(inOrder(anybody.text, names)).toBe(true);
    const maelle = newVisitor(world);
    await signIn(world, maelle, 'maelle.legoff@example.org');
    const hers = await maelle.get('/');
    expect(inOrder(hers.text, names.toReversed())).toBe(true);
    expect(hers.text).toContain('La Grande Oreille Kerlune Mon collectif');
  });

  test('an event that has begun is "en ce moment", one that is over is gone from the list', async () => {
    const later = await openSiteWorld();
    later.passTime(3 * HOUR_MS);
    expect((await newVisitor(later).get('/')).text).toMatch(
      /En ce moment .*La Fanfare des Écluses/,
    );
    later.passTime(3 * HOUR_MS);
    expect((await newVisitor(later).get('/')).text).not.toContain('La Fanfare des Écluses');
    const page = await newVisitor(later).get('/evenement/la-grande-oreille/fanfare-des-ecluses');
    expect(page.text).toContain('Cet événement est passé.');
    later.passTime(60 * 24 * HOUR_MS);
    expect((await newVisitor(later).get('/')).text).toContain('Rien de prévu pour le moment');
    await later.close();
  });
});

describe('an event', () => {
  test('says what, when, where, how much, who can come', async () => {
    const page = await newVisitor(world).get('/evenement/la-grande-oreille/fanfare-des-ecluses');
    for (const words of [
      'La Fanfare des Écluses',
      'dimanche 22 novembre 2026',
      'De 20\u202fh\u202f30 à 23\u202fh\u202f30',
      'Ouverture des portes à 19\u202fh\u202f30',
      '4, quai de la Minoterie',
      'Tarif réduit · 5,00\u202f€',
      'Accessible en fauteuil roulant.',
      'Les enfants sont les bienvenus.',
    ]) {
      expect(page.text).toContain(words);
    }
    expect(page.html).toContain('href="geo:48.20714,-1.93062?q=4%2C%20quai');
  });

  test('is described for machines with what schema.org asks', async () => {
    const { html } = await newVisitor(world).get('/evenement/la-grande-oreille/scene-ouverte');
    const text = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '';
    const event = JSON.parse(text) as Record<string, unknown>;
    expect(event).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'Event',
      name: 'Scène ouverte',
      startDate: '2026-11-27T20:00:00+01:00',
      location: { '@type': 'Place', address: { '@type': 'PostalAddress', addressCountry: 'FR' } },
      organizer: { '@type': 'Organization' },
      offers: [{ '@type': 'Offer', price: '2.00', priceCurrency: 'EUR' }],
      url: 'http://lespass.test/evenement/la-grande-oreille/scene-ouverte',
    });
  });

  test('HTML in what a collective writes is shown as text, in the page and for machines', async () => {
    const evil = '</script><img src=x onerror=alert(1)>';
    await writeTransaction(world.db, async ({ query }) => {
      await query
        .updateTable('event')
        .set({ name: evil, summary: evil, description: evil, picture: '../../../etc/passwd' })
        .where('slug', '=', 'cine-sous-les-etoiles')
        .execute();
    });
    for (const path of ['/', '/evenement/l-etabli/cine-sous-les-etoiles', '/collectif/l-etabli']) {
      const { html, text } = await newVisitor(world).get(path);
      expect(html).not.toMatch(/<img(?! src="\/images\/)/);
      expect(text).toContain(evil);
    }
  });
});

describe('the site as a whole', () => {
  test('French by default; English by the address, and kept afterwards', async () => {
    const visitor = newVisitor(world);
    expect((await visitor.get('/')).html).toContain('<html lang="fr">');
    const english = await visitor.get('/?lang=en&collectif=l-etabli');
    expect(english.html).toContain('<html lang="en">');
    expect(english.text).toContain('What’s on at L’Établi');
    expect(english.html).toContain('/?lang=fr&amp;collectif=l-etabli');
    const kept = await visitor.get('/entrer');
    expect(kept.text).toContain('My e-mail address');
    expect((await visitor.get('/?lang=xx')).html).toContain('<html lang="en">');
  });

  const OTHER_MAP = 'https://www.openstreetmap.org/';

  test('no page of ours names another host or runs a script of its own', async () => {
    const visitor = newVisitor(world);
    await signIn(world, visitor, 'henri.cadiou@example.org');
    for (const path of ['/', '/collectif/l-etabli', '/mon-compte', '/entrer/code', '/gestion']) {
      const { html, headers } = await visitor.get(path);
      const urls = [...html.matchAll(/(?:src|href|action)="([^"]*)"/g)].map(
        (match) => match[1] ?? '',
      );
      // What machines read of a page names our own host; a map elsewhere is a link to press.
      const isOurs = /^(\/(?!\/)|#|geo:|tel:|mailto:|http:\/\/lespass\.test\/)/;
      expect(urls.filter((url) => !isOurs.test(url) && !url.startsWith(OTHER_MAP))).toEqual([]);
      expect(html).not.toMatch(/<(?!a )[^>]*openstreetmap/);
      expect(html).not.toMatch(/\sstyle=|\son\w+="|<style|<script>/);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain('unsafe');
    }
  });

  test('files are named by their content, kept for ever, and sent compressed', async () => {
    const { html } = await newVisitor(world).get('/');
    const style = /href="(\/fichiers\/lespass-[0-9a-f]{12}\.css)"/.exec(html)?.[1] ?? '';
    for (const [accepted, encoding] of [
      ['gzip, deflate, br', 'br'],
      ['gzip', 'gzip'],
      ['identity', null],
    ] as const) {
      const answer = await world.request(style, { headers: { 'accept-encoding': accepted } });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-encoding')).toBe(encoding);
      expect(answer.headers.get('cache-control')).toContain('immutable');
      expect(answer.headers.get('content-type')).toContain('text/css');
    }
    expect((await world.request('/fichiers/..%2f..%2fpackage.json')).status).toBe(404);
    expect((await world.request('/fichiers/lespass-000000000000.css')).status).toBe(404);
  });

  test('a page that does not exist says what to do and who can help', async () => {
    for (const path of ['/nulle-part', '/village/inconnu', '/collectif/inconnu']) {
      const page = await newVisitor(world).get(path);
      expect(page.status).toBe(404);
      expect(page.text).toContain('Cette page n’existe pas');
      expect(page.text).toContain('demandez à l’accueil d’un collectif');
    }
  });

  test('the outbox exists in the demo only', async () => {
    expect((await newVisitor(world).get('/boite-de-demonstration')).status).toBe(200);
    const real = await openSiteWorld({ demo: false });
    expect((await newVisitor(real).get('/boite-de-demonstration')).status).toBe(404);
    expect((await newVisitor(real).get('/')).text).not.toContain('démonstration');
    await real.close();
  });

  test('every route of the site is in the list of the cloud', () => {
    expect(SITE_ROUTES.every((route) => ALL_ROUTES.includes(route))).toBe(true);
  });
});
