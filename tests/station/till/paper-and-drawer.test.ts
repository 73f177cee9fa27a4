import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { instantFromMs } from '../../../src/shared/time.ts';
import { madeProduct, openTill, START_MS } from './till-rig.ts';
import type { TillRig } from './till-rig.ts';

/** What comes out of the machine by itself after a sale: tickets, orders, and the drawer. */

const HOUR_MS = 3_600_000;
const eventId = toId<'Event'>(makeUuid());
const place = madeProduct('Entrée', { kind: 'ticket', eventId });
const galette = madeProduct('Galette', { priceCents: cents(900), preparedAt: 'kitchen' });
/** ESC p: the pulse that opens a drawer. */
const DRAWER = '\u001Bp';

let till: TillRig;
let printer: Server;
let paper: Buffer[];

beforeEach(async () => {
  paper = [];
  printer = createServer((socket) => {
    socket.on('data', (data: Buffer) => paper.push(data));
    socket.on('error', () => undefined);
  });
  await new Promise<void>((done) => printer.listen(0, '127.0.0.1', () => done()));
  till = await openTill();
  till.know([
    place.item,
    galette.item,
    {
      topic: 'event',
      id: eventId,
      value: {
        id: eventId,
        name: 'Bal folk',
        startsAt: instantFromMs(START_MS + HOUR_MS),
        doorsAt: null,
        endsAt: instantFromMs(START_MS + 4 * HOUR_MS),
        capacity: null,
        takenCount: 0,
        asksNames: false,
        prices: [
          {
            id: 'full',
            name: 'Plein',
            kind: 'fixed',
            priceCents: cents(800),
            priceMinCents: null,
            quota: null,
            takenCount: 0,
          },
        ],
      },
    },
  ]);
  await till.manager();
  const { port } = printer.address() as AddressInfo;
  const network = { kind: 'network', host: '127.0.0.1', port, columns: 42 } as const;
  expect(
    await till.wish({
      kind: 'set-printers',
      printers: [
        { role: 'receipt', ...network },
        { role: 'kitchen', ...network },
      ],
    }),
  ).toBeNull();
});
afterEach(async () => {
  await till.close();
  await new Promise((done) => printer.close(done));
});

const printed = (): string => Buffer.concat(paper).toString('latin1');
const ticket = (email: string | null) =>
  till.add(place.id, {
    kind: 'ticket',
    priceId: null,
    cents: null,
    names: ['Ada'],
    email,
    isOnPass: false,
  });

describe('after a sale', () => {
  it('in cash the drawer opens, and by bank card it stays shut', async () => {
    await till.tea();
    await till.card();
    await till.tea();
    expect(till.sales()).toHaveLength(1);
    await new Promise((done) => setTimeout(done, 300));
    expect(printed()).not.toContain(DRAWER);
    await till.cash(250);
    await expect.poll(printed, { timeout: 5_000 }).toContain(DRAWER);
  });

  it('a part in cash opens it too, before the sale is done', async () => {
    await till.tea();
    await till.cash(100, 100);
    await expect.poll(printed, { timeout: 5_000 }).toContain(DRAWER);
    expect(till.sales()).toEqual([]);
  });

  it('a ticket that nobody carries or mails comes out on paper', async () => {
    await ticket(null);
    await till.card();
    await expect.poll(printed, { timeout: 10_000 }).toContain('Bal folk');
    expect(printed()).toContain('Ada');
  }, 15_000);

  it('a ticket that is mailed does not', async () => {
    await ticket('ada@example.org');
    await till.card();
    expect(till.result()).toMatchObject({ ticketCount: 1 });
    await new Promise((done) => setTimeout(done, 500));
    expect(printed()).not.toContain('Bal folk');
  });

  it('the kitchen is told what it does not know yet, once', async () => {
    await till.add(galette.id);
    expect(till.state().basket.unsentCount).toBe(1);
    await till.card();
    expect(till.state().orders).toMatchObject([{ lines: [{ label: 'Galette', count: 1 }] }]);
    expect(till.entries('basket.sent@1')).toHaveLength(1);
    await till.add(galette.id, undefined, 2);
    await till.wish({ kind: 'send-order' });
    expect(till.state().basket.lines[0]?.sentCount).toBe(2);
    await till.card();
    expect(till.entries('basket.sent@1')).toHaveLength(2);
  });
});
