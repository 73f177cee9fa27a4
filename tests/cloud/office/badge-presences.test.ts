import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fieldsOf } from '../../helpers/form-fields.ts';
import { readPdfText } from '../../helpers/pdf-text.ts';
import { playStays } from '../../helpers/played-stays.ts';
import { newVisitor, signIn } from '../../helpers/site-visitor.ts';
import type { Page, Visitor } from '../../helpers/site-visitor.ts';
import { WORLD_NOW, openSiteWorld } from '../../helpers/site-world.ts';
import type { SiteWorld } from '../../helpers/site-world.ts';

const HOME = '/gestion/l-etabli/badgeuse';

let world: SiteWorld;
let etienne: Visitor;
let [awa, camille, henri, evil]: readonly string[] = [];

beforeAll(async () => {
  world = await openSiteWorld();
  etienne = newVisitor(world);
  await signIn(world, etienne, 'etienne@example.org');
  [awa, camille, henri, evil] = await playStays(
    world.db,
    [
      { email: 'awa.diallo@example.org', inAt: '2026-11-22T12:32:00.000Z', outAt: null },
      {
        email: null,
        guest: { name: 'Camille', hostEmail: 'awa.diallo@example.org' },
        ...{ inAt: '2026-11-22T12:40:00.000Z', outAt: null },
      },
      {
        email: 'henri.cadiou@example.org',
        ...{ inAt: '2026-11-03T08:10:00.000Z', outAt: '2026-11-03T15:40:00.000Z' },
      },
      {
        email: null,
        guest: { name: '=HYPERLINK("x")', hostEmail: null },
        ...{ inAt: '2026-11-04T08:00:00.000Z', outAt: '2026-11-04T09:00:00.000Z' },
      },
      {
        email: 'awa.diallo@example.org',
        ...{ inAt: '2026-11-10T08:00:00.000Z', outAt: '2026-11-10T09:00:00.000Z' },
      },
    ],
    WORLD_NOW,
  );
});
afterAll(() => world.close());

const cookies = (): string =>
  [...etienne.cookies].map(([name, value]) => `${name}=${value}`).join('; ');

/** Asks as the open page does, or for a file. */
const ask = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  world.request(path, { headers: { ...headers, cookie: cookies() } });

const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('who is in', () => {
  test('stands with name, space, hour and host; what is due beside it', async () => {
    const text = plain((await etienne.get(HOME)).text);
    expect(text).toContain('2 personnes sont là');
    expect(text).toContain('Bureaux partagés 2 sur 20');
    expect(text).toMatch(/Awa Diallo\s+Bureaux partagés\s+depuis 13 h 32\s+4 h 38/);
    expect(text).toContain('Camille, avec Awa Diallo');
    expect(text).toMatch(/Lucas Pereira.*6,75 €/);
  });

  test('is on a list to print, with a box for each', async () => {
    const page = await etienne.get(`${HOME}/liste`);
    expect(page.html.match(/class="tick-box"/g)).toHaveLength(2);
    expect(plain(page.text)).toContain('Le dimanche 22 novembre 2026 à 18 h 10');
  });

  test('changes the open page only when somebody comes or goes', async () => {
    const first = (await ask(`${HOME}/etat`)).headers.get('etag') ?? '';
    const look = () => ask(`${HOME}/etat`, { 'if-none-match': first });
    expect((await look()).status).toBe(304);
    const [sami] = await playStays(
      world.db,
      [{ email: 'ines.moreau@example.org', inAt: '2026-11-22T17:00:00.000Z', outAt: null }],
      WORLD_NOW,
    );
    expect((await look()).status).toBe(204);
    expect((await etienne.get(HOME)).html).toContain(`data-state="${HOME}/etat"`);
    await correct(sami ?? '', { raison: 'Erreur de porte' }, 'retirer');
  });
});

/** Sends one of the two forms of a stay. */
async function correct(
  presence: string,
  changes: Readonly<Record<string, string>>,
  form: 'corriger' | 'retirer' = 'corriger',
): Promise<Page> {
  const path = `${HOME}/presences/${presence}`;
  const page = await etienne.get(path);
  if (form === 'corriger') return etienne.post(path, { ...fieldsOf(page, path), ...changes });
  const fields = fieldsOf(page, `${path}/retirer`);
  return etienne.post(`${path}/retirer`, { ...fields, pourquoi: changes['raison'] ?? '' });
}

describe('a correction', () => {
  test('needs a reason, and hours that can be', async () => {
    const without = await correct(henri ?? '', { sortie: '12:00' });
    expect(without.status).toBe(422);
    expect(without.text).toContain('Écrivez pourquoi.');
    expect(fieldsOf(without, `${HOME}/presences/`)['sortie']).toBe('12:00');
    const never = await correct(henri ?? '', { raison: 'Rien' });
    expect(never.text).toContain('Aucune heure n’a changé.');
    const before = await correct(henri ?? '', { sortie: '08:00', raison: 'Oubli' });
    expect(before.text).toContain('Le départ vient après l’arrivée');
    const strange = await correct(henri ?? '', { jour_sortie: '2026-02-31', raison: 'Oubli' });
    expect(strange.text).toContain('Choisissez un jour et une heure qui existent.');
    const events = await world.db.query
      .selectFrom('presence_event')
      .select('id')
      .where('target_id', '=', henri ?? '')
      .execute();
    expect(events).toEqual([]);
  });

  test('prices the stay again, gives the difference back, and stands in its history', async () => {
    expect(plain((await etienne.get(`${HOME}/presences/${henri}`)).text)).toMatch(
      /Prix\s+12,00 €\s+Payé\s+12,00 €\s+À régler\s+0,00 €/,
    );
    const page = await correct(henri ?? '', { sortie: '11:10', raison: 'Parti à 11 h 10' });
    expect(page.text).toContain('C’est corrigé.');
    const text = plain(page.text);
    expect(text).toMatch(/Prix\s+6,00 €\s+Payé\s+6,00 €\s+À régler\s+0,00 €/);
    expect(text).toMatch(/Entrée\s+mardi 3 novembre 2026, 9 h 10\s+Sur un téléphone/);
    expect(text).toContain('Heures corrigées');
    expect(text).toContain('Arrivée : —. Départ : mardi 3 novembre 2026, 11 h 10.');
    expect(text).toMatch(/Dans la gestion, [ÉE]tienne/);
    expect(text).toContain('Raison : Parti à 11 h 10');
  });

  test('closes somebody who forgot to go out', async () => {
    const page = await correct(camille ?? '', { sortie: '14:00', raison: 'Partie' });
    expect(plain(page.text)).toMatch(/Durée\s+20 min/);
    expect(plain((await etienne.get(HOME)).text)).toContain('1 personne est là');
  });

  test('takes a stay away, and it no longer counts', async () => {
    const page = await correct(awa ?? '', { raison: 'Pas venue' }, 'retirer');
    expect(page.text).toContain('Cette présence est retirée.');
    expect(plain((await etienne.get(HOME)).text)).toContain('0 personne est là');
  });

  test('is of a stay of this collective only', async () => {
    const nolwenn = newVisitor(world);
    await signIn(world, nolwenn, 'nolwenn@example.org');
    const bar = `/gestion/la-grande-oreille/badgeuse/presences/${henri}`;
    expect((await nolwenn.get(bar)).status).toBe(404);
    expect((await nolwenn.post(bar, { raison: 'x' })).status).toBe(404);
    expect((await etienne.get(`${HOME}/presences/x`)).status).toBe(404);
  });
});

describe('a month', () => {
  test('counts days, hours and amounts of everybody, as a picture and as a table', async () => {
    const page = await etienne.get(`${HOME}/mois?m=2026-11`);
    const text = plain(page.text);
    expect(text).toMatch(/Henri Cadiou\s+1\s+2 h\s+0 min\s+6,00 €\s+6,00 €\s+0,00 €/);
    expect(page.html).toMatch(
      /<svg class="month-bars"[^>]*role="img" aria-label="En novembre 2026/,
    );
    expect(text).toMatch(/mardi 3 novembre 2026\s+1\s+2 h\s+6,00 €/);
    expect(text).not.toContain('décembre 2026');
  });

  test('of one person is a calendar, with the guests they brought', async () => {
    const { html } = await etienne.get(`${HOME}/mois?m=2026-11`);
    const link = /href="([^"]*personne=[^"]*)"[^>]*>\s*Awa Diallo/.exec(html)?.[1] ?? '';
    const page = await etienne.get(link.replaceAll('&amp;', '&'));
    expect(page.text).toContain('Awa Diallo, novembre 2026');
    expect(page.text).toContain('Camille, avec Awa Diallo');
    expect(page.text).toContain('mardi 10 novembre 2026');
    expect(page.html).toContain('<svg class="month-calendar"');
    expect(page.text).not.toContain('Henri');
    const before = link.replaceAll('&amp;', '&').replace('2026-11', '2026-10');
    expect((await etienne.get(before)).text).toContain('Awa Diallo, octobre 2026');
    const nobody = `${HOME}/mois?m=2026-11&personne=019b76da-a80b-7000-8000-0000000000ff`;
    expect((await etienne.get(nobody)).status).toBe(404);
  });

  test('is a file for a spreadsheet, where a name is never a formula', async () => {
    const response = await ask(`${HOME}/mois/csv?m=2026-11`);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toContain('presences-2026-11.csv');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const rows = bytes.toString('utf8').split('\r\n');
    expect(rows[0]).toContain('Jour;Nom;Espace;Tarif;Arrivée;Départ;Minutes');
    expect(rows.find((row) => row.includes('Henri'))).toBe(
      '2026-11-03;Henri Cadiou;Bureaux partagés;Bureau partagé, au temps passé;2026-11-03 09:10;2026-11-03 11:10;120;0;6,00;6,00;0,00;terminée',
    );
    expect(evil).not.toBeUndefined();
    expect(rows.find((row) => row.includes('HYPERLINK'))).toContain(`;"'=HYPERLINK(""x"")";`);
  });

  test('is a PDF with accents and the euro sign right', async () => {
    const response = await ask(`${HOME}/mois/pdf?m=2026-11`);
    expect(response.headers.get('content-type')).toBe('application/pdf');
    const [page = ''] = readPdfText(new Uint8Array(await response.arrayBuffer()));
    const text = plain(page);
    expect(text).toContain('L’Établi');
    expect(text).toContain('Présences, novembre 2026');
    expect(text).toContain('Henri Cadiou\n1\n2 h\n0 min\n6,00 €\n0,00 €');
    expect(text).toContain('Page 1 sur 1');
    expect(text).not.toContain('\ufffd');
  });
});
