import type { Instant } from '../../../shared/time.ts';
import type { ReadableDb } from '../../db/open-database.ts';
import type { Route } from '../../http/route.ts';
import { PATHS_OF_SITE, collectivePath, eventPath, villagePath } from '../paths.ts';
import { answerFeed } from './answer-feed.ts';
import { changedAt } from './event-entry.ts';
import { escapeXml } from './xml.ts';

/** What one file of addresses may hold, by its own rules. */
const ADDRESSES_MAX = 50_000;
/** Over events stay findable for a while. */
const PAST_DAYS = 400;
const DAY_MS = 86_400_000;

type Address = { readonly path: string; readonly changedAt: Instant | null };

/** Every page that is for everybody, for search engines. */
export const showSiteMapRoute = {
  method: 'GET',
  path: PATHS_OF_SITE.siteMap,
  who: 'anyone',
  handle: async (call) => {
    const { db, config, clock } = call.deps;
    const since = new Date(Date.parse(clock()) - PAST_DAYS * DAY_MS).toISOString() as Instant;
    const addresses = await listAddresses(db, since);
    const body = [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
      ...addresses.map(({ path, changedAt: at }) => {
        const url = escapeXml(new URL(path, config.publicUrl).href);
        return `<url><loc>${url}</loc>${at === null ? '' : `<lastmod>${at}</lastmod>`}</url>`;
      }),
      '</urlset>',
      '',
    ].join('\n');
    return answerFeed(call, {
      contentType: 'application/xml; charset=utf-8',
      body,
      changedAt: null,
    });
  },
} satisfies Route;

async function listAddresses(db: ReadableDb, since: Instant): Promise<readonly Address[]> {
  const [events, collectives, villages] = await Promise.all([
    db.query
      .selectFrom('event')
      .innerJoin('collective', 'collective.id', 'event.collective_id')
      .select(['event.id', 'event.slug', 'event.changed_at', 'collective.slug as collective'])
      .where('event.published', '=', 1)
      .where('event.ends_at', '>', since)
      .orderBy('event.starts_at', 'desc')
      .limit(ADDRESSES_MAX - 1_000)
      .execute(),
    db.query
      .selectFrom('collective')
      .leftJoin('collective_page', 'collective_page.collective_id', 'collective.id')
      .select(['collective.slug', 'collective_page.changed_at'])
      .orderBy('collective.slug')
      .execute(),
    db.query.selectFrom('village').select('slug').orderBy('slug').execute(),
  ]);
  const ages = events.map((event) =>
    changedAt({ id: event.id, changedAt: (event.changed_at ?? null) as Instant | null }),
  );
  const newest = ages.toSorted().at(-1) ?? null;
  return [
    { path: PATHS_OF_SITE.agenda, changedAt: newest },
    { path: PATHS_OF_SITE.places, changedAt: null },
    ...villages.map(({ slug }) => ({ path: villagePath(slug), changedAt: newest })),
    ...collectives.map(({ slug, changed_at: at }) => ({
      path: collectivePath(slug),
      changedAt: (at ?? null) as Instant | null,
    })),
    ...events.map((event, index) => ({
      path: eventPath(event.collective, event.slug),
      changedAt: ages[index] ?? null,
    })),
  ].slice(0, ADDRESSES_MAX);
}

/** What search engines may look at: the public pages, nothing of a person. */
export const showRobotsRoute = {
  method: 'GET',
  path: PATHS_OF_SITE.robots,
  who: 'anyone',
  handle: (call) =>
    answerFeed(call, {
      contentType: 'text/plain; charset=utf-8',
      body: [
        'User-agent: *',
        ...PRIVATE_PATHS.map((path) => `Disallow: ${path}`),
        `Sitemap: ${new URL(PATHS_OF_SITE.siteMap, call.deps.config.publicUrl).href}`,
        '',
      ].join('\n'),
      changedAt: null,
    }),
} satisfies Route;

const PRIVATE_PATHS = [
  '/mon-compte',
  '/mon-agenda/',
  '/entrer',
  '/gestion',
  '/qr/',
  '/recu/',
  '/badge/',
  '/paiement/',
  '/api/',
] as const;
