import type { Route } from '../../http/route.ts';
import { dayOf, formatDay } from '../../../shared/format.ts';
import { BoardLink } from '../badge/board.tsx';
import { findPlace } from '../badge/badge-store.ts';
import type { BadgePlace } from '../badge/badge-store.ts';
import { answerPage } from '../page.tsx';
import { Icon, Picture, garlandOf } from '../parts/icon.tsx';
import { keepTogether } from '../parts/written.ts';
import { PATHS_OF_SITE } from '../paths.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { findCollectiveOnSite } from './collective-store.ts';
import type { CollectiveOnSite } from './collective-store.ts';
import { EventCard } from './event-card.tsx';
import { listComingEvents } from './event-store.ts';
import type { EventOnSite } from './event-store.ts';
import { Fact, PlaceFact } from './facts.tsx';

/** Who a collective is, where and when to find it, and what it prepares. */
export const showCollectiveRoute = {
  method: 'GET',
  path: '/collectif/:collectif',
  who: 'anyone',
  handle: async (call) => {
    const { db } = call.deps;
    const collective = await findCollectiveOnSite(db, call.c.req.param('collectif') ?? '');
    if (collective === null) {
      return call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });
    }
    const visit = openVisit(call, await call.findPerson());
    const [events, badgePlace] = await Promise.all([
      listComingEvents(db, { now: visit.now, collectiveId: collective.id }),
      findPlace(db, { slug: collective.slug }),
    ]);
    return answerPage(call, visit, {
      title: collective.name,
      description: collective.summary,
      body: <CollectivePage {...{ visit, collective, events, badgePlace }} />,
    });
  },
} satisfies Route;

type CollectivePageProps = {
  readonly visit: Visit;
  readonly collective: CollectiveOnSite;
  readonly events: readonly EventOnSite[];
  /** Null where nobody badges. */
  readonly badgePlace: BadgePlace | null;
};

const CollectivePage = ({ visit, collective, events, badgePlace }: CollectivePageProps) => {
  const { t } = visit;
  return (
    <div class="wide event-page">
      <p class="back">
        <a href={PATHS_OF_SITE.agenda}>
          <Icon name="back" />
          {t('event.back')}
        </a>
      </p>
      <Picture file={collective.picture} colour={garlandOf(collective.id)} />
      <header class="event-head">
        <h1>{collective.name}</h1>
        <p class="lead">{collective.summary}</p>
        {collective.villages.map((village) => (
          <p class="with-icon">
            <Icon name="people" />
            {t('collective.village', { village })}
          </p>
        ))}
      </header>
      <CollectiveFacts visit={visit} collective={collective} />
      <div class="event-body">
        <p>{keepTogether(collective.description)}</p>
        {badgePlace === null ? null : <BoardLink visit={visit} place={badgePlace} />}
        {events.length === 0 ? null : (
          <section class="coming">
            <h2>{t('collective.next')}</h2>
            {events.map((event) => (
              <div class="coming-event">
                <p class="coming-day">
                  {formatDay(dayOf(event.startsAt, event.collective.timeZone), visit.language)}
                </p>
                <EventCard visit={visit} event={event} isOwn={false} isCollectiveSaid={false} />
              </div>
            ))}
          </section>
        )}
      </div>
    </div>
  );
};

type CollectiveFactsProps = { readonly visit: Visit; readonly collective: CollectiveOnSite };

const CollectiveFacts = ({ visit, collective }: CollectiveFactsProps) => {
  const { t } = visit;
  const { email, phone } = collective;
  return (
    <dl class="ticket facts">
      {collective.openingHours === '' ? null : (
        <Fact icon="clock" label={t('collective.open')}>
          <span>{keepTogether(collective.openingHours)}</span>
        </Fact>
      )}
      {collective.place.town === '' ? null : <PlaceFact visit={visit} place={collective.place} />}
      {email === null && phone === null ? null : (
        <Fact icon="mail" label={t('collective.contact')}>
          {phone === null ? null : (
            <a href={`tel:${phone.replaceAll(' ', '')}`}>{t('collective.call', { phone })}</a>
          )}
          {email === null ? null : (
            <a href={`mailto:${email}`}>{t('collective.write', { email })}</a>
          )}
        </Fact>
      )}
    </dl>
  );
};
