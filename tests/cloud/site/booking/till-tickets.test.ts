import { renderSVG } from 'uqr';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ticketCode } from '../../../../src/cloud/goods/ticket-code.ts';
import { writeTransaction } from '../../../../src/cloud/db/write-transaction.ts';
import { loadDemoData } from '../../../../src/cloud/demo/demo-data.ts';
import { newVisitor, signIn } from '../../../helpers/site-visitor.ts';
import { openSiteWorld } from '../../../helpers/site-world.ts';
import type { SiteWorld } from '../../../helpers/site-world.ts';

/** Tickets bought at a till, on the page of whoever holds the Pass that carries them. */

const demo = loadDemoData();
const [holder, stranger] = demo.people;
const own = demo.tickets.filter(
  ({ personId, cardId }) => personId === holder?.id && cardId !== null,
);

let world: SiteWorld;
beforeAll(async () => {
  world = await openSiteWorld();
});
afterAll(() => world.close());

const codes = () =>
  own.map(({ id, eventId }) =>
    renderSVG(ticketCode({ ticketId: id, eventId }, world.deps.cloudKey), {
      border: 2,
    }),
  );

test('the holder of the Pass sees each with its square; nobody else does', async () => {
  const maelle = newVisitor(world);
  await signIn(world, maelle, holder?.email ?? '');
  const page = await maelle.get('/mon-compte/reservations');
  expect(page.text).toContain('Achetés sur place');
  expect(own.length).toBeGreaterThan(1);
  for (const code of codes()) expect(page.html).toContain(code);

  const yanis = newVisitor(world);
  await signIn(world, yanis, stranger?.email ?? '');
  const other = await yanis.get('/mon-compte/reservations');
  for (const code of codes()) expect(other.html).not.toContain(code);
});

test('one that the till takes back goes, and the page knows at once', async () => {
  const maelle = newVisitor(world);
  await signIn(world, maelle, holder?.email ?? '');
  const state = async () => (await maelle.get('/mon-compte/reservations/etat')).headers.get('etag');
  const before = await state();
  await writeTransaction(world.db, ({ query }) =>
    query
      .updateTable('ticket')
      .set({ state: 'cancelled', cancelled_at: world.deps.clock() })
      .where('id', '=', own[0]?.id ?? '')
      .execute(),
  );
  expect(await state()).not.toBe(before);
  const { html } = await maelle.get('/mon-compte/reservations');
  const [first = '', second = ''] = codes();
  expect(html).not.toContain(first);
  expect(html).toContain(second);
});
