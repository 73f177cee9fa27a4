import type { Route } from '../../http/route.ts';
import { BoardLink } from '../badge/board.tsx';
import { findPlace } from '../badge/badge-store.ts';
import type { BadgePlace } from '../badge/badge-store.ts';
import { answerPage } from '../page.tsx';
import { Icon, Picture, garlandOf } from '../parts/icon.tsx';
import { keepTogether } from '../parts/written.ts';
import {
  PATHS_OF_SITE,
  agendaPath,
  collectivePath,
  offersOfPath,
  villagePath,
  volunteersOfPath,
} from '../paths.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { EVERYTHING, writeFilter } from './agenda-filter.ts';
import { findCollectiveOnSite } from './collective-store.ts';
import type { CollectiveOnSite } from './collective-store.ts';
import { ComingEvents } from './coming-events.tsx';
import { listComingEvents } from './event-store.ts';
import type { EventOnSite } from './event-store.ts';
import { Fact, PlaceFact } from './facts.tsx';
import { collectiveJsonLd } from './json-ld.ts';
import { PageMeta } from './page-meta.tsx';

/** Who a collective is, where and when to find it, what it offers and prepares. */
export const showCollectiveRoute = {
  method: 'GET',
  path: '/collectif/:collectif',
  who: 'anyone',
  handle: async (call) => {
    const { db, config, clock } = call.deps;
    const slug = call.c.req.param('collectif') ?? '';
    const collective = await findCollectiveOnSite(db, slug, clock());
    if (collective === null) {
      return call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });
    }
    const visit = openVisit(call, await call.findPerson());
    const [events, badgePlace] = await Promise.all([
      listComingEvents(db, { now: visit.now, collectiveId: collective.id }),
      findPlace(db, { slug: collective.slug }),
    ]);
    const query = writeFilter({ ...EVERYTHING, collective: collective.slug });
    const feedTitle = visit.t('agenda.titleOf', { collective: collective.name });
    return answerPage(call, visit, {
      title: collective.name,
      description: collective.summary,
      meta: (
        <PageMeta
          {...{ visit, publicUrl: config.publicUrl, kind: 'website', picture: collective.picture }}
          path={collectivePath(collective.slug)}
          title={collective.name}
          description={collective.summary}
          feeds={[
            {
              type: 'text/calendar',
              path: PATHS_OF_SITE.agendaCalendar + query,
              title: feedTitle,
            },
            {
              type: 'application/rss+xml',
              path: PATHS_OF_SITE.agendaNews + query,
              title: feedTitle,
            },
          ]}
        />
      ),
      jsonLd: collectiveJsonLd(collective, config.publicUrl),
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
        <a href={PATHS_OF_SITE.places}>
          <Icon name="back" />
          {t('places.back')}
        </a>
      </p>
      <Picture file={collective.picture} colour={garlandOf(collective.id)} />
      <header class="event-head">
        <h1>{collective.name}</h1>
        <p class="lead">{collective.summary}</p>
        {collective.villages.map(({ slug, name }) => (
          <p class="with-icon">
            <Icon name="people" />
            <a href={villagePath(slug)}>{t('collective.village', { village: name })}</a>
          </p>
        ))}
      </header>
      <div class="event-side">
        <CollectiveFacts visit={visit} collective={collective} />
      </div>
      <div class="event-body">
        <p>{keepTogether(collective.description)}</p>
        {badgePlace === null ? null : <BoardLink visit={visit} place={badgePlace} />}
        <Offers visit={visit} collective={collective} />
        <ComingEvents
          {...{ visit, events, title: t('collective.next'), empty: t('places.nothingComing') }}
          isCollectiveSaid={false}
          all={{
            href: agendaPath(collective.slug),
            text: t('places.allComing', { name: collective.name }),
            calendar:
              PATHS_OF_SITE.agendaCalendar +
              writeFilter({ ...EVERYTHING, collective: collective.slug }),
          }}
        />
      </div>
    </div>
  );
};

type CollectiveProps = { readonly visit: Visit; readonly collective: CollectiveOnSite };

/** What one can take part in, beside coming: each only where there is something. */
const Offers = ({ visit, collective }: CollectiveProps) => {
  const { t } = visit;
  const { slug, name, hasOffers, hasShifts } = collective;
  if (!hasOffers && !hasShifts) return null;
  return (
    <section class="take-part" aria-labelledby="participer">
      <h2 id="participer">{t('places.offers')}</h2>
      <ul class="ways">
        {hasOffers ? (
          <li>
            <Way
              {...{ href: offersOfPath(slug), icon: 'heart', title: t('places.membership') }}
              text={t('places.membershipText', { collective: name })}
            />
          </li>
        ) : null}
        {hasShifts ? (
          <li>
            <Way
              {...{ href: volunteersOfPath(slug), icon: 'hand', title: t('places.volunteer') }}
              text={t('places.volunteerText')}
            />
          </li>
        ) : null}
      </ul>
    </section>
  );
};

type WayProps = {
  readonly href: string;
  readonly icon: string;
  readonly title: string;
  readonly text: string;
};

const Way = ({ href, icon, title, text }: WayProps) => (
  <a class="way" href={href}>
    <Icon name={icon} />
    <span>
      <strong>{title}</strong> <span class="soft">{text}</span>
    </span>
    <Icon name="next" />
  </a>
);

const CollectiveFacts = ({ visit, collective }: CollectiveProps) => {
  const { t } = visit;
  const { email, phone } = collective;
  return (
    <dl class="ticket facts">
      {collective.openingHours === '' ? null : (
        <Fact icon="clock" label={t('collective.open')}>
          <span>{keepTogether(collective.openingHours)}</span>
        </Fact>
      )}
      {collective.place.town === '' ? null : (
        <PlaceFact visit={visit} place={collective.place} name={collective.name} />
      )}
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
