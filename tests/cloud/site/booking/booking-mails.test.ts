import { afterAll, beforeAll, expect, test } from 'vitest';
import { tooLateMail } from '../../../../src/cloud/booking/booking-mails.ts';
import { writeTransaction } from '../../../../src/cloud/db/write-transaction.ts';
import { readCarried } from '../../../../src/cloud/mail/mail-store.ts';
import { toId } from '../../../../src/shared/ids.ts';
import { AWA, BOOKING_SCENES, FATOU } from '../../../helpers/booking-moments.ts';
import { PUBLIC_URL, openSiteWorld } from '../../../helpers/site-world.ts';
import type { SiteWorld } from '../../../helpers/site-world.ts';

/** Mails of bookings as they leave, in both languages. Golden files: tests/fixtures/mails. */

let world: SiteWorld;
beforeAll(async () => {
  world = await openSiteWorld();
});
afterAll(() => world.close());

const mailsTo = (email: string) =>
  world.db.query
    .selectFrom('mail')
    .selectAll()
    .where('to_address', '=', email)
    .orderBy('id')
    .execute();

/** Empties the queue, and sets what the person is written to in. */
const speak = (email: string, language: 'fr' | 'en'): Promise<void> =>
  writeTransaction(world.db, async ({ query }) => {
    await query.deleteFrom('mail').execute();
    await query.updateTable('person').set({ language }).where('email', '=', email).execute();
  });

async function expectGolden(email: string, name: string, subject = ''): Promise<void> {
  const mails = (await mailsTo(email)).filter((one) => one.subject.includes(subject));
  expect(mails).toHaveLength(1);
  const [mail] = mails;
  const folder = '../../../fixtures/mails';
  await expect(`${mail?.subject}\n\n${mail?.text}`).toMatchFileSnapshot(`${folder}/${name}.txt`);
  await expect(mail?.html ?? '').toMatchFileSnapshot(`${folder}/${name}.html`);
}

test('booked: in my language, with the squares and an entry for the calendar', async () => {
  await speak(AWA, 'fr');
  await BOOKING_SCENES['booking-booked'](world);
  await expectGolden(AWA, 'booking-booked-fr');
  const [mail] = await mailsTo(AWA);
  // What waits in the queue opens no door.
  expect(mail?.attachments).not.toContain('T1.');
  const deps = { cloudKey: world.deps.cloudKey, publicUrl: PUBLIC_URL };
  const { pictures, attachments } = readCarried(mail?.attachments ?? '', deps);
  expect(pictures.map(({ id }) => id)).toEqual(['billet-1', 'billet-2']);
  expect(pictures.every(({ base64 }) => base64.startsWith('iVBORw0KGgo'))).toBe(true);
  const calendar = Buffer.from(attachments[0]?.base64 ?? '', 'base64').toString('utf8');
  expect(calendar.replaceAll('\r\n ', '')).toContain(`URL:${PUBLIC_URL}/reservation/`);
});

test('given back: what comes back and where', async () => {
  await speak(AWA, 'en');
  await BOOKING_SCENES['booking-scanned'](world);
  const subjects = (await mailsTo(AWA)).map(({ subject }) => subject);
  expect(subjects).toContain('Your 2 tickets: Bal folk de la pleine lune');
  await expectGolden(AWA, 'booking-cancelled-en', 'cancelled');
});

test('an offer: until when, and the way to take it', async () => {
  await speak(FATOU, 'fr');
  await BOOKING_SCENES['booking-offer'](world);
  expect(await mailsTo(FATOU)).toHaveLength(1);
  await expectGolden(FATOU, 'booking-offer-fr');
});

test('paid too late: the money goes back', async () => {
  await speak(AWA, 'fr');
  const path = await BOOKING_SCENES['booking-held'](world);
  const bookingId = toId<'Booking'>(path.split('/')[2] ?? '');
  await writeTransaction(world.db, async (tx) => {
    await tooLateMail(tx, bookingId, world.deps.clock());
    // Told once, whatever is sent again.
    await tooLateMail(tx, bookingId, world.deps.clock());
  });
  expect(await mailsTo(AWA)).toHaveLength(1);
  await expectGolden(AWA, 'booking-too-late-fr', 'trop tard');
});
