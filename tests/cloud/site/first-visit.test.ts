import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newVisitor, signIn } from '../../helpers/site-visitor.ts';
import type { Visitor } from '../../helpers/site-visitor.ts';
import { openSiteWorld } from '../../helpers/site-world.ts';
import type { SiteWorld } from '../../helpers/site-world.ts';

/**
 * What a first visit costs on a slow network: the page and all it loads, as sent. The same is
 * measured for one page in a real browser, tests/screen/site.spec.ts.
 */

const BYTES_MAX = 60_000;
const REQUESTS_MAX = 5;
/** What each answer's status and header lines come to, at most. */
const HEADERS_BYTES = 900;
const HOLDER = 'maelle.legoff@example.org';

const PUBLIC_PAGES = {
  agenda: '/',
  event: '/evenement/la-grande-oreille/fanfare-des-ecluses',
  collective: '/collectif/la-grande-oreille',
  'Pass found': '/qr/5f0c9a3e-7d24-4b81-9c6f-2e8a41d7b350',
  'sign-in': '/entrer',
} as const;

/** Everything of the head and the content that a browser fetches at once. */
const LOADED = [
  /<link[^>]*rel="(?:stylesheet|preload|icon|manifest)"[^>]*href="([^"]+)"/g,
  /<link[^>]*href="([^"]+)"[^>]*rel="(?:stylesheet|preload|icon|manifest)"/g,
  /<script[^>]*src="([^"]+)"/g,
  /<img(?![^>]*loading="lazy")[^>]*src="([^"]+)"/g,
] as const;

let world: SiteWorld;

beforeAll(async () => {
  world = await openSiteWorld();
});

afterAll(() => world.close());

/** The page without what a browser would do to it, and the files it asks for. */
async function visit(
  path: string,
  cookies: Visitor['cookies'] = new Map(),
): Promise<{
  readonly requests: readonly string[];
  readonly bytes: number;
  readonly html: string;
}> {
  const headers = {
    'accept-encoding': 'gzip, br',
    cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
  };
  const page = await world.request(path, { headers: { ...headers, 'accept-encoding': '' } });
  expect(page.status).toBe(200);
  const html = await page.text();
  const files = new Set(
    LOADED.flatMap((pattern) => [...html.matchAll(pattern)].map((match) => match[1] ?? '')),
  );
  let bytes = gzipSync(html).length + HEADERS_BYTES;
  for (const file of files) {
    const answer = await world.request(file, { headers });
    expect([file, answer.status]).toEqual([file, 200]);
    bytes += (await answer.arrayBuffer()).byteLength + HEADERS_BYTES;
  }
  return { requests: [path, ...files], bytes, html };
}

describe.each(Object.entries(PUBLIC_PAGES))('%s', (name, path) => {
  test(`is at most 60 KB in at most 5 requests: ${name}`, async () => {
    const { requests, bytes } = await visit(path);
    expect(requests.length).toBeGreaterThanOrEqual(4);
    expect(requests.length).toBeLessThanOrEqual(REQUESTS_MAX);
    expect(bytes).toBeGreaterThan(30_000);
    expect(bytes).toBeLessThanOrEqual(BYTES_MAX);
  });
});

test('one’s account is as light', async () => {
  const visitor = newVisitor(world);
  await signIn(world, visitor, HOLDER);
  const { requests, bytes, html } = await visit('/mon-compte', visitor.cookies);
  expect(html).toContain('tabs');
  expect(requests.length).toBeLessThanOrEqual(REQUESTS_MAX);
  expect(bytes).toBeLessThanOrEqual(BYTES_MAX);
});

test('only gestion loads its own sheet', async () => {
  const visitor = newVisitor(world);
  await signIn(world, visitor, 'nolwenn@example.org');
  const office = await visit('/gestion/la-grande-oreille', visitor.cookies);
  expect(office.requests.filter((file) => file.includes('gestion-'))).toHaveLength(1);
  const agenda = await visit('/', visitor.cookies);
  expect(agenda.requests.filter((file) => file.includes('gestion-'))).toEqual([]);
});
