import { Temporal } from '../../../shared/time.ts';
import type { Instant } from '../../../shared/time.ts';
import { collectivePath, eventPath } from '../paths.ts';
import { countPlacesLeft } from './availability.ts';
import type { CollectiveOnSite } from './collective-store.ts';
import type { EventOnSite, EventPrice, Place } from './event-store.ts';
import { sharePictureUrl } from './picture-files.ts';

/** What search engines and calendars read of a page, as schema.org writes it. */

type Thing = Readonly<Record<string, unknown>>;

type Where = { readonly publicUrl: string; readonly now: Instant };

/** An event, with what Google asks and recommends of one. */
export function eventJsonLd(event: EventOnSite, where: Where): string {
  const { collective, place } = event;
  const { publicUrl, now } = where;
  const url = absolute(eventPath(collective.slug, event.slug), publicUrl);
  const at = (instant: Instant): string => withOffset(instant, collective.timeZone);
  const isSoldOut = countPlacesLeft(event) === 0;
  return inPage({
    '@type': 'Event',
    name: event.name,
    description: event.summary === '' ? event.description : event.summary,
    url,
    ...imageOf(event.picture, publicUrl),
    startDate: at(event.startsAt),
    endDate: at(event.endsAt),
    ...(event.doorsAt === null ? {} : { doorTime: at(event.doorsAt) }),
    eventStatus: 'https://schema.org/EventScheduled',
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    ...(event.capacity === null ? {} : { maximumAttendeeCapacity: event.capacity }),
    ...(event.placesLeft === null ? {} : { remainingAttendeeCapacity: event.placesLeft }),
    isAccessibleForFree: event.prices.every((price) => price.cents === 0),
    ...(event.tags.length === 0 ? {} : { keywords: event.tags.join(', ') }),
    location: placeOf(place, place.name === '' ? collective.name : place.name),
    organizer: {
      '@type': 'Organization',
      name: event.organiser === '' ? collective.name : event.organiser,
      url: absolute(collectivePath(collective.slug), publicUrl),
    },
    // What is over is sold by nobody any more.
    ...(event.endsAt <= now
      ? {}
      : { offers: event.prices.map((price) => offerOf(price, { event, url, now, isSoldOut })) }),
  });
}

type OfferFacts = {
  readonly event: EventOnSite;
  readonly url: string;
  readonly now: Instant;
  readonly isSoldOut: boolean;
};

function offerOf(price: EventPrice, facts: OfferFacts): Thing {
  const { event, url, now, isSoldOut } = facts;
  const at = (instant: Instant): string => withOffset(instant, event.collective.timeZone);
  const opensAt = price.opensAt ?? event.changedAt;
  return {
    '@type': 'Offer',
    name: price.name,
    price: ((price.minCents ?? price.cents) / 100).toFixed(2),
    priceCurrency: 'EUR',
    url,
    ...(opensAt === null ? {} : { validFrom: at(opensAt) }),
    ...(price.closesAt === null ? {} : { validThrough: at(price.closesAt) }),
    availability: `https://schema.org/${availabilityOf(price, now, isSoldOut)}`,
  };
}

function availabilityOf(price: EventPrice, now: Instant, isSoldOut: boolean): string {
  if (isSoldOut || price.placesLeft === 0) return 'SoldOut';
  if (price.closesAt !== null && price.closesAt <= now) return 'OutOfStock';
  return price.opensAt !== null && price.opensAt > now ? 'PreOrder' : 'InStock';
}

/** A collective, as the organisation and the place it is. */
export function collectiveJsonLd(collective: CollectiveOnSite, publicUrl: string): string {
  const path = collectivePath(collective.slug);
  const { place, email, phone } = collective;
  return inPage({
    '@type': ['Organization', 'Place'],
    '@id': absolute(path, publicUrl),
    name: collective.name,
    description: collective.summary,
    url: absolute(path, publicUrl),
    ...imageOf(collective.picture, publicUrl),
    ...(place.town === '' ? {} : whereOf(place)),
    ...(email === null ? {} : { email }),
    ...(phone === null ? {} : { telephone: phone }),
  });
}

type Step = { readonly name: string; readonly path: string };

/** The way from the first page to this one, as a search engine shows it. */
export const trailJsonLd = (publicUrl: string, steps: readonly Step[]): string =>
  inPage({
    '@type': 'BreadcrumbList',
    itemListElement: steps.map(({ name, path }, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name,
      item: absolute(path, publicUrl),
    })),
  });

const placeOf = (place: Place, name: string): Thing => ({
  '@type': 'Place',
  name,
  ...whereOf(place),
});

const whereOf = (place: Place): Thing => ({
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
});

function imageOf(picture: string | null, publicUrl: string): Thing {
  const image = sharePictureUrl(picture);
  return image === null ? {} : { image: [absolute(image, publicUrl)] };
}

/** With its offset, `2026-11-27T20:00:00+01:00`: a local hour alone could be any. */
const withOffset = (instant: Instant, timeZone: string): string =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toString({ timeZoneName: 'never' });

const absolute = (path: string, publicUrl: string): string => new URL(path, publicUrl).href;

/** `<` is escaped, so the text cannot end the element it stands in. */
const inPage = (thing: Thing): string =>
  JSON.stringify({ '@context': 'https://schema.org', ...thing }).replaceAll(
    '<',
    String.raw`\u003c`,
  );
