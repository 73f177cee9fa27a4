import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { playMoment } from '../../../helpers/site-moments.ts';
import { newVisitor, newestMail, signIn } from '../../../helpers/site-visitor.ts';
import type { Page, Visitor } from '../../../helpers/site-visitor.ts';
import { openSiteWorld } from '../../../helpers/site-world.ts';
import type { SiteWorld } from '../../../helpers/site-world.ts';

/** Préférences (RULES P3): name, address, language, look; and all of one's data. */

const PREFERENCES = '/mon-compte/preferences';
const SOLENE = 'solene.tanguy@example.org';

let world: SiteWorld;
beforeAll(async () => {
  world = await openSiteWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await playMoment(world, { kind: 'calm' });
});

async function enter(email: string): Promise<Visitor> {
  const visitor = newVisitor(world);
  await signIn(world, visitor, email);
  return visitor;
}

const personOf = (email: string) =>
  world.db.query.selectFrom('person').selectAll().where('email', '=', email).executeTakeFirst();

const send = async (
  visitor: Visitor,
  about: string,
  fields: Readonly<Record<string, string>>,
): Promise<Page> =>
  visitor.send(await visitor.get(PREFERENCES), PREFERENCES, { sujet: about, ...fields });

describe('a name', () => {
  it('is said once and greets from then on; what looks like HTML is only text', async () => {
    const nobody = await enter('sans.nom@example.org');
    expect((await nobody.get('/mon-compte')).text).toContain('Bonjour Dans ma tirelire');
    expect((await nobody.get(PREFERENCES)).text).toContain('Mon nom Pas encore dit');

    const done = await send(nobody, 'nom', { nom: ' Zoé  <b>d’Arc</b>\u202e ' });
    expect(done.path).toBe(`${PREFERENCES}?fait=nom`);
    expect((await personOf('sans.nom@example.org'))?.name).toBe('Zoé <b>d’Arc</b>');
    const purse = await nobody.get('/mon-compte');
    expect(purse.text).toContain('Bonjour Zoé');
    expect(done.html).not.toContain('<b>d’Arc');
  });

  it('that is too long is kept in the field and told; a text of 5 MB is refused', async () => {
    const visitor = await enter('sans.nom@example.org');
    const long = 'a'.repeat(81);
    const refused = await send(visitor, 'nom', { nom: long });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain(`value="${long}"`);
    expect(refused.text).toContain('80 lettres au plus');
    expect(refused.html).toMatch(/<details class="pref" id="nom" open/);
    expect((await send(visitor, 'nom', { nom: 'a'.repeat(5_000_000) })).status).toBe(413);
  });
});

describe('language and look', () => {
  it('a language is for the pages, and for the mails on any device', async () => {
    const visitor = await enter(SOLENE);
    const done = await send(visitor, 'langue', { langue: 'en' });
    expect(done.text).toContain('Your language is saved.');
    const elsewhere = await enter(SOLENE);
    expect((await elsewhere.get('/mon-compte')).html).toContain('<html lang="en"');
    await send(elsewhere, 'langue', { langue: 'klingon' });
    expect((await personOf(SOLENE))?.language).toBe('en');
    await send(elsewhere, 'langue', { langue: 'fr' });
  });

  it('larger text and more contrast go with the person to every device', async () => {
    const visitor = await enter(SOLENE);
    await send(visitor, 'lisibilite', { taille: 'largest', contraste: 'more' });
    const elsewhere = await enter(SOLENE);
    const classes = 'class="text-largest contrast-more"';
    expect((await elsewhere.get('/mon-compte')).html).toContain(classes);
    // Pages that ask nobody's name look the same.
    expect((await elsewhere.get('/nulle-part')).html).toContain(classes);
    await send(elsewhere, 'lisibilite', { taille: 'enorme', contraste: '' });
    expect((await visitor.get('/')).html).not.toContain('class="text-');
  });

  it('a visitor sets them too, comes back to where they were, and keeps them when they sign in', async () => {
    const visitor = newVisitor(world);
    const page = await visitor.get('/lisibilite?suite=%2Flieux');
    const back = await visitor.send(page, '/lisibilite', { taille: 'large', contraste: 'normal' });
    expect(back.path).toBe('/lieux');
    expect(back.html).toContain('class="text-large"');
    await signIn(world, visitor, SOLENE);
    expect(await personOf(SOLENE)).toMatchObject({ text_size: 'large', contrast: 'normal' });
    for (const evil of [
      '//evil.test',
      '/\\evil.test',
      'https://evil.test',
      '/lisibilite?suite=x',
    ]) {
      const asked = await visitor.get(`/lisibilite?suite=${encodeURIComponent(evil)}`);
      const sent = await visitor.send(asked, '/lisibilite', { taille: 'normal', contraste: '' });
      expect(sent.path).toMatch(/^\/(mon-compte)?$/);
    }
  });
});

describe('a new address', () => {
  const ask = async (visitor: Visitor, email: string): Promise<Page> =>
    visitor.send(await visitor.get(PREFERENCES), `${PREFERENCES}/adresse`, { email });
  const type = (visitor: Visitor, page: Page, code: string): Promise<Page> =>
    visitor.send(page, `${PREFERENCES}/adresse/code`, { code });

  it('is proved by the code sent to it, opens the same account, and the old one is told', async () => {
    const visitor = await enter('ines.moreau@example.org');
    const { id } = (await personOf('ines.moreau@example.org'))!;
    const page = await ask(visitor, ' Inès.Moreau+fete@CAFÉ-Du-Canal.FR ');
    expect(page.text).toContain('inès.moreau+fete@café-du-canal.fr');
    const sentTo = 'inès.moreau+fete@xn--caf-du-canal-deb.fr';
    const mail = await newestMail(world, sentTo);
    expect(mail?.text).toContain('Voici le code qui prouve que cette adresse est à vous.');
    // Until then nothing has changed.
    expect((await personOf('ines.moreau@example.org'))?.id).toBe(id);

    const done = await type(visitor, page, ` ${mail?.code.replace(/(...)/, '$1 ')} `);
    expect(done.path).toBe(`${PREFERENCES}?fait=adresse`);
    expect((await personOf(sentTo))?.id).toBe(id);
    const told = await newestMail(world, 'ines.moreau@example.org');
    expect(told?.text).toContain('a maintenant une autre adresse e-mail');
    expect(told?.text).toMatch(/Ce n’est pas vous.*:\n\n.+@.+/s);
    expect(told?.text).not.toContain('canal.fr');

    // The code is spent, and the old address opens nothing of this account.
    expect((await type(visitor, page, mail?.code ?? '')).status).toBe(410);
    await enter('ines.moreau@example.org');
    expect((await personOf('ines.moreau@example.org'))?.id).not.toBe(id);
  });

  it('that somebody has is answered like any other, and refused only to whoever proves it', async () => {
    const visitor = await enter('bastien.quere@example.org');
    const free = await ask(visitor, 'personne@example.org');
    const taken = await ask(visitor, 'awa.diallo@example.org');
    const plain = (page: Page, email: string): string => page.text.replaceAll(email, '@');
    expect(plain(taken, 'awa.diallo@example.org')).toBe(plain(free, 'personne@example.org'));
    expect(taken.status).toBe(free.status);

    const mail = await newestMail(world, 'awa.diallo@example.org');
    const refused = await type(visitor, taken, mail?.code ?? '');
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('Elle ouvre un autre compte.');
    expect(refused.text).not.toMatch(/awa|diallo/i);
    expect(await personOf('bastien.quere@example.org')).toBeDefined();
    // Only the last code asked for was good.
    const first = await newestMail(world, 'personne@example.org');
    expect((await type(visitor, free, first?.code ?? '')).status).toBe(410);
  });

  it('five wrong codes are enough, and what is no code costs no try', async () => {
    const visitor = await enter('bastien.quere@example.org');
    const page = await ask(visitor, 'nouvelle@example.org');
    const right = (await newestMail(world, 'nouvelle@example.org'))?.code ?? '';
    const wrong = right === '000000' ? '111111' : '000000';
    expect((await type(visitor, page, 'abc')).text).toContain('Le code est fait de 6 chiffres.');
    for (const left of [4, 3, 2, 1]) {
      const answer = await type(visitor, page, wrong);
      expect(answer.status).toBe(422);
      expect(answer.text).toContain(`Il reste ${left} essai`);
    }
    expect((await type(visitor, page, wrong)).status).toBe(410);
    expect((await type(visitor, page, right)).status).toBe(410);
    expect(await personOf('nouvelle@example.org')).toBeUndefined();
  });

  it('is not proved after 15 minutes, nor by somebody else who has the code', async () => {
    const visitor = await enter('bastien.quere@example.org');
    const other = await enter('lucas.pereira@example.org');
    const page = await ask(visitor, 'tard@example.org');
    const { code } = (await newestMail(world, 'tard@example.org'))!;
    const stolen = await other.get(page.path);
    expect(stolen.status).toBe(410);
    expect(stolen.text).not.toContain('tard@example.org');
    const mark = await other.get(PREFERENCES);
    const sent = await other.send(
      {
        ...mark,
        html: mark.html.replaceAll(`action="${PREFERENCES}/adresse"`, `action="${page.path}"`),
      },
      page.path,
      { code },
    );
    expect(sent.status).toBe(410);
    world.passTime(15 * 60_000);
    expect((await type(visitor, page, code)).status).toBe(410);
  });

  it('of one’s own, a wrong one and too many are told beside the field', async () => {
    const visitor = await enter('bastien.quere@example.org');
    expect((await ask(visitor, 'Bastien.Quere@example.org')).text).toContain(
      'C’est déjà votre adresse.',
    );
    const wrong = await ask(visitor, 'bastien@');
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('value="bastien@"');
    for (let count = 0; count < 5; count += 1) await ask(visitor, `b${count}@example.org`);
    expect((await ask(visitor, 'b6@example.org')).status).toBe(429);
  });
});

describe('all of my data', () => {
  it('is one file that names things in plain words, and holds nobody else', async () => {
    const maelle = await enter('maelle.legoff@example.org');
    await playMoment(world, {
      ...{ kind: 'sale', cardNumber: '8A41F6D0', cashCents: 0 },
      lines: [{ label: 'Galette', count: 1, cents: 350 }],
    });
    const page = await maelle.get(`${PREFERENCES}/mes-donnees`);
    expect(page.headers.get('content-disposition')).toMatch(
      /^attachment; filename="mes-donnees-2026-11-\d\d\.json"$/,
    );
    const data = JSON.parse(page.html) as Record<string, unknown>;
    expect(Object.keys(data)).toEqual([
      ...['readMe', 'madeAt', 'me', 'purse', 'movements', 'passes', 'memberships', 'bookings'],
      ...['tickets', 'shifts', 'bankCardPayments', 'devices', 'requestsForAPass', 'stays'],
    ]);
    expect(data['me']).toMatchObject({ email: 'maelle.legoff@example.org', language: 'fr' });
    expect(data['purse']).toContainEqual(
      expect.objectContaining({ kind: 'global', amount: 4_200, unit: 'euro cents' }),
    );
    const [sale] = data['movements'] as readonly Record<string, unknown>[];
    expect(sale?.['receipt']).toMatch(/^http:\/\/lespass\.test\/recu\/[0-9a-f-]{36}$/);
    expect(data['passes']).toContainEqual(expect.objectContaining({ number: '8A41F6D0' }));
    const others = /yanis|awa|henri|rosalind|fatou|solene/i;
    expect(page.html).not.toMatch(others);
    // Secrets are not data about somebody.
    expect(page.html).not.toMatch(/secret|hash/i);
  });
});
