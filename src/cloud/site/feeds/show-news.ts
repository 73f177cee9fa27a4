import { dayOf, formatDay, formatHour } from '../../../shared/format.ts';
import { msOfInstant } from '../../../shared/time.ts';
import type { Instant } from '../../../shared/time.ts';
import type { Route } from '../../http/route.ts';
import type { EventOnSite } from '../agenda/event-store.ts';
import { sharePictureUrl } from '../agenda/picture-files.ts';
import { shortPrice } from '../agenda/price-text.ts';
import type { Words } from '../agenda/price-text.ts';
import { PATHS_OF_SITE, eventPath } from '../paths.ts';
import { readAgendaForFeed } from './agenda-feed.ts';
import type { AgendaForFeed } from './agenda-feed.ts';
import { answerFeed } from './answer-feed.ts';
import { changedAt, newestChange, placeLine } from './event-entry.ts';
import { escapeXml } from './xml.ts';

/** The agenda as news: RSS 2.0, the events that were announced last first. */
export const showNewsRoute = {
  method: 'GET',
  path: PATHS_OF_SITE.agendaNews,
  who: 'anyone',
  handle: async (call) => {
    const agenda = await readAgendaForFeed(call);
    const { publicUrl } = call.deps.config;
    const { pathname, search } = new URL(call.c.req.url);
    return answerFeed(call, {
      contentType: 'application/rss+xml; charset=utf-8',
      body: writeNews(agenda, { publicUrl, self: new URL(pathname + search, publicUrl).href }),
      changedAt: null,
    });
  },
} satisfies Route;

type Where = { readonly publicUrl: string; readonly self: string };

function writeNews({ words, name, page, events }: AgendaForFeed, where: Where): string {
  const newest = newestChange(events);
  const newestFirst = events.toSorted((left, right) =>
    changedAt(left) === changedAt(right) ? 0 : changedAt(left) < changedAt(right) ? 1 : -1,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">',
    '<channel>',
    element('title', name),
    element('link', page),
    element('description', words.t('feeds.description')),
    element('language', words.language),
    `<atom:link href="${escapeXml(where.self)}" rel="self" type="application/rss+xml"/>`,
    ...(newest === null ? [] : [element('lastBuildDate', rssDate(newest))]),
    element('ttl', '240'),
    ...newestFirst.map((event) => itemOf(event, words, where.publicUrl)),
    '</channel>',
    '</rss>',
    '',
  ].join('\n');
}

function itemOf(event: EventOnSite, words: Words, publicUrl: string): string {
  const { collective, place, startsAt } = event;
  const { language, t } = words;
  const url = new URL(eventPath(collective.slug, event.slug), publicUrl).href;
  const day = formatDay(dayOf(startsAt, collective.timeZone), language);
  const hour = formatHour(startsAt, collective.timeZone, language);
  const picture = sharePictureUrl(event.picture);
  const lines = [
    `${day}, ${hour}`,
    `${collective.name}, ${placeLine(place)}`,
    t('feeds.price', { price: shortPrice(event.prices, words) }),
    event.summary,
  ];
  return [
    '<item>',
    element('title', `${event.name}, ${day}`),
    element('link', url),
    `<guid isPermaLink="false">${escapeXml(event.id)}</guid>`,
    element('pubDate', rssDate(changedAt(event))),
    ...event.tags.map((tag) => element('category', tag)),
    // HTML inside XML: escaped once as a page, once as XML.
    element(
      'description',
      [
        ...(picture === null
          ? []
          : [`<img src="${escapeXml(new URL(picture, publicUrl).href)}" alt="">`]),
        ...lines.map((line) => `<p>${escapeXml(line)}</p>`),
      ].join(''),
    ),
    '</item>',
  ].join('\n');
}

const element = (name: string, text: string): string => `<${name}>${escapeXml(text)}</${name}>`;

/** RFC 822, as RSS asks. */
const rssDate = (at: Instant): string => new Date(msOfInstant(at)).toUTCString();
