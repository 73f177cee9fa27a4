import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addEvents, holdPlacesOf } from '../../../helpers/agenda-moments.ts';
import { DATABASE_KINDS, makeTestDatabase } from '../../../helpers/cloud-database.ts';
import { newVisitor, signIn } from '../../../helpers/site-visitor.ts';
import type { Page } from '../../../helpers/site-visitor.ts';
import { WORLD_NOW, openSiteWorld } from '../../../helpers/site-world.ts';
import type { SiteWorld } from '../../../helpers/site-world.ts';
import { openDatabase } from '../../../../src/cloud/db/open-database.ts';
import { writeTransaction } from '../../../../src/cloud/db/write-transaction.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ETABLI = '019b76da-a802-7000-8000-000000000002';

let world: SiteWorld;
beforeAll(async () => {
  world = await openSiteWorld();
  await addEvents(world, [
    { slug: 'veillee', name: 'Veillée de contes', tags: ['conte'], startsInMs: 2 * HOUR_MS },
    { slug: 'coeur-de-bois', name: 'Un cœur de bois', tags: ['conte', 'famille'], capacity: 1 },
    { slug: 'deux-lampions', name: 'Deux lampions', collectiveId: ETABLI, startsInMs: 40 * DAY_MS },
  ]);
});
afterAll(() => world.close());

const get = (path: string): Promise<Page> => newVisitor(world).get(path);

/** Names of the events on a page, from above. */
const eventsOf = ({ html }: Page): readonly string[] =>
  [...html.matchAll(/class="event-name"><a href="[^"]*">([^<]*)</g)].map((match) => match[1] ?? '');

describe('choices', () => {
  test('combine: village, kind, days, price, words', async () => {
    expect(eventsOf(await get('/?mot=conte'))).toEqual(['Veillée de contes', 'Un cœur de bois']);
    expect(eventsOf(await get('/?mot=conte&quand=demain'))).toEqual(['Un cœur de bois']);
    expect(eventsOf(await get('/?quand=aujourdhui'))).toEqual([
      'Veillée de contes',
      'La Fanfare des Écluses',
    ]);
    expect(eventsOf(await get('/?quand=aujourdhui&village=kerlune'))).toEqual([
      'La Fanfare des Écluses',
    ]);
    const free = eventsOf(await get('/?village=kerlune&gratuit=oui'));
    expect(free).toEqual(expect.arrayContaining(['Atelier vélo du samedi', 'Deux lampions']));
    expect(free).not.toContain('La Fanfare des Écluses');
    expect(free).not.toContain('Veillée de contes');
    expect(eventsOf(await get('/?du=2026-11-24&au=2026-11-25'))).toEqual([
      'Atelier vélo du samedi',
      'Le petit théâtre de papier',
    ]);
  });

  test('a search finds names, places, collectives and kinds, without accents or capitals', async () => {
    expect(eventsOf(await get('/?q=SAMEDI+velo'))).toEqual(['Atelier vélo du samedi']);
    expect(eventsOf(await get('/?q=coeur'))).toEqual(['Un cœur de bois']);
    expect(eventsOf(await get('/?q=phare+conte'))).toHaveLength(2);
    expect(eventsOf(await get('/?q=etabli&mot=numérique'))).toEqual(['Imprimer son premier objet']);
    expect((await get('/?q=%3Cscript%3E%22')).html).not.toContain('<script>"');
  });

  test('a village shows those who share their agenda there, and nobody else', async () => {
    const shared = await get('/?village=kerlune');
    expect(shared.text).toContain('Village de Kerlune : l’agenda');
    expect(eventsOf(shared)).toContain('Deux lampions');
    const other = await openSiteWorld();
    await writeTransaction(other.db, async ({ query }) => {
      await query
        .updateTable('village_member')
        .set({ shares_agenda: 0 })
        .where('collective_id', '=', ETABLI)
        .execute();
    });
    const without = await newVisitor(other).get('/?village=kerlune');
    expect(eventsOf(without)).not.toContain('Atelier vélo du samedi');
    expect(eventsOf(without)).toContain('La Fanfare des Écluses');
    await other.close();
  });

  test('each choice is said, and taken away by a link that keeps the others', async () => {
    const page = await get('/?q=conte&quand=demain&mot=famille&gratuit=oui');
    for (const [words, address] of [
      ['«.conte.»', '/?quand=demain&amp;mot=famille&amp;gratuit=oui#resultats'],
      ['Demain', '/?q=conte&amp;mot=famille&amp;gratuit=oui#resultats'],
      ['famille', '/?q=conte&amp;quand=demain&amp;gratuit=oui#resultats'],
      ['Gratuit', '/?q=conte&amp;quand=demain&amp;mot=famille#resultats'],
    ]) {
      const link = new RegExp(`href="([^"]*)" aria-label="Enlever ce choix[^"]*${words}"`);
      expect(link.exec(page.html)?.[1]).toBe(address);
    }
    expect(page.text).toContain('Tout enlever');
    expect(page.html).toMatch(
      /<p class="agenda-count" id="resultats" role="status">1 rendez-vous</,
    );
    expect(page.html).toContain('<title>L’agenda (1 rendez-vous) · Lespass</title>');
  });

  test('what the form sends empty leaves the address; what was chosen stays', async () => {
    const answer = await world.request(
      '/?q=conte&collectif=&village=&mot=famille&du=&au=&gratuit=oui',
      { redirect: 'manual' },
    );
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/?q=conte&mot=famille&gratuit=oui');
    const page = await get('/?q=conte&quand=demain&collectif=le-phare-bavard');
    // Sent again with other words, the day and the place stay.
    expect(page.html).toContain('<input type="hidden" name="quand" value="demain"/>');
    expect(page.html).toMatch(/<option value="le-phare-bavard" selected/);
    expect(page.html).not.toMatch(/<form[^>]*method="post"[^>]*action="\/"/);
  });

  test('"places left" leaves out what is full, counted with what is being sold', async () => {
    const open = await get('/?mot=conte&places=oui');
    expect(eventsOf(open)).toContain('Un cœur de bois');
    expect(open.text).toContain('Encore 1 place');
    await holdPlacesOf(world, 'coeur-de-bois', 1);
    const full = await get('/?mot=conte&places=oui');
    expect(eventsOf(full)).toEqual(['Veillée de contes']);
    expect((await get('/?mot=conte')).text).toContain('Complet');
    const alone = await get('/?q=coeur&places=oui');
    expect(alone.text).toContain('Tout est complet.');
    world.passTime(20 * 60_000);
    expect(eventsOf(await get('/?q=coeur&places=oui'))).toEqual(['Un cœur de bois']);
  });
});

describe('nothing found', () => {
  test('says which choice to take away to find something', async () => {
    const page = await get('/?q=conte&collectif=l-etabli');
    expect(page.html).toMatch(/role="status">Aucun rendez-vous</);
    expect(page.text).toContain('Voir sans ce choix : « conte »');
    expect(page.text).toContain('Voir sans ce choix : L’Établi');
    expect(page.text).not.toContain('Voir sans ce choix : Demain');
    expect((await get('/?du=2020-01-01')).text).toContain('Ces jours sont passés.');
  });

  test('a collective that prepares nothing is still known by its name', async () => {
    const bare = await openSiteWorld();
    const page = await newVisitor(bare).get('/?collectif=le-phare-bavard');
    expect(page.text).toContain('L’agenda de Le Phare Bavard');
    expect(page.text).toContain('Voir tout l’agenda');
    await bare.close();
  });
});

describe('somebody who takes part', () => {
  test('finds first their collectives and those of their villages, then the others', async () => {
    const maelle = newVisitor(world);
    await signIn(world, maelle, 'maelle.legoff@example.org');
    const page = await maelle.get('/');
    const [mine = '', others = ''] = page.text.split('Ailleurs');
    expect(mine).toContain('Chez moi Mes collectifs et leurs villages.');
    expect(mine).toContain('La Table des Voisins Kerlune Mon village');
    expect(mine).toContain('Mon collectif');
    expect(mine).not.toContain('Veillée de contes');
    expect(others).toContain('Veillée de contes');
    expect(others).not.toMatch(/Mon (collectif|village)/);
    expect((await get('/')).text).not.toContain('Chez moi');
  });
});

describe('a long agenda', () => {
  test('goes on "plus tard" and comes back, a hundred at a time, with its choices', async () => {
    const many = await openSiteWorld();
    await addEvents(
      many,
      Array.from({ length: 130 }, (_, index) => ({
        slug: `jour-${index}`,
        name: `Rendez-vous ${String(index).padStart(3, '0')}`,
        tags: ['suite'],
        startsInMs: (index + 1) * DAY_MS,
      })),
    );
    const visitor = newVisitor(many);
    const first = await visitor.get('/?mot=suite');
    expect(eventsOf(first)).toHaveLength(100);
    expect(first.text).toContain('130 rendez-vous, du 1e au 100e');
    expect(first.html).toContain('rel="next" href="/?mot=suite&amp;page=2#resultats"');
    expect(first.html).not.toContain('rel="prev"');
    // The first drawings stand in the page, the others are fetched when they come near.
    expect(first.html.match(/<img [^>]*width="800" height="450"[^>]*loading="lazy"/g)).toHaveLength(
      92,
    );
    const second = await visitor.get('/?mot=suite&page=2');
    expect(eventsOf(second)).toEqual(
      Array.from({ length: 30 }, (_, index) => `Rendez-vous ${100 + index}`),
    );
    expect(second.html).toContain('rel="prev" href="/?mot=suite#resultats"');
    expect(eventsOf(await visitor.get('/?mot=suite&page=99'))).toHaveLength(30);
    const picture = /<img src="([^"]*)"/.exec(first.html)?.[1] ?? '';
    const file = await many.request(picture, { headers: { 'accept-encoding': 'gzip' } });
    expect(file.headers.get('content-type')).toBe('image/svg+xml');
    expect(file.headers.get('cache-control')).toContain('immutable');
    await many.close();
  });
});

describe('places and villages', () => {
  test('a village says who is in it, what each one shares, and what comes', async () => {
    const page = await get('/village/kerlune');
    for (const words of [
      'Trois lieux voisins qui se serrent les coudes.',
      'Les adhésions Les membres d’un lieu sont connus des autres. Qui : La Grande Oreille, L’Établi.',
      'L’agenda Leurs rendez-vous sont ensemble ici. Qui : La Grande Oreille, La Table des Voisins, L’Établi.',
      'Tout l’agenda du village',
    ]) {
      expect(page.text).toContain(words);
    }
    expect(eventsOf(page)[0]).toBe('La Fanfare des Écluses');
    expect(eventsOf(page)).not.toContain('Veillée de contes');
    expect((await get('/village/ailleurs')).status).toBe(404);
  });

  test('a collective leads to its village, its memberships, its shifts and its agenda', async () => {
    const { html, text } = await get('/collectif/la-grande-oreille');
    for (const address of [
      '/village/kerlune',
      '/adhesions/la-grande-oreille',
      '/benevoles/la-grande-oreille',
      '/?collectif=la-grande-oreille',
      '/agenda.ics?collectif=la-grande-oreille',
      'tel:0299001404',
    ]) {
      expect(html).toContain(`href="${address}"`);
    }
    expect(text).toContain(
      'Du mercredi au samedi, de 17 h à 1 h.'.replaceAll(/(?<=\d) h/g, '\u202fh'),
    );
    expect((await get('/collectif/le-phare-bavard')).html).not.toContain('/benevoles/le-phare');
  });

  test('the list of places draws them from their coordinates and asks no other host', async () => {
    const { html, text } = await get('/lieux');
    expect(html).toContain(
      'aria-label="Où ils sont : 1 La Grande Oreille, 2 La Table des Voisins, 3',
    );
    expect(text).toContain('Le Phare Bavard');
    expect(html).not.toMatch(
      /<(img|script|link|iframe)[^>]*(src|href)="https?:\/\/(?!lespass\.test)/,
    );
  });
});

describe('on both databases', () => {
  test('the same pages and feeds come out, letter by letter', async () => {
    const paths = [
      '/?q=velo&gratuit=oui&places=oui&village=kerlune',
      '/?collectif=le-phare-bavard',
      '/lieux',
      '/village/kerlune',
      '/collectif/l-etabli',
      '/agenda.ics',
      '/agenda.rss',
      '/sitemap.xml',
      `/mon-agenda/${'b'.repeat(43)}.ics`,
    ];
    const [sqlite, ...others] = await Promise.all(
      DATABASE_KINDS.map(async (kind) => {
        const database = await makeTestDatabase(kind);
        const db = openDatabase({ ...database.options, clock: () => WORLD_NOW });
        const site = await openSiteWorld({ db });
        await writeTransaction(site.db, async ({ query }) => {
          await query
            .updateTable('person')
            .set({ calendar_secret: 'b'.repeat(43) })
            .where('email', '=', 'maelle.legoff@example.org')
            .execute();
        });
        const pages = [];
        for (const path of paths) pages.push((await newVisitor(site).get(path)).html);
        await site.close();
        await db.close();
        await database.remove();
        return pages;
      }),
    );
    for (const other of others) expect(other).toEqual(sqlite);
    expect(sqlite?.at(-1)).toContain('BEGIN:VEVENT');
  });
});
