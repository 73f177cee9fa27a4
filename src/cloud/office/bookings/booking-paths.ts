/** Addresses of the bookings of a collective. `:collective` is its slug. */
export const BOOKING_OFFICE_PATHS = {
  events: '/gestion/:collective/reservations',
  event: '/gestion/:collective/reservations/:evenement',
  csv: '/gestion/:collective/reservations/:evenement/liste.csv',
} as const;

export const bookingsOfficePath = (slug: string): string => `/gestion/${slug}/reservations`;

export const eventBookingsPath = (slug: string, eventSlug: string): string =>
  `${bookingsOfficePath(slug)}/${eventSlug}`;

export const eventBookingsCsvPath = (slug: string, eventSlug: string): string =>
  `${eventBookingsPath(slug, eventSlug)}/liste.csv`;
