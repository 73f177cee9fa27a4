import type { PostingId } from '../../domain/wallet/ledger-types.ts';

/** Hours that were credited for one shift by one posting, and not taken back. */
export type Credit = { readonly postingId: PostingId; readonly minutes: number };

export const creditsOf = (stored: string): readonly Credit[] =>
  JSON.parse(stored) as readonly Credit[];
