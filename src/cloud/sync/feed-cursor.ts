import type { FeedTopic } from '../../contract/sync/messages.ts';

/** In the order of a full resync: what others refer to comes first. */
export const FEED_TOPICS = [
  'settings',
  'asset',
  'category',
  'offer',
  'event',
  'product',
  'stock',
  'point-of-sale',
  'staff',
  'station',
  'table',
  'room-booking',
  'wallet',
  'card',
  'ticket',
  'presence-key',
  'badge-plan',
  'space',
  'badge-account',
  'presence',
] as const satisfies readonly FeedTopic[];

/** Where a station is: within a full resync, or after a change of the feed. */
export type FeedCursor =
  | {
      readonly kind: 'full';
      /** The newest change when the resync began: what came later is sent again after it. */
      readonly startSeq: number;
      readonly topic: FeedTopic;
      readonly afterId: string;
    }
  | { readonly kind: 'since'; readonly seq: number };

export const writeCursor = (cursor: FeedCursor): string =>
  cursor.kind === 'since'
    ? `since:${cursor.seq}`
    : `full:${cursor.startSeq}:${cursor.topic}:${cursor.afterId}`;

/** Undefined for a text that is not a cursor of ours: the station then gets everything again. */
export function readCursor(text: string): FeedCursor | undefined {
  const [, sinceSeq] = /^since:(\d{1,15})$/.exec(text) ?? [];
  if (sinceSeq !== undefined) return { kind: 'since', seq: Number(sinceSeq) };
  const [, startSeq, name, afterId] = /^full:(\d{1,15}):([a-z-]+):(.*)$/s.exec(text) ?? [];
  const topic = FEED_TOPICS.find((known) => known === name);
  return startSeq === undefined || topic === undefined || afterId === undefined
    ? undefined
    : { kind: 'full', startSeq: Number(startSeq), topic, afterId };
}
