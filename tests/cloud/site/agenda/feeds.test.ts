import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addEvents, holdPlacesOf } from '../../../helpers/agenda-moments.ts';
import { parseCalendar } from '../../../helpers/parse-calendar.ts';
import { newVisitor, signIn } from '../../../helpers/site-visitor.ts';
import { openSiteWorld } from '../../../helpers/site-world.ts';
import type { SiteWorld } from '../../../helpers/site-world.ts';
import { writeTransaction } from '../../../../src/cloud/db/write-transaction.ts';
import { writeCalendar } from '../../../../src/cloud/site/feeds/calendar-file.ts';
import { escapeXml } from '../../../../src/cloud/site/feeds/xml.ts';
import { toInstant } from '../../../../src/shared/time.ts';

const MAELLE = 'maelle.legoff@example.org';
const EVIL = '</description>]]><script>alert(1)</script> & "l’été", a;b\\c\nFin\r\nEND:VEVENT';

let world: SiteWorld;
beforeAll(async () => {
  world = await openSiteWorld();
});
afterAll(() => world.close());

describe('a calendar file', () => {
  const at = toInstant('2026-11-22T19:30:00.000Z');
  const entry = (name: string, description = '', tags: readonly string[] = []) => ({
    ...{ uid: 'a@b', name, description, tags, place: name, url: 'https://a.test/b' },
    ...{ startsAt: at, endsAt: toInstant('2026-11-22T22:30:00.000Z'), changedAt: at },
  });

  test('any text comes back as it was written, in lines of 75 bytes at most', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const clean = text.replaceAll(/\r\n|\r/g, '\n').replaceAll(/[^\n\P{Cc}]/gu, '');
        const file = writeCalendar({ name: 'Agenda', events: [entry(text, text, [text])] });
        const lines = file.split('\r\n');
        expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
        // No letter was cut in two.
        expect(file).not.toContain('\uFFFD');
        expect(lines.at(-1)).toBe('');
        const [read] = parseCalendar(file).events;
        expect(read?.['SUMMARY']).toBe(clean);
        expect(read?.['LOCATION'] ?? '').toBe(clean);
        expect(read?.['DESCRIPTION'] ?? '').toBe(clean);
      }),
      { examples: [[EVIL], ['é'.repeat(200)], ['👩‍👩‍👧'.repeat(40)]] },
    );
  });

  test('says its hours in UTC, when it was written, and a number that grows', () => {
    const number = (changedAt: string): number => {
      const file = writeCalendar({
        name: 'A',
        events: [{ ...entry('Bal'), changedAt: toInstant(changedAt) }],
      });
      return Number(parseCalendar(file).events[0]?.['SEQUENCE']);
    };
    expect(number('2026-11-22T19:30:01.000Z')).toBeGreaterThan(number('2026-11-22T19:30:00.000Z'));
    expect(number('2040-01-01T00:00:00.000Z')).toBeLessThan(2 ** 31);
    const file = writeCalendar({ name: 'A', events: [entry('Bal')] });
    expect(file).toContain('\r\nDTSTART:20261122T193000Z\r\nDTEND:20261122T223000Z\r\n');
    expect(file).toContain('\r\nDTSTAMP:20261122T193000Z\r\n');
  });
});

describe('calendars of the site', () => {
  test('one event as a file: the same name for ever, place, address, way back', async () => {
    const answer = await world.request(
      '/evenement/la-grande-oreille/fanfare-des-ecluses/agenda.ics',
    );
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toContain('fanfare-des-ecluses.ics');
    const { events } = parseCalendar(await answer.text());
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      UID: '019b76da-a80e-7000-8000-000000000001@lespass.test',
      SUMMARY: 'La Fanfare des Écluses',
      DTSTART: '20261122T193000Z',
      DTEND: '20261122T223000Z',
      LOCATION: 'Grande salle, 4, quai de la Minoterie, 35992 Kerlune',
      GEO: '48.207140;-1.930620',
      URL: 'http://lespass.test/evenement/la-grande-oreille/fanfare-des-ecluses',
      STATUS: 'CONFIRMED',
      TRANSP: 'TRANSPARENT',
    });
    expect((await world.request('/evenement/x/y/agenda.ics')).status).toBe(404);
  });

  test('the agenda with the same choices as the page', async () => {
    const read = async (query: string) =>
      parseCalendar(await (await world.request(`/agenda.ics${query}`)).text());
    const all = await read('');
    expect(all.name).toBe('L’agenda de Lespass');
    expect(all.refresh).toBe('PT4H');
    const velo = await read('?collectif=l-etabli&q=samedi+velo');
    expect(velo.name).toBe('L’agenda de L’Établi');
    expect(velo.events.map((event) => event['SUMMARY'])).toEqual(['Atelier vélo du samedi']);
    expect((await read('?village=kerlune')).name).toBe('Village de Kerlune\u00a0: l’agenda');
    expect((await read('?lang=en')).name).toBe('What’s on, by Lespass');
  });

  test.each(['/agenda.ics', '/agenda.rss', '/sitemap.xml', '/robots.txt'])(
    '%s is answered "unchanged" to who has it, for everybody alike',
    async (path) => {
      const first = await world.request(path, { headers: { 'accept-encoding': 'gzip' } });
      expect(first.status).toBe(200);
      const etag = first.headers.get('etag') ?? '';
      expect(etag).toMatch(/^"[\w-]{32}"$/);
      const again = await world.request(path, { headers: { 'if-none-match': `"x", W/${etag}` } });
      expect(again.status).toBe(304);
      expect(await again.text()).toBe('');
      const other = await world.request(path, { headers: { 'if-none-match': '"x"' } });
      expect(other.status).toBe(200);
      // Kept by caches on the way, so it may set no cookie.
      const english = await world.request(`${path}?lang=en`);
      expect(english.headers.getSetCookie()).toEqual([]);
      expect(english.headers.get('cache-control')).toContain('public');
    },
  );

  test('a date alone is enough for one event, until it is changed', async () => {
    const path = '/evenement/l-etabli/atelier-velo/agenda.ics';
    const since = (await world.request(path)).headers.get('last-modified') ?? '';
    const ask = async () =>
      (await world.request(path, { headers: { 'if-modified-since': since } })).status;
    expect(await ask()).toBe(304);
    await writeTransaction(world.db, async ({ query }) => {
      await query
        .updateTable('event')
        .set({ changed_at: '2026-11-22T20:00:00.000Z' })
        .where('slug', '=', 'atelier-velo')
        .execute();
    });
    expect(await ask()).toBe(200);
  });
});

describe('a calendar of one’s own', () => {
  test('is made, read by its address alone, changed and stopped', async () => {
    const maelle = newVisitor(world);
    await signIn(world, maelle, MAELLE);
    const secretOf = async (): Promise<string | null> => {
      const row = await world.db.query
        .selectFrom('person')
        .select('calendar_secret')
        .where('email', '=', MAELLE)
        .executeTakeFirstOrThrow();
      return row.calendar_secret ?? null;
    };
    const change = async (action: string) => {
      const page = await maelle.get('/mon-compte/preferences');
      await maelle.send(page, '/mon-compte/mon-agenda', { action });
      return secretOf();
    };
    expect(await secretOf()).toBeNull();
    const first = await change('creer');
    const read = (secret: string | null) => newVisitor(world).get(`/mon-agenda/${secret}.ics`);
    const answer = await read(first);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('private, no-cache');
    expect(answer.headers.get('x-robots-tag')).toBe('noindex');
    // Whoever has the address reads the agenda, and learns no name or address of the person.
    expect(answer.html).not.toMatch(/maelle|Le Goff/i);
    const second = await change('changer');
    expect(second).not.toBe(first);
    expect((await read(first)).status).toBe(404);
    expect((await read(second)).status).toBe(200);
    expect(await change('arreter')).toBeNull();
    expect((await read(second)).status).toBe(404);
    expect((await read(null)).status).toBe(404);
    expect((await newVisitor(world).get('/mon-agenda/.ics')).status).toBe(404);
  });

  test('holds bookings, shifts and what one’s collectives prepare, each once', async () => {
    const own = await openSiteWorld();
    const secret = 'm'.repeat(43);
    const person = await own.db.query
      .selectFrom('person')
      .select('id')
      .where('email', '=', MAELLE)
      .executeTakeFirstOrThrow();
    await addEvents(own, [{ slug: 'veillee', name: 'Veillée' }]);
    await holdPlacesOf(own, 'veillee', 2, person.id);
    const shift = await own.db.query.selectFrom('shift').selectAll().executeTakeFirstOrThrow();
    await writeTransaction(own.db, async ({ query }) => {
      await query
        .updateTable('person')
        .set({ calendar_secret: secret })
        .where('id', '=', person.id)
        .execute();
      await query
        .updateTable('booking')
        .set({ state: 'booked', ends_at: null, means: 'free', booked_at: own.deps.clock() })
        .where('person_id', '=', person.id)
        .where('state', '=', 'held')
        .execute();
      await query.deleteFrom('shift_sign_up').where('person_id', '=', person.id).execute();
      await query
        .insertInto('shift_sign_up')
        .values({
          ...{ id: '019b76da-a8ff-7000-8000-000000000001', shift_id: shift.id },
          ...{ person_id: person.id, state: 'signed-up', signed_at: own.deps.clock() },
          closed_at: null,
        })
        .execute();
    });
    const page = await newVisitor(own).get(`/mon-agenda/${secret}.ics`);
    const { events } = parseCalendar(page.html);
    const named = (name: string) => events.filter((event) => event['SUMMARY'] === name);
    expect(named('Ma réservation\u00a0: Veillée')).toMatchObject([{ TRANSP: 'OPAQUE' }]);
    expect(named('Ma réservation\u00a0: Veillée')[0]?.['DESCRIPTION']).toContain(
      '2 places réservées.',
    );
    expect(named('Veillée')).toEqual([]);
    expect(named(`Bénévole\u00a0: ${shift.name}`)).toHaveLength(1);
    expect(named('Atelier vélo du samedi')).toHaveLength(1);
    // Of the village, but not hers.
    expect(named('Le petit théâtre de papier')).toEqual([]);
    expect(new Set(events.map((event) => event['UID'])).size).toBe(events.length);
    await own.close();
  });
});

describe('news and addresses', () => {
  test('RSS is well formed whatever a collective writes, and says where it is', async () => {
    const evil = await openSiteWorld();
    await addEvents(evil, [{ slug: 'evil', name: EVIL.slice(0, 90), summary: EVIL, tags: [EVIL] }]);
    const answer = await evil.request('/agenda.rss?collectif=le-phare-bavard');
    expect(answer.headers.get('content-type')).toBe('application/rss+xml; charset=utf-8');
    const xml = await answer.text();
    expect(wellFormed(xml)).toBe(true);
    expect(xml).toContain('<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">');
    expect(xml).toContain(
      '<atom:link href="http://lespass.test/agenda.rss?collectif=le-phare-bavard" rel="self" type="application/rss+xml"/>',
    );
    expect(xml).toContain('<link>http://lespass.test/evenement/le-phare-bavard/evil</link>');
    expect(xml).toMatch(/<pubDate>\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT<\/pubDate>/);
    expect(xml).not.toContain('<script>');
    // Inside the description, HTML is escaped twice: once as a page, once as XML.
    expect(xml).toContain('&lt;p&gt;&amp;lt;/description&amp;gt;');
    await evil.close();
  });

  test('letters that XML forbids are left out', () => {
    expect(escapeXml('a\u0000b\u0008<\uD800é"')).toBe('ab&lt;é&quot;');
  });

  test('the site map names public pages only, with their age', async () => {
    const xml = await (await world.request('/sitemap.xml')).text();
    expect(wellFormed(xml)).toBe(true);
    const paths = [...xml.matchAll(/<loc>http:\/\/lespass\.test([^<]*)<\/loc>/g)].map(
      (match) => match[1] ?? '',
    );
    expect(paths).toEqual(
      expect.arrayContaining([
        '/',
        '/lieux',
        '/village/kerlune',
        '/collectif/l-etabli',
        '/evenement/l-etabli/atelier-velo',
      ]),
    );
    expect(
      paths.filter((path) => !/^\/($|lieux|village\/|collectif\/|evenement\/)/.test(path)),
    ).toEqual([]);
    expect(xml).toMatch(/atelier-velo<\/loc><lastmod>2026-11-22T20:00:00\.000Z<\/lastmod>/);
    for (const path of paths) expect((await newVisitor(world).get(path)).status).toBe(200);
    const robots = await (await world.request('/robots.txt')).text();
    expect(robots).toContain('Disallow: /mon-compte');
    expect(robots).toContain('Sitemap: http://lespass.test/sitemap.xml');
  });
});

/** Each element is closed by its own name, and no bare sign stands in a text. */
function wellFormed(xml: string): boolean {
  const open: string[] = [];
  const body = xml.replace(/^<\?xml[^>]*\?>/, '');
  const tags = /<(\/?)([a-z:]+)((?:\s[a-z:]+="[^"<]*")*)\s*(\/?)>/gi;
  let text = body;
  for (const [whole, slash, name = '', , empty] of body.matchAll(tags)) {
    text = text.replace(whole, '');
    if (slash === '/') {
      if (open.pop() !== name) return false;
    } else if (empty !== '/') open.push(name);
  }
  return open.length === 0 && !/[<>]|&(?!(?:amp|lt|gt|quot|apos);)/.test(text);
}
