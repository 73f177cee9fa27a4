import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addEvents, holdPlacesOf } from '../../../helpers/agenda-moments.ts';
import { newVisitor } from '../../../helpers/site-visitor.ts';
import type { Page } from '../../../helpers/site-visitor.ts';
import { openSiteWorld } from '../../../helpers/site-world.ts';
import type { SiteWorld } from '../../../helpers/site-world.ts';
import { writeTransaction } from '../../../../src/cloud/db/write-transaction.ts';

const HOUR_MS = 3_600_000;
const FANFARE = '/evenement/la-grande-oreille/fanfare-des-ecluses';
const LIGHTHOUSE = '/evenement/le-phare-bavard';

let world: SiteWorld;
beforeAll(async () => {
  world = await openSiteWorld();
  await addEvents(world, [
    { slug: 'hier', name: 'Veillée d’hier', startsInMs: -24 * HOUR_MS },
    { slug: 'petite', name: 'Petite veillée', capacity: 2 },
    { slug: 'festival', name: 'Trois jours', lastsMs: 50 * HOUR_MS },
  ]);
});
afterAll(() => world.close());

const get = (path: string): Promise<Page> => newVisitor(world).get(path);

type Thing = Readonly<Record<string, unknown>>;

/** What machines read of a page, by its kind. */
const thingsOf = ({ html }: Page): Readonly<Record<string, Thing>> =>
  Object.fromEntries(
    [...html.matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/g)].map(
      (match) => {
        const thing = JSON.parse(match[1] ?? '') as Thing;
        return [String(thing['@type']), thing];
      },
    ),
  );

const URL_OF_SCHEMA = /^https:\/\/schema\.org\/\w+$/;
const LOCAL_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/;
const text = expect.stringMatching(/\S/);
const OWN_URL = expect.stringMatching(/^http:\/\/lespass\.test\//);

describe('what machines read of an event', () => {
  test('every event has all that search engines ask of one', async () => {
    const events = await world.db.query
      .selectFrom('event')
      .innerJoin('collective', 'collective.id', 'event.collective_id')
      .select(['event.slug', 'collective.slug as collective'])
      .where('event.ends_at', '>', world.deps.clock())
      .execute();
    expect(events.length).toBeGreaterThan(10);
    for (const { slug, collective } of events) {
      const { Event: event } = thingsOf(await get(`/evenement/${collective}/${slug}`));
      expect(event).toMatchObject({
        '@context': 'https://schema.org',
        name: text,
        startDate: expect.stringMatching(LOCAL_TIME),
        endDate: expect.stringMatching(LOCAL_TIME),
        eventStatus: 'https://schema.org/EventScheduled',
        eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
        location: {
          '@type': 'Place',
          name: text,
          address: {
            '@type': 'PostalAddress',
            ...{ streetAddress: text, postalCode: text, addressLocality: text },
            addressCountry: 'FR',
          },
        },
        organizer: { '@type': 'Organization', name: text, url: OWN_URL },
        url: OWN_URL,
        image: [expect.stringMatching(/^http:\/\/lespass\.test\/images\/event-.*\.png$/)],
      });
      const offers = event?.['offers'] as readonly Thing[];
      expect(offers.length).toBeGreaterThan(0);
      for (const offer of offers) {
        expect(offer).toMatchObject({
          '@type': 'Offer',
          price: expect.stringMatching(/^\d+\.\d\d$/),
          priceCurrency: 'EUR',
          availability: expect.stringMatching(URL_OF_SCHEMA),
          validFrom: expect.stringMatching(LOCAL_TIME),
          url: OWN_URL,
        });
      }
    }
  });

  test('says what is sold out, not open yet or closed, and offers nothing of what is over', async () => {
    const availability = async (): Promise<unknown> => {
      const { Event: event } = thingsOf(await get(`${LIGHTHOUSE}/petite`));
      return (event!['offers'] as readonly Thing[])[0]?.['availability'];
    };
    expect(await availability()).toBe('https://schema.org/InStock');
    await holdPlacesOf(world, 'petite', 2);
    expect(await availability()).toBe('https://schema.org/SoldOut');
    const set = (columns: Record<string, string | null>) =>
      writeTransaction(world.db, async ({ query }) => {
        await query
          .updateTable('event_price')
          .set(columns)
          .where('event_id', 'in', (from) =>
            from.selectFrom('event').select('id').where('slug', '=', 'petite'),
          )
          .execute();
        await query.deleteFrom('booking_place').execute();
      });
    await set({ opens_at: '2026-11-23T08:00:00.000Z' });
    expect(await availability()).toBe('https://schema.org/PreOrder');
    await set({ opens_at: null, closes_at: '2026-11-22T08:00:00.000Z' });
    expect(await availability()).toBe('https://schema.org/OutOfStock');
    const { Event: over } = thingsOf(await get(`${LIGHTHOUSE}/hier`));
    expect(over).not.toHaveProperty('offers');
  });

  test('leads from the agenda to the event, and knows a collective as organisation and place', async () => {
    const { BreadcrumbList: trail } = thingsOf(await get(FANFARE));
    expect(
      (trail!['itemListElement'] as readonly Thing[]).map(({ name, item }) => [name, item]),
    ).toEqual([
      ['Agenda', 'http://lespass.test/'],
      ['La Grande Oreille', 'http://lespass.test/collectif/la-grande-oreille'],
      ['La Fanfare des Écluses', `http://lespass.test${FANFARE}`],
    ]);
    const place = Object.values(thingsOf(await get('/collectif/l-etabli')))[0];
    expect(place).toMatchObject({
      '@type': ['Organization', 'Place'],
      name: 'L’Établi',
      address: { '@type': 'PostalAddress', addressLocality: 'Kerlune' },
      geo: { '@type': 'GeoCoordinates', latitude: 48.20891, longitude: -1.92784 },
      telephone: '02 99 00 12 12',
    });
  });
});

describe('what is shown where an event is shared', () => {
  test('its name, its day, its own address in each language, and a picture that opens', async () => {
    const { html } = await get(`${FANFARE}?lang=en&suivi=1`);
    const own = `http://lespass.test${FANFARE}`;
    for (const line of [
      `<link rel="canonical" href="${own}"/>`,
      `<link rel="alternate" hreflang="fr" href="${own}?lang=fr"/>`,
      `<link rel="alternate" hreflang="en" href="${own}?lang=en"/>`,
      `<link rel="alternate" hreflang="x-default" href="${own}"/>`,
      `<meta property="og:url" content="${own}"/>`,
      '<meta property="og:title" content="La Fanfare des Écluses, Sunday 22 November 2026"/>',
      '<meta name="twitter:card" content="summary_large_image"/>',
    ]) {
      expect(html).toContain(line);
    }
    const image = /property="og:image" content="([^"]*)"/.exec(html)?.[1] ?? '';
    const answer = await world.request(new URL(image).pathname);
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await answer.arrayBuffer()).readUInt32BE(16)).toBe(1_200);
    expect((await world.request('/images/..%2fevents.json')).status).toBe(404);
  });

  test('without a script there is a mail, an address to copy and a calendar file', async () => {
    const { html } = await get(FANFARE);
    expect(html).toMatch(/<button[^>]*data-share="[^"]*"[^>]* hidden/);
    expect(html).toMatch(/href="mailto:\?subject=La%20Fanfare[^"]*lespass\.test%2Fevenement/);
    expect(html).toContain(`value="http://lespass.test${FANFARE}"`);
    expect(html).toContain(`href="${FANFARE}/agenda.ics"`);
    expect(html).toContain(
      'href="https://www.openstreetmap.org/?mlat=48.20714&amp;mlon=-1.93062#map=18/',
    );
  });
});

describe('an event that', () => {
  test('is over says so, and takes no booking', async () => {
    const page = await get(`${LIGHTHOUSE}/hier`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Cet événement est passé. On ne peut plus réserver.');
    expect(page.html).not.toContain('id="reserver"');
    expect((await get('/')).text).not.toContain('Veillée d’hier');
  });

  test('lasts several days says its last one', async () => {
    expect((await get(`${LIGHTHOUSE}/festival`)).text).toContain(
      'Jusqu’au mercredi 25 novembre 2026, 20\u202fh\u202f10',
    );
    expect((await get('/')).text).toMatch(
      /Jusqu’au mercredi 25 novembre 2026, 20.h.10 .*Trois jours/,
    );
  });

  test('is for members says so on its page and in the list', async () => {
    const page = await get('/evenement/l-etabli/assemblee-de-l-etabli');
    expect(page.text).toContain('Pour les membres de L’Établi.');
    expect(page.html).toContain('href="/adhesions/l-etabli"');
    expect((await get('/?q=assemblée')).text).toContain('Pour les membres');
  });

  test('does not exist says so and shows what its collective prepares', async () => {
    const page = await get('/evenement/l-etabli/rien-de-tel');
    expect(page.status).toBe(404);
    expect(page.text).toContain('Cet événement n’existe plus');
    expect(page.text).toContain('demandez à l’accueil d’un collectif');
    expect(page.text).toContain('Atelier vélo du samedi');
    expect(page.text).not.toContain('La Fanfare des Écluses');
    expect((await get('/evenement/nulle/part')).text).toContain('La Fanfare des Écluses');
  });

  test('is not published is found by nobody', async () => {
    const hidden = await openSiteWorld();
    await writeTransaction(hidden.db, async ({ query }) => {
      await query
        .updateTable('event')
        .set({ published: 0 })
        .where('slug', '=', 'atelier-velo')
        .execute();
    });
    const visitor = newVisitor(hidden);
    const path = '/evenement/l-etabli/atelier-velo';
    expect((await visitor.get(path)).status).toBe(404);
    expect((await visitor.get(`${path}/agenda.ics`)).status).toBe(404);
    for (const list of ['/', '/agenda.ics', '/agenda.rss', '/sitemap.xml', '/collectif/l-etabli']) {
      expect((await visitor.get(list)).html).not.toContain('atelier-velo');
    }
    await hidden.close();
  });
});
