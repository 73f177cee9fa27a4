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

/**
 * The address, and a link that opens the map of the phone itself: `geo:` asks nobody on the way.
 */
export const PlaceFact = ({ visit, place }: { readonly visit: Visit; readonly place: Place }) => {
  const address = `${place.street}, ${place.postalCode} ${place.town}`;
  return (
    <Fact icon="pin" label={visit.t('event.where')}>
      {place.name === '' ? null : <strong>{place.name}</strong>}
      <address>
        {place.street}
        <br />
        {place.postalCode} {place.town}
      </address>
      <a
        href={mapUrl(place, address)}
        aria-label={visit.t('event.openMapLabel', { place: address })}
      >
        {visit.t('event.openMap')}
      </a>
    </Fact>
  );
};

/** RFC 5870, with the address as the words to look for. */
function mapUrl(place: Place, address: string): string {
  if (place.latitudeE6 === null || place.longitudeE6 === null) {
    return `geo:0,0?q=${encodeURIComponent(address)}`;
  }
  const point = `${(place.latitudeE6 / 1e6).toFixed(5)},${(place.longitudeE6 / 1e6).toFixed(5)}`;
  return `geo:${point}?q=${encodeURIComponent(address)}`;
}
