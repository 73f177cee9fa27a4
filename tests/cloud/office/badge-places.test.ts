import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fieldsOf, problemAt } from '../../helpers/form-fields.ts';
import { ETABLI_ID } from '../../helpers/played-stays.ts';
import { newVisitor, signIn } from '../../helpers/site-visitor.ts';
import type { Page, Visitor } from '../../helpers/site-visitor.ts';
import { openSiteWorld } from '../../helpers/site-world.ts';
import type { SiteWorld } from '../../helpers/site-world.ts';

const HOME = '/gestion/l-etabli/badgeuse';
const SPACES = `${HOME}/espaces`;
const TEAMS = `${HOME}/equipes`;
const SETTINGS = `${HOME}/reglages`;

let world: SiteWorld;
let etienne: Visitor;

beforeAll(async () => {
  world = await openSiteWorld();
  etienne = newVisitor(world);
  await signIn(world, etienne, 'etienne@example.org');
});
afterAll(() => world.close());

async function fill(path: string, changes: Readonly<Record<string, string>>): Promise<Page> {
  const page = await etienne.get(path);
  return etienne.post(path, { ...fieldsOf(page, path), ...changes });
}

const spaceNamed = (name: string) =>
  world.db.query.selectFrom('badge_space').selectAll().where('name', '=', name).executeTakeFirst();

/** What stations are told again after the work. */
async function toldBy(work: () => Promise<unknown>): Promise<readonly string[]> {
  const newest = await world.db.query
    .selectFrom('feed_change')
    .select(({ fn }) => fn.max('seq').as('seq'))
    .executeTakeFirstOrThrow();
  await work();
  const rows = await world.db.query
    .selectFrom('feed_change')
    .select('topic')
    .where('seq', '>', newest.seq)
    .execute();
  return [...new Set(rows.map(({ topic }) => topic))].toSorted();
}

describe('spaces', () => {
  test('one is added, changed and closed, and stations are told each time', async () => {
    const added = await toldBy(() => fill(SPACES, { nom: 'Labo', places: '4', ordre: '5' }));
    expect(added).toEqual(['settings', 'space']);
    const space = await spaceNamed('Labo');
    expect(space).toMatchObject({ collective_id: ETABLI_ID, places: 4, sort_order: 5 });
    const path = `${SPACES}/${space?.id}`;
    await fill(path, { nom: 'Labo photo', places: '3' });
    expect(await spaceNamed('Labo photo')).toMatchObject({ id: space?.id, places: 3 });
    const asked = await etienne.get(`${path}/retirer`);
    expect(asked.text).toContain('Fermer l’espace Labo photo ?');
    const closed = await etienne.send(asked, `${path}/retirer`);
    expect(closed.text).toContain('L’espace est fermé.');
    expect(closed.text).not.toContain('Labo photo');
    expect((await etienne.get(path)).status).toBe(404);
  });

  test.each([
    [{ nom: ' ' }, 'nom', 'Écrivez un nom.'],
    [{ places: '0' }, 'places', 'Écrivez un nombre de places'],
    [{ places: '10001' }, 'places', 'Écrivez un nombre de places'],
    [{ tarif: ETABLI_ID }, 'tarif', 'Choisissez un tarif.'],
    [{ ordre: '-1' }, 'ordre', 'Écrivez un nombre'],
  ])('%j is told beside %s', async (changes, field, sentence) => {
    const page = await fill(SPACES, { nom: 'Cave', places: '2', ...changes });
    expect(page.status).toBe(422);
    expect(problemAt(page, field)).toContain(sentence);
    expect(await spaceNamed('Cave')).toBeUndefined();
  });
});

describe('settings', () => {
  test('are saved, and what is said of them is shown again', async () => {
    const told = await toldBy(() =>
      fill(SETTINGS, {
        ...{ accueil: 'Bonjour <toi>', mois: '6' },
        facture: 'SIREN 552 100 554\nIBAN FR76 0000',
      }),
    );
    expect(told).toEqual(['settings']);
    expect(fieldsOf(await etienne.get(SETTINGS), SETTINGS)).toMatchObject({
      ...{ accueil: 'Bonjour <toi>', mois: '6', telephone: 'oui' },
      facture: 'SIREN 552 100 554\nIBAN FR76 0000',
    });
  });

  test.each(['0', '61', 'trois', ''])('months "%s" are refused', async (mois) => {
    const page = await fill(SETTINGS, { mois, accueil: 'Gardé' });
    expect(page.status).toBe(422);
    expect(problemAt(page, 'mois')).toContain('Écrivez un nombre de mois, de 1 à 60.');
    expect(fieldsOf(page, SETTINGS)).toMatchObject({ mois, accueil: 'Gardé' });
  });

  test('the QR at the door changes when it is asked for, and is away without phones', async () => {
    const urlOf = (page: Page): string =>
      /http:\/\/\S+\/badge\/[0-9a-f]+/.exec(page.text)?.[0] ?? '';
    const door = await etienne.get(`${SETTINGS}/porte`);
    expect(door.html).toContain('<svg');
    expect(urlOf(door)).not.toBe('');
    const asked = await etienne.get(`${SETTINGS}/porte/nouveau`);
    expect(urlOf(await etienne.get(`${SETTINGS}/porte`))).toBe(urlOf(door));
    const renewed = await etienne.send(asked, `${SETTINGS}/porte/nouveau`);
    expect(urlOf(renewed)).not.toBe(urlOf(door));
    const { telephone: _, ...without } = fieldsOf(await etienne.get(SETTINGS), SETTINGS);
    await etienne.post(SETTINGS, without);
    expect((await etienne.get(`${SETTINGS}/porte`)).status).toBe(404);
    await etienne.post(SETTINGS, { ...without, telephone: 'oui' });
    expect(urlOf(await etienne.get(`${SETTINGS}/porte`))).toBe(urlOf(renewed));
  });
});

describe('teams', () => {
  const sharersOf = (page: Page): readonly string[] =>
    [...page.html.matchAll(/aria-label="Ôter ([^"]*)"/g)].map((match) => match[1] ?? '');

  async function teamOf(name: string): Promise<string> {
    const row = await world.db.query
      .selectFrom('membership')
      .innerJoin('person', 'person.id', 'membership.person_id')
      .select('membership.id')
      .where('person.name', '=', name)
      .where('offer_id', '=', '019b76da-a810-7000-8000-000000000004')
      .executeTakeFirstOrThrow();
    return row.id;
  }

  const change = async (changes: Readonly<Record<string, string>>): Promise<Page> => {
    const page = await etienne.get(TEAMS);
    return etienne.post(TEAMS, { marque: fieldsOf(page, TEAMS)['marque'] ?? '', ...changes });
  };

  test('somebody is added by address or by Pass, once, and taken out', async () => {
    const adhesion = await teamOf('Solène Tanguy');
    const name = `qui_${adhesion}`;
    expect(sharersOf(await etienne.get(TEAMS))).toEqual(['Awa Diallo']);
    const added = await change({ adhesion, [name]: 'Henri.Cadiou@example.org' });
    expect(sharersOf(added)).toEqual(['Awa Diallo', 'Henri Cadiou']);
    await change({ adhesion, [name]: 'henri.cadiou@example.org' });
    const card = await world.db.query
      .selectFrom('card')
      .innerJoin('person', 'person.id', 'card.person_id')
      .select(['number', 'name'])
      .where('card.state', '=', 'linked')
      .where('name', 'not in', ['Henri Cadiou', 'Awa Diallo', 'Solène Tanguy'])
      .executeTakeFirstOrThrow();
    const byPass = await change({ adhesion, [name]: card.number.toLowerCase() });
    expect(sharersOf(byPass)).toContain(card.name);
    const person = await world.db.query
      .selectFrom('person')
      .select('id')
      .where('name', '=', 'Henri Cadiou')
      .executeTakeFirstOrThrow();
    const told = await toldBy(() => change({ adhesion, retirer: person.id }));
    expect(told).toContain('badge-account');
    expect(sharersOf(await etienne.get(TEAMS))).not.toContain('Henri Cadiou');
  });

  test.each([
    ['', 'Écrivez une adresse e-mail ou le numéro d’un Pass.'],
    ['pas une adresse', 'Cette adresse ne semble pas complète.'],
    ['00000000', 'Ce Pass n’est lié à personne.'],
  ])('"%s" is nobody, and stays in the form', async (typed, sentence) => {
    const adhesion = await teamOf('Solène Tanguy');
    const page = await change({ adhesion, [`qui_${adhesion}`]: typed });
    expect(page.status).toBe(422);
    expect(problemAt(page, `qui_${adhesion}`)).toContain(sentence);
    expect(page.html).toContain(`value="${typed}"`);
  });

  test('a membership of another collective has no team here', async () => {
    const other = await world.db.query
      .selectFrom('membership')
      .select('id')
      .where('collective_id', '<>', ETABLI_ID)
      .executeTakeFirstOrThrow();
    const page = await change({ adhesion: other.id, [`qui_${other.id}`]: 'awa@example.org' });
    expect(page.status).toBe(404);
  });
});

test('the manager of another collective finds none of it under their own', async () => {
  const nolwenn = newVisitor(world);
  await signIn(world, nolwenn, 'nolwenn@example.org');
  const space = await spaceNamed('Bureaux partagés');
  const own = '/gestion/la-grande-oreille/badgeuse';
  expect((await nolwenn.get(own)).status).toBe(200);
  expect((await nolwenn.get(`${own}/espaces/${space?.id}`)).status).toBe(404);
  expect((await nolwenn.get(SPACES)).status).toBe(404);
});
