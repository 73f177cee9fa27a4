/**
 * Number of the station-cloud protocol and what each one brought. A test hashes the schemas
 * of this folder: when it fails, raise the number, add a line here, and store the new hash.
 */
export const SYNC_PROTOCOL = 3;

export const SYNC_PROTOCOL_HISTORY: readonly {
  readonly number: number;
  readonly brought: string;
}[] = [
  { number: 1, brought: 'pairing, signed requests, reserves, journal upload, feed, event stream' },
  {
    number: 2,
    brought:
      'the whole till: sales of every kind, corrections, top-ups, tables, closings, stock, door; holds on goods, questions about Passes and people',
  },
  {
    number: 3,
    brought:
      'the badge station: taps in and out under a key of the month, corrections, stays paid in sales; plans, spaces, hours left, presences',
  },
];

/** Limits that both ends keep. */
export const LIMITS = {
  /** Entries in one upload. */
  uploadEntriesMax: 500,
  /** Bytes of one request body. */
  bodyBytesMax: 2_000_000,
  /** Items in one answer of the feed. */
  feedItemsMax: 1_000,
  /** A signed request is refused when its time is further away than this. */
  requestAgeMsMax: 5 * 60_000,
  /** A pairing code lives this long. */
  pairingCodeMsMax: 15 * 60_000,
  /** Things in one hold on goods. */
  goodsHoldItemsMax: 50,
  /** People in one answer. */
  peopleMax: 20,
  /** A reserve may be asked for at most this long. */
  reserveMsMax: 24 * 3_600_000,
} as const;

/** Paths on the cloud. */
export const PATHS = {
  pair: '/api/pair',
  reserves: '/api/reserves',
  releaseReserve: (reserveId: string): string => `/api/reserves/${reserveId}/release`,
  goodsHolds: '/api/goods-holds',
  releaseGoodsHold: (holdId: string): string => `/api/goods-holds/${holdId}/release`,
  lookAtCard: '/api/cards/look',
  emptyCard: '/api/cards/empty',
  replaceCard: '/api/cards/replace',
  findPeople: '/api/people/find',
  admitTicket: '/api/tickets/admit',
  journal: '/api/sync/journal',
  feed: '/api/sync/feed',
  events: '/api/sync/events',
  time: '/api/time',
} as const;
