import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoPageOf, demoPagePath } from '../../../../src/cloud/payments/demo-bank.ts';
import { toId } from '../../../../src/shared/ids.ts';
import { writeTransaction } from '../../../../src/cloud/db/write-transaction.ts';
import {
  BOOKING_SCENES,
  FATOU,
  FOLK,
  FULL,
  LUCAS,
  personIdOf,
} from '../../../helpers/booking-moments.ts';
import { newVisitor, signIn } from '../../../helpers/site-visitor.ts';
import type { Page, Visitor } from '../../../helpers/site-visitor.ts';
import { openSiteWorld } from '../../../helpers/site-world.ts';
import type { SiteWorld } from '../../../helpers/site-world.ts';

/** What people type, send twice or wait for; and what the collective sees of it. */

const EVENT = `/evenement/la-grande-oreille/${FOLK}`;
const reserve = (query: string): string => `${EVENT}/reserver?${query}`;
const read = ({ text }: Page): string => text.replaceAll('\u202f', ' ');
const NAMES = { 'nom-1': 'Lucas', 'nom-2': 'Nora' };

let world: SiteWorld;
let lucas: Visitor;
let fatou: Visitor;

beforeAll(async () => {
  world = await openSiteWorld();
  [lucas, fatou] = [newVisitor(world), newVisitor(world)];
  await signIn(world, lucas, LUCAS);
  await signIn(world, fatou, FATOU);
});
afterAll(() => world.close());

const bookings = async (email: string): Promise<number> => {
  const rows = await world.db.query
    .selectFrom('booking')
    .select('id')
    .where('person_id', '=', await personIdOf(world, email))
    .where('state', '=', 'held')
    .execute();
  return rows.length;
};

describe('the form of a booking', () => {
  test('with nothing chosen asks to choose, with a thousand says how many there may be', async () => {
    const nothing = await lucas.get(reserve('p1=0'));
    expect(read(nothing)).toContain('Choisissez au moins une place.');
    const thousand = await lucas.get(reserve('p1=1000'));
    const refused = await lucas.send(thousand, EVENT, NAMES);
    expect(refused.status).toBe(422);
    const many = Array.from({ length: 60 }, (_, index) => [`nom-${index + 1}`, 'Nora'] as const);
    const told = await lucas.send(thousand, EVENT, Object.fromEntries(many));
    expect(read(told)).toContain('Vous pouvez encore prendre 8 places.');
    expect(await bookings(LUCAS)).toBe(0);
  });

  test('says beside the code that nobody knows it, and keeps the names', async () => {
    const page = await lucas.get(reserve('p1=2'));
    const refused = await lucas.send(page, EVENT, { ...NAMES, code: 'LICORNE' });
    expect(refused.status).toBe(422);
    expect(read(refused)).toContain('Ce code n’existe pas pour cet événement.');
    expect(refused.html).toContain('value="Nora"');
  });

  test('refuses a name that is too long, and one of 5 MB', async () => {
    const page = await lucas.get(reserve('p1=1'));
    const long = await lucas.send(page, EVENT, { 'nom-1': 'N'.repeat(200) });
    expect(long.status).toBe(422);
    expect(read(long)).toContain('Ce nom est trop long : 120 lettres au plus.');
    const huge = await lucas.send(page, EVENT, { 'nom-1': 'N'.repeat(5_000_000) });
    expect(huge.status).toBe(413);
  });

  test('shows what somebody wrote as a name, and runs none of it', async () => {
    const page = await lucas.get(reserve('p1=1'));
    const held = await lucas.send(page, EVENT, { 'nom-1': '<script>alert(1)</script>' });
    expect(held.path).toMatch(/^\/reservation\//);
    expect(held.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(held.html).not.toContain('<script>alert');
    await lucas.send(held, `${held.path}/laisser`);
    expect(read(await lucas.get(held.path))).toContain('Ces places sont laissées');
  });

  test('sent twice keeps places once; with other content it is refused', async () => {
    const page = await lucas.get(reserve('p1=2'));
    const first = await lucas.send(page, EVENT, NAMES);
    const second = await lucas.send(page, EVENT, NAMES);
    expect(second.path).toBe(first.path);
    const other = await lucas.send(page, EVENT, { 'nom-1': 'Lucas', 'nom-2': 'Malo' });
    expect(read(other)).toContain('Ce formulaire a déjà servi.');
    expect(await bookings(LUCAS)).toBe(1);
    expect(read(first)).toContain('Il manque 20,00 € dans ma tirelire.');
    const short = await lucas.post(`${first.path}/payer`, {
      ...hiddenOf(first),
      moyen: 'tirelire',
    });
    expect(read(short)).toContain('Il n’y a pas assez dans ma tirelire. Rien n’a été pris.');
  });

  test('leads to the bank, and comes back to my tickets once it is paid', async () => {
    const path = '/evenement/la-table-des-voisins/grande-tablee';
    const page = await lucas.get(`${path}/reserver?p1=1`);
    const held = await lucas.send(page, path);
    const paymentId = /name="paiement" value="([^"]*)"/.exec(held.html)?.[1] ?? '';
    const fields = { ...hiddenOf(held), moyen: 'carte', paiement: paymentId };
    const bank = await lucas.post(`${held.path}/payer`, fields);
    expect(bank.path).toBe(`/paiement/${paymentId}`);
    expect((await lucas.post(`${held.path}/payer`, fields)).path).toBe(bank.path);
    const demo = await lucas.get(demoPagePath(demoPageOf(toId(paymentId))));
    const booked = await lucas.send(demo, '/banque', { carte: '4242' });
    expect(booked.path).toMatch(new RegExp(`^${held.path}`));
    expect(read(booked)).toContain('C’est réservé !');
    expect(read(booked)).toContain('Payé par carte bancaire : 9,00 €.');
    // The browser's arrow leads back to what was to be paid: it is paid already.
    expect((await lucas.post(`${held.path}/payer`, fields)).path).toBe(held.path);
  });

  test('asks the amount of a free price, and holds to its least', async () => {
    const path = '/evenement/la-grande-oreille/scene-ouverte';
    const page = await lucas.get(`${path}/reserver?p1=1`);
    const word = await lucas.send(page, path, { 'prix-1': 'cinq' });
    expect(read(word)).toContain('Écrivez un montant, par exemple 5 ou 7,50.');
    const low = await lucas.send(page, path, { 'prix-1': '0,50' });
    expect(read(low)).toContain('C’est 2,00 € au moins.');
    const held = await lucas.send(page, path, { 'prix-1': '7,50' });
    expect(read(held)).toContain('Total 7,50 €');
  });

  test('books at once what costs nothing', async () => {
    const path = '/evenement/l-etabli/atelier-velo';
    const page = await lucas.get(`${path}/reserver?p1=1`);
    const booked = await lucas.send(page, path, { 'nom-1': 'Lucas Pereira' });
    expect(read(booked)).toContain('C’est réservé !');
  });

  test('says when a hold is over that nothing was taken', async () => {
    const page = await lucas.get(reserve('p1=1'));
    const held = await lucas.send(page, EVENT, { 'nom-1': 'Lucas' });
    world.passTime(16 * 60_000);
    expect(read(await lucas.get(held.path))).toContain('Ces places ne sont plus gardées');
    const paid = await lucas.send(held, `${held.path}/payer`);
    expect(read(paid)).toContain('Rien n’a été pris.');
  });
});

const hiddenOf = ({ html }: Page): Readonly<Record<string, string>> => ({
  marque: /name="marque" value="([^"]*)"/.exec(html)?.[1] ?? '',
});

describe('the waiting list', () => {
  const full = `/evenement/la-table-des-voisins/${FULL}`;

  test('tells my place, once', async () => {
    expect(read(await lucas.get(`${full}/reserver`))).toContain('Complet.');
    const mine = await lucas.get(`${full}/attente`);
    expect(mine.path).toMatch(/^\/attente\//);
    expect(read(mine)).toContain('Ma place dans la liste 2');
    expect((await fatou.get(mine.path)).status).toBe(404);
  });

  test('offers a free place to the first, who may say no; it goes to the next', async () => {
    await BOOKING_SCENES['booking-offer'](world);
    const offer = await fatou.get(await BOOKING_SCENES['booking-offer'](world));
    expect(read(offer)).toContain('2 places sont gardées pour moi.');
    expect((await lucas.get(offer.path)).status).toBe(404);
    const gone = await fatou.send(offer, `${offer.path}/laisser`);
    expect(gone.path).toBe(offer.path);
    expect(read(gone)).toContain('Ces places sont laissées');
    expect(read(await lucas.get('/mon-compte/reservations'))).toContain('Une place est pour moi');
  });

  test('an offer is taken by choosing and paying like any place', async () => {
    const list = await lucas.get(await BOOKING_SCENES['booking-waiting'](world));
    expect(read(list)).toContain('Elle est gardée pour moi.');
    const page = await lucas.get(`${full}/reserver?p1=1`);
    const held = await lucas.send(page, full, { 'nom-1': 'Lucas Pereira' });
    expect(read(held)).toContain('Payer 22,00 €');
  });
});

describe('gestion', () => {
  test('lists who booked, also as a file that runs nothing in a spreadsheet', async () => {
    await BOOKING_SCENES['booking-scanned'](world);
    const page = await lucas.get(reserve('p1=1'));
    const held = await lucas.send(page, EVENT, { 'nom-1': '=2+2' });
    expect(held.path).toMatch(/^\/reservation\//);
    await writeTransaction(world.db, async ({ query }) => {
      await query
        .updateTable('ticket')
        .set({ holder_name: '=2+2' })
        .where('holder_name', '=', 'Yann Kervella')
        .execute();
    });
    const nolwenn = newVisitor(world);
    await signIn(world, nolwenn, 'nolwenn@example.org');
    const events = await nolwenn.get('/gestion/la-grande-oreille/reservations');
    expect(read(events)).toContain('Bal folk de la pleine lune');
    const list = await nolwenn.get(`/gestion/la-grande-oreille/reservations/${FOLK}`);
    expect(read(list)).toContain('Awa Diallo awa.diallo@example.org Plein tarif 8,00 € Tirelire');
    const csv = await nolwenn.get(`/gestion/la-grande-oreille/reservations/${FOLK}/liste.csv`);
    expect(csv.html).toContain('Nom;E-mail;Tarif;Montant');
    expect(csv.html).toContain("'=2+2;awa.diallo@example.org;Plein tarif;8,00;Tirelire;Annulée");
    const other = await nolwenn.get(`/gestion/la-grande-oreille/reservations/${FULL}`);
    expect(other.status).toBe(404);
  });
});
