import type { Route } from '../../http/route.ts';
import { answerPage } from '../page.tsx';
import { Picture, garlandOf } from '../parts/icon.tsx';
import { PATHS_OF_SITE, collectivePath, villagePath } from '../paths.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { PageMeta } from './page-meta.tsx';
import { listPlaces } from './place-store.ts';
import type { PlaceOnList } from './place-store.ts';
import { PlacesMap } from './places-map.tsx';
import { readVillages } from './village-store.ts';
import type { Village } from './village-store.ts';

/** Every village with its collectives on a drawn map, then the collectives that are in none. */
export const showPlacesRoute = {
  method: 'GET',
  path: PATHS_OF_SITE.places,
  who: 'anyone',
  handle: async (call) => {
    const { db, config } = call.deps;
    const visit = openVisit(call, await call.findPerson());
    const [villages, places] = await Promise.all([readVillages(db), listPlaces(db, visit.now)]);
    const { t } = visit;
    return answerPage(call, visit, {
      title: t('places.title'),
      description: t('places.lead'),
      meta: (
        <PageMeta
          {...{ visit, publicUrl: config.publicUrl, kind: 'website' }}
          path={PATHS_OF_SITE.places}
          title={t('places.title')}
          description={t('places.lead')}
          picture={villages[0]?.picture ?? null}
        />
      ),
      head: (
        <>
          <h1>{t('places.title')}</h1>
          <p class="evening-lead">{t('places.lead')}</p>
        </>
      ),
      body: <PlacesPage visit={visit} villages={villages} places={places} />,
    });
  },
} satisfies Route;

type PlacesPageProps = {
  readonly visit: Visit;
  readonly villages: readonly Village[];
  readonly places: readonly PlaceOnList[];
};

const PlacesPage = ({ visit, villages, places }: PlacesPageProps) => {
  const inVillage = new Set(villages.flatMap(({ members }) => members.map(({ id }) => id)));
  const others = places.filter(({ id }) => !inVillage.has(id));
  return (
    <div class="wide places">
      {villages.map((village) => (
        <VillagePart visit={visit} village={village} places={placesOf(village, places)} />
      ))}
      {others.length === 0 ? null : (
        <section class="places-part" aria-labelledby="autres">
          <h2 id="autres">
            {visit.t(villages.length === 0 ? 'places.collectives' : 'places.others')}
          </h2>
          <PlaceList visit={visit} places={others} isNumbered={false} />
        </section>
      )}
    </div>
  );
};

const placesOf = ({ members }: Village, places: readonly PlaceOnList[]): readonly PlaceOnList[] => {
  const ids = new Set(members.map(({ id }) => id));
  return places.filter(({ id }) => ids.has(id));
};

type VillagePartProps = Pick<PlacesPageProps, 'visit' | 'places'> & { readonly village: Village };

const VillagePart = ({ visit, village, places }: VillagePartProps) => {
  const isMapped = places.filter(({ latitudeE6 }) => latitudeE6 !== null).length > 1;
  return (
    <section class="places-part" aria-labelledby={`village-${village.slug}`}>
      <h2 id={`village-${village.slug}`}>
        <a href={villagePath(village.slug)}>{village.name}</a>
      </h2>
      <p class="soft measure">{village.description.split('.')[0]}.</p>
      <div class={isMapped ? 'places-mapped' : undefined}>
        <PlacesMap visit={visit} places={places} />
        <PlaceList visit={visit} places={places} isNumbered={isMapped} />
      </div>
    </section>
  );
};

type PlaceListProps = Pick<PlacesPageProps, 'visit' | 'places'> & {
  /** With the numbers of the map. */
  readonly isNumbered: boolean;
};

const PlaceList = ({ visit, places, isNumbered }: PlaceListProps) => (
  <ul class="place-list">
    {places.map((place, index) => (
      <li>
        <article class="place-card">
          <Picture file={place.picture} colour={garlandOf(place.id)} />
          <div>
            <h3>
              {isNumbered ? <span class="map-key">{index + 1}</span> : null}
              <a href={collectivePath(place.slug)}>{place.name}</a>
            </h3>
            <p class="soft">{place.summary}</p>
            <p>
              {place.town === '' ? null : <span>{place.town}, </span>}
              <span class="amount">{visit.t('places.coming', { count: place.coming })}</span>
            </p>
          </div>
        </article>
      </li>
    ))}
  </ul>
);
