import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askBank } from '../../../src/cloud/payments/ask-bank.ts';
import { startPayment } from '../../../src/cloud/payments/start-payment.ts';
import { loadDemoData } from '../../../src/cloud/demo/demo-data.ts';
import { findGlobalAsset } from '../../../src/cloud/payments/global-asset.ts';
import { paymentPath } from '../../../src/cloud/site/paths.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import type { PaymentId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { addMs } from '../../../src/shared/time.ts';
import { openSiteWorld, PUBLIC_URL } from '../../helpers/site-world.ts';
import type { SiteWorld } from '../../helpers/site-world.ts';
import { newVisitor, signIn } from '../../helpers/site-visitor.ts';
import type { Visitor } from '../../helpers/site-visitor.ts';

const [awa, other] = loadDemoData().people;
if (awa === undefined || other === undefined) throw new Error('the demo has no people');
const MINUTE = 60_000;

let world: SiteWorld;
let visitor: Visitor;
beforeAll(async () => {
  world = await openSiteWorld();
  visitor = newVisitor(world);
  await signIn(world, visitor, awa.email);
});
afterAll(() => world.close());

async function start(): Promise<{ readonly id: PaymentId; readonly bankPath: string }> {
  const id = toId<'Payment'>(makeUuid());
  const { url } = unwrap(
    await startPayment(world.deps, {
      ...{ id, purpose: 'top-up', subjectId: null, personId: awa!.id, email: awa!.email },
      ...{ language: 'fr', collectiveId: null, cents: cents(2_000), label: 'Tirelire' },
      endsAt: addMs(world.deps.clock(), 30 * MINUTE),
      keepsCard: false,
    }),
  );
  return { id, bankPath: url.replace(PUBLIC_URL, '') };
}

async function globalCents(): Promise<number> {
  const row = await world.db.query
    .selectFrom('account')
    .select('balance')
    .where('owner_id', '=', awa!.wallet.id)
    .where('asset_id', '=', (await findGlobalAsset(world.db)) ?? '')
    .executeTakeFirst();
  return row?.balance ?? 0;
}

describe('a payment on the pages', () => {
  it('leads on to the bank by itself, and by a link', async () => {
    const { id, bankPath } = await start();
    const page = await visitor.get(paymentPath(id));
    expect(page.status).toBe(200);
    expect(page.headers.get('refresh')).toBe(`0; url=${bankPath}`);
    expect(page.html).toContain(`href="${bankPath}"`);
    expect(page.text).toContain('Je paye 20,00\u202f€ par carte');
  });

  it('is paid at the bank and comes back to the purse', async () => {
    const before = await globalCents();
    const { id, bankPath } = await start();
    const bank = await visitor.get(bankPath);
    expect(bank.text).toContain('Banque de démonstration');
    expect(bank.text).toContain('Aucun argent n’est pris ici.');
    const purse = await visitor.send(bank, bankPath, { carte: '4242' });
    expect(purse.path).toBe('/mon-compte?paye=1');
    expect(await globalCents()).toBe(before + 2_000);
    expect((await visitor.get(paymentPath(id))).path).toBe('/mon-compte?paye=1');
    // The way back of the browser: the form is sent again, and nothing is taken.
    await visitor.send(bank, bankPath, { carte: '4242' });
    await askBank(world.deps);
    expect(await globalCents()).toBe(before + 2_000);
  });

  it('says that a card was refused, and takes another one', async () => {
    const { bankPath } = await start();
    const bank = await visitor.get(bankPath);
    const refused = await visitor.send(bank, bankPath, { carte: '0002' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Cette carte a été refusée. Choisissez une autre carte.');
    expect((await visitor.send(refused, bankPath, { carte: '4242' })).path).toBe(
      '/mon-compte?paye=1',
    );
  });

  it('says that nothing was taken when one turns back without paying', async () => {
    const before = await globalCents();
    const { id, bankPath } = await start();
    const bank = await visitor.get(bankPath);
    expect(bank.html).toContain(`href="${paymentPath(id)}?retour=non"`);
    const back = await visitor.get(`${paymentPath(id)}?retour=non`);
    expect(back.text).toContain('Je n’ai pas encore payé');
    expect(back.html).toContain(`href="${bankPath}"`);
    expect(await globalCents()).toBe(before);
  });

  it('finds the money when the bank told nobody', async () => {
    const before = await globalCents();
    const { bankPath } = await start();
    const bank = await visitor.get(bankPath);
    const silent = await visitor.send(bank, bankPath, { carte: '4242', silence: '1' });
    expect(silent.text).toContain('Il demandera dans une minute.');
    await askBank(world.deps);
    expect(await globalCents()).toBe(before);
    world.passTime(MINUTE);
    await askBank(world.deps);
    expect(await globalCents()).toBe(before + 2_000);
  });

  it('waits, and looks again by itself, when the address says paid and the bank does not', async () => {
    const before = await globalCents();
    const { id } = await start();
    const page = await visitor.get(`${paymentPath(id)}?retour=paye`);
    expect(page.text).toContain('La banque n’a pas encore répondu');
    expect(page.headers.get('refresh')).toBe(`5; url=${paymentPath(id)}?retour=paye`);
    expect(await globalCents()).toBe(before);
  });

  it('closes the page of the bank after an hour, and says that nothing was taken', async () => {
    const { id, bankPath } = await start();
    world.passTime(61 * MINUTE);
    await askBank(world.deps);
    expect((await visitor.get(bankPath)).text).toContain('Cette page est fermée');
    const page = await visitor.get(paymentPath(id));
    expect(page.text).toContain('Ce paiement est fermé');
    expect(page.text).toContain('Rien n’a été pris sur ma carte.');
    expect(page.html).toContain('href="/mon-compte/ajouter"');
  });

  it('is nobody else’s', async () => {
    const { id } = await start();
    const stranger = newVisitor(world);
    await signIn(world, stranger, other.email);
    expect((await stranger.get(paymentPath(id))).status).toBe(404);
    expect((await stranger.get(paymentPath(makeUuid()))).status).toBe(404);
    expect((await visitor.get('/paiement/n-importe-quoi')).status).toBe(404);
  });
});
