import { pino } from 'pino';
import { afterEach, describe, expect, test } from 'vitest';
import { MAIL_TRIES_MAX, REFUSED_TRIES_MAX } from '../../../src/cloud/mail/mail-store.ts';
import { sendWaitingMails } from '../../../src/cloud/mail/send-waiting-mails.ts';
import { signInMail } from '../../../src/cloud/mail/sign-in-mail.ts';
import { createSmtpMail } from '../../../src/cloud/mail/smtp-mail.ts';
import type { CloudDeps } from '../../../src/cloud/http/deps.ts';
import { DATABASE_KINDS, makeTestDatabase } from '../../helpers/cloud-database.ts';
import { openPostOffice } from '../../helpers/post-office.ts';
import { newVisitor } from '../../helpers/site-visitor.ts';
import { openSiteWorld } from '../../helpers/site-world.ts';
import type { SiteWorld, WorldOptions } from '../../helpers/site-world.ts';

const MINUTE_MS = 60_000;
const FROM = 'Lespass <ne-pas-repondre@lespass.test>';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

async function openWorldWithPost(options: Pick<WorldOptions, 'demo' | 'db'> = {}) {
  const post = await openPostOffice();
  closers.push(post.close);
  const world = await openSiteWorld({ demo: false, ...options, config: { smtpUrl: post.url } });
  closers.push(world.close);
  const mail = createSmtpMail({ smtpUrl: post.url, mailFrom: FROM });
  closers.push(mail.close);
  const deps: CloudDeps = { ...world.deps, mail };
  return { post, world, deps };
}

async function askCode(world: SiteWorld, email: string): Promise<void> {
  const visitor = newVisitor(world);
  await visitor.send(await visitor.get('/entrer'), '/entrer', { email });
}

describe('the mail with the code', () => {
  test('arrives at a real SMTP server as text and HTML, then nothing of it is kept', async () => {
    const { post, world, deps } = await openWorldWithPost();
    await askCode(world, 'maelle.legoff@example.org');
    const queued = await world.db.query.selectFrom('mail').selectAll().executeTakeFirstOrThrow();
    expect(await sendWaitingMails(deps)).toBe(1);
    const [letter] = post.letters;
    expect(letter?.from).toBe('ne-pas-repondre@lespass.test');
    expect(letter?.to).toEqual(['maelle.legoff@example.org']);
    const text = letter?.text ?? '';
    expect(text).toContain('multipart/alternative');
    expect(text).toContain('Voici votre code pour entrer dans Lespass.');
    expect(text).toContain(/\d{6}/.exec(queued.text)?.[0] ?? 'no code');
    expect(text).toContain('http://lespass.test/entrer/lien/');
    expect(text).toContain('Auto-Submitted: auto-generated');

    const sent = await world.db.query.selectFrom('mail').selectAll().executeTakeFirstOrThrow();
    expect(sent.sent_at).not.toBeNull();
    expect([sent.subject, sent.text, sent.html]).toEqual(['', '', '']);
    expect(await sendWaitingMails(deps)).toBe(0);
    expect(post.letters).toHaveLength(1);
  });

  test('a server that refuses is tried again later, and the mail arrives once', async () => {
    const { post, world, deps } = await openWorldWithPost();
    post.refuse('busy');
    await askCode(world, 'awa.diallo@example.org');
    expect(await sendWaitingMails(deps)).toBe(0);
    const failed = await world.db.query.selectFrom('mail').selectAll().executeTakeFirstOrThrow();
    expect(failed.last_error).toContain('come back later');
    post.refuse(null);
    expect(await sendWaitingMails(deps)).toBe(0);
    world.passTime(MINUTE_MS);
    expect(await sendWaitingMails(deps)).toBe(1);
    world.passTime(24 * 60 * MINUTE_MS);
    expect(await sendWaitingMails(deps)).toBe(0);
    expect(post.letters).toHaveLength(1);
  });

  test('a server that never answers right is given up after a while, and the code is erased', async () => {
    const { post, world, deps } = await openWorldWithPost();
    post.refuse('busy');
    await askCode(world, 'awa.diallo@example.org');
    for (let count = 0; count < MAIL_TRIES_MAX; count += 1) {
      await sendWaitingMails(deps);
      world.passTime(24 * 60 * MINUTE_MS);
    }
    const row = await world.db.query.selectFrom('mail').selectAll().executeTakeFirstOrThrow();
    expect(row.tries).toBe(MAIL_TRIES_MAX);
    expect(row.gave_up_at).not.toBeNull();
    expect(row.text).toBe('');
    post.refuse(null);
    expect(await sendWaitingMails(deps)).toBe(0);
  });

  test.each(['address', 'message'] as const)(
    'a server that refuses the %s for good is asked once more, then no mail goes there',
    async (what) => {
      const { post, world, deps } = await openWorldWithPost();
      const told: string[] = [];
      const logger = pino({ level: 'warn' }, { write: (line: string) => void told.push(line) });
      post.refuse(what);
      await askCode(world, 'personne@example.org');
      const { text } = await world.db.query
        .selectFrom('mail')
        .select('text')
        .executeTakeFirstOrThrow();
      for (let count = 0; count < MAIL_TRIES_MAX; count += 1) {
        await sendWaitingMails({ ...deps, logger });
        world.passTime(24 * 60 * MINUTE_MS);
      }
      const row = await world.db.query.selectFrom('mail').selectAll().executeTakeFirstOrThrow();
      expect([row.tries, row.text]).toEqual([REFUSED_TRIES_MAX, '']);
      expect(row.gave_up_at).not.toBeNull();
      expect(told.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
        'mail not sent',
        'mail given up',
      ]);
      const code = /\d{6}/.exec(text)?.[0] ?? 'no code';
      expect(told.join('')).toContain(row.id);
      expect(told.join('')).not.toContain(code);
      expect(told.join('')).not.toContain('personne@');
    },
  );

  test('no server at all: the same as one that refuses', async () => {
    const { post, world, deps } = await openWorldWithPost();
    await post.close();
    closers.splice(0, 1);
    await askCode(world, 'awa.diallo@example.org');
    expect(await sendWaitingMails(deps)).toBe(0);
    const row = await world.db.query.selectFrom('mail').selectAll().executeTakeFirstOrThrow();
    expect(row.last_error).toContain('ECONNREFUSED');
  });

  test('without SMTP in the settings mails wait, and the demo shows them', async () => {
    const world = await openSiteWorld();
    closers.push(world.close);
    await askCode(world, 'henri.cadiou@example.org');
    expect(await sendWaitingMails(world.deps)).toBe(0);
    const page = await newVisitor(world).get('/boite-de-demonstration');
    expect(page.text).toContain('Pour henri.cadiou@example.org');
    expect(page.text).toMatch(/\d{6} : votre code pour entrer/);
  });

  test('a demo with SMTP sends and still shows', async () => {
    const { post, world, deps } = await openWorldWithPost({ demo: true });
    await askCode(world, 'henri.cadiou@example.org');
    expect(await sendWaitingMails(deps)).toBe(1);
    expect(post.letters).toHaveLength(1);
    expect((await newVisitor(world).get('/boite-de-demonstration')).text).toContain(
      'votre code pour entrer',
    );
  });

  test.each(DATABASE_KINDS)(
    'four instances on one %s database send each mail once',
    async (kind) => {
      const database = await makeTestDatabase(kind);
      closers.push(database.remove);
      const { post, world, deps } = await openWorldWithPost({ db: database.db });
      for (const name of ['un', 'deux', 'trois', 'quatre', 'cinq', 'six']) {
        await askCode(world, `${name}@example.org`);
      }
      const sent = await Promise.all(Array.from({ length: 4 }, () => sendWaitingMails(deps)));
      expect(sent.reduce((sum, count) => sum + count, 0)).toBe(6);
      expect(post.letters).toHaveLength(6);
      expect(new Set(post.letters.map(({ to }) => to[0])).size).toBe(6);
    },
  );
});

describe('what the mail says', () => {
  const order = {
    to: 'awa@example.org',
    code: '012345',
    linkUrl: 'https://lespass.test/entrer/lien/abc?x=1&y="2"',
    cardNumber: '5F0C9A3E',
  } as const;

  test('is short, and the same in both forms and both languages', () => {
    const french = signInMail({ ...order, language: 'fr' });
    expect(french.text).toMatchInlineSnapshot(`
      "Bonjour,

      Voici votre code pour entrer dans Lespass.

          012345

      Il sert une seule fois, pendant 15 minutes.
      Ensuite, le Pass 5F0C9A3E sera relié à votre compte.

      Ou ouvrez ce lien :
      https://lespass.test/entrer/lien/abc?x=1&y="2"

      Ce n’est pas vous ? Ne faites rien : personne n’est entré.

      Lespass, le site de vos collectifs
      "
    `);
    expect(french.subject).toBe('012345 : votre code pour entrer');
    const english = signInMail({ ...order, language: 'en' });
    expect(english.subject).toBe('012345: your code to sign in');
    expect(english.html).toContain('lang="en"');
  });

  test('its HTML escapes what it is given and loads nothing', () => {
    const { html = '' } = signInMail({ ...order, language: 'fr', cardNumber: '<b>X</b>' });
    expect(html).toContain('&lt;b&gt;X&lt;/b&gt;');
    expect(html).toContain('href="https://lespass.test/entrer/lien/abc?x=1&amp;y=&quot;2&quot;"');
    expect(html).not.toMatch(/<img|<link|<script|url\(/);
  });
});
