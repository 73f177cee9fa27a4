import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import { runOnce } from '../../../src/cloud/jobs/run-jobs.ts';
import { sendRemindersJob } from '../../../src/cloud/jobs/send-reminders.ts';
import { newPassMail } from '../../../src/cloud/cards/new-pass-mail.ts';
import { dayBefore } from '../../../src/cloud/mail/reminders/remind-once.ts';
import { shiftMail } from '../../../src/cloud/volunteers/shift-mails.ts';
import { sendWaitingMails } from '../../../src/cloud/mail/send-waiting-mails.ts';
import { createSmtpMail } from '../../../src/cloud/mail/smtp-mail.ts';
import type { CloudDeps } from '../../../src/cloud/http/deps.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import { addMs, toInstant } from '../../../src/shared/time.ts';
import type { Instant } from '../../../src/shared/time.ts';
import { openPostOffice } from '../../helpers/post-office.ts';
import type { PostOffice } from '../../helpers/post-office.ts';
import { openSiteWorld } from '../../helpers/site-world.ts';
import type { SiteWorld } from '../../helpers/site-world.ts';

const ZONE = 'Europe/Paris';
const MAELLE = '019b76da-a809-7000-8000-000000000001';
const ROSALIND = '019b76da-a809-7000-8000-000000000005';
const BAL = { id: '019b76da-a80e-7000-8000-000000000006' };

let now: Instant;
let post: PostOffice;
let world: SiteWorld;
let deps: CloudDeps;

beforeAll(async () => {
  now = toInstant('2026-11-22T17:10:00.000Z');
  post = await openPostOffice();
  world = await openSiteWorld({ demo: false, clock: () => now, config: { smtpUrl: post.url } });
  const mail = createSmtpMail({
    smtpUrl: post.url,
    mailFrom: 'Lespass <ne-pas-repondre@lespass.test>',
  });
  deps = { ...world.deps, mail };
});
afterAll(async () => {
  await world.close();
  await post.close();
});
beforeEach(async () => {
  post.letters.splice(0);
  await writeTransaction(world.db, async ({ query }) => {
    await query.deleteFrom('reminder').execute();
    await query.deleteFrom('mail').execute();
    await query.deleteFrom('job_lease').execute();
    await query.deleteFrom('ticket').where('person_id', 'is not', null).execute();
  });
});

/** Everything that is due at a moment, by two instances, sent over SMTP. */
async function remindAt(at: Instant): Promise<readonly string[]> {
  now = at;
  await Promise.all([sendRemindersJob.run(deps), sendRemindersJob.run(deps)]);
  await writeTransaction(world.db, async ({ query }) => {
    await query.updateTable('job_lease').set({ until: at }).execute();
  });
  await runOnce(deps, sendRemindersJob, 'third');
  while ((await sendWaitingMails(deps)) > 0);
  return post.letters.map(({ to }) => to.join());
}

async function bookPlaces(personId: string, count: number, soldAt: Instant): Promise<void> {
  const price = await world.db.query
    .selectFrom('event_price')
    .select('id')
    .where('event_id', '=', BAL.id)
    .executeTakeFirstOrThrow();
  for (let place = 0; place < count; place += 1) {
    await world.db.writer
      .insertInto('ticket')
      .values({
        ...{ id: makeUuid(), event_id: BAL.id, price_id: price.id, holder_name: '' },
        ...{ card_id: null, wallet_id: null, email: null, state: 'valid', sale_id: null },
        ...{ line_id: null, station_id: null, sold_at: soldAt, cancelled_at: null },
        person_id: personId,
      })
      .execute();
  }
}

const startOf = async (): Promise<Instant> => {
  const row = await world.db.query
    .selectFrom('event')
    .select('starts_at')
    .where('id', '=', BAL.id)
    .executeTakeFirstOrThrow();
  return row.starts_at as Instant;
};

const eventLetters = () => post.letters.filter(({ text }) => /places? (for|pour) /.test(text));

describe('the day before an event', () => {
  test('who booked is reminded once at ten in the morning, in their language', async () => {
    const [starts, booked] = [await startOf(), now];
    await bookPlaces(MAELLE, 2, booked);
    await bookPlaces(ROSALIND, 1, booked);
    const ten = dayBefore(starts, ZONE);
    await remindAt(addMs(ten, -1));
    expect(eventLetters()).toHaveLength(0);
    await remindAt(ten);
    const mails = eventLetters();
    expect(
      mails.map(({ to }) => to.join()).toSorted((one, other) => (one < other ? -1 : 1)),
    ).toEqual(['maelle.legoff@example.org', 'rosalind.hart@example.org']);
    expect(mails.find(({ to }) => to[0]?.startsWith('maelle'))?.text).toContain(
      'Vous avez 2 places pour Bal folk',
    );
    expect(mails.find(({ to }) => to[0]?.startsWith('rosalind'))?.text).toContain(
      'You have 1 place for Bal folk',
    );
    const count = post.letters.length;
    await remindAt(addMs(ten, 3_600_000));
    expect(post.letters).toHaveLength(count);
  });

  test('who cancelled, and who booked after that hour, is not', async () => {
    const ten = dayBefore(await startOf(), ZONE);
    await bookPlaces(MAELLE, 1, addMs(ten, -3_600_000));
    await bookPlaces(ROSALIND, 1, addMs(ten, 60_000));
    await world.db.writer
      .updateTable('ticket')
      .set({ state: 'cancelled', cancelled_at: ten })
      .where('person_id', '=', MAELLE)
      .execute();
    await remindAt(addMs(ten, 3_600_000));
    expect(eventLetters()).toEqual([]);
  });
});

describe('the day before a shift', () => {
  test('each volunteer is reminded once, also by three instances', async () => {
    const ten = dayBefore(await startOf(), ZONE);
    await remindAt(ten);
    const shifts = post.letters.filter(({ text }) => text.includes('compte sur vous'));
    expect(
      shifts.map(({ to }) => to.join()).toSorted((one, other) => (one < other ? -1 : 1)),
    ).toEqual([
      'bastien.quere@example.org',
      'fatou.ndiaye@example.org',
      'ines.moreau@example.org',
      'lucas.pereira@example.org',
      'maelle.legoff@example.org',
    ]);
    expect(shifts[0]?.raw).toContain('multipart/alternative');
    expect(shifts[0]?.text).toContain('http://lespass.test/benevoles/la-grande-oreille/');
    expect(shifts[0]?.text).toContain('<html lang="fr">');
  });
});

describe('before a membership ends', () => {
  async function addMembership(endsOn: string, startsOn: string, renews: 0 | 1 = 0) {
    const id = makeUuid();
    const { collective_id: collectiveId } = await world.db.query
      .selectFrom('event')
      .select('collective_id')
      .where('id', '=', BAL.id)
      .executeTakeFirstOrThrow();
    await world.db.writer
      .insertInto('membership')
      .values({
        ...{ id, person_id: ROSALIND, collective_id: collectiveId, name: `Adhésion ${id}` },
        ...{ offer_id: null, price_id: null, sale_id: null, line_id: null },
        ...{ state: 'active', starts_on: startsOn, ends_on: endsOn, renews },
        ...(renews === 1 ? { renew_means: 'pass' as const } : {}),
      })
      .execute();
    return id;
  }
  const lettersOf = (id: string) => post.letters.filter(({ text }) => text.includes(id));
  const at = (text: string) => toInstant(`${text}:00.000Z`);

  test('one hears 14 and 3 days before, once each, and not at night', async () => {
    const id = await addMembership('2027-03-31', '2026-04-01');
    for (const [moment, count] of [
      ['2027-03-16T09:30', 0],
      ['2027-03-17T06:00', 0],
      ['2027-03-17T09:30', 1],
      ['2027-03-18T09:30', 1],
      ['2027-03-28T07:00', 1],
      ['2027-03-28T09:30', 2],
      ['2027-03-30T09:30', 2],
      ['2027-04-01T09:30', 2],
    ] as const) {
      await remindAt(at(moment));
      expect([moment, new Set(lettersOf(id).map(({ raw }) => raw)).size]).toEqual([moment, count]);
    }
    expect(lettersOf(id)[0]?.text).toContain('14 days left');
    expect(lettersOf(id)[1]?.text).toContain('3 days left');
  });

  test('not of one that renews by itself, is short, or was taken again', async () => {
    const renewing = await addMembership('2027-06-30', '2026-07-01', 1);
    const short = await addMembership('2027-06-30', '2027-06-24');
    const again = await addMembership('2027-06-30', '2026-07-01');
    await world.db.writer
      .insertInto('membership')
      .values({
        ...{ id: makeUuid(), person_id: ROSALIND, name: `Adhésion ${again}` },
        ...{ offer_id: null, price_id: null, sale_id: null, line_id: null, state: 'active' },
        ...{ starts_on: '2027-07-01', ends_on: '2028-06-30' },
        collective_id: (
          await world.db.query
            .selectFrom('membership')
            .select('collective_id')
            .where('id', '=', again)
            .executeTakeFirstOrThrow()
        ).collective_id,
      })
      .execute();
    await remindAt(at('2027-06-20T09:30'));
    await remindAt(at('2027-06-28T09:30'));
    for (const id of [renewing, short, again]) expect([id, lettersOf(id).length]).toEqual([id, 0]);
  });
});

describe('what the mails say', () => {
  test.each(['fr', 'en'] as const)('a new Pass, in %s', async (language) => {
    const mail = newPassMail({
      ...{ to: 'awa@example.org', language, publicUrl: 'http://lespass.test' },
      ...{ collective: 'La <b>Grande</b> Oreille', number: 'D7F3A965', lostNumber: 'B08E63D9' },
    });
    await expect(`${mail.subject}\n\n${mail.text}`).toMatchFileSnapshot(
      `../../fixtures/mails/new-pass.${language}.txt`,
    );
    expect(mail.html).toContain('La &lt;b&gt;Grande&lt;/b&gt; Oreille');
  });

  const SHIFT = {
    ...{
      id: toId<'Shift'>('019b76da-a81a-7000-8000-000000000008'),
      name: 'Tenir le <bar>',
      place: 'Bar',
    },
    startsAt: toInstant('2026-12-05T19:00:00.000Z'),
    endsAt: toInstant('2026-12-05T22:30:00.000Z'),
    collective: { slug: 'la-grande-oreille', name: 'La Grande Oreille', timeZone: ZONE },
    eventName: 'Bal folk de la pleine lune',
  };
  test.each([
    ['fr', { kind: 'changed' }],
    ['fr', { kind: 'removed' }],
    ['fr', { kind: 'tomorrow' }],
    ['fr', { kind: 'message', text: 'Apportez un pull.\n\nIl fait <froid>.' }],
    ['en', { kind: 'tomorrow' }],
  ] as const)('about a shift, in %s: %o', async (language, news) => {
    const reader = { to: 'awa@example.org', language };
    const mail = shiftMail(reader, {
      ...{ shift: SHIFT, publicUrl: 'http://lespass.test', news },
    });
    await expect(`${mail.subject}\n\n${mail.text}`).toMatchFileSnapshot(
      `../../fixtures/mails/shift-${news.kind}.${language}.txt`,
    );
    expect(mail.html).toContain('Tenir le &lt;bar&gt;');
    expect(mail.html).not.toContain('<froid>');
  });
});
