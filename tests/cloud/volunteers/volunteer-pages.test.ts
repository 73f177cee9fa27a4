import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newVisitor, newestMail, signIn } from '../../helpers/site-visitor.ts';
import type { Visitor } from '../../helpers/site-visitor.ts';
import { openSiteWorld } from '../../helpers/site-world.ts';
import type { SiteWorld } from '../../helpers/site-world.ts';

const AWA = 'awa.diallo@example.org';
const shift = (n: number): string => `019b76da-a81a-7000-8000-${n.toString(16).padStart(12, '0')}`;
const BAR = `/benevoles/la-grande-oreille/${shift(8)}`;
const OFFICE = '/gestion/l-etabli/benevoles';

let world: SiteWorld;
let awa: Visitor;
let etienne: Visitor;
beforeAll(async () => {
  world = await openSiteWorld();
  awa = newVisitor(world);
  await signIn(world, awa, AWA);
  etienne = newVisitor(world);
  await signIn(world, etienne, 'etienne@example.org');
});
afterAll(() => world.close());

describe('a volunteer', () => {
  test('sees where help is needed without an account, and is led to sign in and back', async () => {
    const nobody = newVisitor(world);
    const list = await nobody.get('/benevoles');
    expect(list.text).toContain('Tenir le bar');
    expect(list.text).toContain('Encore 2 personnes');
    expect(list.html).toContain(`/entrer?suite=${encodeURIComponent(BAR)}`);
    expect((await nobody.post(BAR, {})).text).toContain('adresse e-mail');
  });

  test('signs up in one tap, finds it again, and drops out in two', async () => {
    const page = await awa.get('/benevoles');
    const signed = await awa.send(page, BAR);
    expect(signed.text).toContain('C’est noté, vous venez');
    expect(signed.text).toContain('rappellera la veille');
    expect(signed.text).toContain('3 inscrits sur 4');
    expect((await awa.send(page, BAR)).text).toContain('3 inscrits sur 4');
    expect((await awa.get('/benevoles')).text).toContain('Mes créneaux');
    const asked = await awa.get(`${BAR}/annuler`);
    expect(asked.text).toContain('Annuler Tenir le bar ?');
    const dropped = await awa.send(asked, `${BAR}/annuler`);
    expect(dropped.text).toContain('vous ne venez plus');
    expect(dropped.text).toContain('2 inscrits sur 4');
  });

  test('is promised no reminder for today: its hour is over', async () => {
    const sami = newVisitor(world);
    await signIn(world, sami, 'sami@example.org');
    const today = `/benevoles/la-grande-oreille/${shift(2)}`;
    const signed = await sami.send(await sami.get(today), today);
    expect(signed.text).toContain('C’est noté, vous venez');
    expect(signed.text).not.toContain('rappellera');
  });

  test('is told why not: two at the same time, a full one, one that is over, none', async () => {
    const lucas = newVisitor(world);
    await signIn(world, lucas, 'lucas.pereira@example.org');
    const overlap = await lucas.send(await lucas.get(BAR), BAR);
    expect(overlap.status).toBe(422);
    expect(overlap.text).toContain('Vous aidez déjà à cette heure-là');
    expect(overlap.text).toContain('Tenir la caisse');
    expect((await awa.get(`/benevoles/la-grande-oreille/${shift(7)}`)).text).toContain('Complet');
    expect((await awa.get(`/benevoles/l-etabli/${shift(1)}`)).text).toContain('déjà commencé');
    expect((await awa.get(`/benevoles/l-etabli/${shift(8)}`)).status).toBe(404);
    expect((await awa.get('/benevoles/le-phare-bavard')).text).toContain('Personne n’a besoin');
  });
});

describe('who runs a collective', () => {
  const answers = {
    ...{ nom: 'Peindre <b>la</b> porte', evenement: '', jour: '2026-12-12', de: '14:00' },
    ...{ a: '17:30', lieu: 'Atelier', combien: '2', description: 'Une <script>', annuler: '24' },
    heures: 'oui',
  };

  test('makes a shift, once for a form sent twice; wrong answers stay and say why', async () => {
    const form = await etienne.get(`${OFFICE}/nouveau`);
    const wrong = await etienne.send(form, `${OFFICE}/nouveau`, {
      ...answers,
      de: 'x',
      combien: '0',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('Écrivez une heure, par exemple 19:00');
    expect(wrong.text).toContain('Écrivez un nombre de 1 à 500');
    expect(wrong.html).toContain('value="Peindre &lt;b&gt;la&lt;/b&gt; porte"');
    expect(wrong.html).not.toContain('<script>');
    const past = await etienne.send(form, `${OFFICE}/nouveau`, { ...answers, jour: '2026-11-01' });
    expect(past.text).toContain('Ce moment est déjà passé');
    const made = await etienne.send(form, `${OFFICE}/nouveau`, answers);
    expect(made.text).toContain('Le créneau est créé');
    await etienne.send(form, `${OFFICE}/nouveau`, answers);
    const rows = await world.db.query
      .selectFrom('shift')
      .select('id')
      .where('name', '=', answers.nom)
      .execute();
    expect(rows).toHaveLength(1);
    const differs = await etienne.send(form, `${OFFICE}/nouveau`, { ...answers, combien: '9' });
    expect([differs.status, differs.text]).toEqual([422, expect.stringContaining('existe déjà')]);
    expect((await newVisitor(world).get('/benevoles/l-etabli')).text).toContain(
      'Peindre <b>la</b>',
    );
  });

  test('changes and cancels it; who comes is told by mail', async () => {
    const { id } = await world.db.query
      .selectFrom('shift')
      .select('id')
      .where('name', '=', answers.nom)
      .executeTakeFirstOrThrow();
    const path = `/benevoles/l-etabli/${id}`;
    await awa.send(await awa.get(path), path);
    const office = `${OFFICE}/${id}`;
    const few = await etienne.send(await etienne.get(`${office}/changer`), `${office}/changer`, {
      ...answers,
      ...{ de: '15:00', a: '18:00' },
    });
    expect(few.text).toContain('C’est changé');
    expect((await newestMail(world, AWA))?.text).toContain('Votre créneau a changé');
    const written = await etienne.send(await etienne.get(office), `${office}/ecrire`, {
      message: 'Prenez un <vieux> pull.',
    });
    expect(written.text).toContain('Message envoyé à 1 personne');
    expect((await newestMail(world, AWA))?.text).toContain('Prenez un <vieux> pull.');
    world.passTime(1_000);
    const asked = await etienne.get(`${office}/retirer`);
    expect(asked.text).toContain('1 personne inscrite recevra un e-mail');
    await etienne.send(asked, `${office}/retirer`);
    await etienne.send(asked, `${office}/retirer`);
    expect((await newestMail(world, AWA))?.text).toContain('Votre créneau est annulé');
    expect((await awa.get(path)).text).toContain('Ce créneau est annulé');
  });

  test('says who came once it is over, and puts it right', async () => {
    const office = `${OFFICE}/${shift(1)}`;
    const page = await etienne.get(office);
    expect(page.text).toContain('dites qui est venu');
    const came = await etienne.send(page, `${office}/venus`, { venu: 'oui' });
    expect(came.text).toContain('3\u202fh comptées');
    const missed = await etienne.send(came, `${office}/venus`, { venu: 'non' });
    expect(missed.text).not.toContain('comptées');
    const early = await etienne.post(`${OFFICE}/${shift(5)}/venus`, {});
    expect(early.status).toBe(422);
  });
});
