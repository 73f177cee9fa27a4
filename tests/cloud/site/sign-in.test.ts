import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newVisitor, newestMail, signIn } from '../../helpers/site-visitor.ts';
import { openSiteWorld } from '../../helpers/site-world.ts';
import type { SiteWorld } from '../../helpers/site-world.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const AWA = 'awa.diallo@example.org';

let world: SiteWorld;
beforeAll(async () => {
  world = await openSiteWorld();
});
afterAll(() => world.close());

/** Asks for a code and gives the page to type it on. */
async function askCode(email: string) {
  const visitor = newVisitor(world);
  const page = await visitor.send(await visitor.get('/entrer'), '/entrer', { email });
  return { visitor, page };
}

const wrongOf = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

describe('signing in by e-mail (RULES P1)', () => {
  test('a code of six digits opens the account, and the cookie is no secret of the database', async () => {
    const visitor = newVisitor(world);
    const account = await signIn(world, visitor, AWA);
    expect(account.path).toBe('/mon-compte');
    expect(account.text).toContain('Dans ma tirelire');

    const secret = visitor.cookies.get('session') ?? '';
    const sessions = await world.db.query.selectFrom('session').selectAll().execute();
    expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(JSON.stringify(sessions)).not.toContain(secret);
  });

  test('the cookie is for the server only, and not sent by the forms of other sites', async () => {
    const visitor = newVisitor(world);
    const codePage = await visitor.send(await visitor.get('/entrer'), '/entrer', { email: AWA });
    const mail = await newestMail(world, AWA);
    const response = await world.request(codePage.path, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({
        code: mail?.code ?? '',
        marque: /name="marque" value="([^"]+)"/.exec(codePage.html)?.[1] ?? '',
      }).toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
    });
    const cookie = response.headers.getSetCookie().find((line) => line.startsWith('session='));
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Lax');
    expect(cookie).toContain('Path=/');
  });

  test('over HTTPS its name is bound to the host and it travels encrypted only', async () => {
    const https = await openSiteWorld({ publicUrl: 'https://lespass.test' });
    const response = await https.request('/entrer');
    const [cookie] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-visite=/);
    expect(cookie).toContain('Secure');
    await https.close();
  });

  test('the link of the mail opens it too: looking at it uses nothing up, touching the button does', async () => {
    const { page } = await askCode('bastien.quere@example.org');
    expect(page.status).toBe(200);
    const link = new URL((await newestMail(world, 'bastien.quere@example.org'))?.link ?? '')
      .pathname;
    const [scanner, person] = [newVisitor(world), newVisitor(world)];
    await scanner.get(link);
    await scanner.get(link);
    const asked = await person.get(link);
    expect(asked.text).toContain('Touchez le bouton pour entrer avec bastien.quere@example.org');
    const account = await person.send(asked, '/entrer/lien/');
    expect(account.path).toBe('/mon-compte');

    const again = await newVisitor(world).get(link);
    expect(again.status).toBe(410);
    expect(again.text).toContain('Ce lien ne sert plus');
  });

  test('a link that two people touch at once opens one account', async () => {
    await askCode('fatou.ndiaye@example.org');
    const link = new URL((await newestMail(world, 'fatou.ndiaye@example.org'))?.link ?? '')
      .pathname;
    const visitors = [newVisitor(world), newVisitor(world)];
    const pages = await Promise.all(visitors.map((visitor) => visitor.get(link)));
    const opened = await Promise.all(
      visitors.map((visitor, index) => visitor.send(pages[index]!, '/entrer/lien/')),
    );
    expect(opened.map(({ status }) => status).toSorted((left, right) => left - right)).toEqual([
      200, 410,
    ]);
  });

  test('the answer is the same whether or not the address is known', async () => {
    const known = await askCode('henri.cadiou@example.org');
    const unknown = await askCode('personne@example.org');
    const plain = (text: string): string =>
      text.replaceAll(/henri\.cadiou@example\.org|personne@example\.org/g, 'X');
    expect(plain(unknown.page.text)).toBe(plain(known.page.text));
    expect(unknown.page.status).toBe(known.page.status);
    expect(await newestMail(world, 'personne@example.org')).not.toBeNull();
    const person = await world.db.query
      .selectFrom('person')
      .select('id')
      .where('email', '=', 'personne@example.org')
      .executeTakeFirst();
    expect(person).toBeUndefined();
  });

  test('an address that is proved for the first time gets an account', async () => {
    const account = await signIn(world, newVisitor(world), 'nouvelle@example.org');
    expect(account.text).toContain('Ma tirelire est vide.');
  });

  test('capitals, a plus sign and an accented domain are one person each, and reach the mail', async () => {
    const first = newVisitor(world);
    await signIn(world, first, 'jo+fete@xn--caf-dma.fr');
    const { visitor, page } = await askCode('  JO+Fete@CAFÉ.fr ');
    const mail = await newestMail(world, 'jo+fete@xn--caf-dma.fr');
    await visitor.send(page, '/entrer/code', { code: mail?.code ?? '' });
    const people = await world.db.query
      .selectFrom('person')
      .select('email')
      .where('email', 'like', '%xn--caf-dma.fr')
      .execute();
    expect(people).toEqual([{ email: 'jo+fete@xn--caf-dma.fr' }]);
  });
});

describe('a code that is not right', () => {
  test('says how many tries are left, keeps what was typed, and is spent after five', async () => {
    const { visitor, page } = await askCode('lucas.pereira@example.org');
    const code = (await newestMail(world, 'lucas.pereira@example.org'))?.code ?? '';
    let last = page;
    for (const left of [4, 3, 2, 1]) {
      last = await visitor.send(last, '/entrer/code', { code: wrongOf(code) });
      expect(last.status).toBe(422);
      expect(last.text).toContain(left === 1 ? `Il reste 1 essai.` : `Il reste ${left} essais.`);
      expect(last.html).toContain(`value="${wrongOf(code)}"`);
    }
    const fifth = await visitor.send(last, '/entrer/code', { code: wrongOf(code) });
    expect(fifth.status).toBe(410);
    expect(fifth.text).toContain('Ce code ne sert plus');
    const right = await visitor.send(last, '/entrer/code', { code });
    expect(right.status).toBe(410);
    expect(visitor.cookies.has('session')).toBe(false);
  });

  test('twenty tries at once are still five', async () => {
    const { visitor, page } = await askCode('ines.moreau@example.org');
    const code = (await newestMail(world, 'ines.moreau@example.org'))?.code ?? '';
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => visitor.send(page, '/entrer/code', { code: wrongOf(code) })),
    );
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(4);
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(16);
  });

  test('what is plainly no code costs no try, and spaces in it do no harm', async () => {
    const { visitor, page } = await askCode('solene.tanguy@example.org');
    const code = (await newestMail(world, 'solene.tanguy@example.org'))?.code ?? '';
    for (const typed of ['', '12', 'abcdef', '<b>1</b>']) {
      const answer = await visitor.send(page, '/entrer/code', { code: typed });
      expect(answer.status).toBe(422);
      expect(answer.text).not.toContain('essai');
      expect(answer.html).not.toContain('<b>1</b>');
    }
    const spaced = `${code.slice(0, 3)} ${code.slice(3)}`;
    const account = await visitor.send(page, '/entrer/code', { code: spaced });
    expect(account.path).toBe('/mon-compte');
    const again = await visitor.send(page, '/entrer/code', { code });
    expect(again.status).toBe(410);
  });

  test('is too old after 15 minutes', async () => {
    const { visitor, page } = await askCode('tard@example.org');
    const code = (await newestMail(world, 'tard@example.org'))?.code ?? '';
    world.passTime(15 * MINUTE_MS);
    const late = await visitor.send(page, '/entrer/code', { code });
    expect(late.status).toBe(410);
  });

  test('a made-up sign-in finds nothing', async () => {
    for (const id of ['', 'x', '019b76da-0000-7000-8000-000000000000', "' or 1=1 --"]) {
      const page = await newVisitor(world).get(`/entrer/code?demande=${encodeURIComponent(id)}`);
      expect(page.status).toBe(410);
    }
  });
});

describe('what is sent to the site', () => {
  test('a sixth code within an hour is refused, whether or not the address is known', async () => {
    for (const email of ['encore@example.org', 'yanis.benali@example.org']) {
      const pages = [];
      for (let count = 0; count < 6; count += 1) pages.push((await askCode(email)).page);
      expect(pages.slice(0, 5).every(({ status }) => status === 200)).toBe(true);
      expect(pages[5]?.status).toBe(429);
      expect(pages[5]?.text).toContain('Réessayez dans une heure');
    }
    world.passTime(HOUR_MS);
    expect((await askCode('encore@example.org')).page.status).toBe(200);
  });

  test('a wrong address keeps what was typed and says what is missing', async () => {
    const { page } = await askCode('awa@<b>exemple');
    expect(page.status).toBe(422);
    expect(page.text).toContain('Cette adresse ne semble pas complète.');
    expect(page.html).toContain('value="awa@&lt;b&gt;exemple"');
    expect(page.html).toContain('aria-invalid="true"');
  });

  test('a text of 5 MB is refused in words, and nothing is kept of it', async () => {
    const visitor = newVisitor(world);
    const page = await visitor.send(await visitor.get('/entrer'), '/entrer', {
      email: `${'a'.repeat(5_000_000)}@example.org`,
    });
    expect(page.status).toBe(413);
    expect(page.text).toContain('C’est trop long');
  });

  test('a form without the mark of this browser changes nothing and asks to send again', async () => {
    const before = await world.db.query.selectFrom('sign_in').select('id').execute();
    const page = await newVisitor(world).post('/entrer', { email: AWA, marque: 'a.b' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('Envoyez-la encore une fois');
    expect(page.html).toContain(`value="${AWA}"`);
    const stolen = await newVisitor(world).get('/entrer');
    const mark = /name="marque" value="([^"]+)"/.exec(stolen.html)?.[1] ?? '';
    const other = newVisitor(world);
    await other.get('/entrer');
    expect((await other.post('/entrer', { email: AWA, marque: mark })).status).toBe(422);
    const after = await world.db.query.selectFrom('sign_in').select('id').execute();
    expect(after).toHaveLength(before.length);
  });

  test('a form from another site is refused', async () => {
    const response = await world.request('/entrer', {
      method: 'POST',
      body: 'email=awa@example.org',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'cross-site',
        origin: 'https://evil.example',
      },
    });
    expect(response.status).toBe(403);
  });

  test('after signing in one goes where one wanted, never to another host', async () => {
    for (const [next, lands] of [
      ['/mon-compte/pass', '/mon-compte/pass'],
      ['//evil.example', '/mon-compte'],
      ['/\\evil.example', '/mon-compte'],
      ['https://evil.example/', '/mon-compte'],
      ['javascript:alert(1)', '/mon-compte'],
    ] as const) {
      world.passTime(HOUR_MS);
      const visitor = newVisitor(world);
      const asked = await visitor.get(`/entrer?suite=${encodeURIComponent(next)}`);
      const typed = await visitor.send(asked, '/entrer', { email: AWA });
      const mail = await newestMail(world, AWA);
      const landed = await visitor.send(typed, '/entrer/code', { code: mail?.code ?? '' });
      expect(landed.path).toBe(lands);
    }
  });
});

describe('the devices where the account is open', () => {
  test('each is listed with its browser, and can be closed from another one', async () => {
    const phone = newVisitor(world, { 'user-agent': 'Mozilla/5.0 (Android 15) Firefox/140.0' });
    const computer = newVisitor(world, { 'user-agent': 'Mozilla/5.0 (X11; Linux) Chrome/140' });
    await signIn(world, phone, 'appareils@example.org');
    await signIn(world, computer, 'appareils@example.org');
    const list = await phone.get('/mon-compte/appareils');
    expect(list.text).toContain('Firefox, Android');
    expect(list.text).toContain('Chrome, Linux');
    await phone.send(list, '/mon-compte/appareils');
    expect((await computer.get('/mon-compte')).path).toContain('/entrer');
    expect((await phone.get('/mon-compte')).path).toBe('/mon-compte');
  });

  test('somebody else’s session cannot be closed', async () => {
    const [victim, other] = [newVisitor(world), newVisitor(world)];
    await signIn(world, victim, 'victime@example.org');
    await signIn(world, other, 'autre@example.org');
    const row = await world.db.query
      .selectFrom('session')
      .innerJoin('person', 'person.id', 'session.person_id')
      .select('session.id')
      .where('person.email', '=', 'victime@example.org')
      .executeTakeFirstOrThrow();
    const page = await other.get('/mon-compte');
    const mark = /name="marque" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
    await other.post('/mon-compte/appareils', { appareil: row.id, marque: mark });
    expect((await victim.get('/mon-compte')).path).toBe('/mon-compte');
  });

  test('signing out ends the session: the old cookie opens nothing any more', async () => {
    const visitor = newVisitor(world);
    const account = await signIn(world, visitor, 'sortie@example.org');
    const secret = visitor.cookies.get('session') ?? '';
    const out = await visitor.send(account, '/sortir');
    expect(out.text).toContain('Vous êtes sorti');
    const thief = newVisitor(world);
    thief.cookies.set('session', secret);
    expect((await thief.get('/mon-compte')).path).toContain('/entrer');
  });

  test('a session ends by itself after 90 days without a visit', async () => {
    const visitor = newVisitor(world);
    await signIn(world, visitor, 'absente@example.org');
    world.passTime(80 * 24 * HOUR_MS);
    expect((await visitor.get('/mon-compte')).path).toBe('/mon-compte');
    world.passTime(80 * 24 * HOUR_MS);
    expect((await visitor.get('/mon-compte')).path).toBe('/mon-compte');
    world.passTime(91 * 24 * HOUR_MS);
    expect((await visitor.get('/mon-compte')).path).toContain('/entrer');
  });
});
