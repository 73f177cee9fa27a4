import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { KnownStation } from '../http/deps.ts';
import { applyBadge } from './apply-badge.ts';
import { applyGoods } from './apply-goods.ts';
import type { EntryProblem, ReadEntry } from './read-entry.ts';

export type FoundProblem = EntryProblem & { readonly seq: number };

/**
 * What else follows from new entries, in one transaction with them: sales are stored and their
 * money has moved. Runs once for each upload, with all its entries in order; an entry that is
 * refused is `problem` in what it gets. It must not throw for what an entry says.
 */
export type Follower = (
  tx: WritableDb,
  station: KnownStation,
  read: readonly ReadEntry[],
  now: Instant,
) => Promise<readonly FoundProblem[]>;

/** In the order they run. */
export const FOLLOWERS: readonly Follower[] = [applyGoods, applyBadge];
