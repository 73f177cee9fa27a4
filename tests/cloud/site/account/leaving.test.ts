import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holdPlaces } from '../../../../src/cloud/booking/hold-places.ts';
import { payBookingFromWallet } from '../../../../src/cloud/booking/pay-booking.ts';
import { openDatabase } from '../../../../src/cloud/db/open-database.ts';
import type { Db } from '../../../../src/cloud/db/open-database.ts';
import { writeTransaction } from '../../../../src/cloud/db/write-transaction.ts';
import { forgetErasuresJob } from '../../../../src/cloud/jobs/forget-erasures.ts';
import { auditLedger } from '../../../../src/cloud/ledger/audit-ledger.ts';
import { settleUnsecured } from '../../../../src/cloud/ledger/operations.ts';
import type { PostingId } from '../../../../src/domain/wallet/ledger-types.ts';
import { makeUuid, toId } from '../../../../src/shared/ids.ts';
import type { BookingId, EventId, PersonId } from '../../../../src/shared/ids.ts';
import { cents } from '../../../../src/shared/money.ts';
import { err, unwrap } from '../../../../src/shared/result.ts';
import { addMs } from '../../../../src/shared/time.ts';
import { DATABASE_KINDS, makeTestDatabase } from '../../../helpers/cloud-database.ts';
import type { TestDatabase } from '../../../helpers/cloud-database.ts';
import { STATION_ID, playMoment } from '../../../helpers/site-moments.ts';
import { newVisitor, newestMail, signIn } from '../../../helpers/site-visitor.ts';
import type { Page, Visitor } from '../../../helpers/site-visitor.ts';
import { WORLD_NOW, openSiteWorld } from '../../../helpers/site-world.ts';
import type { SiteWorld } from '../../../helpers/site-world.ts';

/** Leaving for good (RULES P4), on each database: what goes, what stays, what stands in the way. */

const LEAVE = '/mon-compte/partir';
const MAELLE = 'maelle.legoff@example.org';
const AWA = 'awa.diallo@example.org';
const AWA_CARD = '94D2E0B7';
const ROSALIND = 'rosalind.hart@example.org';
const ROSALIND_CARD = '1B6E84F3';
const BASTIEN = 'bastien.quere@example.org';
const GRANDE_OREILLE = '019b76da-a802-7000-8000-000000000001';
const THEATRE = '019b76da-a80e-7000-8000-000000000003';
const SEAT = '019b76da-a80f-7000-8000-000000000005';

const AWAY = { code: 'unreachable', message: 'no answer' } as const;

describe.each(DATABASE_KINDS)('leaving for good on %s', (kind) => {
  let test: TestDatabase;
  let db: Db;
  let world: SiteWorld;
  beforeAll(async () => {
    test = await makeTestDatabase(kind);
    // An hour ago is another day just after the cut-off hour: this clock says early evening.
    db = openDatabase({ ...test.options, clock: () => WORLD_NOW });
    world = await openSiteWorld({ db });
  });
  afterAll(async () => {
    await world.close();
    await db.close();
    await test.remove();
  });

  const query = () => world.db.query;
  const enter = async (email: string): Promise<Visitor> => {
    const visitor = newVisitor(world);
    await signIn(world, visitor, email);
    return visitor;
  };
  const personOf = (email: string) =>
    query().selectFrom('person').selectAll().where('email', '=', email).executeTakeFirst();
  const leave = async (visitor: Visitor, fields: Readonly<Record<string, string>>): Promise<Page> =>
    visitor.send(await visitor.get(LEAVE), LEAVE, fields);
  const everything = { mot: 'supprimer ', laisser: 'oui' };

  /** Two seats paid from the purse. */
  async function bookSeats(personId: PersonId): Promise<BookingId> {
    const bookingId = toId<'Booking'>(makeUuid());
    const now = world.deps.clock();
    await writeTransaction(world.db, async (tx) => {
      const place = { priceId: SEAT, holderName: 'Léa Petit', openCents: null };
      unwrap(
        await holdPlaces(tx, {
          ...{ id: bookingId, eventId: THEATRE as EventId, personId, now },
          ...{ places: [place, place], promoCode: null, answers: [] },
        }),
      );
      unwrap(await payBookingFromWallet(tx, { bookingId, personId, now }));
    });
    return bookingId;
  }

  it('with money, a ticket to come, a renewal and a second device: all ends in one step', async () => {
    const maelle = await enter(MAELLE);
    const phone = await enter(MAELLE);
    const before = (await personOf(MAELLE))!;
    const personId = before.id as PersonId;
    const bookingId = await bookSeats(personId);
    await writeTransaction(world.db, async (tx) => {
      await tx.query
        .updateTable('membership')
        .set({ renews: 1, renew_means: 'pass' })
        .where('person_id', '=', personId)
        .where('state', '=', 'active')
        .execute();
    });
    const wallet = await query()
      .selectFrom('wallet')
      .select('id')
      .where('person_id', '=', personId)
      .executeTakeFirstOrThrow();

    const page = await maelle.get(LEAVE);
    expect(page.text).toContain('2 places réservées sont annulées.');
    expect(page.text).toContain('ne se renouvelle plus');
    // 69.50 less 12.00 for the seats, which come back first.
    expect(page.text).toContain('Je laisse 69,50\u202f€, sans retour.');

    // Neither without the tick, nor without the word: and then nothing at all has changed.
    const unticked = await leave(maelle, { mot: 'SUPPRIMER' });
    expect(unticked.status).toBe(422);
    expect(unticked.text).toContain('Cochez pour laisser ce qui reste');
    expect(unticked.html).toContain('value="SUPPRIMER"');
    const wordless = await leave(maelle, { laisser: 'oui', mot: 'oui' });
    expect(wordless.status).toBe(422);
    expect(wordless.html).toMatch(/name="laisser"[^>]*checked/);
    expect(await personOf(MAELLE)).toEqual(before);
    const held = await query()
      .selectFrom('booking')
      .select('state')
      .where('id', '=', bookingId)
      .executeTakeFirstOrThrow();
    expect(held.state).toBe('booked');

    const gone = await leave(maelle, everything);
    expect(gone.path).toBe('/au-revoir');
    expect(maelle.cookies.has('session')).toBe(false);

    const person = await query()
      .selectFrom('person')
      .selectAll()
      .where('id', '=', personId)
      .executeTakeFirstOrThrow();
    expect(person).toMatchObject({ email: null, name: '' });
    expect(person.deleted_at).not.toBeNull();
    const money = await query()
      .selectFrom('account')
      .select('balance')
      .where('owner_id', '=', wallet.id)
      .where('balance', '<>', 0)
      .execute();
    expect(money).toEqual([]);
    expect(await auditLedger(world.db)).toEqual([]);
    const tickets = await query()
      .selectFrom('ticket')
      .select(['state', 'holder_name', 'email'])
      .where('booking_id', '=', bookingId)
      .execute();
    expect(tickets).toEqual(
      [0, 1].map(() => ({ state: 'cancelled', holder_name: '', email: null })),
    );
    const renewing = await query()
      .selectFrom('membership')
      .select('id')
      .where('person_id', '=', personId)
      .where('renews', '=', 1)
      .execute();
    expect(renewing).toEqual([]);
    const passes = await query()
      .selectFrom('card')
      .select(['state', 'person_id'])
      .where('wallet_id', '=', wallet.id)
      .execute();
    expect(passes.length).toBeGreaterThan(0);
    for (const pass of passes) expect(pass).toEqual({ state: 'retired', person_id: null });

    // The other device is out, and nothing can be read any more.
    for (const path of ['/mon-compte', '/mon-compte/preferences/mes-donnees', LEAVE]) {
      expect((await phone.get(path)).path).toContain('/entrer');
      expect((await maelle.get(path)).path).toContain('/entrer');
    }
    // The address and the name stand nowhere but in what collectives are told, and the last mail.
    const [mails, requests] = await Promise.all([
      query()
        .selectFrom('mail')
        .select(['subject', 'text'])
        .where('to_address', '=', MAELLE)
        .execute(),
      query().selectFrom('erasure_request').selectAll().where('email', '=', MAELLE).execute(),
    ]);
    expect(mails.map(({ subject }) => subject)).toEqual(['Votre compte est supprimé']);
    expect(mails[0]?.text).toContain('L’argent que vous avez laissé');
    expect(requests.map(({ name }) => name)).toContain('Maëlle Le Goff');
  });

  it('lets a sale that comes later settle, without bringing the name back', async () => {
    const awa = await enter(AWA);
    const { id: personId } = (await personOf(AWA))!;
    const card = await query()
      .selectFrom('card')
      .select('id')
      .where('number', '=', AWA_CARD)
      .executeTakeFirstOrThrow();
    await leave(awa, everything);
    const sold = await writeTransaction(world.db, (tx) =>
      settleUnsecured(tx, {
        ...{ id: makeUuid() as PostingId, at: world.deps.clock(), cause: null, reserveId: null },
        ...{
          stationId: toId<'Station'>(STATION_ID),
          collectiveId: toId<'Collective'>(GRANDE_OREILLE),
        },
        ...{ card: { cardId: toId<'Card'>(card.id) }, totalCents: cents(450) },
      }),
    );
    expect(unwrap(sold).debtCents).toBe(450);
    expect(await auditLedger(world.db)).toEqual([]);
    const person = await query()
      .selectFrom('person')
      .select(['name', 'email'])
      .where('id', '=', personId)
      .executeTakeFirstOrThrow();
    expect(person).toEqual({ name: '', email: null });

    // The same address begins anew: another account, with nothing of the old one.
    const again = await enter(AWA);
    expect((await personOf(AWA))?.id).not.toBe(personId);
    expect((await again.get('/mon-compte')).text).toContain('Ma tirelire est vide.');
    expect((await again.get('/mon-compte/pass')).text).not.toContain(AWA_CARD);
    expect((await newVisitor(world).get('/qr/' + (await qrOf(AWA_CARD)))).text).toContain(
      'Ce Pass ne sert plus',
    );
  });

  const qrOf = async (number: string): Promise<string> => {
    const row = await query()
      .selectFrom('card')
      .select('qr')
      .where('number', '=', number)
      .executeTakeFirstOrThrow();
    return row.qr;
  };

  it('waits until what is promised, owed or begun is settled, and says what', async () => {
    const rosalind = await enter(ROSALIND);
    await rosalind.get('/?lang=fr');
    const now = world.deps.clock();
    await playMoment(world, { kind: 'reserve', cardNumber: ROSALIND_CARD, cents: 200 });
    const inAt = addMs(now, -3_600_000);
    await playMoment(world, { kind: 'stays', stays: [{ email: ROSALIND, inAt, outAt: null }] });
    const page = await rosalind.get(LEAVE);
    expect(page.text).toContain('D’abord, il reste quelque chose à régler');
    expect(page.text).toContain('Un achat de 2,00\u202f€ est en cours à une caisse.');
    expect(page.text).toContain('Vous êtes encore chez L’Établi.');
    expect(page.html).not.toContain('name="mot"');
    // Whoever kept the form of before is refused as well.
    const form = await rosalind.get('/mon-compte/preferences');
    const sent = await rosalind.send(
      { ...form, html: form.html.replace('action="/mon-compte/preferences"', `action="${LEAVE}"`) },
      LEAVE,
      everything,
    );
    expect(sent.text).toContain('D’abord, il reste quelque chose à régler');
    expect((await personOf(ROSALIND))?.name).toBe('Rosalind Hart');

    const nolwenn = await enter('nolwenn@example.org');
    expect((await nolwenn.get(LEAVE)).text).toContain('Vous êtes seul à gérer');
  });

  it('closes what was only begun at the bank, and waits when the bank is silent', async () => {
    const henri = await enter('henri.cadiou@example.org');
    const form = await henri.get('/mon-compte/ajouter');
    await henri.send(form, '/mon-compte/ajouter', { montant: '20' });
    expect((await henri.get(LEAVE)).text).not.toContain('D’abord');
    const { bank } = world.deps;
    const silent = { ...bank!, closeCheckout: () => Promise.resolve(err(AWAY)) };
    (world.deps as { bank: typeof bank }).bank = silent;
    const waiting = await leave(henri, everything);
    expect(waiting.text).toContain('Un paiement est ouvert à la banque.');
    expect((await personOf('henri.cadiou@example.org'))?.name).toBe('Henri Cadiou');
    (world.deps as { bank: typeof bank }).bank = bank;
    expect((await leave(henri, everything)).path).toBe('/au-revoir');
    const payment = await query()
      .selectFrom('bank_payment')
      .select('state')
      .where('purpose', '=', 'top-up')
      .executeTakeFirstOrThrow();
    expect(payment.state).toBe('given-up');
  });

  it('needs no tick with an empty purse, and takes the address for the word', async () => {
    const bastien = await enter(BASTIEN);
    expect((await bastien.get(LEAVE)).html).not.toContain('name="laisser"');
    const gone = await leave(bastien, { mot: ` ${BASTIEN.toUpperCase()} ` });
    expect(gone.path).toBe('/au-revoir');
    expect((await newestMail(world, BASTIEN))?.text).not.toContain('L’argent');
  });

  it('asks those too whom they only helped', async () => {
    const helper = await enter('nouvelle@example.org');
    const shift = '/benevoles/la-table-des-voisins/019b76da-a81a-7000-8000-00000000000a';
    await helper.send(await helper.get(shift), shift);
    expect((await leave(helper, { mot: 'SUPPRIMER' })).path).toBe('/au-revoir');
    const asked = await query()
      .selectFrom('erasure_request')
      .innerJoin('collective', 'collective.id', 'erasure_request.collective_id')
      .select('slug')
      .where('email', '=', 'nouvelle@example.org')
      .execute();
    expect(asked).toEqual([{ slug: 'la-table-des-voisins' }]);
  });

  it('asks each collective to erase, whose list forgets when it is done, or after a month', async () => {
    const asked = await query()
      .selectFrom('erasure_request')
      .selectAll()
      .where('email', '=', MAELLE)
      .execute();
    expect(asked.length).toBeGreaterThan(1);

    const nolwenn = await enter('nolwenn@example.org');
    const path = '/gestion/la-grande-oreille/effacements';
    const list = await nolwenn.get(path);
    expect(list.text).toContain('Maëlle Le Goff maelle.legoff@example.org');
    const other = asked.find((request) => request.collective_id !== GRANDE_OREILLE)!;
    await nolwenn.send(list, path, { demande: other.id });
    const { id } = asked.find((request) => request.collective_id === GRANDE_OREILLE)!;
    const done = await nolwenn.send(list, path, { demande: id });
    expect(done.text).not.toContain('Maëlle');
    const states = await query()
      .selectFrom('erasure_request')
      .select(['id', 'collective_id', 'state', 'name', 'email'])
      .execute();
    const own = states.find((request) => request.id === id);
    expect(own).toMatchObject({ state: 'done', name: '', email: '' });
    // Nobody marks what is another collective's.
    expect(states.find((request) => request.id === other.id)?.state).toBe('asked');

    const now = world.deps.clock();
    const later = addMs(now, 30 * 24 * 3_600_000);
    await writeTransaction(world.db, async (tx) => {
      await tx.query.updateTable('mail').set({ sent_at: now }).execute();
    });
    await forgetErasuresJob.run({ ...world.deps, clock: () => later });
    const left = await query()
      .selectFrom('erasure_request')
      .select('id')
      .where((where) => where.or([where('state', '=', 'asked'), where('name', '<>', '')]))
      .execute();
    expect(left).toEqual([]);
    const mails = await query().selectFrom('mail').select('to_address').execute();
    expect(mails.map((mail) => mail.to_address)).not.toContain(MAELLE);
    expect(mails.map((mail) => mail.to_address)).toContain('nolwenn@example.org');
  });
});
