import type { Route } from '../../http/route.ts';
import { listOwnCollectiveIds } from '../agenda/own-collectives.ts';
import { answerPage } from '../page.tsx';
import { EmptyState } from '../parts/facts.tsx';
import { ButtonLink } from '../parts/form.tsx';
import { Icon, garlandOf } from '../parts/icon.tsx';
import { keepTogether } from '../parts/written.ts';
import { PATHS_OF_SITE, collectivePath, offerPath, offersOfPath } from '../paths.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { OpensList, offerPriceText } from './offer-words.tsx';
import { listOffersOnSite, listVillageCollectiveIds } from './offers-store.ts';
import type { OfferOnSite } from './offers-store.ts';

/** All that can be taken; for somebody signed in, first what their collectives and villages offer. */
export const showOffersRoute = {
  method: 'GET',
  path: PATHS_OF_SITE.offers,
  who: 'anyone',
  handle: async (call) => {
    const { db } = call.deps;
    const visit = openVisit(call, await call.findPerson());
    const { t } = visit;
    const own = await listOwnCollectiveIds(db, visit.person?.personId ?? null, visit.now);
    const [offers, near] = await Promise.all([
      listOffersOnSite(db, {}, visit.now),
      own.size === 0 ? new Set<string>() : listVillageCollectiveIds(db, own),
    ]);
    const placeOf = ({ collective: { id } }: OfferOnSite) =>
      own.has(id) ? 'mine' : near.has(id) ? 'village' : 'others';
    const groups = Map.groupBy(offers, placeOf);
    return answerPage(call, visit, {
      title: t('members.title'),
      description: t('members.description'),
      body: (
        <div class="wide offers">
          <h1>{t('members.title')}</h1>
          <p class="lead">{t('members.lead')}</p>
          {visit.person === null ? null : (
            <ButtonLink href={PATHS_OF_SITE.memberships} kind="second" icon="heart">
              {t('members.own')}
            </ButtonLink>
          )}
          {offers.length === 0 ? <NoOffers visit={visit} /> : null}
          {(['mine', 'village', 'others'] as const).map((place) => (
            <OfferGroup
              visit={visit}
              title={own.size === 0 ? null : t(`members.${place}`)}
              offers={groups.get(place) ?? []}
            />
          ))}
        </div>
      ),
    });
  },
} satisfies Route;

/** What one collective offers. */
export const showOffersOfRoute = {
  method: 'GET',
  path: offersOfPath(':collectif') as '/adhesions/:collectif',
  who: 'anyone',
  handle: async (call) => {
    const { db } = call.deps;
    const slug = call.c.req.param('collectif') ?? '';
    const collective = await db.query
      .selectFrom('collective')
      .select(['name', 'slug'])
      .where('slug', '=', slug)
      .executeTakeFirst();
    if (collective === undefined) {
      return call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });
    }
    const visit = openVisit(call, await call.findPerson());
    const { t } = visit;
    const offers = await listOffersOnSite(db, { collectiveSlug: slug }, visit.now);
    return answerPage(call, visit, {
      title: t('members.titleOf', { collective: collective.name }),
      description: t('members.description'),
      body: (
        <div class="wide offers">
          <p class="back">
            <a href={collectivePath(slug)}>
              <Icon name="back" />
              {t('members.seeCollective', { collective: collective.name })}
            </a>
          </p>
          <h1>{t('members.titleOf', { collective: collective.name })}</h1>
          <p class="lead">{t('members.lead')}</p>
          {offers.length === 0 ? <NoOffers visit={visit} /> : null}
          <OfferGroup visit={visit} title={null} offers={offers} />
          <p>
            <a href={PATHS_OF_SITE.offers}>{t('members.all')}</a>
          </p>
        </div>
      ),
    });
  },
} satisfies Route;

const NoOffers = ({ visit }: { readonly visit: Visit }) => (
  <EmptyState icon="heart" title={visit.t('members.none')}>
    <p>{visit.t('members.noneDo')}</p>
  </EmptyState>
);

type GroupProps = {
  readonly visit: Visit;
  readonly title: string | null;
  readonly offers: readonly OfferOnSite[];
};

const OfferGroup = ({ visit, title, offers }: GroupProps) =>
  offers.length === 0 ? null : (
    <section class="offer-group">
      {title === null ? null : <h2>{title}</h2>}
      <ul class="offer-cards">
        {offers.map((offer) => (
          <OfferCard visit={visit} offer={offer} isDeep={title !== null} />
        ))}
      </ul>
    </section>
  );

type CardProps = { readonly visit: Visit; readonly offer: OfferOnSite; readonly isDeep: boolean };

const OfferCard = ({ visit, offer, isDeep }: CardProps) => {
  const { t } = visit;
  const link = <a href={offerPath(offer.collective.slug, offer.id)}>{offer.name}</a>;
  return (
    <li class={`offer-card tint-${garlandOf(offer.collective.id)}`}>
      <p class="offer-by">{offer.collective.name}</p>
      {isDeep ? <h3 class="offer-name">{link}</h3> : <h2 class="offer-name">{link}</h2>}
      <p class="offer-says">{keepTogether(offer.description)}</p>
      <OpensList visit={visit} offer={offer} />
      <p class="offer-price">
        <strong>{offerPriceText(visit, offer)}</strong>
        <span>{t(`members.duration.${offer.duration}`)}</span>
      </p>
    </li>
  );
};
