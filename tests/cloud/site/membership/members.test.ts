import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renewMemberships } from '../../../../src/cloud/membership/renew-memberships.ts';
import { DEMO_MEMBERSHIPS, ETABLI_OFFERS, failRenewal } from '../../../helpers/member-moments.ts';
import { readPdfText } from '../../../helpers/pdf-text.ts';
import { fieldsOf, problemAt } from '../../../helpers/form-fields.ts';
import { newVisitor, newestMail, signIn } from '../../../helpers/site-visitor.ts';
import type { Page, Visitor } from '../../../helpers/site-visitor.ts';
import { openSiteWorld } from '../../../helpers/site-world.ts';
import type { SiteWorld } from '../../../helpers/site-world.ts';

const OWN = '/mon-compte/abonnements';
const DAY_MS = 24 * 3_600_000;
const offerOf = (id: string) => `/adhesions/l-etabli/${id}`;
const FREE = '/adhesions/la-table-des-voisins/019b76da-a810-7000-8000-000000000006';

describe('memberships on the site', () => {
  let world: SiteWorld;
  beforeAll(async () => {
    world = await openSiteWorld();
  });
  afterAll(() => world.close());

  const visitors = new Map<string, Visitor>();
  /** Signed in once; a second passes at each turn, so that mails have an order. */
  const as = async (name: string): Promise<Visitor> => {
    world.passTime(1_000);
    const known = visitors.get(name);
    if (known !== undefined) return known;
    const visitor = newVisitor(world);
    await signIn(world, visitor, `${name}@example.org`);
    world.passTime(1_000);
    visitors.set(name, visitor);
    return visitor;
  };
  const idOf = (page: Page): string => /abonnements\/([0-9a-f-]{36})/.exec(page.html)?.[1] ?? '';
  const stateOf = async (id: string) =>
    world.db.query
      .selectFrom('membership')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
  const sendOffer = async (
    visitor: Visitor,
    path: string,
    fields: Record<string, string> = {},
  ): Promise<Page> => {
    const page = await visitor.get(path);
    return visitor.post(path, { ...fieldsOf(page, path), ...fields });
  };

  it('shows a visitor everything that can be taken, in everyday words', async () => {
    const visitor = newVisitor(world);
    const all = await visitor.get('/adhesions');
    expect(all.status).toBe(200);
    expect(all.text).toContain('Adhésion à L’Établi');
    expect(all.text).toContain('Carte de voisin');
    expect(all.text).toContain('10\u202fh de bureau comprises');
    expect(all.text).not.toContain('Mes collectifs');
    const one = await visitor.get(offerOf(ETABLI_OFFERS.hours));
    expect(one.text).toContain('Jusqu’au lundi 21 décembre 2026');
    expect(one.text).toContain('J’arrête quand je veux');
    expect((await visitor.get('/adhesions/nulle-part')).status).toBe(404);
    expect((await visitor.get(offerOf('pas-un-nombre'))).status).toBe(404);
    expect((await visitor.get(`/adhesions/la-grande-oreille/${ETABLI_OFFERS.hours}`)).status).toBe(
      404,
    );
    expect((await visitor.get('/adhesions/le-phare-bavard')).text).toContain('Aucune adhésion ici');
  });

  it('shows first what one’s own collectives offer, then their villages', async () => {
    const page = await (await as('yanis.benali')).get('/adhesions');
    const order = ['Mes collectifs', 'Bureau fixe', 'Dans mes villages', 'Adhésion de soutien'];
    const places = order.map((word) => page.text.indexOf(word));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual(places.toSorted((left, right) => left - right));
  });

  it('leads a visitor who chose through signing in, back to the same choice', async () => {
    const visitor = newVisitor(world);
    const reduced = '019b76da-a811-7000-8000-000000000005';
    const choosing = await visitor.get(`${offerOf(ETABLI_OFFERS.yearly)}/choisir?prix=${reduced}`);
    const code = await visitor.send(choosing, '/entrer', { email: 'ines.nouvelle@example.org' });
    const mail = await newestMail(world, 'ines.nouvelle@example.org');
    const back = await visitor.send(code, '/entrer/code', { code: mail?.code ?? '' });
    expect(back.html).toMatch(new RegExp(`value="${reduced}"[^>]*checked`));
    expect(back.text).toContain('Je paie avec');
  });

  it('is taken and paid from the purse; the page, the list, the mail and the receipt say so', async () => {
    const awa = await as('awa.diallo');
    const page = await sendOffer(awa, offerOf(ETABLI_OFFERS.hours), {
      ...{ moyen: 'tirelire', renouveler: 'oui' },
    });
    expect(page.status).toBe(200);
    expect(page.text).toContain('C’est fait, merci');
    expect(page.text).toMatch(/Se renouvelle le lundi 21 décembre 2026 ?, avec ma tirelire/);
    const id = idOf(page);
    expect(await stateOf(id)).toMatchObject({ state: 'active', renews: 1, cents: 2_500 });
    const list = await awa.get(OWN);
    expect(list.text).toContain('jusqu’au lundi 21 décembre 2026');
    const mail = await newestMail(world, 'awa.diallo@example.org');
    expect(mail?.text).toContain('Abonnement 10 heures');
    const receipt = await world.request(`${OWN}/${id}/recu.pdf`, {
      headers: { cookie: [...awa.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    expect(receipt.headers.get('content-type')).toBe('application/pdf');
    const text = readPdfText(new Uint8Array(await receipt.arrayBuffer())).join(' ');
    expect(text).toContain('25,00');
    expect(text).toContain('awa.diallo@example.org');
    const other = await as('lucas.pereira');
    expect((await other.get(`${OWN}/${id}/recu.pdf`)).status).toBe(404);
    expect((await other.get(`${OWN}/${id}`)).status).toBe(404);
  });

  it('is stopped in two clicks, and begun again before its end', async () => {
    const awa = await as('awa.diallo');
    const id = (
      await world.db.query
        .selectFrom('membership')
        .innerJoin('person', 'person.id', 'membership.person_id')
        .select('membership.id')
        .where('email', '=', 'awa.diallo@example.org')
        .where('offer_id', '=', ETABLI_OFFERS.hours)
        .executeTakeFirstOrThrow()
    ).id;
    const page = await awa.get(`${OWN}/${id}`);
    const stopped = await awa.send(page, `${OWN}/${id}/resilier`);
    expect(stopped.text).toContain('pas de renouvellement');
    expect(stopped.text).toContain('C’est bon jusqu’au lundi 21 décembre 2026');
    const kept = await awa.send(stopped, `${OWN}/${id}/renouveler`);
    expect(kept.text).toContain('cela se renouvelle tout seul');
    expect(await stateOf(id)).toMatchObject({ renews: 1, renew_means: 'pass' });
    const stranger = await as('lucas.pereira');
    const form = await stranger.get('/mon-compte/appareils');
    const mark = /name="marque" value="([^"]*)"/.exec(form.html)?.[1] ?? '';
    for (const what of ['resilier', 'renouveler', 'retirer', 'payer']) {
      const sent = await stranger.post(`${OWN}/${id}/${what}`, { marque: mark, moyen: 'tirelire' });
      expect(sent.status).toBe(404);
    }
    expect(await stateOf(id)).toMatchObject({ state: 'active', renews: 1 });
  });

  it('keeps what was typed and says beside it what is wrong', async () => {
    const awa = await as('awa.diallo');
    const low = await sendOffer(awa, FREE, { montant: '2,50' });
    expect(low.status).toBe(422);
    expect(problemAt(low, 'montant')).toContain('Le minimum est 3,00');
    expect(low.html).toContain('value="2,50"');
    const odd = await sendOffer(awa, FREE, { montant: '<b>dix</b>' });
    expect(problemAt(odd, 'montant')).toContain('par exemple 25');
    expect(odd.html).not.toContain('<b>dix</b>');
    expect((await sendOffer(awa, FREE, { montant: '1001' })).text).toContain('Le maximum est');
    const means = await sendOffer(awa, FREE, { montant: '5', moyen: 'troc' });
    expect(means.status).toBe(422);
    expect(problemAt(means, 'moyen')).toContain('comment payer');
    const huge = await awa.post(FREE, { montant: 'x'.repeat(5_000_000) });
    expect(huge.status).toBe(413);
  });

  it('asks the team first: request, refusal with its reason, another request, yes, payment', async () => {
    const lucas = await as('fatou.ndiaye');
    const path = offerOf(ETABLI_OFFERS.desk);
    const missing = await sendOffer(lucas, path);
    expect(missing.status).toBe(422);
    expect(missing.text).toContain('Il manque ma réponse');
    const question = Object.keys(fieldsOf(missing, path)).find((name) =>
      name.startsWith('question-'),
    );
    const answer = { [question ?? '']: '<script>alert(1)</script>' };
    const asked = await sendOffer(lucas, path, answer);
    expect(asked.text).toContain('Ma demande est envoyée');
    expect(asked.html).not.toContain('<script>alert');
    const id = idOf(asked);
    expect((await lucas.get(path)).text).toContain('J’ai déjà commencé');

    const boss = await as('etienne');
    const office = '/gestion/l-etabli/adhesions';
    const list = await boss.get(office);
    expect(list.text).toContain('<script>alert(1)</script>');
    expect(list.html).not.toContain('<script>alert');
    const silent = await boss.send(list, `${office}/${id}/refuser`);
    expect(silent.status).toBe(422);
    const long = await boss.send(list, `${office}/${id}/refuser`, {
      [`raison-${id}`]: 'x'.repeat(301),
    });
    expect(long.status).toBe(422);
    world.passTime(1_000);
    const refused = await boss.send(list, `${office}/${id}/refuser`, {
      [`raison-${id}`]: 'Complet jusqu’en mars',
    });
    expect(refused.text).toContain('Demande refusée');
    expect((await boss.send(list, `${office}/${id}/accepter`)).text).toContain(
      'déjà une autre réponse',
    );
    expect((await newestMail(world, 'fatou.ndiaye@example.org'))?.text).toContain(
      'Complet jusqu’en mars',
    );
    expect((await lucas.get(`${OWN}/${id}`)).text).toContain('Complet jusqu’en mars');

    const second = idOf(await sendOffer(lucas, path, answer));
    const again = await boss.get(office);
    expect((await boss.send(again, `${office}/${second}/accepter`)).text).toContain('acceptée');
    const toPay = await lucas.get(`${OWN}/${second}`);
    expect(toPay.text).toContain('Il manque');
    const short = await lucas.send(toPay, `${OWN}/${second}/payer`, { moyen: 'tirelire' });
    expect(short.text).toContain('Rien n’a été pris');
    expect((await stateOf(second)).state).toBe('approved');
    const away = await lucas.send(await lucas.get(`${OWN}/${second}`), `${OWN}/${second}/retirer`);
    expect(away.text).toContain('C’est retiré');
  });

  it('is seen by its own managers only, in a file that no spreadsheet runs', async () => {
    const boss = await as('etienne');
    const csv = await boss.get('/gestion/l-etabli/adhesions.csv');
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect(csv.html).toContain('Adhésion à L’Établi');
    expect(csv.html).not.toContain('Carte de voisin');
    const other = await as('nolwenn');
    expect((await other.get('/gestion/l-etabli/adhesions.csv')).status).toBe(404);
    expect((await other.get('/gestion/l-etabli/adhesions')).status).toBe(404);
  });

  it('shows every state of the demo in words', async () => {
    const says = [
      ['rosalind.hart', DEMO_MEMBERSHIPS.requested, 'reads my request'],
      ['bastien.quere', DEMO_MEMBERSHIPS.approved, 'L’équipe a dit oui'],
      ['lucas.pereira', DEMO_MEMBERSHIPS.refused, 'n’a pas pu dire oui'],
      ['henri.cadiou', DEMO_MEMBERSHIPS.ended, 'C’est terminé depuis'],
      ['maelle.legoff', DEMO_MEMBERSHIPS.running, 'C’est bon jusqu’au'],
      ['yanis.benali', DEMO_MEMBERSHIPS.renewing, 'avec la carte Visa 4242'],
    ] as const;
    for (const [name, id, words] of says) {
      expect((await (await as(name)).get(`${OWN}/${id}`)).text).toContain(words);
    }
    const nobody = await as('nolwenn');
    expect((await nobody.get(OWN)).text).toContain('Je n’ai pas encore d’adhésion');
    const path = await failRenewal(world);
    const unpaid = await (await as('henri.cadiou')).get(path);
    expect(unpaid.text).toContain('Le renouvellement n’a pas pu être payé');
    expect(unpaid.text).toContain('Nouvel essai le lundi 23 novembre 2026');
  });

  it('that was paid by card renews by the card that the demo keeps', async () => {
    const before = await stateOf(DEMO_MEMBERSHIPS.renewing);
    world.passTime(18 * DAY_MS);
    await renewMemberships(world.deps);
    const next = await world.db.query
      .selectFrom('membership')
      .selectAll()
      .where('renewal_of', '=', before.id)
      .executeTakeFirstOrThrow();
    expect(next).toMatchObject({ state: 'active', means: 'bank-card', renews: 1, cents: 2_500 });
    await renewMemberships(world.deps);
    const payments = await world.db.query
      .selectFrom('bank_payment')
      .select(['state', 'cents', 'purpose'])
      .where('subject_id', '=', next.id)
      .execute();
    expect(payments).toEqual([{ state: 'paid', cents: 2_500, purpose: 'renewal' }]);
  });
});
