import type { Route } from '../../http/route.ts';
import { answerPage } from '../page.tsx';
import { Icon, Picture, garlandOf } from '../parts/icon.tsx';
import { keepTogether } from '../parts/written.ts';
import { PATHS_OF_SITE, collectivePath, villagePath } from '../paths.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { EVERYTHING, agendaAddress, writeFilter } from './agenda-filter.ts';
import { ComingEvents } from './coming-events.tsx';
import type { EventOnSite } from './event-store.ts';
import { Fact } from './facts.tsx';
import { PageMeta } from './page-meta.tsx';
import { loadPage, readAgenda } from './read-agenda.ts';
import { readVillages } from './village-store.ts';
import type { Village, VillageMember } from './village-store.ts';

const EVENTS_READ = 7;

/** Collectives that chose to group: who they are, what they share, what they prepare. */
export const showVillageRoute = {
  method: 'GET',
  path: '/village/:village',
  who: 'anyone',
  handle: async (call) => {
    const { db, config } = call.deps;
    const slug = call.c.req.param('village') ?? '';
    const village = (await readVillages(db)).find((each) => each.slug === slug);
    if (village === undefined) {
      return call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });
    }
    const visit = openVisit(call, await call.findPerson());
    const { found } = await readAgenda(db, {
      filter: { ...EVERYTHING, village: slug },
      personId: null,
      now: visit.now,
    });
    const events = await loadPage(db, found, { number: 1, size: EVENTS_READ, now: visit.now });
    const description = village.description.split('.')[0] ?? '';
    const query = writeFilter({ ...EVERYTHING, village: slug });
    const feedTitle = visit.t('agendaPage.titleVillage', { village: village.name });
    return answerPage(call, visit, {
      title: village.name,
      description,
      meta: (
        <PageMeta
          {...{ visit, description, publicUrl: config.publicUrl, kind: 'website' }}
          path={villagePath(slug)}
          title={village.name}
          picture={village.picture}
          feeds={[
            {
              type: 'text/calendar',
              path: PATHS_OF_SITE.agendaCalendar + query,
              title: feedTitle,
            },
          ]}
        />
      ),
      body: <VillagePage visit={visit} village={village} events={events} />,
    });
  },
} satisfies Route;

type VillagePageProps = {
  readonly visit: Visit;
  readonly village: Village;
  readonly events: readonly EventOnSite[];
};

const VillagePage = ({ visit, village, events }: VillagePageProps) => {
  const { t } = visit;
  return (
    <div class="wide event-page">
      <p class="back">
        <a href={PATHS_OF_SITE.places}>
          <Icon name="back" />
          {t('places.back')}
        </a>
      </p>
      <Picture file={village.picture} colour={garlandOf(village.id)} />
      <header class="event-head">
        <h1>{village.name}</h1>
        <p class="lead">{keepTogether(village.description)}</p>
      </header>
      <div class="event-side">
        <Shares visit={visit} village={village} />
      </div>
      <div class="event-body">
        <section aria-labelledby="membres" class="members">
          <h2 id="membres">{t('village.members')}</h2>
          <ul class="place-list">
            {village.members.map((member) => (
              <li>
                <MemberCard member={member} />
              </li>
            ))}
          </ul>
        </section>
        <ComingEvents
          {...{ visit, events, title: t('village.next'), empty: t('village.empty') }}
          isCollectiveSaid
          all={{
            href: agendaAddress(EVERYTHING, { village: village.slug }),
            text: t('village.all'),
            calendar:
              PATHS_OF_SITE.agendaCalendar + writeFilter({ ...EVERYTHING, village: village.slug }),
          }}
        />
      </div>
    </div>
  );
};

/** A collective in a list of places: its drawing, its name, what it is. */
export const MemberCard = ({
  member,
}: {
  readonly member: Pick<VillageMember, 'id' | 'slug' | 'name' | 'summary' | 'picture'>;
}) => (
  <article class="place-card">
    <Picture file={member.picture} colour={garlandOf(member.id)} />
    <div>
      <h3>
        <a href={collectivePath(member.slug)}>{member.name}</a>
      </h3>
      <p class="soft">{member.summary}</p>
    </div>
  </article>
);

/** What is shared, thing by thing, in plain words, and by whom. */
const Shares = ({ visit, village }: Pick<VillagePageProps, 'visit' | 'village'>) => {
  const { t } = visit;
  const { members } = village;
  const shared = [
    {
      ...{ icon: 'calendar', label: t('village.agenda'), text: t('village.agendaText') },
      who: members.filter(({ sharesAgenda }) => sharesAgenda),
    },
    {
      ...{ icon: 'heart', label: t('village.memberships'), text: t('village.membershipsText') },
      who: members.filter(({ sharesMemberships }) => sharesMemberships),
    },
    {
      ...{ icon: 'local', label: t('village.money'), text: t('village.moneyText') },
      who: members.filter(({ sharesLocalCurrency }) => sharesLocalCurrency),
    },
  ];
  return (
    <section aria-labelledby="partage">
      <h2 id="partage" class="side-title">
        {t('village.shares')}
      </h2>
      <dl class="ticket facts">
        {shared.map(({ icon, label, text, who }) => (
          <Fact icon={icon} label={label}>
            <span>{text}</span>
            <span class="soft">
              {who.length === 0
                ? t('village.nobody')
                : t('village.who', { names: who.map(({ name }) => name).join(', ') })}
            </span>
          </Fact>
        ))}
      </dl>
    </section>
  );
};
