import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { stationMessageSchema } from '../../src/contract/kiosk/screen-state.ts';
import type { StationMessage } from '../../src/contract/kiosk/screen-state.ts';
import { makeUuid } from '../../src/shared/ids.ts';
import { KNOWLEDGE, PASSES, PRODUCTS, STAFF } from '../helpers/station-knowledge.ts';
import { openPairedRig } from '../helpers/station-rig.ts';
import type { Rig } from '../helpers/station-rig.ts';

/** What the screen in front of the till is told, and that it is never heard. */

const cookie = `kiosk=${'0'.repeat(32)}`;
let rig: Rig;
let customer: WebSocket;
let texts: string[];

beforeEach(async () => {
  rig = await openPairedRig();
  rig.know(KNOWLEDGE);
  await rig.signIn();
  const { port } = new URL(rig.station().kioskUrl);
  customer = new WebSocket(`ws://127.0.0.1:${port}/screen?view=customer`, {
    headers: { cookie, origin: `http://127.0.0.1:${port}` },
  });
  texts = [];
  customer.on('message', (data) => texts.push((data as Buffer).toString('utf8')));
  await new Promise((done) => customer.once('open', done));
  await expect.poll(() => texts.length).toBe(2);
});
afterEach(async () => {
  customer.terminate();
  await rig.close();
});

const messages = (): readonly StationMessage[] =>
  texts.map((text) => stationMessageSchema.parse(JSON.parse(text)));
const last = () => {
  const message = messages().at(-1);
  if (message?.kind !== 'customer') throw new Error(`the last message is ${message?.kind}`);
  return message.customer;
};
const addTea = () =>
  rig.wish({
    kind: 'add-product',
    productId: PRODUCTS.tea.id,
    choiceIds: [],
    count: 2,
    extra: null,
  });

it('sees its basket, what to do, thanks and what is left; one push each', async () => {
  expect(last().moment).toEqual({ kind: 'idle' });
  await addTea();
  await expect.poll(() => last().dueCents).toBe(500);
  expect(last()).toMatchObject({
    lines: [{ label: 'Thé', count: 2, totalCents: 500 }],
    moment: { kind: 'basket', pass: 'put' },
  });
  await rig.tap(PASSES.half.uid);
  await expect.poll(() => last().moment.kind).toBe('thanks');
  expect(last().moment).toMatchObject({ paidCents: 500, leftCents: 500 });
});

it('hears nothing of the staff, of other tables, of a Pass on the counter, of refused Passes', async () => {
  await addTea();
  await rig.wish({ kind: 'park-basket', name: 'Secret de table', tableId: null });
  await rig.tap(PASSES.half.uid);
  expect(rig.state().activity.kind).toBe('pass-desk');
  await rig.wish({ kind: 'dismiss' });
  await addTea();
  await rig.tap(PASSES.lost.uid);
  await expect.poll(() => last().moment).toEqual({ kind: 'refused' });
  const heard = texts.join('\n');
  const secrets = [
    STAFF.cashier.name,
    STAFF.manager.name,
    'Secret de table',
    PASSES.half.uid,
    PASSES.lost.uid,
    'card-lost',
    'parked',
    'orders',
    'catalogue',
  ];
  expect(secrets.filter((secret) => heard.includes(secret))).toEqual([]);
  expect(new Set(messages().map(({ kind }) => kind))).toEqual(new Set(['hello', 'customer']));
});

it('is never heard: what it sends changes nothing and is not answered', async () => {
  await addTea();
  await expect.poll(() => last().dueCents).toBe(500);
  const before = texts.length;
  const { revision } = rig.state().basket;
  const id = makeUuid();
  for (const sent of [
    { id, kind: 'discard-basket' },
    { id, kind: 'pay-cash', basketRevision: revision, partCents: null, givenCents: 500 },
    { id, kind: 'sign-out' },
    { kind: 'ask', id, question: { kind: 'x-report' } },
    'rubbish',
  ]) {
    customer.send(JSON.stringify(sent));
  }
  await new Promise((later) => setTimeout(later, 100));
  expect(texts).toHaveLength(before);
  expect(rig.state().basket.lines).toHaveLength(1);
  expect(rig.state().session.kind).toBe('signed-in');
  expect(rig.entries('sale.recorded@2')).toEqual([]);
  expect(customer.readyState).toBe(WebSocket.OPEN);
});

it('shows nothing of the last basket once nobody holds the till', async () => {
  await addTea();
  await rig.wish({ kind: 'sign-out' });
  await expect.poll(() => last().moment).toEqual({ kind: 'idle' });
  expect(last()).toMatchObject({ lines: [], totalCents: 0 });
});
