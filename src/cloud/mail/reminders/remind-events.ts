import { dayOf, formatDay, formatHour } from '../../../shared/format.ts';
import { addMs } from '../../../shared/time.ts';
import type { Instant } from '../../../shared/time.ts';
import type { ReadableDb } from '../../db/open-database.ts';
import type { CloudDeps, Mail } from '../../http/deps.ts';
import { PATHS_OF_SITE } from '../../site/paths.ts';
import { MAIL_TEXTS } from '../texts.ts';
import { writeMail } from '../write-mail.ts';
import {
  REMINDED_BEFORE_MS_MAX,
  PAGE_MAX,
  dayBefore,
  languageOf,
  readPages,
  remindOnce,
  whyPart,
} from './remind-once.ts';

/**
 * Reminds who booked of an event, at ten in the morning of the day before. Who books later than
 * that has just been told; who cancelled, or whose event is not shown any more, is not.
 */
export async function remindEvents({ db, clock, config }: CloudDeps): Promise<void> {
  const now = clock();
  for (const event of await findSoon(db, now)) {
    const remindedAt = dayBefore(event.starts_at as Instant, event.time_zone);
    if (now < remindedAt) continue;
    for await (const person of readPages((after) => findBooked(db, event.id, after))) {
      if (person.booked_at >= remindedAt) continue;
      const mail = eventMail(event, person, { publicUrl: config.publicUrl, now });
      await remindOnce(
        db,
        { kind: 'event-tomorrow', subjectId: event.id, personId: person.key, mail },
        now,
      );
    }
  }
}

const findSoon = (db: ReadableDb, now: Instant) =>
  db.query
    .selectFrom('event')
    .innerJoin('collective', 'collective.id', 'event.collective_id')
    .select(['event.id', 'event.name', 'starts_at', 'doors_at', 'place_name', 'street'])
    .select(['postal_code', 'town', 'cancel_until', 'time_zone'])
    .where('published', '=', 1)
    .where('starts_at', '>', now)
    .where('starts_at', '<=', addMs(now, REMINDED_BEFORE_MS_MAX))
    .orderBy('starts_at')
    .execute();

/** One row for each person, with how many places, who was not reminded. */
const findBooked = (db: ReadableDb, eventId: string, after: string) =>
  db.query
    .selectFrom('ticket')
    .innerJoin('person', 'person.id', 'ticket.person_id')
    .leftJoin('reminder', (join) =>
      join
        .onRef('reminder.subject_id', '=', 'ticket.event_id')
        .onRef('reminder.person_id', '=', 'ticket.person_id')
        .on('reminder.kind', '=', 'event-tomorrow'),
    )
    .select(['person.id as key', 'person.email', 'person.language'])
    .select((from) => [
      from.fn.countAll<number>().as('places'),
      from.fn.min<string>('ticket.sold_at').as('booked_at'),
    ])
    .where('ticket.event_id', '=', eventId)
    .where('ticket.state', '=', 'valid')
    .where('person.email', 'is not', null)
    .where('reminder.sent_at', 'is', null)
    .where('person.id', '>', after)
    .groupBy('person.id')
    .orderBy('person.id')
    .limit(PAGE_MAX)
    .execute();

type Soon = Awaited<ReturnType<typeof findSoon>>[number];
type Booked = Awaited<ReturnType<typeof findBooked>>[number];

function eventMail(
  row: Soon,
  person: Booked,
  { publicUrl, now }: { readonly publicUrl: string; readonly now: Instant },
): Mail {
  const language = languageOf(person.language);
  const t = MAIL_TEXTS[language];
  const { time_zone: zone, name: event } = row;
  const startsAt = row.starts_at as Instant;
  const hour = (at: Instant): string => formatHour(at, zone, language);
  const day = (at: Instant): string => formatDay(dayOf(at, zone), language);
  const hours =
    row.doors_at === null
      ? t('reminder.event.hours', { start: hour(startsAt) })
      : t('reminder.event.doors', {
          start: hour(startsAt),
          doors: hour(row.doors_at as Instant),
        });
  const until = (row.cancel_until ?? row.starts_at) as Instant;
  const place = [row.place_name, row.street, `${row.postal_code} ${row.town}`];
  return writeMail({
    ...{ to: person.email ?? '', language, subject: t('reminder.event.subject', { event }) },
    parts: [
      { kind: 'title', text: t('reminder.event.title') },
      { kind: 'text', text: t('reminder.event.lead', { count: person.places, event }) },
      {
        kind: 'facts',
        facts: [
          [t('reminder.event.what'), event],
          [t('reminder.event.when'), `${day(startsAt)}\n${hours}`],
          [t('reminder.event.where'), place.filter((line) => line.trim() !== '').join('\n')],
        ],
      },
      { kind: 'text', text: t('reminder.event.show') },
      {
        kind: 'button',
        text: t('reminder.event.button'),
        url: publicUrl + PATHS_OF_SITE.bookings,
      },
      {
        kind: 'small',
        text:
          until > now
            ? t('reminder.event.cannot', { day: day(until), hour: hour(until) })
            : t('reminder.event.cannotNow'),
      },
      whyPart(language, publicUrl),
    ],
  });
}
