import http from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { stationMessageSchema } from '../../src/contract/kiosk/screen-state.ts';
import type { StationMessage } from '../../src/contract/kiosk/screen-state.ts';
import { makeUuid } from '../../src/shared/ids.ts';
import { KNOWLEDGE, PRODUCTS, STAFF } from '../helpers/station-knowledge.ts';
import { openPairedRig } from '../helpers/station-rig.ts';
import type { Rig } from '../helpers/station-rig.ts';

/** Who may open the kiosk screen of a station, and what a screen may send. */

const KEY = '0'.repeat(32);
let rig: Rig;
let port: number;

beforeEach(async () => {
  rig = await openPairedRig();
  rig.know(KNOWLEDGE);
  port = Number(new URL(rig.station().kioskUrl).port);
});
afterEach(() => rig.close());

const get = (path: string, headers: http.OutgoingHttpHeaders = {}, method = 'GET') =>
  new Promise<{ status: number; headers: http.IncomingHttpHeaders; body: string }>((done, fail) => {
    const request = http.request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
      let body = '';
      answer.on('data', (chunk) => (body += String(chunk)));
      answer.on('end', () =>
        done({ status: answer.statusCode ?? 0, headers: answer.headers, body }),
      );
    });
    request.on('error', fail);
    request.end();
  });

const cookie = `kiosk=${KEY}`;

type Screen = {
  readonly messages: StationMessage[];
  readonly send: (message: unknown) => void;
  readonly next: (kind: StationMessage['kind']) => Promise<StationMessage>;
  readonly closed: Promise<number>;
};

const openScreen = (headers: Record<string, string>): Promise<Screen> =>
  new Promise((done, fail) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/screen`, { headers });
    const messages: StationMessage[] = [];
    const closed = new Promise<number>((end) => socket.on('close', end));
    socket.on('message', (data) =>
      messages.push(stationMessageSchema.parse(JSON.parse((data as Buffer).toString('utf8')))),
    );
    socket.on('error', fail);
    socket.on('open', () =>
      done({
        messages,
        closed,
        send: (message) => socket.send(JSON.stringify(message)),
        next: async (kind) => {
          for (;;) {
            const found = messages.find((message) => message.kind === kind);
            if (found !== undefined) return found;
            await new Promise((later) => setTimeout(later, 5));
          }
        },
      }),
    );
  });
const kiosk = (): Promise<Screen> => openScreen({ cookie, origin: `http://127.0.0.1:${port}` });

describe('the address of the kiosk', () => {
  it('shows nothing without the key', async () => {
    expect((await get('/')).status).toBe(403);
    expect((await get('/', { cookie: `kiosk=${'1'.repeat(32)}` })).status).toBe(403);
    expect((await get('/?key=1234')).status).toBe(403);
  });

  it('turns the key into a cookie that no page can read, and forgets the address', async () => {
    const answer = await get(`/?key=${KEY}`);
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/');
    expect(answer.headers['set-cookie']?.[0]).toMatch(/HttpOnly; SameSite=Strict/);
  });

  it('leaves the cookie of another station on this machine alone', async () => {
    const answer = await get(`/?key=${KEY}`);
    const [own = ''] = answer.headers['set-cookie']?.[0]?.split(';') ?? [];
    const [name = ''] = own.split('=');
    expect(name).not.toBe('kiosk');
    expect(name).not.toContain(KEY.slice(0, 8));
    expect((await get('/', { cookie: `kiosk=${'1'.repeat(32)}; ${own}` })).status).toBe(200);
    expect((await get('/', { cookie: `${name}=${'1'.repeat(32)}` })).status).toBe(403);
  });

  it('serves the screen with a strict policy to whoever has the cookie', async () => {
    const answer = await get('/', { cookie });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-security-policy']).toContain(
      "default-src 'none'; script-src 'self'",
    );
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });

  it('refuses another name for this machine, so that no web page reaches it', async () => {
    expect((await get('/', { cookie, host: 'evil.example' })).status).toBe(421);
  });

  it('refuses to write, and to leave its folder', async () => {
    expect((await get('/', { cookie }, 'POST')).status).toBe(405);
    expect((await get('/../work.sqlite', { cookie })).status).toBe(404);
    expect((await get('/pictures/..%2f..%2fwork.sqlite', { cookie })).status).toBe(404);
  });
});

describe('the wire of the screen', () => {
  it.each([
    ['without the key', {}],
    ['from another page', { cookie, origin: 'http://evil.example' }],
    ['without an origin', { cookie }],
  ])('is closed %s', async (_, headers) => {
    await expect(openScreen(headers as Record<string, string>)).rejects.toThrow(/403/);
  });

  it('greets with all that must be shown', async () => {
    const screen = await kiosk();
    expect(await screen.next('hello')).toMatchObject({ protocol: 2 });
    expect(await screen.next('catalogue')).toMatchObject({
      catalogue: { products: [{ name: 'Thé' }, { name: 'Limonade' }] },
    });
    expect(await screen.next('state')).toMatchObject({
      state: { session: { kind: 'signed-out' }, basket: { lines: [] } },
    });
  });

  it('answers each intention and sends the new state to every screen', async () => {
    const [one, two] = [await kiosk(), await kiosk()];
    one.send({ id: makeUuid(), kind: 'sign-in-with-pin', pin: STAFF.cashier.pin });
    expect(await one.next('answer')).toMatchObject({ refusal: null });
    const id = makeUuid();
    one.send({
      id,
      kind: 'add-product',
      productId: PRODUCTS.tea.id,
      choiceIds: [],
      count: 1,
      extra: null,
    });
    await expect
      .poll(() => two.messages.filter((message) => message.kind === 'state').at(-1))
      .toMatchObject({ state: { basket: { totalCents: 250 } } });
  });

  it.each([
    [
      'a price of its own',
      {
        kind: 'add-product',
        productId: PRODUCTS.tea.id,
        choiceIds: [],
        count: 1,
        priceCents: 1,
        extra: null,
      },
    ],
    [
      'a negative count',
      { kind: 'add-product', productId: PRODUCTS.tea.id, choiceIds: [], count: -1, extra: null },
    ],
    [
      'a fraction',
      { kind: 'add-product', productId: PRODUCTS.tea.id, choiceIds: [], count: 0.5, extra: null },
    ],
    [
      'a huge count',
      {
        kind: 'add-product',
        productId: PRODUCTS.tea.id,
        choiceIds: [],
        count: 1_000_001,
        extra: null,
      },
    ],
    ['a negative sum', { kind: 'pay-cash', partCents: null, basketRevision: 1, givenCents: -5 }],
    ['an unknown kind', { kind: 'give-me-money' }],
    ['no id', null],
  ])('closes on %s and changes nothing', async (_, content) => {
    await rig.signIn();
    const before = rig.station().station.context.journal.count();
    const screen = await kiosk();
    screen.send(content === null ? 'nonsense' : { id: makeUuid(), ...content });
    expect(await screen.closed).toBe(1008);
    expect(rig.station().station.context.journal.count()).toBe(before);
  });

  it('closes on a message that is too long', async () => {
    const screen = await kiosk();
    screen.send({ id: makeUuid(), kind: 'wedge-typed', text: 'x'.repeat(50_000) });
    expect(await screen.closed).toBe(1009);
  });
});
