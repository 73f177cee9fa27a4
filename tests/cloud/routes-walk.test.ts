import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { people } from '../../src/cloud/auth/people-port.ts';
import { openSession } from '../../src/cloud/auth/session-store.ts';
import { holdPlaces } from '../../src/cloud/booking/hold-places.ts';
import { writeTransaction } from '../../src/cloud/db/write-transaction.ts';
import { loadDemoData } from '../../src/cloud/demo/demo-data.ts';
import { seedDemo } from '../../src/cloud/demo/seed.ts';
import { ALL_ROUTES } from '../../src/cloud/http/all-routes.ts';
import { createApp } from '../../src/cloud/http/app.ts';
import { isApiPath } from '../../src/cloud/http/route.ts';
import type { Route } from '../../src/cloud/http/route.ts';
import { createDemoBank, demoPageOf, demoPagePath } from '../../src/cloud/payments/demo-bank.ts';
import { startPayment } from '../../src/cloud/payments/start-payment.ts';
import { MEMBER_PATHS, answerRequestPath } from '../../src/cloud/office/members/member-paths.ts';
import { COOKIES } from '../../src/cloud/site/cookies.ts';
import { FORM_MARK_FIELD } from '../../src/cloud/site/parts/form.tsx';
import {
  PATHS_OF_SITE,
  boardPath,
  boardStatePath,
  bookEventPath,
  bookingPath,
  correctStayPath,
  doorPath,
  dropOutPath,
  lostPassPath,
  offerPath,
  offersOfPath,
  ownMembershipPath,
  payDuesPath,
  paymentPath,
  receiptPath,
  secretCalendarPath,
  shiftPath,
  signInPath,
  volunteersOfPath,
  waitForEventPath,
  waitingPath,
} from '../../src/cloud/site/paths.ts';
import { PATHS } from '../../src/contract/sync/protocol.ts';
import { makeUuid, toId } from '../../src/shared/ids.ts';
import type { BookingId, PaymentId, PersonId, ReserveId, WaitingId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { addMs, systemClock } from '../../src/shared/time.ts';
import { reserve } from '../../src/cloud/ledger/operations.ts';
import { unwrap } from '../../src/shared/result.ts';
import { makeStation, makeWorld, pairStation, signedHeaders } from './api/world.ts';
import type { TestStation, World } from './api/world.ts';
import { goodsSale, hold, tell } from './goods/shop.ts';

/**
 * Walks every route of the cloud as somebody who must not pass. A new route joins by being in its
 * list; one with a name in its path needs an example here that belongs to the holder.
 */
const PUBLIC_URL = 'http://localhost';
const demo = loadDemoData();
const [holder, stranger] = demo.people;
const holderCard = demo.cards.find(
  (card) => card.personId === holder?.id && card.state === 'linked',
);
const collective = demo.collectives[0];
const event = demo.events.find(({ collectiveId }) => collectiveId === collective?.id);
if (!holder || !stranger || !holderCard || !collective || !event) {
  throw new Error('the demo has no holder, stranger, Pass, collective or event');
}
const reserveId: ReserveId = toId(makeUuid());
const goodsHoldId = makeUuid();
const paymentId: PaymentId = toId(makeUuid());
const bookingId: BookingId = toId(makeUuid());
const waitingId: WaitingId = toId(makeUuid());
const sale = membershipOfHolder();
/** Where people badge, and a stay of the holder there. */
const workshop = demo.collectives.find(({ id }) => id === demo.badge.settings.collectiveId);
const stay = demo.badge.stays.find(({ personId }) => personId === holder.id);
const membership = demo.memberships.memberships.find(({ personId }) => personId === holder.id);
if (!membership) throw new Error('the demo has no membership of the holder');
if (!workshop || !stay) throw new Error('the demo has no stay of the holder');
/** One that the holder signed up for. */
const shift = demo.shifts.find(
  ({ personIds, collectiveId }) => personIds.includes(holder.id) && collectiveId === collective.id,
);
if (!shift) throw new Error('the demo has no shift of the holder');
/** Of the holder's own calendar, which its address alone opens. */
const CALENDAR_SECRET = 'c'.repeat(43);
const DOOR_SECRET = 'd0'.repeat(16);

/** For each path with a name in it: one that belongs to the holder, to their collective or to its station. */
const EXAMPLES: Readonly<Record<string, string>> = {
  '/recu/:vente': receiptPath(sale.saleId),
  '/api/goods-holds/:holdId/release': PATHS.releaseGoodsHold(goodsHoldId),
  '/api/reserves/:reserveId/release': PATHS.releaseReserve(reserveId),
  '/evenement/:collectif/:evenement': `/evenement/${collective.slug}/${event.slug}`,
  [bookEventPath(':collectif', ':evenement')]: bookEventPath(collective.slug, event.slug),
  [waitForEventPath(':collectif', ':evenement')]: waitForEventPath(collective.slug, event.slug),
  ...Object.fromEntries(
    ['', '/payer', '/annuler', '/temps', '/laisser', '/etat', '/billets.pdf', '/agenda.ics'].map(
      (part) => [bookingPath(':reservation') + part, bookingPath(bookingId) + part],
    ),
  ),
  [waitingPath(':attente')]: waitingPath(waitingId),
  [`${waitingPath(':attente')}/quitter`]: `${waitingPath(waitingId)}/quitter`,
  '/collectif/:collectif': `/collectif/${collective.slug}`,
  '/evenement/:collectif/:evenement/agenda.ics': `/evenement/${collective.slug}/${event.slug}/agenda.ics`,
  '/village/:village': `/village/${demo.village.slug}`,
  '/mon-agenda/:agenda': secretCalendarPath(CALENDAR_SECRET),
  '/qr/:qr': `/qr/${holderCard.qrUuid}`,
  [lostPassPath(':card')]: lostPassPath(holderCard.id),
  [volunteersOfPath(':collectif')]: volunteersOfPath(collective.slug),
  [shiftPath(':collectif', ':creneau')]: shiftPath(collective.slug, shift.id),
  [dropOutPath(':collectif', ':creneau')]: dropOutPath(collective.slug, shift.id),
  [doorPath(':secret')]: doorPath(DOOR_SECRET),
  [`${doorPath(':secret')}/annuler`]: `${doorPath(DOOR_SECRET)}/annuler`,
  [offersOfPath(':collectif')]: offersOfPath(collective.slug),
  [offerPath(':collectif', ':formule')]: offerPath(collective.slug, membership.offerId),
  [`${offerPath(':collectif', ':formule')}/choisir`]: `${offerPath(collective.slug, membership.offerId)}/choisir`,
  [ownMembershipPath(':adhesion')]: ownMembershipPath(membership.id),
  [MEMBER_PATHS.approve]: answerRequestPath(collective.slug, membership.id, 'accepter'),
  [MEMBER_PATHS.refuse]: answerRequestPath(collective.slug, membership.id, 'refuser'),
  ...Object.fromEntries(
    ['payer', 'resilier', 'renouveler', 'retirer', 'recu.pdf'].map((what) => [
      `${ownMembershipPath(':adhesion')}/${what}`,
      `${ownMembershipPath(membership.id)}/${what}`,
    ]),
  ),
  [boardPath(':collectif')]: boardPath(workshop.slug),
  [boardStatePath(':collectif')]: boardStatePath(workshop.slug),
  [payDuesPath(':collectif')]: payDuesPath(workshop.slug),
  [correctStayPath(':presence')]: correctStayPath(stay.id),
  '/entrer/lien/:secret': `/entrer/lien/${'a'.repeat(43)}`,
  [paymentPath(':payment')]: paymentPath(paymentId),
  [demoPagePath(':page')]: demoPagePath(demoPageOf(paymentId)),
};

/** A sale that names the holder, whose receipt is for whoever has its address. */
function membershipOfHolder(): ReturnType<typeof goodsSale> {
  const offer = demo.memberships.offers.find(({ collectiveId }) => collectiveId === collective?.id);
  const { id: personId, email, firstName, lastName } = holder!;
  const detail = {
    ...{ kind: 'membership', membershipId: makeUuid(), cardId: null },
    ...{ offerId: offer?.id ?? '', priceId: offer?.prices[0]?.id ?? '' },
    person: { personId, name: `${firstName} ${lastName}`, email },
  };
  return goodsSale([{ productId: makeUuid(), cents: 1_200, detail }]);
}

function examplePath(route: Route): string {
  if (!route.path.includes(':')) return route.path;
  if (route.path.endsWith('/:file')) return route.path.replace(':file', 'nothing.css');
  const known = EXAMPLES[route.path];
  if (known !== undefined) return known;
  if (route.who === 'manager') return route.path.replace(':collective', collective?.slug ?? '');
  throw new Error(
    `give an example for ${route.method} ${route.path} in tests/cloud/routes-walk.test.ts`,
  );
}

const nameOf = ({ method, path }: Route): string => `${method} ${path}`;
const named = (routes: readonly Route[]) => routes.map((route) => [nameOf(route), route] as const);
const of = (...who: readonly Route['who'][]) =>
  ALL_ROUTES.filter((route) => who.includes(route.who));

let world: World;
let app: World['app'];
let demoApp: World['app'];
let station: TestStation;
let otherStation: TestStation;
let strangerCookie: string;
let otherManagerCookie: string;

beforeAll(async () => {
  world = await makeWorld('sqlite');
  await seedDemo(world.db);
  await writeTransaction(world.db, async ({ query }) => {
    await query
      .updateTable('badge_settings')
      .set({ door_secret: DOOR_SECRET })
      .where('collective_id', '=', workshop.id)
      .execute();
    await query
      .updateTable('person')
      .set({ calendar_secret: CALENDAR_SECRET })
      .where('id', '=', holder.id)
      .execute();
  });
  const deps = { ...world.deps, people };
  app = createApp({ ...deps, config: { ...deps.config, demo: false } }, ALL_ROUTES);
  demoApp = createApp({ ...deps, config: { ...deps.config, demo: true } }, ALL_ROUTES);
  const from = { ...world, app };
  station = await pairStation(from, collective.id);
  otherStation = await pairStation(from, demo.collectives[1]?.id ?? collective.id);
  const manager = await world.db.query
    .selectFrom('collective_manager')
    .select('person_id')
    .where('collective_id', '<>', collective.id)
    .executeTakeFirstOrThrow();
  strangerCookie = await signIn(stranger.id);
  otherManagerCookie = await signIn(toId(manager.person_id));
  const held = await writeTransaction(world.db, (tx) =>
    reserve(tx, {
      id: reserveId,
      stationId: station.id,
      collectiveId: collective.id,
      card: { cardId: holderCard.id },
      amountCents: cents(1),
      wantedCents: cents(1),
      endsAt: addMs(systemClock(), 3_600_000),
      at: systemClock(),
    }),
  );
  unwrap(held);
  const cloudKey = world.deps.cloudKey;
  const bank = createDemoBank({ db: world.db, cloudKey, publicUrl: PUBLIC_URL });
  const payment = await startPayment(
    { ...world.deps, bank },
    {
      ...{ id: paymentId, purpose: 'top-up', subjectId: null, personId: holder.id },
      ...{ email: holder.email, language: 'fr', collectiveId: null, cents: cents(2_000) },
      ...{ label: 'Tirelire', endsAt: addMs(systemClock(), 3_600_000), keepsCard: false },
    },
  );
  expect(payment.ok).toBe(true);
  await bookForHolder();
  const [price] = event.prices;
  const places = { kind: 'places', eventId: event.id, priceId: price?.id ?? '', count: 1 };
  expect((await hold(from, station, [places], { id: goodsHoldId })).held).toBe(true);
  expect(await tell({ ...from, app }, station, ['sale.recorded@2', sale])).toEqual([]);
});
afterAll(() => world.close());

/** Places that the holder keeps, and their place in a waiting list. */
async function bookForHolder(): Promise<void> {
  await writeTransaction(world.db, async (tx) => {
    const [first] = event!.prices;
    const wish = { priceId: first?.id ?? '', holderName: holder!.lastName, openCents: null };
    const order = { id: bookingId, eventId: event!.id, personId: holder!.id, now: systemClock() };
    unwrap(await holdPlaces(tx, { ...order, places: [wish], promoCode: null, answers: [] }));
    await tx.query
      .insertInto('waiting_entry')
      .values({
        ...{ id: waitingId, event_id: event!.id, person_id: holder!.id, places: 1 },
        ...{ state: 'waiting', joined_at: systemClock() },
      })
      .execute();
  });
}

/** Signs a person in; gives cookies, the mark of forms drawn for this browser among them. */
async function signIn(personId: PersonId): Promise<string> {
  const secret = await writeTransaction(world.db, (tx) =>
    openSession(tx, { id: makeUuid(), personId, device: 'test' }, systemClock()),
  );
  return `${COOKIES.session.name}=${secret}`;
}

type Sent = {
  readonly cookie?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
};

const ask = (route: Route, sent: Sent = {}, by = app): Promise<Response> =>
  Promise.resolve(
    by.request(PUBLIC_URL + examplePath(route), {
      method: route.method,
      headers: {
        'Sec-Fetch-Site': 'same-origin',
        ...(route.method === 'POST' ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {}),
        ...(sent.cookie === undefined ? {} : { Cookie: sent.cookie }),
        ...sent.headers,
      },
      ...(route.method === 'POST' ? { body: sent.body ?? '' } : {}),
    }),
  );

/** What belongs to the holder, and must be the same after the walk. */
const holdersThings = async (): Promise<unknown> => ({
  cards: await world.db.query
    .selectFrom('card')
    .selectAll()
    .where('person_id', '=', holder.id)
    .execute(),
  person: await world.db.query
    .selectFrom('person')
    .selectAll()
    .where('id', '=', holder.id)
    .execute(),
  sessions: await world.db.query
    .selectFrom('session')
    .selectAll()
    .where('person_id', '=', holder.id)
    .execute(),
  accounts: await world.db.query
    .selectFrom('account')
    .selectAll()
    .where('owner_id', '=', holder.wallet.id)
    .execute(),
  stays: await world.db.query
    .selectFrom('presence')
    .selectAll()
    .where('wallet_id', '=', holder.wallet.id)
    .execute(),
  events: await world.db.query
    .selectFrom('presence_event')
    .selectAll()
    .where('wallet_id', '=', holder.wallet.id)
    .execute(),
  consents: await world.db.query
    .selectFrom('presence_consent')
    .selectAll()
    .where('person_id', '=', holder.id)
    .execute(),
  signUps: await world.db.query
    .selectFrom('shift_sign_up')
    .selectAll()
    .where('person_id', '=', holder.id)
    .execute(),
  payments: await world.db.query
    .selectFrom('bank_payment')
    .selectAll()
    .where('person_id', '=', holder.id)
    .execute(),
  bookings: await world.db.query
    .selectFrom('booking')
    .selectAll()
    .where('person_id', '=', holder.id)
    .execute(),
  waiting: await world.db.query
    .selectFrom('waiting_entry')
    .selectAll()
    .where('person_id', '=', holder.id)
    .execute(),
  memberships: await world.db.query
    .selectFrom('membership')
    .selectAll()
    .where('person_id', '=', holder.id)
    .execute(),
  hold: await world.db.query.selectFrom('hold').selectAll().where('id', '=', reserveId).execute(),
});

/** Name and address of the holder are for nobody else. The number is on the Pass in one's hand. */
async function expectNothingOfHolder(response: Response): Promise<void> {
  const text = await response.text();
  const told = [holder?.email, holder?.lastName].filter((secret) => text.includes(secret ?? ''));
  expect(told).toEqual([]);
}

describe('every route, asked by nobody', () => {
  it.each(named(of('anyone')))('%s is open, and tells nothing of a holder', async (_, route) => {
    const response = await ask(route);
    expect(response.status).toBeLessThan(500);
    await expectNothingOfHolder(response);
  });

  it.each(named(of('station')))('%s asks for a signature', async (_, route) => {
    const response = await ask(route);
    expect(response.status).toBe(401);
    expect(await response.text()).toContain('signature-missing');
  });

  it.each(named(of('person', 'manager')))('%s asks to sign in', async (_, route) => {
    const response = await ask(route);
    expect(response.status).toBe(303);
    const next = route.method === 'GET' ? examplePath(route) : '/';
    expect(response.headers.get('location')).toBe(signInPath(next));
  });

  it.each(named(of('demo')))('%s exists in the demo only', async (_, route) => {
    expect((await ask(route)).status).toBe(404);
    expect((await ask(route, {}, demoApp)).status).toBeLessThan(400);
  });
});

describe('every route, asked by another person', () => {
  it.each(named(of('anyone', 'person')))(
    '%s shows and changes nothing of the holder',
    async (_, route) => {
      const before = await holdersThings();
      const page = await app.request(PUBLIC_URL + PATHS_OF_SITE.devices, {
        headers: { Cookie: strangerCookie },
      });
      const [, mark = ''] =
        new RegExp(`name="${FORM_MARK_FIELD}"[^>]*value="([^"]*)"`).exec(await page.text()) ?? [];
      expect(mark).not.toBe('');
      const visitor = page.headers.getSetCookie().map((text) => text.split(';')[0]);
      const cookie = [strangerCookie, ...visitor].join('; ');
      // Fresh cookies each time: signing out is one of the routes.
      const response = await ask(route, {
        cookie,
        body: new URLSearchParams({ [FORM_MARK_FIELD]: mark }).toString(),
      });
      expect(response.status).toBeLessThan(500);
      await expectNothingOfHolder(response);
      expect(await holdersThings()).toEqual(before);
      strangerCookie = await signIn(stranger.id);
    },
  );

  it.each(named(of('station')))('%s takes no cookie for a signature', async (_, route) => {
    expect((await ask(route, { cookie: strangerCookie })).status).toBe(401);
  });
});

describe('every route, asked by the manager of another collective', () => {
  it.each(named(of('manager')))('%s is not found', async (_, route) => {
    expect((await ask(route, { cookie: otherManagerCookie })).status).toBe(404);
  });

  it('knows a manager of this collective from the others', () => {
    expect(of('manager').every((route) => route.path.includes(':collective'))).toBe(true);
  });
});

describe('every route, asked by another station', () => {
  it.each(named(of('station')))('%s refuses its signature for the first one', async (_, route) => {
    const path = examplePath(route);
    const headers = signedHeaders(
      { id: station.id, key: otherStation.key },
      { method: route.method, path, body: '' },
    );
    const response = await ask(route, { headers });
    expect(await response.text()).toContain('signature-wrong');
  });

  it.each(named(of('station').filter(({ path }) => path.includes(':'))))(
    '%s finds nothing of the first one',
    async (_, route) => {
      const before = await holdersThings();
      const path = examplePath(route);
      const headers = signedHeaders(otherStation, { method: route.method, path, body: '' });
      expect((await ask(route, { headers })).status).toBe(404);
      expect(await holdersThings()).toEqual(before);
    },
  );

  it.each(named(of('person', 'manager')))(
    '%s takes no signature for a person',
    async (_, route) => {
      const path = examplePath(route);
      const headers = signedHeaders(station, { method: route.method, path, body: '' });
      expect((await ask(route, { headers })).status).toBe(303);
    },
  );
});

describe('every form', () => {
  const forms = ALL_ROUTES.filter((route) => route.method === 'POST' && !isApiPath(route.path));

  it.each(named(forms))(
    '%s is refused from another site, and from a browser that does not say',
    async (_, route) => {
      if (route.who === 'demo') return;
      const crossSite = await ask(route, {
        cookie: strangerCookie,
        headers: { 'Sec-Fetch-Site': 'cross-site' },
      });
      expect(crossSite.status).toBe(403);
      const silent = await app.request(PUBLIC_URL + examplePath(route), { method: 'POST' });
      expect(silent.status).toBe(403);
      const elsewhere = await app.request(PUBLIC_URL + examplePath(route), {
        method: 'POST',
        headers: { Origin: 'http://elsewhere.test' },
      });
      expect(elsewhere.status).toBe(403);
    },
  );
});

describe('the list of routes', () => {
  const start = (routes: readonly unknown[]) => () =>
    createApp(world.deps, routes as readonly Route[]);
  const handle = () => new Response();

  it('stops the start for a route that does not say who may ask it', () => {
    expect(start([{ method: 'GET', path: '/a', handle }])).toThrow('does not say who');
    expect(start([{ method: 'GET', path: '/a', who: 'everybody', handle }])).toThrow(
      'does not say who',
    );
  });

  it('stops the start for a route that is there twice, or for managers of no collective', () => {
    const route = { method: 'GET', path: '/a', who: 'anyone', handle };
    expect(start([route, route])).toThrow('twice');
    expect(start([{ ...route, who: 'manager' }])).toThrow(':collective');
    expect(start([{ ...route, who: 'station' }])).toThrow('stations speak under /api/');
    expect(start([{ ...route, path: '/api/a', who: 'person' }])).toThrow(
      'stations speak under /api/',
    );
  });

  it('gives a station that is not known no way in', async () => {
    const response = await makeStation().send(app, { method: 'GET', path: PATHS.feed });
    expect(response.status).toBe(401);
  });
});
