import { dayOf, formatDay, formatHour } from '../../../shared/format.ts';
import { msOfInstant } from '../../../shared/time.ts';
import type { Instant } from '../../../shared/time.ts';
import type { AnyoneCall, Route } from '../../http/route.ts';
import { BookingBox, readBookingBox } from '../booking/booking-box.tsx';
import type { BookingBoxData } from '../booking/booking-box.tsx';
import { answerPage } from '../page.tsx';
import { Badge } from '../parts/facts.tsx';
import { ButtonLink } from '../parts/form.tsx';
import { Icon, Picture, garlandOf } from '../parts/icon.tsx';
import { Notice } from '../parts/notice.tsx';
import { keepTogether } from '../parts/written.ts';
import { PATHS_OF_SITE, collectivePath, eventCalendarPath, eventPath } from '../paths.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { EventShifts, readEventShifts } from '../volunteers/event-shifts.tsx';
import type { ShiftOnSite } from '../../volunteers/read-shifts.ts';
import { EVERYTHING, agendaAddress } from './agenda-filter.ts';
import { EventFacts } from './event-facts.tsx';
import { findEvent } from './event-store.ts';
import type { EventOnSite } from './event-store.ts';
import { answerGoneEvent } from './gone-event.tsx';
import { eventJsonLd } from './json-ld.ts';
import { PageMeta } from './page-meta.tsx';
import { Share } from './share.tsx';

/** Everything a visitor asks of one event (RULES E1), and the way to book it. */
export const showEventRoute = {
  method: 'GET',
  path: '/evenement/:collectif/:evenement',
  who: 'anyone',
  handle: async (call) => {
    const { db } = call.deps;
    const { req } = call.c;
    const slugs = {
      collective: req.param('collectif') ?? '',
      event: req.param('evenement') ?? '',
    };
    const event = await findEvent(db, slugs, call.deps.clock());
    return event === null ? answerGoneEvent(call, slugs.collective) : answerEvent(call, event);
  },
} satisfies Route;

async function answerEvent(call: AnyoneCall, event: EventOnSite): Promise<Response> {
  const { db, config } = call.deps;
  const person = await call.findPerson();
  const visit = openVisit(call, person);
  const personId = person?.personId ?? null;
  const isOver = event.endsAt <= visit.now;
  const [box, shifts] = isOver
    ? [null, []]
    : await Promise.all([
        readBookingBox(call, event.id, personId),
        readEventShifts(db, event.id, personId, visit.now),
      ]);
  const path = eventPath(event.collective.slug, event.slug);
  return answerPage(call, visit, {
    title: event.name,
    description: event.summary,
    section: 'agenda',
    meta: (
      <PageMeta
        {...{ visit, path, publicUrl: config.publicUrl, kind: 'article', picture: event.picture }}
        title={`${event.name}, ${dayText(event, visit)}`}
        description={event.summary}
        feeds={[
          {
            type: 'text/calendar',
            path: eventCalendarPath(event.collective.slug, event.slug),
            title: event.name,
          },
        ]}
        trail={[
          { name: visit.t('site.agenda'), path: PATHS_OF_SITE.agenda },
          { name: event.collective.name, path: collectivePath(event.collective.slug) },
          { name: event.name, path },
        ]}
      />
    ),
    jsonLd: eventJsonLd(event, {
      publicUrl: config.publicUrl,
      now: visit.now,
    }),
    module: 'share-module',
    body: (
      <EventPage {...{ visit, event, box, shifts }} url={new URL(path, config.publicUrl).href} />
    ),
  });
}

const dayText = ({ startsAt, collective }: EventOnSite, { language }: Visit): string =>
  formatDay(dayOf(startsAt, collective.timeZone), language);

type EventPageProps = {
  readonly visit: Visit;
  readonly event: EventOnSite;
  /** Null when it is over: nothing is booked any more. */
  readonly box: BookingBoxData | null;
  readonly shifts: readonly ShiftOnSite[];
  readonly url: string;
};

const EventPage = ({ visit, event, box, shifts, url }: EventPageProps) => {
  const { t } = visit;
  const { collective } = event;
  return (
    <article class="wide event-page">
      <p class="back">
        <a href={PATHS_OF_SITE.agenda}>
          <Icon name="back" />
          {t('event.back')}
        </a>
      </p>
      <Picture file={event.picture} colour={garlandOf(collective.id)} />
      <EventHead visit={visit} event={event} />
      <div class="event-side">
        {box === null ? null : <BookingBox visit={visit} box={box} />}
        <EventFacts
          visit={visit}
          event={event}
          arePricesSaid={box === null || box.rules.state === 'no-booking'}
        />
      </div>
      <div class="event-body">
        <p class="lead">{event.summary}</p>
        {event.description.split('\n').map((paragraph) => (
          <p>{keepTogether(paragraph)}</p>
        ))}
        <EventShifts visit={visit} shifts={shifts} />
        <Share
          visit={visit}
          name={event.name}
          text={t('share.mailBody', {
            name: event.name,
            day: dayText(event, visit),
            hour: hourText(event, visit),
          })}
          url={url}
          calendarPath={eventCalendarPath(collective.slug, event.slug)}
        />
        <Tags visit={visit} tags={event.tags} />
      </div>
    </article>
  );
};

const hourText = ({ startsAt, collective }: EventOnSite, { language }: Visit): string =>
  formatHour(startsAt, collective.timeZone, language);

const EventHead = ({ visit, event }: Pick<EventPageProps, 'visit' | 'event'>) => {
  const { t } = visit;
  const { collective, place } = event;
  const isOver = event.endsAt <= visit.now;
  return (
    <header class="event-head">
      {event.isForMembers ? (
        <Badge tone="quiet" icon="heart">
          {t('eventPage.members')}
        </Badge>
      ) : null}
      <h1>{event.name}</h1>
      <p class="event-when">
        <time datetime={event.startsAt}>
          <strong>{dayText(event, visit)}</strong> <span>{hoursText(event, visit)}</span>
        </time>
      </p>
      <p class="event-by">
        <span class={`dot dot-${garlandOf(collective.id)}`} />
        <a href={collectivePath(collective.slug)}>{collective.name}</a>
        {place.town === '' ? null : <span class="soft">{place.town}</span>}
      </p>
      {isOver ? (
        <Notice tone="info" title={t('event.past')}>
          <p>{t('eventPage.past')}</p>
          <ButtonLink href={agendaAddress(EVERYTHING)} kind="second" icon="calendar">
            {t('eventPage.pastNext')}
          </ButtonLink>
        </Notice>
      ) : null}
    </header>
  );
};

/** An evening that ends after midnight is one evening; longer ones say their last day. */
const ONE_EVENING_MS = 18 * 3_600_000;

function hoursText(event: EventOnSite, { t, language }: Visit): string {
  const { startsAt, endsAt, collective } = event;
  const { timeZone } = collective;
  const hour = (at: Instant): string => formatHour(at, timeZone, language);
  return msOfInstant(endsAt) - msOfInstant(startsAt) > ONE_EVENING_MS
    ? t('eventPage.otherDay', {
        day: formatDay(dayOf(endsAt, timeZone), language),
        hour: hour(endsAt),
      })
    : t('event.hours', { start: hour(startsAt), end: hour(endsAt) });
}

const Tags = ({ visit, tags }: { readonly visit: Visit; readonly tags: readonly string[] }) =>
  tags.length === 0 ? null : (
    <ul class="chips" aria-label={visit.t('eventPage.tags')}>
      {tags.map((tag) => (
        <li>
          <a
            class="chip"
            href={agendaAddress(EVERYTHING, { tag })}
            aria-label={visit.t('eventPage.tagLabel', { tag })}
          >
            {tag}
          </a>
        </li>
      ))}
    </ul>
  );
