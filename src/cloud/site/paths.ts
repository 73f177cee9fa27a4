/** Addresses of the site, written once. People read them, so they are French words. */

export const PATHS_OF_SITE = {
  agenda: '/',
  agendaCalendar: '/agenda.ics',
  agendaNews: '/agenda.rss',
  places: '/lieux',
  siteMap: '/sitemap.xml',
  robots: '/robots.txt',
  ownCalendar: '/mon-compte/mon-agenda',
  signIn: '/entrer',
  code: '/entrer/code',
  signOut: '/sortir',
  purse: '/mon-compte',
  addMoney: '/mon-compte/ajouter',
  giveMoneyBack: '/mon-compte/rendre',
  bookings: '/mon-compte/reservations',
  passes: '/mon-compte/pass',
  badge: '/mon-compte/badgeuse',
  badgeNotice: '/badgeuse/vie-privee',
  offers: '/adhesions',
  memberships: '/mon-compte/abonnements',
  devices: '/mon-compte/appareils',
  preferences: '/mon-compte/preferences',
  newEmail: '/mon-compte/preferences/adresse',
  ownData: '/mon-compte/preferences/mes-donnees',
  leave: '/mon-compte/partir',
  goodbye: '/au-revoir',
  readability: '/lisibilite',
  demoMails: '/boite-de-demonstration',
  volunteers: '/benevoles',
  passRequest: '/mon-compte/pass/demande',
  office: '/gestion',
} as const;

export const eventPath = (collectiveSlug: string, eventSlug: string): string =>
  `/evenement/${collectiveSlug}/${eventSlug}`;

/** One event as a calendar file. */
export const eventCalendarPath = (collectiveSlug: string, eventSlug: string): string =>
  `${eventPath(collectiveSlug, eventSlug)}/agenda.ics`;

/** Taking places; what was chosen stands in the query. */
export const bookEventPath = (collectiveSlug: string, eventSlug: string): string =>
  `${eventPath(collectiveSlug, eventSlug)}/reserver`;

/** Joining the waiting list. */
export const waitForEventPath = (collectiveSlug: string, eventSlug: string): string =>
  `${eventPath(collectiveSlug, eventSlug)}/attente`;

/** One booking of the person, whatever its state. */
export const bookingPath = (bookingId: string): string => `/reservation/${bookingId}`;

export const payBookingPath = (bookingId: string): string => `${bookingPath(bookingId)}/payer`;

/** Of a booking: its tickets as PDF, its entry for a calendar, whether it changed; and what can be done. */
export const bookingPartPath = (
  bookingId: string,
  part: 'billets.pdf' | 'agenda.ics' | 'etat' | 'temps' | 'laisser',
): string => `${bookingPath(bookingId)}/${part}`;

export const cancelPlacesPath = (bookingId: string): string => `${bookingPath(bookingId)}/annuler`;

/** The person's place in a waiting list. */
export const waitingPath = (waitingId: string): string => `/attente/${waitingId}`;

export const collectivePath = (slug: string): string => `/collectif/${slug}`;

export const villagePath = (slug: string): string => `/village/${slug}`;

/** A person's own calendar. Whoever knows the address reads it. */
export const secretCalendarPath = (calendarSecret: string): string =>
  `/mon-agenda/${calendarSecret}.ics`;

/** Who is there, of a collective that badges. */
export const boardPath = (slug: string): string => `/collectif/${slug}/presences`;

/** Whether that has changed. */
export const boardStatePath = (slug: string): string => `${boardPath(slug)}/etat`;

/** What a collective offers its members. */
export const offersOfPath = (slug: string): string => `${PATHS_OF_SITE.offers}/${slug}`;

export const offerPath = (slug: string, offerId: string): string =>
  `${offersOfPath(slug)}/${offerId}`;

/** One membership of the person: its state, and what can be done. */
export const ownMembershipPath = (membershipId: string): string =>
  `${PATHS_OF_SITE.memberships}/${membershipId}`;

/** What the QR at the door opens. */
export const doorPath = (doorSecret: string): string => `/badge/${doorSecret}`;

export const correctStayPath = (presenceId: string): string =>
  `${PATHS_OF_SITE.badge}/corriger/${presenceId}`;

export const payDuesPath = (collectiveSlug: string): string =>
  `${PATHS_OF_SITE.badge}/regler/${collectiveSlug}`;

export const agendaPath = (collectiveSlug: string | null): string =>
  collectiveSlug === null ? '/' : `/?collectif=${encodeURIComponent(collectiveSlug)}`;

export const receiptPath = (saleId: string): string => `/recu/${saleId}`;

export const qrPath = (qr: string): string => `/qr/${qr}`;

/** Where a payment by bank card is, and where the person comes back to. */
export const paymentPath = (paymentId: string): string => `/paiement/${paymentId}`;

/** In the query of that page: what the person did at the bank. Its word is not believed. */
export const PAGE_RETURN = 'retour';

export const linkPath = (linkSecret: string): string => `/entrer/lien/${linkSecret}`;

export const codePath = (signInId: string): string => `${PATHS_OF_SITE.code}?demande=${signInId}`;

export const volunteersOfPath = (collectiveSlug: string): string =>
  `${PATHS_OF_SITE.volunteers}/${collectiveSlug}`;

/** One shift: what, when, where; also where signing up is sent to. */
export const shiftPath = (collectiveSlug: string, shiftId: string): string =>
  `${volunteersOfPath(collectiveSlug)}/${shiftId}`;

export const dropOutPath = (collectiveSlug: string, shiftId: string): string =>
  `${shiftPath(collectiveSlug, shiftId)}/annuler`;

export const lostPassPath = (cardId: string): string => `${PATHS_OF_SITE.passes}/${cardId}/perdu`;

export const signInPath = (next: string): string =>
  next === PATHS_OF_SITE.purse
    ? PATHS_OF_SITE.signIn
    : `${PATHS_OF_SITE.signIn}?suite=${encodeURIComponent(next)}`;

/** Text size and contrast, and back to the page one came from. */
export const readabilityPath = (from: string): string =>
  from.startsWith(PATHS_OF_SITE.readability)
    ? from
    : `${PATHS_OF_SITE.readability}?suite=${encodeURIComponent(from)}`;

const NEXT_LENGTH_MAX = 300;

/**
 * Where to go after signing in: a path of ours, never another host. `//evil.org` and `/\evil.org`
 * are addresses of other hosts to a browser.
 */
export function safeNextPath(path: string | undefined): string {
  if (path === undefined || path.length > NEXT_LENGTH_MAX) return PATHS_OF_SITE.purse;
  const isOurs = /^\/(?![/\\])[\x21-\x7e]*$/.test(path) && !path.includes('\\');
  return isOurs ? path : PATHS_OF_SITE.purse;
}
