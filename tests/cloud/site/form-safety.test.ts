import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '../../../src/cloud/auth/session-store.ts';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import { loadDemoData } from '../../../src/cloud/demo/demo-data.ts';
import { OFFICE_ROUTES } from '../../../src/cloud/office/routes.ts';
import { COOKIES } from '../../../src/cloud/site/cookies.ts';
import { FORM_MARK_FIELD } from '../../../src/cloud/site/parts/form.tsx';
import { SITE_ROUTES } from '../../../src/cloud/site/routes.ts';
import { isApiPath } from '../../../src/cloud/http/route.ts';
import type { Route } from '../../../src/cloud/http/route.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import { PUBLIC_URL, openSiteWorld } from '../../helpers/site-world.ts';
import type { SiteWorld } from '../../helpers/site-world.ts';

/**
 * Walks every form of the site and of the office with input that no person sends. A new form joins
 * by being in its list.
 */
const FORMS = [...SITE_ROUTES, ...OFFICE_ROUTES].filter(
  // What another machine sends is no form.
  ({ method, path }) => method === 'POST' && !isApiPath(path),
);
const named = FORMS.map((route) => [route.path, route] as const);

const demo = loadDemoData();
const bar = demo.collectives[0];
const [holder] = demo.people;
const shift = demo.shifts.find(({ collectiveId }) => collectiveId === bar?.id);

/** What a name in a path stands for: something that is there where the walk knows it, else an id that is not. */
const NAMES: Readonly<Record<string, string>> = {
  collective: bar?.slug ?? '',
  collectif: bar?.slug ?? '',
  creneau: shift?.id ?? '',
  evenement: demo.events[0]?.slug ?? '',
  qr: demo.cards.find(({ state }) => state === 'blank')?.qrUuid ?? '',
  card: demo.cards.find(({ personId }) => personId === holder?.id)?.id ?? '',
};
const MISSING = makeUuid();
const pathOf = ({ path }: Route): string =>
  path.replaceAll(/:([a-zA-Z]+)/g, (_, name: string) => NAMES[name] ?? MISSING);

let world: SiteWorld;
let manager: string;

beforeAll(async () => {
  world = await openSiteWorld();
  const row = await world.db.query
    .selectFrom('collective_manager')
    .select('person_id')
    .where('collective_id', '=', bar?.id ?? '')
    .executeTakeFirstOrThrow();
  manager = row.person_id;
});
afterAll(() => world.close());

/** A fresh session each time: signing out is one of the forms. */
async function openCookie(): Promise<string> {
  const secret = await writeTransaction(world.db, (tx) =>
    openSession(
      tx,
      { id: makeUuid(), personId: toId(manager), device: 'test' },
      world.deps.clock(),
    ),
  );
  return `${COOKIES.session.name}=${secret}`;
}

const post = (route: Route, cookie: string, body: string): Promise<Response> =>
  world.request(pathOf(route), {
    method: 'POST',
    redirect: 'manual',
    headers: {
      ...{ cookie, origin: PUBLIC_URL, 'sec-fetch-site': 'same-origin' },
      'content-type': 'application/x-www-form-urlencoded',
    },
    body,
  });

/** Every table that a form could have written to. */
async function countRows(): Promise<Readonly<Record<string, number>>> {
  const tables = [
    ...(['mail', 'card_request', 'shift', 'shift_sign_up', 'booking', 'waiting_entry'] as const),
    ...(['membership', 'bank_payment', 'email_change', 'sign_in', 'posting', 'session'] as const),
    ...([
      'badge_plan',
      'badge_space',
      'presence_event',
      'pairing_code',
      'erasure_request',
    ] as const),
  ];
  const counts = await Promise.all(
    tables.map(async (table) => {
      const { count } = await world.db.query
        .selectFrom(table)
        .select((from) => from.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return [table, count] as const;
    }),
  );
  return Object.fromEntries(counts);
}

const FIVE_MEGABYTES = `texte=${'a'.repeat(5_000_000)}`;
const EVIL = '<script>alert(1)</script>"\'><img src=x>';

const evilFields = (): Record<string, string> =>
  Object.fromEntries(
    [
      ...['nom', 'email', 'code', 'message', 'description', 'lieu', 'jour', 'de', 'a', 'montant'],
      ...['demande', 'collectif', 'inscription', 'qui', 'motif', 'promo', 'nombre', 'texte'],
      `numero_${MISSING}`,
    ].map((name) => [name, EVIL]),
  );

describe('every form', () => {
  it.each(named)('%s: five megabytes are refused, with what to do', async (_, route) => {
    const response = await post(route, '', FIVE_MEGABYTES);
    expect(response.status).toBe(413);
    const text = await response.text();
    expect(text).toContain('C’est trop long');
    expect(text).toContain('envoyez un texte plus court');
  });

  it.each(named)('%s: without our mark nothing changes', async (_, route) => {
    const cookie = await openCookie();
    const before = await countRows();
    const response = await post(route, cookie, new URLSearchParams(evilFields()).toString());
    expect(response.status).toBeLessThan(500);
    expect(await response.text()).not.toContain('<script>alert(1)');
    expect(await countRows()).toEqual(before);
  });

  it.each(named)('%s: HTML that is typed comes back as text', async (_, route) => {
    const session = await openCookie();
    const drawn = await world.request('/entrer', { headers: { cookie: '' } });
    const visitor = drawn.headers.getSetCookie().map((line) => line.split(';')[0]);
    const html = await drawn.text();
    const [, mark = ''] =
      new RegExp(`name="${FORM_MARK_FIELD}"[^>]*value="([^"]*)"`).exec(html) ?? [];
    expect(mark).not.toBe('');
    const fields = { ...evilFields(), [FORM_MARK_FIELD]: mark };
    const cookie = [session, ...visitor].join('; ');
    const response = await post(route, cookie, new URLSearchParams(fields).toString());
    expect(response.status).toBeLessThan(500);
    expect(await response.text()).not.toContain('<script>alert(1)');
  });
});
