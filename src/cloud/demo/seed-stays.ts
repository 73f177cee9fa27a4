import type { DemoData } from '../../contract/demo/demo-schema.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import { uuidOf } from '../ledger/account-id.ts';
import { demoInstant } from './demo-data.ts';

const EMPTY = {
  card_id: null,
  guest_id: null,
  guest_name: null,
  host_wallet_id: null,
  in_at: null,
  out_at: null,
  is_removed: 0,
  station_id: null,
  seq: null,
  made_by: '',
  reason: '',
} as const;

/** Comings and goings of the last weeks: what they were, and what they cost. */
export async function seedStays(tx: WritableDb, demo: DemoData, now: Instant): Promise<void> {
  const { collectiveId } = demo.badge.settings;
  const timeZone = demo.collectives.find(({ id }) => id === collectiveId)?.timeZone ?? '';
  const walletOf = new Map(demo.people.map(({ id, wallet }) => [id, wallet.id]));
  const plans = new Map([
    ...demo.plan.spaces.map(({ id }) => [id, demo.plan.id] as const),
    ...demo.badge.plans.flatMap(({ plan, spaces }) =>
      spaces.map(({ id }) => [id, plan.id] as const),
    ),
  ]);
  for (const { id, personId, spaceId, cameIn, wentOut } of demo.badge.stays) {
    for (const direction of ['in', 'out'] as const) {
      await tx.query
        .insertInto('presence_event')
        .values({
          // A stay has the id of the tap that began it.
          id: direction === 'in' ? id : uuidOf(`demo going out of ${id}`),
          collective_id: collectiveId,
          kind: 'tap' as const,
          target_id: null,
          ...EMPTY,
          at: demoInstant(direction === 'in' ? cameIn : wentOut, { now, timeZone }),
          direction,
          space_id: spaceId,
          plan_id: plans.get(spaceId) ?? '',
          plan_version: 1,
          wallet_id: walletOf.get(personId) ?? null,
          source: 'site' as const,
        })
        .execute();
    }
  }
}
