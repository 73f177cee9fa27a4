import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DATABASE_KINDS, makeTestDatabase } from '../../helpers/cloud-database.ts';
import type { TestDatabase } from '../../helpers/cloud-database.ts';
import { newVisitor, newestMail, signIn } from '../../helpers/site-visitor.ts';
import { openSiteWorld } from '../../helpers/site-world.ts';
import type { SiteWorld } from '../../helpers/site-world.ts';
import { playMoment } from '../../helpers/site-moments.ts';

/** QR of the demo's Passes. */
const QR = {
  /** 5.00 gift and 5.00 local. */
  halfGift: '5f0c9a3e-7d24-4b81-9c6f-2e8a41d7b350',
  /** 1.20 local. */
  nearlyEmpty: 'c3e7b1d4-90a6-4f2c-8b53-17de6a94f02c',
  foreign: '30d7b8c2-a64f-4e15-97a9-5be2f1708c4d',
  ofMaelle: '8a41f6d0-3b7e-4c95-a2d8-6f9013c5e7b4',
  blank: 'd7f3a965-08c1-4e2b-a54d-3c90b8e7f16d',
  lostOfHenri: 'b08e63d9-4f17-4ca2-95eb-e6d207f8c134',
  retired: 'f9a3047b-51e6-4d8c-b2f7-08d6c3e9a541',
  unknown: '00000000-0000-4000-8000-000000000001',
} as const;

describe.each(DATABASE_KINDS)('the QR of a Pass, on %s', (kind) => {
  let database: TestDatabase;
  let world: SiteWorld;

  beforeAll(async () => {
    database = await makeTestDatabase(kind);
    world = await openSiteWorld({ db: database.db });
  });
  afterAll(async () => {
    await world.close();
    await database.remove();
  });

  test.each([
    ['halfGift', 200, 'Ce Pass n’est encore à personne'],
    ['blank', 200, 'Ce Pass n’est encore à personne'],
    ['ofMaelle', 200, 'Ce Pass est déjà relié à un compte'],
    ['lostOfHenri', 200, 'Ce Pass est déclaré perdu'],
    ['retired', 200, 'Ce Pass ne sert plus'],
    ['unknown', 404, 'Ce Pass n’est pas connu ici'],
  ] as const)('%s: one plain sentence, no name, no balance', async (name, status, sentence) => {
    const page = await newVisitor(world).get(`/qr/${QR[name]}`);
    expect(page.status).toBe(status);
    expect(page.text).toContain(sentence);
    expect(page.text).not.toMatch(/€|Maëlle|Le Goff|Henri|Cadiou|@example/);
    const upper = await newVisitor(world).get(`/qr/${QR[name].toUpperCase()}`);
    expect(upper.text).toContain(sentence);
  });

  test.each(['x', '%00', 'a'.repeat(5_000), "1'; drop table card"])(
    'an address that is no QR is a Pass that is not known (%#)',
    async (text) => {
      const page = await newVisitor(world).get(`/qr/${encodeURIComponent(text)}`);
      expect(page.status).toBe(404);
    },
  );

  test('scanning signs nobody in, and another person sees no more than nobody does', async () => {
    const visitor = newVisitor(world);
    await visitor.get(`/qr/${QR.ofMaelle}`);
    expect(visitor.cookies.has('session')).toBe(false);
    const other = newVisitor(world);
    await signIn(world, other, 'awa.diallo@example.org');
    const seen = await other.get(`/qr/${QR.ofMaelle}`);
    expect(seen.text).toContain('Ce Pass est déjà relié à un compte');
    expect(seen.text).not.toMatch(/€|Maëlle|Le Goff/);
  });

  test('the holder, signed in, is led to their account', async () => {
    const holder = newVisitor(world);
    await signIn(world, holder, 'maelle.legoff@example.org');
    const page = await holder.get(`/qr/${QR.ofMaelle}`);
    expect(page.text).toContain('C’est votre Pass');
    expect(page.html).toContain('href="/mon-compte"');
  });

  test('e-mail, code, done: the money of the Pass joins what the person had', async () => {
    const visitor = newVisitor(world);
    const scanned = await visitor.get(`/qr/${QR.halfGift}`);
    const codePage = await visitor.send(scanned, '/qr/', { email: 'Maelle.LeGoff@example.org' });
    expect(codePage.path).toContain('/entrer/code');
    const mail = await newestMail(world, 'maelle.legoff@example.org');
    expect(mail?.text).toContain('Ensuite, le Pass 5F0C9A3E sera relié à votre compte.');
    const done = await visitor.send(codePage, '/entrer/code', { code: mail?.code ?? '' });
    expect(done.text).toContain('C’est fait : le Pass 5F0C9A3E est relié à votre compte.');
    // She had 69.50 in euros; the Pass brings 5.00 + 5.00, each to its own asset.
    expect(done.text).toContain('79,50\u202f€');
    expect(done.text).toMatch(/Le Sonnant .*17,50\u202f€/);
    expect(done.text).toMatch(/La Tournée .*8,00\u202f€/);
    const passes = await visitor.get('/mon-compte/pass');
    expect(passes.text).toContain('5F0C9A3E');
    expect(passes.text).toContain('8A41F6D0');
  });

  test('linked once more by its holder, nothing moves', async () => {
    const holder = newVisitor(world);
    await signIn(world, holder, 'maelle.legoff@example.org');
    const again = await holder.get(`/qr/${QR.halfGift}`);
    expect(again.text).toContain('C’est votre Pass');
    expect((await holder.get('/mon-compte')).text).toContain('79,50\u202f€');
  });

  test('two people who link one Pass at once: one has it and its money, the other is told', async () => {
    const emails = ['yanis.benali@example.org', 'lucas.pereira@example.org'];
    const visitors = [];
    for (const email of emails) {
      const visitor = newVisitor(world);
      await signIn(world, visitor, email);
      visitors.push({ visitor, page: await visitor.get(`/qr/${QR.nearlyEmpty}`) });
    }
    const answers = await Promise.all(
      visitors.map(({ visitor, page }) => visitor.send(page, '/qr/')),
    );
    expect(answers.map(({ status }) => status).toSorted((left, right) => left - right)).toEqual([
      200, 409,
    ]);
    const winner = answers.findIndex(({ status }) => status === 200);
    const loser = answers[1 - winner];
    expect(answers[winner]?.text).toContain('1,20\u202f€');
    expect(loser?.text).toContain('Quelqu’un vient de relier ce Pass');
    expect(loser?.text).not.toContain(emails[winner]);
    const postings = await world.db.query
      .selectFrom('posting')
      .innerJoin('card', 'card.id', 'posting.card_id')
      .select('posting.id')
      .where('card.qr', '=', QR.nearlyEmpty)
      .where('posting.kind', '=', 'link')
      .execute();
    expect(postings).toHaveLength(1);
  });

  test('one Pass, two addresses, two codes: the second to prove theirs does not get it', async () => {
    const [first, second] = [newVisitor(world), newVisitor(world)];
    const pages = [];
    for (const [visitor, email] of [
      [first, 'un@example.org'],
      [second, 'deux@example.org'],
    ] as const) {
      const scanned = await visitor.get(`/qr/${QR.foreign}`);
      pages.push(await visitor.send(scanned, '/qr/', { email }));
    }
    const codes = [
      await newestMail(world, 'un@example.org'),
      await newestMail(world, 'deux@example.org'),
    ];
    const one = await first.send(pages[0]!, '/entrer/code', { code: codes[0]?.code ?? '' });
    expect(one.path).toContain('/mon-compte?relie=');
    const two = await second.send(pages[1]!, '/entrer/code', { code: codes[1]?.code ?? '' });
    expect(two.status).toBe(409);
    expect(two.text).toContain('Quelqu’un vient de relier ce Pass');
    expect(two.text).not.toContain('un@example.org');
  });

  test('a lost, retired or foreign Pass is not linked by a form made by hand', async () => {
    const visitor = newVisitor(world);
    await signIn(world, visitor, 'bastien.quere@example.org');
    const page = await visitor.get(`/qr/${QR.blank}`);
    const marque = /name="marque" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
    for (const qr of [QR.lostOfHenri, QR.retired, QR.ofMaelle, QR.unknown]) {
      await visitor.post(`/qr/${qr}`, { marque });
    }
    const passes = await visitor.get('/mon-compte/pass');
    expect(passes.text).toContain('Pas encore de Pass');
  });

  test('declared lost: asked first, refused from then on, the money stays, others cannot', async () => {
    const holder = newVisitor(world);
    await signIn(world, holder, 'awa.diallo@example.org');
    const card = await world.db.query
      .selectFrom('card')
      .select(['id', 'number'])
      .where('number', '=', '94D2E0B7')
      .executeTakeFirstOrThrow();
    const before = (await holder.get('/mon-compte')).text;
    const amount = /Dans ma tirelire (\S+\u202f€)/.exec(before)?.[1] ?? 'none';
    expect(amount).not.toBe('none');

    const thief = newVisitor(world);
    await signIn(world, thief, 'solene.tanguy@example.org');
    expect((await thief.get(`/mon-compte/pass/${card.id}/perdu`)).status).toBe(404);

    const asked = await holder.get(`/mon-compte/pass/${card.id}/perdu`);
    expect(asked.text).toContain('Déclarer perdu le Pass 94D2E0B7 ?');
    expect(asked.text).toContain('L’argent reste dans votre tirelire.');
    const done = await holder.send(asked, '/mon-compte/pass/');
    expect(done.text).toContain('C’est noté : le Pass 94D2E0B7 est perdu.');
    expect((await holder.get('/mon-compte')).text).toContain(amount);
    const scanned = await newVisitor(world).get('/qr/94d2e0b7-6af8-4135-9b7c-d81e4f60a3c5');
    expect(scanned.text).toContain('Ce Pass est déclaré perdu');
    const feed = await world.db.query
      .selectFrom('feed_change')
      .select('seq')
      .where('topic', '=', 'card')
      .where('entity_id', '=', card.id)
      .execute();
    expect(feed.length).toBeGreaterThan(0);
    await expect(
      playMoment(world, { kind: 'reserve', cardNumber: '94D2E0B7', cents: 100 }),
    ).rejects.toThrow('lost');
  });
});
