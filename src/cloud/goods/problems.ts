/** Why a person must look at goods that were sold or handed over all the same. */
export const GOODS_PROBLEMS = [
  /** More was sold than there was, of something that may not go below zero. */
  'stock-below-zero',
  /** More tickets than places, sold without network. */
  'event-overbooked',
  /** A room sold twice for the same hour, without network. */
  'room-overbooked',
  /** Two people came in with one ticket: two doors, without network. */
  'ticket-twice',
  /** An event, a price, an offer or a room that is not of this collective. */
  'goods-unknown',
] as const;

export type GoodsProblem = {
  readonly seq: number;
  readonly code: (typeof GOODS_PROBLEMS)[number];
  readonly message: string;
};
