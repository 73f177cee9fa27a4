import type { PropsWithChildren } from 'hono/jsx';
import { Icon } from '../parts/icon.tsx';
import type { Visit } from '../visit.ts';
import type { Place } from './event-store.ts';

type FactProps = PropsWithChildren<{ readonly icon: string; readonly label: string }>;

/** One thing a visitor asks, with its answer. */
export const Fact = ({ icon, label, children }: FactProps) => (
  <div class="fact">
    <dt>
      <Icon name={icon} />
      {label}
    </dt>
    <dd>{children}</dd>
  </div>
);

type PlaceFactProps = {
  readonly visit: Visit;
  readonly place: Place;
  /** What stands there, for the map's search. */
  readonly name: string;
};

/**
 * The address, and the way there. `geo:` opens the map of the phone itself and asks nobody on the
 * way; the web map is a link that leaves us, only when it is pressed.
 */
export const PlaceFact = ({ visit, place, name }: PlaceFactProps) => {
  const { t } = visit;
  const address = `${place.street}, ${place.postalCode} ${place.town}`;
  return (
    <Fact icon="pin" label={t('event.where')}>
      {place.name === '' ? null : <strong>{place.name}</strong>}
      <address class="copyable">
        {place.street}
        <br />
        {place.postalCode} {place.town}
      </address>
      <p class="fact-links">
        <a
          href={phoneMapUrl(place, address)}
          aria-label={t('eventPage.placeLabel', {
            what: t('eventPage.openPhoneMap'),
            place: address,
          })}
        >
          {t('eventPage.openPhoneMap')}
        </a>
        <a
          href={webMapUrl(place, `${name}, ${address}`)}
          rel="noopener noreferrer"
          aria-label={t('eventPage.placeLabel', {
            what: t('eventPage.openWebMap'),
            place: address,
          })}
        >
          {t('eventPage.openWebMap')}
        </a>
      </p>
    </Fact>
  );
};

const degrees = (millionths: number): string => (millionths / 1e6).toFixed(5);

/** RFC 5870, with the address as the words to look for. */
function phoneMapUrl(place: Place, address: string): string {
  const point =
    place.latitudeE6 === null || place.longitudeE6 === null
      ? '0,0'
      : `${degrees(place.latitudeE6)},${degrees(place.longitudeE6)}`;
  return `geo:${point}?q=${encodeURIComponent(address)}`;
}

const MAP_ZOOM = 18;

function webMapUrl(place: Place, address: string): string {
  if (place.latitudeE6 === null || place.longitudeE6 === null) {
    return `https://www.openstreetmap.org/search?query=${encodeURIComponent(address)}`;
  }
  const [latitude, longitude] = [degrees(place.latitudeE6), degrees(place.longitudeE6)];
  const point = `${latitude}/${longitude}`;
  return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=${MAP_ZOOM}/${point}`;
}
