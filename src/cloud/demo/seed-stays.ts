import type { DemoData } from '../../contract/demo/demo-schema.ts';
import { assert } from '../../shared/assert.ts';
import { msOfInstant } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import { lockBadge } from '../badge/lock-badge.ts';
import { reckon } from '../badge/reckon.ts';
import type { WritableDb } from '../db/open-database.ts';
import { uuidOf } from '../ledger/account-id.ts';
import { demoCreditId } from './demo-credit.ts';
import { demoInstant } from './demo-data.ts';

const MINUTE_MS = 60_000;

type Stay = DemoData['badge']['stays'][number];
type Times = { readonly inAt: Instant; readonly outAt: Instant };

/** Comings and goings of the last weeks, as phones would have told them; the cloud bills them. */
export async function seedStays(tx: WritableDb, demo: DemoData, now: Instant): Promise<void> {
  const { collectiveId } = demo.badge.settings;
  const badge = await lockBadge(tx, collectiveId);
  assert(badge !== null, 'the settings of the badge station are there already');
  const walletOf = new Map<string, string>(demo.people.map(({ id, wallet }) => [id, wallet.id]));
  const touched: { readonly holder: string; readonly since: Instant }[] = [];
  for (const stay of demo.badge.stays) {
    const when = { now, timeZone: badge.rule.timeZone };
    const times = {
      inAt: demoInstant(stay.cameIn, when),
      outAt: demoInstant(stay.wentOut, when),
    };
    const walletId = walletOf.get(stay.personId);
    assert(walletId !== undefined, `the demo has no person ${stay.personId}`);
    await seedTaps(tx, demo, { stay, walletId, times });
    await seedCredit(tx, demo, { stay, walletId, times });
    touched.push({ holder: walletId, since: times.inAt });
  }
  await reckon(tx, badge, { touched, now });
}

async function seedTaps(
  tx: WritableDb,
  demo: DemoData,
  {
    stay,
    walletId,
    times,
  }: { readonly stay: Stay; readonly walletId: string; readonly times: Times },
): Promise<void> {
  const { id, spaceId } = stay;
  for (const direction of ['in', 'out'] as const) {
    await tx.query
      .insertInto('presence_event')
      .values({
        // A stay has the id of the tap that began it.
        id: direction === 'in' ? id : uuidOf(`demo going out of ${id}`),
        collective_id: demo.badge.settings.collectiveId,
        ...{ kind: 'tap' as const, at: direction === 'in' ? times.inAt : times.outAt, direction },
        ...{ space_id: spaceId, plan_id: planOfSpace(demo, spaceId).id, plan_version: 1 },
        ...{ wallet_id: walletId, card_id: null, target_id: null },
        ...{ guest_id: null, guest_name: null, host_wallet_id: null },
        ...{ in_at: null, out_at: null, is_removed: 0 as const },
        ...{ source: 'site' as const, station_id: null, seq: null, made_by: '', reason: '' },
      })
      .execute();
  }
}

/** The hours that a volunteer stay gave are in the wallet already, as people.json says. */
async function seedCredit(
  tx: WritableDb,
  demo: DemoData,
  {
    stay,
    walletId,
    times,
  }: { readonly stay: Stay; readonly walletId: string; readonly times: Times },
): Promise<void> {
  const { timeAssetId } = planOfSpace(demo, stay.spaceId);
  if (timeAssetId === null) return;
  const balances = demo.people.find(({ id }) => id === stay.personId)?.wallet.balances ?? [];
  const minutes = (msOfInstant(times.outAt) - msOfInstant(times.inAt)) / MINUTE_MS;
  const line = balances.findIndex(({ assetId }) => assetId === timeAssetId);
  await tx.query
    .insertInto('presence_payment')
    .values({
      id: uuidOf(`demo hours of ${stay.id}`),
      presence_id: stay.id,
      ...{ kind: 'time' as const, cents: 0, minutes },
      ...{ sale_id: null, source_id: null, posting_id: demoCreditId(walletId, line) },
      ...{ means: '' as const, parts: JSON.stringify([{ assetId: timeAssetId, cents: minutes }]) },
      at: times.outAt,
    })
    .execute();
}

function planOfSpace(
  { plan, badge }: DemoData,
  spaceId: string,
): { readonly id: string; readonly timeAssetId: string | null } {
  const other = badge.plans.find(({ spaces }) => spaces.some(({ id }) => id === spaceId));
  return other === undefined ? { id: plan.id, timeAssetId: null } : other.plan;
}
