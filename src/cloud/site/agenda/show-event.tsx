import { dayOf, formatDay, formatHour } from '../../../shared/format.ts';
import type { Route } from '../../http/route.ts';
import { answerPage } from '../page.tsx';
import { Icon, Picture, garlandOf } from '../parts/icon.tsx';
import { keepTogether } from '../parts/written.ts';
import { PATHS_OF_SITE, collectivePath } from '../paths.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { eventJsonLd } from './event-json-ld.ts';
import { findEvent } from './event-store.ts';
import type { EventOnSite } from './event-store.ts';
import { Fact, PlaceFact } from './facts.tsx';
import { priceText } from './price-text.ts';

/** Everything a visitor asks of one event (RULES E1). */
export const showEventRoute = {
  method: 'GET',
  path: '/evenement/:collectif/:evenement',
  who: 'anyone',
  handle: async (call) => {
    const { req } = call.c;
    const event = await findEvent(
      call.deps.db,
      req.param('collectif') ?? '',
      req.param('evenement') ?? '',
    );
    if (event === null) {
      return call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });
    }
    const visit = openVisit(call, await call.findPerson());
    return answerPage(call, visit, {
      title: event.name,
      description: event.summary,
      section: 'agenda',
      jsonLd: eventJsonLd(event, call.deps.config.publicUrl),
      body: <EventPage visit={visit} event={event} />,
    });
  },
} satisfies Route;

type EventPageProps = { readonly visit: Visit; readonly event: EventOnSite };

const EventPage = ({ visit, event }: EventPageProps) => {
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
      <header class="event-head">
        <h1>{event.name}</h1>
        <p class="event-by">
          <span class={`dot dot-${garlandOf(collective.id)}`} />
          <a href={collectivePath(collective.slug)}>{collective.name}</a>
        </p>
        {event.endsAt <= visit.now ? (
          <p class="past">
            <Icon name="info" />
            {t('event.past')}
          </p>
        ) : null}
      </header>
      <EventFacts visit={visit} event={event} />
      <div class="event-body">
        <p class="lead">{event.summary}</p>
        {event.description.split('\n').map((paragraph) => (
          <p>{keepTogether(paragraph)}</p>
        ))}
        {event.organiser === '' || event.organiser === collective.name ? null : (
          <p class="soft">
            {t('event.by')} {event.organiser}
          </p>
        )}
      </div>
    </article>
  );
};

const EventFacts = ({ visit, event }: EventPageProps) => {
  const { t, language } = visit;
  const { timeZone } = event.collective;
  const hour = (at: EventOnSite['startsAt']): string => formatHour(at, timeZone, language);
  return (
    <dl class="ticket facts">
      <Fact icon="calendar" label={t('event.when')}>
        <strong>
          <time datetime={event.startsAt}>
            {formatDay(dayOf(event.startsAt, timeZone), language)}
          </time>
        </strong>
        <span>{t('event.hours', { start: hour(event.startsAt), end: hour(event.endsAt) })}</span>
        {event.doorsAt === null ? null : (
          <span class="soft">{t('event.doors', { hour: hour(event.doorsAt) })}</span>
        )}
      </Fact>
      <PlaceFact visit={visit} place={event.place} />
      <Fact icon="ticket" label={t('event.price')}>
        <ul class="prices">
          {event.prices.map((price) => (
            <li>
              <span>{price.name}</span>
              <strong>{priceText(price, visit)}</strong>
            </li>
          ))}
        </ul>
        <span class="soft">{t('event.onSite')}</span>
      </Fact>
      <Fact icon="hand" label={t('event.access')}>
        <span>{t(`event.wheelchair.${event.wheelchair}`)}</span>
        {event.accessNote === '' ? null : (
          <span class="soft">{keepTogether(event.accessNote)}</span>
        )}
      </Fact>
      <Fact icon="people" label={t('event.children')}>
        <span>{t(event.isForChildren ? 'event.childrenWelcome' : 'event.childrenNot')}</span>
        {event.childrenNote === '' ? null : (
          <span class="soft">{keepTogether(event.childrenNote)}</span>
        )}
      </Fact>
    </dl>
  );
};
