import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditLedger } from '../../../../src/cloud/ledger/audit-ledger.ts';
import { sendRefunds } from '../../../../src/cloud/payments/send-refunds.ts';
import { addMoney, askItBack } from '../../../helpers/account-moments.ts';
import { DATABASE_KINDS, makeTestDatabase } from '../../../helpers/cloud-database.ts';
import type { TestDatabase } from '../../../helpers/cloud-database.ts';
import { playMoment } from '../../../helpers/site-moments.ts';
import { newVisitor, signIn } from '../../../helpers/site-visitor.ts';
import type { Page, Visitor } from '../../../helpers/site-visitor.ts';
import { openSiteWorld } from '../../../helpers/site-world.ts';
import type { SiteWorld } from '../../../helpers/site-world.ts';

/** Adding money by bank card and asking it back, on the pages (RULES P2, M1, M2). */

const ADD = '/mon-compte/ajouter';
const BACK = '/mon-compte/rendre';
const HENRI = 'henri.cadiou@example.org';
const euros = (text: string): string => `${text}\u202f€`;

describe.each(DATABASE_KINDS)('money by bank card on %s', (kind) => {
  let test: TestDatabase;
  let world: SiteWorld;
  let henri: Visitor;
  beforeAll(async () => {
    test = await makeTestDatabase(kind);
    world = await openSiteWorld({ db: test.db });
    henri = newVisitor(world);
    await signIn(world, henri, HENRI);
  });
  afterAll(async () => {
    await world.close();
    await test.remove();
  });
  beforeEach(async () => {
    await playMoment(world, { kind: 'calm' });
  });

  const add = async (amount: string): Promise<Page> =>
    henri.send(await henri.get(ADD), ADD, { montant: amount });
  const payments = async (): Promise<readonly number[]> => {
    const rows = await world.db.query
      .selectFrom('bank_payment')
      .select('cents')
      .orderBy('started_at')
      .execute();
    return rows.map((row) => row.cents);
  };

  it('takes amounts as people type them, from 5.00 to 250.00, and keeps a wrong one', async () => {
    const refused = [
      ['', 'Écrivez un montant'],
      ['vingt', 'ne se lit pas'],
      ['-20', 'ne se lit pas'],
      ['20,505', 'ne se lit pas'],
      ['4,99', `${euros('5,00')} au moins`],
      ['0', `${euros('5,00')} au moins`],
      ['250,01', `${euros('250,00')} au plus`],
      ['1e9', 'ne se lit pas'],
    ] as const;
    for (const [typed, why] of refused) {
      const page = await add(typed);
      expect(page.status).toBe(422);
      expect(page.text).toContain(why);
      expect(page.html).toContain(`value="${typed}"`);
    }
    expect(await payments()).toEqual([]);
    for (const typed of ['5', '20,50', '20.5 €', '250,00']) {
      expect((await add(typed)).path).toMatch(/^\/paiement\/[0-9a-f-]{36}$/);
    }
    expect(await payments()).toEqual([500, 2_050, 2_050, 25_000]);
  });

  it('opens one payment for a form sent twice, another one for another amount', async () => {
    const before = (await payments()).length;
    const form = await henri.get(ADD);
    const [first, again, other] = [
      await henri.send(form, ADD, { montant: '30' }),
      await henri.send(form, ADD, { montant: '30,00' }),
      await henri.send(form, ADD, { montant: '50' }),
    ];
    expect(again.path).toBe(first.path);
    expect(other.path).not.toBe(first.path);
    expect((await payments()).length).toBe(before + 2);
  });

  it('is in the purse whole, is said there, and goes back to the card that paid, once', async () => {
    // 18.30 of a local currency stay where they are.
    const paying = await add('20');
    const bankPath = new URL(
      /url=(.*)$/.exec(paying.headers.get('refresh') ?? '')?.[1] ?? '',
      'http://x',
    );
    const bank = await henri.get(bankPath.pathname);
    const purse = await henri.send(bank, bankPath.pathname, { carte: '4242' });
    expect(purse.path).toBe('/mon-compte?paye=1');
    expect(purse.text).toContain(`${euros('20,00')} ajoutés à ma tirelire`);
    expect(purse.text).toContain(`Dans ma tirelire ${euros('38,30')}`);
    expect(purse.text).toContain('Ajout par carte bancaire');

    const page = await henri.get(BACK);
    expect(page.text).toContain(`Redemander ${euros('20,00')}`);
    expect(page.text).toContain('Monnaie locale : elle se rend à la caisse du collectif.');
    const asked = await henri.send(page, BACK);
    expect(asked.text).toContain('C’est demandé.');
    expect(asked.text).toContain('En route');
    // The way back of the browser, and the same form again.
    const again = await henri.send(page, BACK);
    expect(again.text.match(/En route/g)).toHaveLength(1);
    await sendRefunds(world.deps);
    expect((await henri.get(BACK)).text).toContain('Envoyé à la banque');
    const after = await henri.get('/mon-compte');
    expect(after.text).toContain(`Dans ma tirelire ${euros('18,30')}`);
    expect(after.text).toContain('Rendu sur ma carte bancaire');
    expect(after.html).not.toContain(BACK);
    expect(await auditLedger(world.db)).toEqual([]);
  });

  it('shows no money of somebody else, and an open page hears of it', async () => {
    const bastien = newVisitor(world);
    await signIn(world, bastien, 'bastien.quere@example.org');
    const state = async (etag: string) => {
      const cookie = [...henri.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      return world.request('/mon-compte/etat', { headers: { cookie, 'if-none-match': etag } });
    };
    const etag = (await state('')).headers.get('etag') ?? '';
    await addMoney(world, HENRI, 1_500);
    const added = await state(etag);
    expect(added.status).toBe(204);
    await askItBack(world, HENRI);
    expect((await state(added.headers.get('etag') ?? '')).status).toBe(204);
    const page = await bastien.get(BACK);
    expect(page.text).toContain('Rien à rendre');
    expect(page.text).not.toContain('En route');
  });
});

describe('without a bank', () => {
  it('the purse says where money is added instead, and no form leads nowhere', async () => {
    const world = await openSiteWorld();
    const closed = { ...world, deps: { ...world.deps, bank: null } };
    const { createApp } = await import('../../../../src/cloud/http/app.ts');
    const { SITE_ROUTES } = await import('../../../../src/cloud/site/routes.ts');
    const app = createApp(closed.deps, SITE_ROUTES);
    const here: SiteWorld = {
      ...closed,
      request: async (path, init) => app.request(new URL(path, 'http://lespass.test').href, init),
    };
    const visitor = newVisitor(here);
    await signIn(here, visitor, HENRI);
    const purse = await visitor.get('/mon-compte');
    expect(purse.html).not.toContain(ADD);
    expect(purse.text).toContain('Pas de carte bancaire ici.');
    const page = await visitor.get(ADD);
    expect(page.text).toContain('Pas de carte bancaire ici pour le moment');
    expect(page.html).not.toContain('name="montant"');
    await world.close();
  });
});
