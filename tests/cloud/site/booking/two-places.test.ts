import { renderSVG } from 'uqr';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseTicketText } from '../../../../src/domain/door/ticket-text.ts';
import { ticketCode } from '../../../../src/cloud/goods/ticket-code.ts';
import { bookingPath } from '../../../../src/cloud/site/paths.ts';
import { publicKeyFromHex, verifySignature } from '../../../../src/shared/node/crypto.ts';
import { toId } from '../../../../src/shared/ids.ts';
import { unwrap } from '../../../../src/shared/result.ts';
import { AWA, FOLK, admit, personIdOf } from '../../../helpers/booking-moments.ts';
import { readPdfText } from '../../../helpers/pdf-text.ts';
import { newestMail, newVisitor, signIn } from '../../../helpers/site-visitor.ts';
import type { Page, Visitor } from '../../../helpers/site-visitor.ts';
import { openSiteWorld } from '../../../helpers/site-world.ts';
import type { SiteWorld } from '../../../helpers/site-world.ts';

/** "I book two places and one friend cannot come", page by page, on the demo data. */

const EVENT = `/evenement/la-grande-oreille/${FOLK}`;
const RESERVE = `${EVENT}/reserver?p1=2&p2=0&p3=0&code=bienvenue`;
const STATE = '/mon-compte/reservations/etat';

let world: SiteWorld;
let awa: Visitor;
let page: Page;
let path: string;

beforeAll(async () => {
  world = await openSiteWorld();
  awa = newVisitor(world);
});
afterAll(() => world.close());

/** As it is read: hours and amounts with plain spaces. */
const read = ({ text }: Page): string => text.replaceAll('\u202f', ' ');

const purse = async (): Promise<number> => {
  const row = await world.db.query
    .selectFrom('account')
    .innerJoin('wallet', 'wallet.id', 'account.owner_id')
    .select(({ fn }) => fn.sum<number>('balance').as('sum'))
    .where('wallet.person_id', '=', await personIdOf(world, AWA))
    .where('account.kind', '=', 'wallet')
    .executeTakeFirstOrThrow();
  return row.sum;
};

const tickets = (state: 'valid' | 'cancelled') =>
  world.db.query
    .selectFrom('ticket')
    .selectAll()
    .where('booking_id', '=', path.split('/')[2] ?? '')
    .where('state', '=', state)
    .orderBy('holder_name')
    .execute();

test('the event page proposes how many, and keeps the choice while I enter', async () => {
  const event = await awa.get(EVENT);
  expect(read(event)).toContain('Plein tarif · 10,00 €');
  const asked = await awa.get(RESERVE);
  expect(asked.path).toContain('/entrer?suite=');
  const code = await awa.send(asked, '/entrer', { email: AWA });
  const mail = await newestMail(world, AWA);
  page = await awa.send(code, '/entrer/code', { code: mail?.code ?? '' });
  expect(page.path).toBe(RESERVE);
  expect(read(page)).toContain('2 × Plein tarif');
  expect(page.html).toContain('value="Awa Diallo"');
});

test('a name that is missing is said beside it, and what I typed stays', async () => {
  const wrong = await awa.send(page, EVENT, { 'nom-1': 'Awa D.', 'nom-2': '', code: 'bienvenue' });
  expect(wrong.status).toBe(422);
  expect(read(wrong)).toContain('Écrivez un nom pour la place 2.');
  expect(wrong.html).toContain('value="Awa D."');
  expect(wrong.html).toContain('value="bienvenue"');
});

test('my places are kept with a countdown, and the code is taken off', async () => {
  const fields = { 'nom-1': 'Awa Diallo', 'nom-2': 'Yann Kervella', code: 'bienvenue' };
  page = await awa.send(page, EVENT, fields);
  path = page.path;
  expect(path).toMatch(/^\/reservation\/[0-9a-f-]{36}$/);
  expect(read(page)).toContain('Elles m’attendent jusqu’à 18 h 25.');
  expect(page.html).toContain('data-ends-in-ms="900000"');
  expect(read(page)).toContain('Total 16,00 €');
  expect(read(page)).toContain('J’ai 150,00 €. Il restera 134,00 €.');
});

test('I may ask for more time', async () => {
  page = await awa.send(page, `${path}/temps`);
  expect(read(page)).toContain('Elles m’attendent jusqu’à 18 h 30.');
});

test('I pay from my purse: both tickets are there, to show at the door', async () => {
  const held = page;
  page = await awa.send(held, `${path}/payer`);
  expect(page.path).toBe(path);
  expect(read(page)).toContain('C’est réservé !');
  expect(read(page)).toContain('Mon Pass 94D2E0B7 les porte aussi');
  expect(page.html.match(/class="qr"/g)).toHaveLength(2);
  expect(await purse()).toBe(13_400);
  // Back, and the same button again: paid once.
  expect(read(await awa.send(held, `${path}/payer`))).toContain('Awa Diallo');
  expect(await purse()).toBe(13_400);
});

test('the square of each ticket is signed, so that a door needs no network', async () => {
  const [ticket] = await tickets('valid');
  const code = ticketCode(
    { ticketId: toId(ticket?.id ?? ''), eventId: toId(ticket?.event_id ?? '') },
    world.deps.cloudKey,
  );
  const ticketText = unwrap(parseTicketText(code));
  expect(ticketText.signer).toEqual({ kind: 'cloud' });
  const key = publicKeyFromHex(world.deps.cloudKey.publicKeyHex);
  const { signedText, signature } = ticketText;
  expect(key && verifySignature(key, Buffer.from(signedText), signature)).toBe(true);
  // What the page draws is this very text.
  expect((await awa.get(path)).html).toContain(renderSVG(code, { border: 2 }));
});

test('the tickets come as a PDF and as an entry of my calendar', async () => {
  const pdf = await world.request(`${path}/billets.pdf`, { headers: cookies() });
  expect(pdf.headers.get('content-type')).toBe('application/pdf');
  const text = readPdfText(new Uint8Array(await pdf.arrayBuffer())).join(' ');
  expect(text).toContain('Yann Kervella');
  expect(text).toContain('Bal folk de la pleine lune');
  const calendar = await (await world.request(`${path}/agenda.ics`, { headers: cookies() })).text();
  expect(calendar).toContain('DTSTART:20261204T190000Z');
  expect(calendar).toContain('SUMMARY:Bal folk de la pleine lune');
});

const cookies = () => ({
  cookie: [...awa.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
});

test('somebody else finds none of it', async () => {
  const stranger = newVisitor(world);
  await signIn(world, stranger, 'yanis.benali@example.org');
  for (const part of ['', '/annuler', '/billets.pdf', '/agenda.ics']) {
    expect((await stranger.get(path + part)).status).toBe(404);
  }
  const forged = await stranger.post(`${path}/annuler`, {});
  expect(forged.status).toBe(404);
});

test('my friend cannot come: one place goes back in two touches, with its money', async () => {
  const asked = await awa.get(`${path}/annuler`);
  expect(read(asked)).toContain('C’est possible jusqu’au jeudi 3 décembre 2026 à 20 h.');
  expect(read(asked)).toContain('L’argent revient dans ma tirelire, tout de suite.');
  const nothing = await awa.send(asked, `${path}/annuler`);
  expect(nothing.status).toBe(422);
  expect(read(nothing)).toContain('Cochez au moins une place.');
  const yann = (await tickets('valid')).find(({ holder_name: name }) => name === 'Yann Kervella');
  const fields = { [`place-${yann?.id ?? ''}`]: 'oui' };
  page = await awa.send(asked, `${path}/annuler`, fields);
  expect(read(page)).toContain('1 place est annulée. 8,00 € sont revenus dans ma tirelire.');
  expect(page.html.match(/class="qr"/g)).toHaveLength(1);
  await awa.send(asked, `${path}/annuler`, fields);
  expect(await purse()).toBe(14_200);
  expect((await tickets('cancelled')).map((row) => row.holder_name)).toEqual(['Yann Kervella']);
});

test('a scan at the door changes my list, and nothing is given back after it', async () => {
  const list = await awa.get('/mon-compte/reservations');
  expect(read(list)).toContain('Bal folk de la pleine lune');
  expect(read(list)).toContain('1 place');
  const before = (await awa.get(STATE)).headers.get('etag') ?? '';
  const same = await world.request(STATE, { headers: { ...cookies(), 'if-none-match': before } });
  expect(same.status).toBe(304);
  const [ticket] = await tickets('valid');
  await admit(world, ticket?.id ?? '');
  const after = await world.request(STATE, { headers: { ...cookies(), 'if-none-match': before } });
  expect(after.status).toBe(204);
  expect(read(await awa.get('/mon-compte/reservations'))).toContain('1 entrée');
  expect(read(await awa.get(path))).toContain('Entrée à 18 h 10');
  expect(read(await awa.get(`${path}/annuler`))).toContain('Cette place a déjà servi à l’entrée.');
});

test('a booking that is not there is not found', async () => {
  expect((await awa.get(bookingPath('rien'))).status).toBe(404);
});
