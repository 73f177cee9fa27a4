import type { Journal } from '../journal/journal.ts';
import type { Knowledge } from '../work/knowledge.ts';
import type { Settings } from '../work/work-database.ts';
import type { CloudClient } from './cloud-client.ts';
import type { Connection } from './connection.ts';

/** Asks the cloud for all that changed since the last time, page by page. */
export async function pullFeed(deps: {
  readonly client: CloudClient;
  readonly connection: Connection;
  readonly journal: Journal;
  readonly knowledge: Knowledge;
  readonly settings: Settings;
  readonly onKnowledge: () => void;
  /** The last entry that the cloud may have. */
  readonly sentSeq: () => number;
}): Promise<boolean> {
  const reservedSeq = deps.journal.head().seq;
  const unsecuredSeq = deps.settings.getNumber('acked-seq');
  for (;;) {
    const answer = deps.connection.watch(await deps.client.feed(deps.settings.get('feed-cursor')));
    if (!answer.ok) return false;
    const { items, isFull, cursor, more } = answer.value;
    // Before the wallets: money that they may hold already is not counted a second time. Spends and
    // payouts are kept the other way round, until they surely are inside.
    deps.settings.set('reflected-credit-seq', deps.sentSeq());
    // Knowledge first: cut between the two, the same page comes again and changes nothing.
    deps.knowledge.apply(items, isFull);
    deps.settings.set('feed-cursor', cursor);
    if (items.length > 0) deps.onKnowledge();
    if (more) continue;
    // What was taken before this pull began is inside the wallets it brought.
    deps.settings.set('reflected-reserved-seq', reservedSeq);
    deps.settings.set('reflected-unsecured-seq', unsecuredSeq);
    return true;
  }
}
