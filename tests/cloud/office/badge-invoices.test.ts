import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeInvoice } from '../../../src/cloud/office/badge/invoice-store.ts';
import { sumInvoice } from '../../../src/cloud/office/badge/invoice.ts';
import type { Invoice, InvoicedStay } from '../../../src/cloud/office/badge/invoice.ts';
import { isSiren } from '../../../src/cloud/office/badge/parties-store.ts';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import { toId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { unwrap } from '../../../src/shared/result.ts';
import type { Day } from '../../../src/shared/time.ts';
import { DATABASE_KINDS, makeTestDatabase } from '../../helpers/cloud-database.ts';
import { fieldsOf, problemAt } from '../../helpers/form-fields.ts';
import { readPdfText } from '../../helpers/pdf-text.ts';
import { ETABLI_ID, playStays } from '../../helpers/played-stays.ts';
import { newVisitor, signIn } from '../../helpers/site-visitor.ts';
import type { Page, Visitor } from '../../helpers/site-visitor.ts';
import { WORLD_NOW, openSiteWorld } from '../../helpers/site-world.ts';
import type { SiteWorld } from '../../helpers/site-world.ts';

const INVOICES = '/gestion/l-etabli/badgeuse/factures';
const RULE = { timeZone: 'Europe/Paris', cutOffHour: 4 };
const MONTH = '2026-10';

/** People of the demo who stayed in October, by their own money or none. */
const OCTOBER = [
  ['maelle.legoff', '2026-10-06T07:00:00.000Z', '2026-10-06T09:00:00.000Z'],
  ['maelle.legoff', '2026-10-06T12:00:00.000Z', '2026-10-06T13:00:00.000Z'],
  ['henri.cadiou', '2026-10-07T07:00:00.000Z', '2026-10-07T15:00:00.000Z'],
  ['rosalind.hart', '2026-10-08T07:00:00.000Z', '2026-10-08T08:10:00.000Z'],
  ['bastien.quere', '2026-10-09T07:00:00.000Z', '2026-10-09T10:00:00.000Z'],
  ['lucas.pereira', '2026-10-12T07:00:00.000Z', '2026-10-12T09:00:00.000Z'],
] as const;

const playOctober = async (world: SiteWorld): Promise<void> => {
  await playStays(
    world.db,
    [
      ...OCTOBER.map(([who, inAt, outAt]) => ({ email: `${who}@example.org`, inAt, outAt })),
      {
        email: null,
        guest: { name: 'Camille', hostEmail: 'henri.cadiou@example.org' },
        ...{ inAt: '2026-10-07T08:00:00.000Z', outAt: '2026-10-07T10:00:00.000Z' },
      },
      {
        email: null,
        guest: { name: 'Visiteur', hostEmail: null },
        ...{ inAt: '2026-10-13T08:00:00.000Z', outAt: '2026-10-13T10:00:00.000Z' },
      },
    ],
    WORLD_NOW,
  );
};

describe.each(DATABASE_KINDS)('numbers of invoices on %s', (kind) => {
  let world: SiteWorld;
  let remove: () => Promise<void>;

  beforeAll(async () => {
    const made = await makeTestDatabase(kind);
    remove = made.remove;
    world = await openSiteWorld({ db: made.db, clock: () => WORLD_NOW });
    await playOctober(world);
  });
  afterAll(async () => {
    await world.close();
    await remove();
  });

  const make = (buyerId: string) =>
    writeTransaction(world.db, (tx) =>
      makeInvoice(tx, {
        ...{ collectiveId: toId(ETABLI_ID), month: MONTH, buyerId, rule: RULE },
        ...{ at: WORLD_NOW, by: 'Étienne' },
      }),
    );

  test('asked for by many at once, each buyer has one, from 1 without a gap', async () => {
    const people = await world.db.query
      .selectFrom('person')
      .select('id')
      .where(
        'email',
        'in',
        OCTOBER.map(([who]) => `${who}@example.org`),
      )
      .execute();
    expect(people).toHaveLength(5);
    const asked = await Promise.all([...people, ...people].map(({ id }) => make(id)));
    const made = asked.map(unwrap);
    expect(made.filter(({ isNew }) => isNew)).toHaveLength(5);
    expect(new Set(made.map(({ id }) => id)).size).toBe(5);
    const rows = await world.db.query
      .selectFrom('invoice')
      .select(['number', 'person_id'])
      .orderBy('number')
      .execute();
    expect(rows.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
    expect(new Set(rows.map((row) => row.person_id)).size).toBe(5);
  });

  test('a refusal uses none, and the next one follows', async () => {
    expect(await make(ETABLI_ID)).toEqual({ ok: false, error: 'nothing-to-invoice' });
    await playStays(
      world.db,
      [
        {
          email: 'lucas.pereira@example.org',
          inAt: '2026-10-20T07:00:00.000Z',
          outAt: '2026-10-20T08:00:00.000Z',
        },
      ],
      WORLD_NOW,
    );
    const lucas = await world.db.query
      .selectFrom('person')
      .select('id')
      .where('email', '=', 'lucas.pereira@example.org')
      .executeTakeFirstOrThrow();
    expect(unwrap(await make(lucas.id)).isNew).toBe(true);
    const rows = await world.db.query
      .selectFrom('invoice')
      .select('data')
      .orderBy('number')
      .execute();
    const late = JSON.parse(rows.at(-1)?.data ?? '{}') as Invoice;
    // What came after the first invoice only: nothing is invoiced twice.
    expect(late).toMatchObject({ number: 6, totalCents: 300, lines: [{ day: '2026-10-20' }] });
  });
});

describe('an invoice, as a manager makes it', () => {
  let world: SiteWorld;
  let etienne: Visitor;

  beforeAll(async () => {
    world = await openSiteWorld();
    etienne = newVisitor(world);
    await signIn(world, etienne, 'etienne@example.org');
    await playOctober(world);
  });
  afterAll(() => world.close());

  const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

  async function make(name: string, month = MONTH): Promise<Page> {
    const page = await etienne.get(`${INVOICES}?m=${month}`);
    const form = [...page.html.matchAll(/<form[\s\S]*?<\/form>/g)]
      .map(([text]) => text)
      .find((text) => text.includes(`Faire la facture de ${name}`));
    const client = /name="client" value="([^"]*)"/.exec(form ?? '')?.[1] ?? '';
    return etienne.post(INVOICES, { ...fieldsOf(page, INVOICES), mois: month, client });
  }

  test('is for the people of a company, with the VAT, what is paid and what remains', async () => {
    const parties = `${INVOICES}/clients`;
    const fill = async (changes: Readonly<Record<string, string>>): Promise<Page> => {
      const page = await etienne.get(parties);
      return etienne.post(parties, { ...fieldsOf(page, parties), ...changes });
    };
    const wrong = await fill({ nom: 'Moulin & fils', adresse: '1, quai', siren: '123456789' });
    expect(problemAt(wrong, 'siren')).toContain('Ce n’est pas un SIREN.');
    expect(fieldsOf(wrong, parties)).toMatchObject({ nom: 'Moulin & fils', adresse: '1, quai' });
    const party = await fill({
      nom: 'Moulin & fils',
      adresse: '1, quai du Moulin\n35992 Kerlune',
      siren: '732 829 320',
    });
    const path = party.path.split('?')[0] ?? '';
    for (const who of ['maelle.legoff', 'henri.cadiou', 'lucas.pereira']) {
      const page = await etienne.get(path);
      const { marque = '' } = fieldsOf(page, path);
      await etienne.post(path, { marque, geste: 'ajouter', qui: `${who}@example.org` });
    }
    const list = plain((await etienne.get(`${INVOICES}?m=${MONTH}`)).text);
    expect(list).not.toContain('Maëlle');
    expect(list).not.toContain('Visiteur');
    const page = await make('Moulin &amp; fils');
    const text = plain(page.text);
    expect(text).toContain('La facture est faite. Elle ne change plus.');
    expect(text).toContain('Facture n° 1');
    expect(text).toContain('SIREN 732 829 320');
    // Maëlle: 2 h and 1 h of one day are a half-day. Henri: a day; Camille, whom he brought: 2 h.
    expect(text).toMatch(/mardi 6 octobre 2026\s+Maëlle Le Goff.*?3 h\s+0 min\s+20 %\s+7,00 €/);
    expect(text).toMatch(/mercredi 7 octobre 2026\s+Camille.*?2 h\s+0 min\s+20 %\s+6,00 €/);
    expect(text).toMatch(/mercredi 7 octobre 2026\s+Henri Cadiou.*?8 h\s+0 min\s+20 %\s+12,00 €/);
    expect(text).toContain('25,83 € hors taxe, 5,17 € de taxe');
    expect(text).toMatch(/Total TTC\s+31,00 €/);
    const [row] = await world.db.query.selectFrom('invoice').selectAll().execute();
    const { paidCents, dueCents, totalCents } = JSON.parse(row?.data ?? '') as Invoice;
    expect([totalCents, paidCents + dueCents, row?.total_cents]).toEqual([3_100, 3_100, 3_100]);
    expect(dueCents).toBeGreaterThan(0);
  });

  test('is a PDF that says the same', async () => {
    const { id } = await world.db.query
      .selectFrom('invoice')
      .select('id')
      .executeTakeFirstOrThrow();
    const cookie = [...etienne.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const path = `${INVOICES}/piece/${id}/pdf`;
    const response = await world.request(path, { headers: { cookie } });
    expect(response.headers.get('content-disposition')).toContain('facture-1.pdf');
    const text = plain(readPdfText(new Uint8Array(await response.arrayBuffer())).join('\n'));
    expect(text).toContain('Facture n° 1\nFaite le dimanche 22 novembre 2026.');
    expect(text).toContain('Moulin & fils\n1, quai du Moulin\n35992 Kerlune\nSIREN 732 829 320');
    expect(text).toMatch(/mardi 6 octobre 2026\nMaëlle Le Goff\n[^]*?3 h\n0 min\n20 %\n7,00 €/);
    expect(text).toContain('20 %\n25,83 €\n5,17 €\n31,00 €');
    expect(text).not.toContain('\ufffd');
  });

  test('made again is the same one, and stays as it was when a stay is corrected since', async () => {
    const { data, id } = await world.db.query
      .selectFrom('invoice')
      .select(['data', 'id'])
      .executeTakeFirstOrThrow();
    const { presenceIds, buyer } = JSON.parse(data) as Invoice;
    const page = await etienne.get(`${INVOICES}?m=${MONTH}`);
    const { marque = '' } = fieldsOf(page, INVOICES);
    const again = await etienne.post(INVOICES, { marque, mois: MONTH, client: buyer.id });
    expect(again.text).toContain('Cette facture était déjà faite. La voici.');
    expect(again.path).toContain(id);
    const stay = `/gestion/l-etabli/badgeuse/presences/${presenceIds[0]}`;
    const form = fieldsOf(await etienne.get(stay), stay);
    await etienne.post(stay, { ...form, sortie: '09:30', raison: 'Parti avant' });
    const after = await world.db.query.selectFrom('invoice').select('data').execute();
    expect(after.map((row) => row.data)).toEqual([data]);
  });

  test('is not made before the month is over, nor for another collective', async () => {
    const page = await etienne.get(`${INVOICES}?m=2026-11`);
    expect(page.text).toContain('Le mois n’est pas fini.');
    expect(page.html).not.toContain('Faire la facture');
    const { marque = '' } = fieldsOf(await etienne.get(`${INVOICES}?m=${MONTH}`), INVOICES);
    const early = await etienne.post(INVOICES, { marque, mois: '2026-11', client: ETABLI_ID });
    expect(early.status).toBe(422);
    const { id } = await world.db.query
      .selectFrom('invoice')
      .select('id')
      .executeTakeFirstOrThrow();
    const nolwenn = newVisitor(world);
    await signIn(world, nolwenn, 'nolwenn@example.org');
    const bar = '/gestion/la-grande-oreille/badgeuse/factures';
    expect((await nolwenn.get(`${bar}/piece/${id}`)).status).toBe(404);
    expect((await nolwenn.get(`${bar}/piece/${id}/pdf`)).status).toBe(404);
    expect((await nolwenn.get(bar)).text).toContain('Rien à facturer.');
  });
});

describe('the sums of an invoice', () => {
  const stay = (change: Partial<InvoicedStay>): InvoicedStay => ({
    ...{ presenceId: toId('019b76da-a815-7000-8000-000000000001') },
    ...{ personId: toId('019b76da-a809-7000-8000-000000000001'), person: 'Awa' },
    ...{ day: '2026-10-01' as Day, label: 'Bureaux', stayedMinutes: 60, includedMinutes: 0 },
    ...{ vatRateBp: 2_000, cents: cents(300), paidCents: cents(300) },
    ...change,
  });

  test('split the VAT once for each rate, and pay nothing with what was paid too much elsewhere', () => {
    const sums = sumInvoice([
      stay({ cents: cents(335) }),
      stay({ cents: cents(335), paidCents: cents(0) }),
      stay({ cents: cents(550), vatRateBp: 550, paidCents: cents(700), label: 'Livre' }),
    ]);
    expect(sums.lines.map((line) => [line.label, line.stayedMinutes, line.cents])).toEqual([
      ['Bureaux', 120, 670],
      ['Livre', 60, 550],
    ]);
    // 6.70 with 20 % inside: 1.1167; twice 3.35 would be 0.56 and 0.56.
    expect(sums.vat).toEqual([
      { rateBp: 550, totalCents: 550, netCents: 521, vatCents: 29 },
      { rateBp: 2_000, totalCents: 670, netCents: 558, vatCents: 112 },
    ]);
    expect([sums.totalCents, sums.paidCents, sums.dueCents]).toEqual([1_220, 850, 370]);
  });

  test.each([
    ['732829320', true],
    ['732829321', false],
    ['73282932', false],
    ['7328293200', false],
    ['73282932a', false],
  ])('the SIREN %s is one: %s', (siren, isOne) => {
    expect(isSiren(siren)).toBe(isOne);
  });
});
