import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newVisitor, signIn } from '../../helpers/site-visitor.ts';
import type { Visitor } from '../../helpers/site-visitor.ts';
import { playMoment } from '../../helpers/site-moments.ts';
import { openSiteWorld } from '../../helpers/site-world.ts';
import type { SiteWorld } from '../../helpers/site-world.ts';

const CARD = '8A41F6D0';

let world: SiteWorld;
let maelle: Visitor;

beforeAll(async () => {
  world = await openSiteWorld();
  maelle = newVisitor(world);
  await signIn(world, maelle, 'maelle.legoff@example.org');
});
afterAll(() => world.close());

const euros = (text: string): string => `${text}\u202f€`;

describe('Tirelire (RULES P2)', () => {
  test('the sum first, then where it can be spent, each asset apart', async () => {
    const { text } = await maelle.get('/mon-compte');
    expect(text).toContain(`Dans ma tirelire ${euros('69,50')}`);
    // Gift 3.00 + its own 12.50 + a partner's 8.00 + global 42.00; the gift of another not.
    expect(text).toContain(`La Grande Oreille ${euros('65,50')}`);
    expect(text).toContain(`L’Établi ${euros('66,50')}`);
    expect(text).toContain(`La Table des Voisins ${euros('62,50')}`);
    expect(text).toContain(`Tous les autres collectifs ${euros('42,00')}`);
    expect(text).toMatch(/Monnaie globale .*La Tournée Bon cadeau de La Grande Oreille/);
  });

  test('hours and points stand beside the money and are in no sum', async () => {
    const { text } = await maelle.get('/mon-compte');
    expect(text).toContain('7 points');
    expect(text).toContain('3\u202fh\u202f30');
  });

  test('what a station reserves is "en cours" and cannot be spent', async () => {
    await playMoment(world, { kind: 'reserve', cardNumber: CARD, cents: 350 });
    const { text } = await maelle.get('/mon-compte');
    expect(text).toContain(`${euros('3,50')} en cours chez La Grande Oreille`);
    expect(text).toContain(`Dans ma tirelire ${euros('66,00')}`);
  });

  test('a sale shows its collective, its lines, its means, and which asset paid what', async () => {
    await playMoment(world, {
      kind: 'sale',
      cardNumber: CARD,
      cashCents: 100,
      lines: [
        { label: 'Demi <b>blonde</b>', count: 2, cents: 600 },
        { label: 'Galette saucisse', count: 1, cents: 550 },
      ],
    });
    const page = await maelle.get('/mon-compte');
    const entry = page.text.slice(page.text.indexOf('Ce qui s’est passé'));
    expect(entry).toContain('dimanche 22 novembre 2026 La Grande Oreille');
    expect(entry).toContain(`Pass ${CARD}`);
    expect(entry).toContain(`\u2212\u202f${euros('10,50')}`);
    expect(entry).toContain(`2 × Demi <b>blonde</b> ${euros('6,00')}`);
    expect(page.html).not.toContain('<b>blonde</b>');
    expect(entry).toContain(`1 × Galette saucisse ${euros('5,50')}`);
    expect(entry).toContain(`Total de l’achat ${euros('11,50')}`);
    // The gift left over by the reserve, then the collective's own money, then the cash.
    expect(entry).toContain(`Le Sonnant ${euros('10,50')}`);
    expect(entry).toContain(`Espèces ${euros('1,00')}`);
  });

  test('what is shown sums up to what is there', async () => {
    const { text } = await maelle.get('/mon-compte');
    expect(text).toContain(`Dans ma tirelire ${euros('55,50')}`);
  });

  test('a long history comes in pages, each entry once', async () => {
    for (let count = 0; count < 30; count += 1) {
      world.passTime(60_000);
      await playMoment(world, { kind: 'top-up', cardNumber: '1B6E84F3', cents: 100 + count });
    }
    const rosalind = newVisitor(world);
    await signIn(world, rosalind, 'rosalind.hart@example.org');
    const first = await rosalind.get('/mon-compte?lang=fr');
    const older = /href="(\/mon-compte\?avant=[^"]+)"/.exec(first.html)?.[1] ?? '';
    const second = await rosalind.get(older.replaceAll('&amp;', '&'));
    const amounts = `${first.text} ${second.text}`.match(/\+\u202f1,[0-2]\d\u202f€/g) ?? [];
    expect(new Set(amounts).size).toBe(30);
    expect(amounts).toHaveLength(30);
    expect(second.text).toContain('Revenir au plus récent');
    for (const mark of ['x', '_', '2026_1', "'", '9'.repeat(4_000)]) {
      expect((await rosalind.get(`/mon-compte?avant=${encodeURIComponent(mark)}`)).status).toBe(
        200,
      );
    }
  });

  test('the state of an open page changes when the purse does, and only then', async () => {
    const state = async (etag: string) => {
      const cookie = [...maelle.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      return world.request('/mon-compte/etat', { headers: { cookie, 'if-none-match': etag } });
    };
    const first = await state('');
    const etag = first.headers.get('etag') ?? '';
    expect(first.status).toBe(204);
    expect((await state(etag)).status).toBe(304);
    await playMoment(world, { kind: 'top-up', cardNumber: '1B6E84F3', cents: 100 });
    expect((await state(etag)).status).toBe(304);
    await playMoment(world, { kind: 'top-up', cardNumber: CARD, cents: 100 });
    expect((await state(etag)).status).toBe(204);
  });

  test('nobody sees a purse without signing in', async () => {
    for (const path of [
      '/mon-compte',
      '/mon-compte/etat',
      '/mon-compte/pass',
      '/mon-compte/appareils',
    ]) {
      const page = await newVisitor(world).get(path);
      expect(page.path).toContain('/entrer');
    }
  });

  test('pages about one person are kept nowhere', async () => {
    const { headers, html } = await maelle.get('/mon-compte');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(html).toContain('<meta name="robots" content="noindex"');
  });
});
