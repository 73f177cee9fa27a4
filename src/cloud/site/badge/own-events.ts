import type { WalletId } from '../../../shared/ids.ts';
import { isOneOf } from '../../db/bulk-rows.ts';
import type { ReadableDb } from '../../db/open-database.ts';
import { walletsBehind } from '../../ledger/wallets.ts';

/** What was said of one's comings and goings, as it is kept. */
export type OwnEvent = {
  readonly id: string;
  readonly kind: 'tap' | 'undo' | 'correction';
  readonly at: string;
  readonly direction: 'in' | 'out' | null;
  readonly space: string | null;
  readonly card: string | null;
  readonly guest: string | null;
  /** The tap that is undone, the stay that is corrected. */
  readonly about: string | null;
  readonly cameInAt: string | null;
  readonly wentOutAt: string | null;
  readonly isRemoved: boolean;
  readonly from: 'station' | 'site' | 'office';
  readonly reason: string;
};

/** Taps of a wallet and of the guests it pays for, with what was said of them since. */
export async function readOwnEvents(
  db: ReadableDb,
  walletId: WalletId,
): Promise<readonly OwnEvent[]> {
  const family = await walletsBehind(db, walletId);
  const taps = await selectEvents(db)
    .where((where) =>
      where.or([
        isOneOf(db.kind, 'presence_event.wallet_id', family),
        isOneOf(db.kind, 'presence_event.host_wallet_id', family),
      ]),
    )
    .execute();
  const told = await selectEvents(db)
    .where('presence_event.kind', '<>', 'tap')
    .where(
      isOneOf(
        db.kind,
        'presence_event.target_id',
        taps.map(({ id }) => id),
      ),
    )
    .execute();
  const byId = new Map([...taps, ...told].map((row) => [row.id, eventOf(row)]));
  return [...byId.values()].toSorted((left, right) => (left.at < right.at ? -1 : 1));
}

const selectEvents = (db: ReadableDb) =>
  db.query
    .selectFrom('presence_event')
    .leftJoin('badge_space', 'badge_space.id', 'presence_event.space_id')
    .leftJoin('card', 'card.id', 'presence_event.card_id')
    .select([
      ...(['presence_event.id', 'presence_event.kind', 'at', 'direction', 'target_id'] as const),
      ...(['guest_name', 'in_at', 'out_at', 'is_removed', 'source', 'reason'] as const),
      ...(['badge_space.name as space', 'card.number as card'] as const),
    ]);

type EventRow = Awaited<ReturnType<ReturnType<typeof selectEvents>['execute']>>[number];

const eventOf = (row: EventRow): OwnEvent => ({
  id: row.id,
  kind: row.kind,
  at: row.at,
  direction: row.direction,
  space: row.space,
  card: row.card,
  guest: row.guest_name,
  about: row.target_id,
  cameInAt: row.in_at,
  wentOutAt: row.out_at,
  isRemoved: row.is_removed === 1,
  from: row.source,
  reason: row.reason,
});

/** What was paid and given back for these stays. Below 0: given back. */
export async function readOwnPayments(db: ReadableDb, presenceIds: readonly string[]) {
  const rows = await db.query
    .selectFrom('presence_payment')
    .select(['id', 'presence_id', 'kind', 'cents', 'minutes', 'at'])
    .where(isOneOf(db.kind, 'presence_id', presenceIds))
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    stay: row.presence_id,
    kind: row.kind,
    cents: row.cents,
    minutes: row.minutes,
    at: row.at,
  }));
}
