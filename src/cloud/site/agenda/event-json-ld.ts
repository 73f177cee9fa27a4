import { Temporal } from '../../../shared/time.ts';
import type { Instant } from '../../../shared/time.ts';
import { collectivePath, eventPath } from '../paths.ts';
import type { EventOnSite } from './event-store.ts';

/**
 * What search engines and calendars read of an event, as schema.org writes it. `<` is escaped, so
 * the text cannot end the element it stands in.
 */
export function eventJsonLd(event: EventOnSite, publicUrl: string): string {
  const { collective, place } = event;
  const url = new URL(eventPath(collective.slug, event.slug), publicUrl).href;
  const at = (instant: Instant): string =>
    Temporal.Instant.from(instant).toZonedDateTimeISO(collective.timeZone).toString({
      timeZoneName: 'never',
    });
  const value = {
    '@context': 'https://schema.org',
    '@type': 'Event',
    name: event.name,
    description: event.summary,
    url,
    startDate: at(event.startsAt),
    endDate: at(event.endsAt),
    ...(event.doorsAt === null ? {} : { doorTime: at(event.doorsAt) }),
    eventStatus: 'https://schema.org/EventScheduled',
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    ...(event.capacity === null ? {} : { maximumAttendeeCapacity: event.capacity }),
    isAccessibleForFree: event.prices.some((price) => price.kind === 'free'),
    location: {
      '@type': 'Place',
      name: place.name === '' ? collective.name : place.name,
      address: {
        '@type': 'PostalAddress',
        streetAddress: place.street,
        postalCode: place.postalCode,
        addressLocality: place.town,
        addressCountry: place.country,
      },
      ...(place.latitudeE6 === null || place.longitudeE6 === null
        ? {}
        : {
            geo: {
              '@type': 'GeoCoordinates',
              latitude: place.latitudeE6 / 1e6,
              longitude: place.longitudeE6 / 1e6,
            },
          }),
    },
    organizer: {
      '@type': 'Organization',
      name: event.organiser === '' ? collective.name : event.organiser,
      url: new URL(collectivePath(collective.slug), publicUrl).href,
    },
    offers: event.prices.map((price) => ({
      '@type': 'Offer',
      name: price.name,
      price: ((price.minCents ?? price.cents) / 100).toFixed(2),
      priceCurrency: 'EUR',
      url,
      availability: 'https://schema.org/InStock',
    })),
  };
  return JSON.stringify(value).replaceAll('<', String.raw`\u003c`);
}
